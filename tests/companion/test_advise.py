"""The whole path with real parts: every phase, role, language and length gives an artefact whose checks all pass."""

from __future__ import annotations

import datetime as dt
import itertools
from typing import Any

import pytest

from companion.advise import Companion
from companion.domain import Pair, Refusal, Request
from companion.wiring import Parts

TODAY = dt.date(2026, 11, 22)
START = dt.date(2026, 6, 4)
TOPICS = {
    "de": [
        "Social Media",
        "KI-Werkzeuge",
        "Nachhaltigkeit",
        "Digitale Zusammenarbeit",
        "Inklusive Sprache",
        "New Work",
    ],
    "en": ["Social media", "AI tools", "Sustainability", "Digital collaboration", "Inclusive language", "New work"],
}


@pytest.fixture(scope="module")
def companion(parts: Parts) -> Companion:
    return parts.companion("guidance")


def journey(language: str, topic: str, held: int, **changes: Any) -> Pair:
    sessions = [
        {
            "number": number,
            "date": START + dt.timedelta(days=28 * number),
            "status": "held" if number <= held else "planned",
            "commitments": [{"owner": "mentee", "text": f"{topic} {number}", "status": "open"}]
            if number == held
            else [],
        }
        for number in range(1, 7)
    ]
    facts: dict[str, Any] = {
        "id": f"tandem-{language}-{held}",
        "language": language,
        "address": "Sie" if language == "de" else None,
        "mentor": {"name": "Zoë O'Neill-Adams", "role": "Trainee", "offers": [topic]},
        "mentee": {
            "name": "Dr. Hans-Jürgen Weiß",
            "role": "Board member",
            "wants": [f"{topic}: mehr verstehen, weniger raten"],
        },
        "topic": topic,
        "sessions": sessions,
    }
    return Pair.model_validate({**facts, **changes})


def failed(companion: Companion, pair: Pair, **asked: Any) -> list[str]:
    made = companion.advise(pair, Request(today=TODAY, **asked))
    assert not isinstance(made, Refusal), made
    return [f"{check.name}: {check.detail}" for check in made.checks if not check.passed]


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("held", range(6))
def test_agendas_of_every_session_topic_and_length_pass_their_checks(
    companion: Companion, language: str, held: int
) -> None:
    lengths = itertools.cycle([15, 25, 45, 60, 90, 240])
    for topic, minutes in zip(TOPICS[language], lengths, strict=False):
        assert failed(companion, journey(language, topic, held), kind="agenda", minutes=minutes) == []


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("role", ["mentor", "mentee"])
def test_reflections_of_every_session_pass_their_checks(companion: Companion, language: str, role: str) -> None:
    for held, topic in enumerate(TOPICS[language], 1):
        assert failed(companion, journey(language, topic, held), kind="reflection", viewer=role) == []


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("role", ["mentor", "mentee", "both"])
def test_expectations_on_every_topic_pass_their_checks(companion: Companion, language: str, role: str) -> None:
    for topic in TOPICS[language]:
        assert failed(companion, journey(language, topic, 0), kind="expectations", viewer=role) == []


@pytest.mark.parametrize("address", ["du", "Sie"])
@pytest.mark.parametrize("format_", ["onsite", "remote", "hybrid"])
def test_form_of_address_and_format_hold_throughout(companion: Companion, address: str, format_: str) -> None:
    pair = journey("de", "Gehaltsverhandlung", 2, address=address, format=format_)
    assert failed(companion, pair, kind="agenda") == []


@pytest.mark.parametrize(
    ("concern", "card"),
    [
        ("Ich traue mich nicht, einem Vorstand zu widersprechen", "intimidated-by-rank"),
        ("Er redet vierzig Minuten am Stück und fragt nichts", "mentee-takes-the-chair"),
        ("Zwei Termine hat sie schon wieder abgesagt", "cancelled-meetings"),
    ],
)
def test_a_concern_selects_guidance_and_stands_nowhere(companion: Companion, concern: str, card: str) -> None:
    made = companion.advise(journey("de", "Social Media", 2, concern=concern), Request(kind="agenda", today=TODAY))
    assert not isinstance(made, Refusal)
    assert card in {citation.card for citation in made.citations}
    assert concern not in made.model_dump_json()
