"""What a pair has met before: recorded where the pair file says so, else replayed by the same rules."""

from __future__ import annotations

import datetime as dt

from companion.domain import Pair
from companion.guided.agenda import AgendaPlan, AgendaPlanner
from companion.guided.blocks import References
from companion.guided.choose import Used
from companion.guided.guidance import Guidance
from companion.guided.situation import Situation, situate_past


class History:
    """Replays the agendas of a pair's earlier sessions; each session is planned once.

    Args:
        pair: the pair.
        guidance: the cards.
        references: where reasons stand.
        concern: the worry at work now; earlier sessions are taken to have met it too, so that a lasting worry
            brings something new each time.
        today: for sessions without a date.
    """

    def __init__(
        self, pair: Pair, guidance: Guidance, references: References, concern: str | None, today: dt.date
    ) -> None:
        self._pair = pair
        self._guidance = guidance
        self._references = references
        self._concern = concern
        self._today = today
        self._plans: dict[int, AgendaPlan] = {}

    def before(self, situation: Situation) -> Used:
        """What the pair met in the sessions held before this one, oldest first."""
        used = Used()
        for session in situation.held:
            past = situate_past(self._pair, session, self._today)
            used = used.add(session.used or self._planned(past, used).units)
        return used

    def plan(self, situation: Situation) -> AgendaPlan:
        """The agenda that the rules give for a session, after everything before it."""
        return self._planned(situation, self.before(situation))

    def _planned(self, situation: Situation, used: Used) -> AgendaPlan:
        if situation.number not in self._plans:
            planner = AgendaPlanner(situation, self._guidance, self._references, used, self._concern)
            self._plans[situation.number] = planner.plan()
        return self._plans[situation.number]
