"""What each side does before a session and what follows from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from companion.cards import Add, Leaves, Prepare
from companion.domain import CarriedOver, NextStep, Preparation, Side
from companion.guided import calendar
from companion.guided.blocks import BlockPlan, References
from companion.guided.choose import unit_id
from companion.guided.pitfall import Applied
from companion.guided.situation import Situation
from companion.guided.slots import Filler, quoted
from companion.words import say

# More than four things to do beforehand are not done by people who have a job.
_MOST_PREPARATION = 4
_MOST_NEXT_STEPS = 2


@dataclass(frozen=True)
class _Source:
    prepare: Prepare
    citations: tuple[str, ...]
    card: str
    unit: str | None = None


class PreparationPlanner:
    """Collects preparation and next steps from everything that a session is made of."""

    def __init__(
        self,
        filler: Filler,
        references: References,
        moves: Sequence[Applied],
        adds: Sequence[tuple[str, str, Add]],
        leaves: Leaves | None,
    ) -> None:
        self._filler = filler
        self._references = references
        self._moves = moves
        self._adds = adds
        self._leaves = leaves

    def prepare(self, plans: Sequence[BlockPlan], extra: Iterable[tuple[str, Prepare]]) -> Preparation:
        """What each side does beforehand, most needed first, at most four things a side."""
        sources = list(self._sources(plans, extra))
        mentor, mentee = self._side(sources, "mentor"), self._side(sources, "mentee")
        return Preparation(
            mentor=tuple(text for text, _ in mentor),
            mentee=tuple(text for text, _ in mentee),
            mentor_citations=tuple(cited for _, cited in mentor),
            mentee_citations=tuple(cited for _, cited in mentee),
        )

    def units(self) -> tuple[str, ...]:
        """Ids of the preparation lines that circumstances and pitfalls brought, to be remembered."""
        adds = [unit_id(card, unit) for card, unit, add in self._adds if add.prepare]
        return (*adds, *(applied.unit for applied in self._moves if applied.move.prepare))

    def _sources(self, plans: Sequence[BlockPlan], extra: Iterable[tuple[str, Prepare]]) -> Iterator[_Source]:
        for applied in self._moves:
            if applied.move.prepare:
                yield _Source(applied.move.prepare, self._references.cite(applied.card.id), applied.card.id)
        for plan in plans:
            yield _Source(
                plan.variant.prepare, self._references.cite(plan.option.card, plan.option.unit), plan.option.id
            )
        for card_id, prepare in extra:
            yield _Source(prepare, self._references.cite(card_id), card_id)
        for card_id, unit, add in self._adds:
            if add.prepare:
                yield _Source(add.prepare, self._references.cite(card_id), card_id, unit)

    def _side(self, sources: Sequence[_Source], side: Side) -> list[tuple[str, tuple[str, ...]]]:
        """One side's lines; of a card's several circumstances only the first speaks."""
        lines: dict[str, tuple[str, ...]] = {}
        spoken: set[str] = set()
        for source in sources:
            texts = source.prepare.mentor if side == "mentor" else source.prepare.mentee
            if source.unit is not None and source.card in spoken:
                continue
            for text in texts:
                lines.setdefault(self._filler.fill(text, leaves=self._leaves), source.citations)
                spoken.add(source.card)
        return list(lines.items())[:_MOST_PREPARATION]


def next_steps(
    plans: Sequence[BlockPlan],
    situation: Situation,
    filler: Filler,
    references: References,
    leaves: Leaves | None,
) -> tuple[NextStep, ...]:
    """Who does what by when, the earliest first; every date is computed, none is guessed from words."""
    found: dict[tuple[str, str], NextStep] = {}
    sources = [(plan.option.card, plan.option.unit, item) for plan in plans for item in plan.variant.next]
    sources += [
        (card.id, "", item)
        for plan in plans
        for card, block in plan.slot.absorbed
        for item in (block.merged.next if block.merged else ())
    ]
    for card, unit, item in sources:
        own = next((p.variant.leaves for p in plans if p.option.unit == unit), None) or leaves
        text = filler.fill(item.text, leaves=own)
        due = calendar.due_date(item.due, situation.day, situation.following)
        found.setdefault(
            (item.owner, text), NextStep(owner=item.owner, text=text, due=due, citations=references.cite(card, unit))
        )
    open_items = [_loose_end(item, situation, filler, references) for item in situation.open_commitments]
    loose_ends = open_items if situation.phase == "closing" else []
    return tuple(sorted([*_fair(list(found.values())), *loose_ends], key=lambda step: step.due))


def _loose_end(item: CarriedOver, situation: Situation, filler: Filler, references: References) -> NextStep:
    """What the last session decides about an open commitment; afterwards nobody brings it back."""
    text = say(filler.language, "agenda.step.loose_end", text=quoted(item.text, filler.language))
    due = calendar.due_date("in_a_week", situation.day, situation.following)
    return NextStep(owner=item.owner, text=text, due=due, citations=references.cite("closing-session"))


def _fair(steps: Sequence[NextStep]) -> Iterator[NextStep]:
    """At most two steps for each, those of the later blocks first."""
    taken: Counter[str] = Counter()
    for step in reversed(steps):
        taken[step.owner] += 1
        if taken[step.owner] <= _MOST_NEXT_STEPS:
            yield step
