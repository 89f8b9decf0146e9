"""Dates as people say them, and deadlines in working days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from companion.cards import Due
from companion.domain import Language

_FULL = {"de": "EEEE, d. MMMM y", "en": "EEEE d MMMM y"}
_WEEKDAY = {"de": "EEEE, d. MMMM", "en": "EEEE d MMMM"}
_SHORT = {"de": "d. MMMM", "en": "d MMMM"}
_DAY = {"de": "d.", "en": "d"}
_DATE = {"de": "d. MMMM y", "en": "d MMMM y"}
_MONTH = {"de": "MMMM", "en": "MMMM"}
_LOCALE = {"de": "de_DE", "en": "en_GB"}
# Where no next session is planned, four weeks is the usual distance of six sessions in six months.
USUAL_GAP = dt.timedelta(days=28)
_SATURDAY = 5


def _format(day: dt.date, pattern: str, language: Language) -> str:
    from babel.dates import format_date  # heavy: its locale data costs start-up time

    return format_date(day, pattern, locale=_LOCALE[language])


def full(day: dt.date, language: Language) -> str:
    """Thursday 3 December 2026 · Donnerstag, 3. Dezember 2026."""
    return _format(day, _FULL[language], language)


def weekday(day: dt.date, language: Language) -> str:
    """Thursday 3 December · Donnerstag, 3. Dezember."""
    return _format(day, _WEEKDAY[language], language)


def short(day: dt.date, language: Language) -> str:
    """3 December · 3. Dezember."""
    return _format(day, _SHORT[language], language)


def with_year(day: dt.date, language: Language) -> str:
    """3 December 2026 · 3. Dezember 2026."""
    return _format(day, _DATE[language], language)


def month(day: dt.date, language: Language) -> str:
    """December · Dezember."""
    return _format(day, _MONTH[language], language)


def several(days: Sequence[dt.date], language: Language) -> str:
    """5 and 19 November · 5. und am 19. November; months are named once where they agree."""
    *earlier, last = days
    link = {"de": " und am ", "en": " and "}[language]
    parts = [_format(day, _DAY[language] if day.month == last.month else _SHORT[language], language) for day in earlier]
    if len(parts) > 1:
        comma = {"de": ", am ", "en": ", "}[language]
        parts = [comma.join(parts)]
    return link.join([*parts, short(last, language)])


def working_day_before(day: dt.date) -> dt.date:
    """The day itself, or the Friday before a weekend."""
    return day - dt.timedelta(days=max(0, day.weekday() - _SATURDAY + 1))


def minus_working_days(day: dt.date, count: int) -> dt.date:
    """The day `count` working days earlier (Monday to Friday; public holidays differ by region and are not known)."""
    while count:
        day -= dt.timedelta(days=1)
        count -= day.weekday() < _SATURDAY
    return day


def plus_working_days(day: dt.date, count: int) -> dt.date:
    """The day `count` working days later."""
    while count:
        day += dt.timedelta(days=1)
        count -= day.weekday() < _SATURDAY
    return day


def due_date(rule: Due, session: dt.date, following: dt.date) -> dt.date:
    """When something agreed in a session is due.

    Args:
        rule: the card's rule.
        session: the day of the session.
        following: the day of the next session, planned or supposed.
    """
    if rule == "tomorrow":
        return plus_working_days(session, 1)
    if rule == "before_next":
        return max(minus_working_days(following, 2), plus_working_days(session, 1))
    if rule == "next_session":
        return following
    days = {"in_a_week": 7, "in_two_weeks": 14, "in_a_month": 28, "in_90_days": 90}[rule]
    return working_day_before(session + dt.timedelta(days=days))
