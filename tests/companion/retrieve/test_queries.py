import datetime as dt
from typing import Any

import pytest

from companion.domain import Pair, Request, Who
from companion.retrieve.queries import queries

SESSIONS = [
    {
        "number": 1,
        "status": "held",
        "topic": "Kennenlernen",
        "commitments": [
            {"owner": "mentee", "text": "Profil ansehen"},
            {"owner": "mentor", "text": "Beispiel suchen", "status": "done"},
        ],
    },
    {"number": 2, "status": "held", "topic": "Profil"},
    {"number": 3, "status": "cancelled", "topic": "Beiträge"},
]


def pair(**more: Any) -> Pair:
    facts = {
        "id": "tandem-07",
        "language": "de",
        "address": "du",
        "mentor": {"name": "Leyla", "role": "Dual Studierende"},
        "mentee": {"name": "Jörg", "role": "Vorstand", "wants": ["LinkedIn sinnvoll nutzen", "nahbarer schreiben"]},
        "topic": "Social Media",
    }
    return Pair.model_validate({**facts, **more})


def request(**more: Any) -> Request:
    return Request.model_validate({"kind": "reflection", "today": dt.date(2026, 9, 1), **more})


def test_topic_and_wishes_are_asked_for() -> None:
    asked = queries(pair(goal="Drei Beiträge"), request(), None)
    assert asked == ["Social Media", "LinkedIn sinnvoll nutzen", "nahbarer schreiben", "Drei Beiträge"]


def test_the_request_may_name_another_topic() -> None:
    assert queries(pair(), request(topic="KI"), None)[0] == "KI"


def test_the_phase_is_asked_for_in_the_language_of_the_pair() -> None:
    assert any("Vertraulichkeit" in query for query in queries(pair(), request(), "kick_off"))
    english = pair(language="en", address=None)
    assert any("confidentiality" in query for query in queries(english, request(), "kick_off"))


def test_last_session_and_what_is_open_are_asked_for() -> None:
    asked = queries(pair(sessions=SESSIONS), request(), None)
    assert {"Profil", "Profil ansehen"} < set(asked)
    assert {"Kennenlernen", "Beispiel suchen", "Beiträge"}.isdisjoint(asked)


def test_nothing_is_asked_twice() -> None:
    assert queries(pair(goal="Social Media"), request(), None).count("Social Media") == 1


@pytest.mark.parametrize(
    ("owner", "viewer", "asked"),
    [
        ("mentee", "mentee", True),
        (None, "mentor", True),
        ("mentee", "mentor", False),
        ("mentee", "both", False),
        (None, "both", False),
    ],
)
def test_a_worry_is_asked_for_only_by_its_owner(owner: str | None, viewer: Who, asked: bool) -> None:
    worried = pair(concern={"owner": owner, "text": "Hält das für Zeitverschwendung"})
    assert ("Hält das für Zeitverschwendung" in queries(worried, request(viewer=viewer), None)) is asked


def test_the_viewers_notes_are_asked_for() -> None:
    assert "Es war zäh." in queries(pair(), request(viewer="mentor", notes="Es war zäh."), None)


def test_a_session_without_a_topic_adds_none() -> None:
    assert queries(pair(sessions=[{"number": 1, "status": "held"}]), request(), None) == queries(
        pair(), request(), None
    )
