import datetime as dt

import pytest

from companion.guided.situation import situate_past
from tests.companion.guided.sample import TODAY, pair, situation


def held(number: int) -> dict[str, object]:
    return {"number": number, "status": "held"}


def test_the_next_planned_session_is_prepared() -> None:
    now = situation()
    assert (now.number, now.phase, now.turn) == (3, "working", 3)
    assert now.day == dt.date(2026, 12, 3)
    assert now.planned_next == dt.date(2026, 12, 17)


@pytest.mark.parametrize(
    ("done", "planned", "phase"),
    [
        (0, 6, "kick_off"),
        (1, 6, "working"),
        (3, 6, "mid_term"),
        (4, 6, "working"),
        (5, 6, "closing"),
        (1, 3, "working"),
        (2, 3, "closing"),
    ],
)
def test_the_phase_follows_from_the_sessions(done: int, planned: int, phase: str) -> None:
    assert situation(sessions=[held(n + 1) for n in range(done)], planned_sessions=planned).phase == phase


def test_a_phase_in_the_file_counts() -> None:
    assert situation(phase="closing").phase == "closing"


def test_open_commitments_come_back_with_the_mentors_first() -> None:
    assert [(item.owner, item.text) for item in situation().open_commitments] == [
        ("mentor", "Eine Vorlage anlegen"),
        ("mentee", "Punkte der Runde notieren"),
    ]


def test_cancelled_sessions_in_a_row_are_counted_from_the_end() -> None:
    sessions = [
        held(1),
        {"number": 2, "status": "cancelled", "date": "2026-11-05"},
        {"number": 3, "status": "cancelled"},
    ]
    assert len(situation(sessions=sessions).cancelled) == 2
    assert situation(sessions=[*sessions, held(4)]).cancelled == ()


def test_a_past_session_knows_nothing_of_what_came_after() -> None:
    whole = pair()
    past = situate_past(whole, whole.sessions[1], TODAY)
    assert (past.phase, past.turn, past.open_commitments) == ("working", 2, ())


def test_without_a_planned_session_four_weeks_are_supposed() -> None:
    now = situation(sessions=[held(1)])
    assert now.planned_next is None
    assert now.following == dt.date(2026, 12, 18)
