"""A pair, a companion whose chat model follows a script, and what a script needs to read its prompt."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import re
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from companion.advise import Companion
from companion.domain import Artefact, Pair, Refusal, Request
from companion.drafted import DraftedEngine
from companion.llm import ChatModel, Message, ScriptedModel
from companion.prompts import load_prompts
from companion.shipped import shipped
from companion.wiring import Parts

TODAY = dt.date(2026, 11, 22)
BUDGET = 1500

GERMAN: dict[str, Any] = {
    "language": "de",
    "address": "du",
    "mentor": {"name": "Leyla Demir", "role": "Auszubildende", "offers": ["KI-Werkzeuge im Alltag zeigen"]},
    "mentee": {
        "name": "Thomas Brandt",
        "role": "Bereichsleiter Einkauf",
        "wants": ["wissen, wann ich einer Antwort nicht trauen darf"],
    },
    "topic": "KI-Werkzeuge",
    "goal": "Thomas schreibt zwei geprüfte Antworten",
}

Script = Callable[[list[dict[str, Any]]], list[dict[str, Any]]]


def pair(**changes: Any) -> Pair:
    facts: dict[str, Any] = {
        "id": "tandem-9",
        "language": "en",
        "mentor": {"name": "Zoë O'Neill-Adams", "role": "Trainee", "offers": ["wording a request to an assistant"]},
        "mentee": {"name": "Klaus Weiß", "role": "Head of procurement", "wants": ["know when not to trust an answer"]},
        "topic": "AI tools",
        "sessions": [
            {"number": 1, "date": "2026-10-01", "status": "held"},
            {"number": 2, "date": "2026-11-26", "status": "planned"},
        ],
    }
    return Pair.model_validate({**facts, **changes})


def with_model(parts: Parts, model: ChatModel, seconds: float = 600) -> Companion:
    """The real companion over the shipped guidance, with this chat model; time is no matter unless a test says so."""
    engine = DraftedEngine(model, load_prompts(shipped("prompts")), BUDGET)
    return dataclasses.replace(guidance(parts), drafted=lambda: engine, seconds=seconds)


@cache
def guidance(parts: Parts) -> Companion:
    """The real companion over the shipped guidance, opened once."""
    return parts.companion("guidance")


def items_in(messages: Sequence[Message]) -> list[dict[str, Any]]:
    """The items that a prompt offers."""
    lines = re.findall(r'^\{"id": .*\}$', messages[-1].text, re.MULTILINE)
    return [json.loads(line) for line in lines]


def following(script: Script, times: int = 2, hosted: bool = False) -> ScriptedModel:
    """A model that answers each prompt with what the script makes of its items."""

    def reply(messages: Sequence[Message]) -> str:
        return json.dumps({"items": script(items_in(messages))}, ensure_ascii=False)

    return ScriptedModel([reply] * times, hosted=hosted)


def ask(companion: Companion, asked: Pair, kind: str = "reflection", viewer: str = "mentee", **more: Any) -> Artefact:
    """Ask for an artefact in which the chat model takes part."""
    request = Request.model_validate({"kind": kind, "viewer": viewer, "engine": "llm", "today": TODAY, **more})
    made = companion.advise(asked, request)
    assert not isinstance(made, Refusal)
    return made


def failed(made: Artefact) -> list[str]:
    """The checks that an artefact does not pass."""
    return [check.name for check in made.checks if not check.passed]
