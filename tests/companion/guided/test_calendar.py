import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.cards import Due
from companion.guided import calendar

THURSDAY = dt.date(2026, 12, 3)
days = st.dates(dt.date(2025, 1, 1), dt.date(2030, 12, 31))


def test_dates_read_as_people_write_them() -> None:
    assert calendar.full(THURSDAY, "de") == "Donnerstag, 3. Dezember 2026"
    assert calendar.full(THURSDAY, "en") == "Thursday 3 December 2026"


def test_several_days_name_their_month_once() -> None:
    november = [dt.date(2026, 11, 5), dt.date(2026, 11, 19)]
    assert calendar.several(november, "de") == "5. und am 19. November"
    assert calendar.several(november, "en") == "5 and 19 November"


def test_days_of_two_months_name_both() -> None:
    assert calendar.several([dt.date(2026, 10, 30), THURSDAY], "en") == "30 October and 3 December"


@pytest.mark.parametrize(
    ("rule", "due"),
    [
        ("tomorrow", dt.date(2026, 12, 4)),
        ("in_a_week", dt.date(2026, 12, 10)),
        ("in_90_days", dt.date(2027, 3, 3)),
        ("before_next", dt.date(2027, 1, 12)),
        ("next_session", dt.date(2027, 1, 14)),
    ],
)
def test_deadlines_are_computed(rule: Due, due: dt.date) -> None:
    assert calendar.due_date(rule, THURSDAY, dt.date(2027, 1, 14)) == due


@given(days, st.sampled_from(["tomorrow", "in_a_week", "in_two_weeks", "before_next", "in_a_month", "in_90_days"]))
def test_no_deadline_falls_on_a_weekend(day: dt.date, rule: Due) -> None:
    following = calendar.plus_working_days(day, 20)
    assert calendar.due_date(rule, day, following).weekday() < 5


@given(days)
def test_preparing_the_next_session_never_comes_before_this_one(day: dt.date) -> None:
    assert calendar.due_date("before_next", day, day + dt.timedelta(days=1)) > day
