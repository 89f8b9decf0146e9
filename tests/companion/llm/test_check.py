"""The check says in plain words what a model can do here."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

import pytest

from companion.errors import ModelProblem, ModelProblemKind
from companion.llm import ScriptedModel
from companion.llm.check import Finding, check

GERMAN = '{"text": "Damit zwei Menschen sich besser verstehen und etwas voneinander lernen."}'
ENGLISH = '{"text": "It helps two people to understand each other and to learn something."}'


def found(*replies: str | ModelProblem) -> dict[str, Finding]:
    seconds = itertools.count()
    return {finding.name: finding for finding in check(ScriptedModel(replies), lambda: next(seconds))}


def failed(findings: dict[str, Finding]) -> Iterable[str]:
    return [name for name, finding in findings.items() if not finding.passed]


def test_a_good_model_passes_everything() -> None:
    findings = found(GERMAN, ENGLISH)
    assert list(findings) == [
        "reachable",
        "model known",
        "structured output",
        "streaming",
        "German",
        "English",
        "pace",
    ]
    assert failed(findings) == []
    assert "estimate" in findings["pace"].detail


@pytest.mark.parametrize("kind", ["unreachable", "refused_key", "rate_limited", "server_error", "timeout", "busy"])
def test_a_server_that_gives_no_answer_is_not_asked_twice(kind: ModelProblemKind) -> None:
    findings = found(ModelProblem(kind, "scripted:x", "the reason"), ENGLISH)
    assert failed(findings) == ["reachable"]
    assert findings["reachable"].detail == "the reason"
    assert len(findings) == 2


def test_an_unknown_model_is_reachable_but_unknown() -> None:
    findings = found(ModelProblem("unknown_model", "scripted:x", "no such model"), ENGLISH)
    assert failed(findings) == ["model known"]


def test_prose_is_no_structured_output() -> None:
    findings = found("Ein Gespräch hilft.", ENGLISH)
    assert failed(findings) == ["structured output", "German"]


def test_a_cut_answer_is_told_in_its_own_words() -> None:
    findings = found(GERMAN, ModelProblem("cut_short", "scripted:x", "the answer breaks off"))
    assert failed(findings) == ["structured output", "English", "pace"]
    assert findings["structured output"].detail == "the answer breaks off"


def test_a_model_that_answers_german_in_english_needs_a_larger_one() -> None:
    findings = found(ENGLISH, ENGLISH)
    assert failed(findings) == ["German"]
    assert "larger model" in findings["German"].detail


def test_an_answer_in_one_piece_does_not_stream() -> None:
    assert failed(found("{}", ENGLISH)) == ["structured output", "streaming", "German"]
