"""Whatever a chat server does: a valid artefact, in time, with a word about what happened and what was good kept."""

from __future__ import annotations

import itertools
import json
import time
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest
from pydantic import SecretStr

from companion.domain import Artefact, Language, Pair, Request
from companion.llm import open_chat_model
from companion.prompts import load_prompts
from companion.shipped import shipped
from companion.wiring import Parts
from companion.words import say
from tests.companion.drafted.sample import GERMAN, TODAY, ask, failed, guidance, pair, with_model
from tests.companion.llm.faulty import (
    Behaviour,
    FaultyServer,
    answers,
    breaks_off,
    drips,
    event,
    hangs,
    stalls,
    status,
)

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

IN_TIME = 60.0  # seconds: for servers that answer at once, on however slow a machine
SHORT = 2.0  # for those that never do
SLACK = 15.0  # for planning and checking, which no server delays


class Fault(NamedTuple):
    """What a server does, one behaviour a request, and what the artefact then says about it."""

    behaviours: tuple[Behaviour, ...]
    kind: str
    seconds: float = IN_TIME


def items(*texts: str) -> str:
    return json.dumps({"items": [{"id": f"i{number}", "text": text} for number, text in enumerate(texts, start=1)]})


def endless() -> Iterator[str]:
    yield event('{"items": [')
    yield from itertools.repeat(event('{"id": "i1", "text": "And then? And then? And then?"}, ' * 20), 10**6)


def leaked(name: str, language: Language) -> list[str]:
    prompt = load_prompts(shipped("prompts")).get("reflection", language)
    return [line.lstrip("- ") for line in getattr(prompt, name).splitlines() if len(line.split()) > 8]


NOTHING = "nothing"
FAULTS = {
    "bad key": Fault((status(401),), "problem.refused_key"),
    "unknown model": Fault((status(404),), "problem.unknown_model"),
    "too many requests": Fault((status(429),), "problem.rate_limited"),
    "too many requests for an hour": Fault((status(429, retry_after="3600"),), "problem.rate_limited"),
    "always an error": Fault((status(500),), "problem.server_error"),
    "a connection that breaks": Fault((breaks_off('{"items": ['),), "problem.cut_short"),
    "silence": Fault((hangs,), "problem.timeout", SHORT),
    "silence after a while": Fault((stalls('{"items": ['),), "problem.timeout", SHORT),
    "an answer cut short": Fault((answers('{"items": [{"id": "i1", "te', finish="length"),), "problem.cut_short"),
    "half a JSON text": Fault((answers('{"items": [{"id": "i1", "te'),), NOTHING),
    "garbage": Fault((answers("}}]] %PDF-1.4 \\x00 [[{{ items: none"),), NOTHING),
    "no end": Fault((drips(endless(), 0.0),), "problem.cut_short"),
    "a refusal": Fault((answers("I'm sorry, but as a language model I cannot help with that."),), NOTHING),
    "fifty questions": Fault((answers(items(*(f"What about part {number}?" for number in range(50)))),), NOTHING),
    "English and Spanish": Fault((answers(items("¿Qué notaste?", "Is it good?", "¿Por qué no?")),), NOTHING),
    "its own German instructions": Fault((answers(items(*leaked("system", "de"))),), NOTHING),
    "its own English instructions": Fault((answers(items(*leaked("system", "en"))),), NOTHING),
    "its own task": Fault((answers(items(*leaked("user", "de"), *leaked("user", "en"))),), NOTHING),
}


def asked_of(parts: Parts, server: FaultyServer, asked: Pair, seconds: float) -> tuple[Artefact, float]:
    model = open_chat_model("openai:any", base_url=server.base_url, api_key=SecretStr("none"))
    companion = with_model(parts, model, seconds)
    start = time.monotonic()
    made = ask(companion, asked)
    return made, time.monotonic() - start


def guided(parts: Parts, asked: Pair) -> Any:
    request = Request(kind="reflection", viewer="mentee", today=TODAY)
    return guidance(parts).advise(asked, request)


def better(text: str) -> str:
    """An item that holds: the same question with a word more."""
    return text.replace("What ", "What exactly ", 1)


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_ends_in_the_guided_artefact_and_a_note(parts: Parts, name: str, language: Language) -> None:
    fault, asked = FAULTS[name], pair(**GERMAN) if language == "de" else pair()
    with FaultyServer(*fault.behaviours) as server:
        made, seconds = asked_of(parts, server, asked, fault.seconds)
    before = guided(parts, asked)
    assert made.questions == before.questions
    assert made.notes == (*before.notes, say(language, f"drafted.{fault.kind}"))
    assert failed(made) == []
    assert made.provenance.engine == "guided"
    assert seconds < fault.seconds + SLACK


def test_nobody_at_the_address(parts: Parts) -> None:
    with FaultyServer(hangs) as server:
        pass
    made, _ = asked_of(parts, server, pair(), IN_TIME)
    assert made.notes[-1] == say("en", "drafted.problem.unreachable")
    assert failed(made) == []


def test_a_german_pair_gets_no_english_item(parts: Parts) -> None:
    english = guided(parts, pair())
    with FaultyServer(answers(items(*(question.text for question in english.questions)))) as server:
        made, _ = asked_of(parts, server, pair(**GERMAN), IN_TIME)
    assert made.questions == guided(parts, pair(**GERMAN)).questions
    assert len(made.provenance.replaced_items) == len(made.questions)


@pytest.mark.parametrize("first", [status(500), status(429, retry_after="1"), breaks_off()])
def test_one_failure_is_made_good_by_a_second_try(parts: Parts, first: Behaviour) -> None:
    text = better(guided(parts, pair()).questions[0].text)
    with FaultyServer(first, answers(items(text))) as server:
        made, _ = asked_of(parts, server, pair(), IN_TIME)
    assert made.questions[0].text == text
    assert made.provenance.reworded_items == ("questions.0.text",)
    assert failed(made) == []


def begun(text: str) -> str:
    """An answer whose first item is whole."""
    return items(text, "What")[:-8]


@pytest.mark.parametrize(
    ("after", "kind", "seconds"), [(stalls, "timeout", 4.0), (breaks_off, "cut_short", IN_TIME)], ids=["stall", "break"]
)
def test_what_held_before_the_fault_stays(parts: Parts, after: Any, kind: str, seconds: float) -> None:
    before = guided(parts, pair())
    text = better(before.questions[0].text)
    with FaultyServer(after(begun(text))) as server:
        made, spent = asked_of(parts, server, pair(), seconds)
    assert [question.text for question in made.questions] == [text, *(q.text for q in before.questions[1:])]
    assert made.notes == (*before.notes, say("en", f"drafted.problem.{kind}"))
    assert made.provenance.engine == "llm"
    assert failed(made) == []
    assert spent < seconds + SLACK
