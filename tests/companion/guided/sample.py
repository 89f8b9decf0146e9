"""Pairs and cards for the planner's tests."""

from __future__ import annotations

import datetime as dt

from companion.cards import Card, parse_card
from companion.domain import Pair
from companion.guided.situation import Situation, situate

TODAY = dt.date(2026, 11, 22)


def pair(**changes: object) -> Pair:
    """A German pair in its third session, with something open on both sides."""
    facts: dict[str, object] = {
        "id": "tandem-01",
        "language": "de",
        "address": "du",
        "mentor": {"name": "Jule Petersen", "role": "Trainee", "offers": ["geteilte Listen"]},
        "mentee": {"name": "Dr. Frank Albers", "role": "Werkleiter", "wants": ["eine kürzere Morgenrunde"]},
        "topic": "Digitale Zusammenarbeit",
        "sessions": [
            {"number": 1, "date": "2026-09-10", "status": "held", "topic": "Kick-off"},
            {
                "number": 2,
                "date": "2026-10-08",
                "status": "held",
                "topic": "Morgenrunde",
                "commitments": [
                    {"owner": "mentee", "text": "Punkte der Runde notieren", "status": "open"},
                    {"owner": "mentor", "text": "Eine Vorlage anlegen", "status": "open"},
                    {"owner": "mentor", "text": "Einen Raum buchen", "status": "done"},
                ],
            },
            {"number": 3, "date": "2026-12-03", "status": "planned", "topic": "Morgenrunde"},
            {"number": 4, "date": "2026-12-17", "status": "planned"},
        ],
    }
    return Pair.model_validate({**facts, **changes})


def situation(**changes: object) -> Situation:
    """The situation of that pair's next session."""
    return situate(pair(**changes), minutes=None, topic=None, today=TODAY)


def card(front_matter: str, body: str = "## Kern\nEin Satz.\n") -> Card:
    """A card from its Markdown."""
    return parse_card(f"---\n{front_matter}\n---\n{body}", "card.md")
