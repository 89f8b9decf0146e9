"""What a pair has met before: recorded where the pair file says so, else replayed by the same rules."""

from __future__ import annotations

import datetime as dt

from companion.cards import Variant
from companion.domain import Pair
from companion.guided.agenda import TRY_OUT, AgendaPlan, AgendaPlanner
from companion.guided.blocks import References
from companion.guided.choose import Option, Used
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

    def units(self, situation: Situation) -> tuple[str, ...]:
        """What the pair met in this session."""
        recorded = situation.session.used if situation.session else ()
        return recorded or self._planned(situation, self.before(situation)).units

    def tried(self, situation: Situation) -> tuple[Option[Variant], ...]:
        """The variants of the session's try-out blocks."""
        units = self.units(situation)
        options = [
            *self._exercises(),
            *(
                o
                for card, block in self._guidance.blocks(situation.phase)
                if block.kind == TRY_OUT
                for o in _of(card.id, block.variants)
            ),
        ]
        return tuple(option for unit in units for option in options if option.id == unit)

    def _exercises(self) -> list[Option[Variant]]:
        primers = [card for card in self._guidance.cards.values() if card.topic]
        return [option for card in primers for option in _of(card.id, card.exercises)]

    def _planned(self, situation: Situation, used: Used) -> AgendaPlan:
        if situation.number not in self._plans:
            planner = AgendaPlanner(situation, self._guidance, self._references, used, self._concern)
            self._plans[situation.number] = planner.plan()
        return self._plans[situation.number]


def _of(card: str, variants: tuple[Variant, ...]) -> list[Option[Variant]]:
    return [Option[Variant](card, variant.id, variant, variant.when) for variant in variants]
