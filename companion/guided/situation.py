"""What is the case for a pair at a given session: phase, history, dates. Pure facts, no choices."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from functools import cached_property

from companion.domain import CarriedOver, Minutes, Pair, Phase, Session, Side
from companion.guided import calendar


@dataclass(frozen=True)
class Situation:
    """A pair at one session.

    Attributes:
        pair: the pair, with the sessions before this one.
        session: the session planned for or held, where the file has it.
        number: its number in the pair's own count.
        phase: its phase.
        minutes: its length.
        today: used where the session has no date.
        earlier: sessions before this one that were held or cancelled.
        later: sessions after this one.
        topic: the topic of this session, in the pair's words.
        undertaken_in: sessions whose commitments count here.
    """

    pair: Pair
    session: Session | None
    number: int
    phase: Phase
    minutes: Minutes
    today: dt.date
    earlier: tuple[Session, ...]
    later: tuple[Session, ...]
    topic: str
    undertaken_in: tuple[Session, ...]

    @cached_property
    def held(self) -> tuple[Session, ...]:
        """The earlier sessions that took place."""
        return tuple(session for session in self.earlier if session.status == "held")

    @property
    def turn(self) -> int:
        """How many sessions were held, plus one."""
        return len(self.held) + 1

    @property
    def last(self) -> Session | None:
        """The last session held before this one."""
        return self.held[-1] if self.held else None

    @cached_property
    def open_commitments(self) -> tuple[CarriedOver, ...]:
        """Open commitments of earlier sessions, the mentor's first, each in the order of the sessions."""
        found = [
            CarriedOver(owner=item.owner, text=item.text, from_session=session.number)
            for session in self.undertaken_in
            for item in session.commitments
            if item.status == "open"
        ]
        return tuple(sorted(found, key=lambda item: item.owner == "mentee"))

    @cached_property
    def cancelled(self) -> tuple[Session, ...]:
        """The sessions cancelled in a row just before this one."""
        run: list[Session] = []
        for session in reversed(self.earlier):
            if session.status != "cancelled":
                break
            run.insert(0, session)
        return tuple(run)

    @property
    def day(self) -> dt.date:
        """The session's date, or today."""
        return self.session.date if self.session and self.session.date else self.today

    @property
    def planned_next(self) -> dt.date | None:
        """The date of the next planned session."""
        return next((s.date for s in self.later if s.date and s.status == "planned" and s.date > self.day), None)

    @property
    def following(self) -> dt.date:
        """The next session's date, or the usual distance from this one."""
        return self.planned_next or calendar.working_day_before(self.day + calendar.USUAL_GAP)

    @property
    def review_day(self) -> dt.date:
        """When the two look back together: the mid-term session, else after ninety days."""
        middle = _mid_term_turn(self.pair.planned_sessions)
        dated = next((s.date for s in self.later if s.number == middle and s.date and s.status == "planned"), None)
        return dated or calendar.due_date("in_90_days", self.day, self.following)

    def commitments_of(self, side: Side) -> tuple[str, ...]:
        """The open commitments of one side, word for word."""
        return tuple(item.text for item in self.open_commitments if item.owner == side)


def situate(pair: Pair, *, minutes: int | None, topic: str | None, today: dt.date) -> Situation:
    """The situation of the session that a pair prepares next.

    That is the first planned session after the last one that took place or was cancelled.
    """
    past = [session for session in pair.sessions if session.status != "planned"]
    done_to = past[-1].number if past else 0
    session = next((s for s in pair.sessions if s.status == "planned" and s.number > done_to), None)
    number = session.number if session else done_to + 1
    situation = _at(pair, session, number, pair.phase, minutes or pair.session_minutes, today)
    return replace(situation, topic=topic or pair.topic, undertaken_in=pair.sessions)


def situate_past(pair: Pair, session: Session, today: dt.date) -> Situation:
    """The situation of a session as it was before it began, judged by the same rules as a session to come."""
    return _at(pair, session, session.number, None, pair.session_minutes, today)


def _at(
    pair: Pair, session: Session | None, number: int, phase: Phase | None, minutes: int, today: dt.date
) -> Situation:
    earlier = tuple(s for s in pair.sessions if s.number < number and s.status != "planned")
    later = tuple(s for s in pair.sessions if s.number > number)
    return Situation(
        pair=pair,
        session=session,
        number=number,
        phase=phase or _phase(pair, number, sum(s.status == "held" for s in earlier) + 1),
        minutes=minutes,
        today=today,
        earlier=earlier,
        later=later,
        topic=pair.topic,
        undertaken_in=tuple(s for s in pair.sessions if s.number < number),
    )


def _mid_term_turn(planned: int) -> int:
    return planned // 2 + 1


def _phase(pair: Pair, number: int, turn: int) -> Phase:
    """Kick-off first, closing last, the mid-term review in the middle of four or more sessions."""
    if turn == 1:
        return "kick_off"
    if max(turn, number) >= pair.planned_sessions:
        return "closing"
    if pair.planned_sessions >= 4 and turn == _mid_term_turn(pair.planned_sessions):
        return "mid_term"
    return "working"
