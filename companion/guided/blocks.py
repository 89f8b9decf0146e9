"""Turns a place in the session into a printed block: variant, topic parts, moves, steps with whole minutes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial

from companion.cards import Add, Ask, Card, CardStep, Exercise, Leaves, Move, Opening, Text, Variant
from companion.domain import Block, OpeningLine, Step
from companion.guided.apportion import Stretch, apportion
from companion.guided.choose import Option, holds, unit_id
from companion.guided.pitfall import Applied
from companion.guided.situation import Situation
from companion.guided.skeleton import Slot
from companion.guided.slots import Filler

_MOST_QUESTIONS = 3
# With less time a step, what was only suggested is left out.
_MINUTES_A_STEP = 1.5


@dataclass(frozen=True)
class References:
    """Finds the passage that gives the reason for a unit of a card: its own section, else the card's core."""

    passages: Mapping[tuple[str, str], str]

    def cite(self, card: str, unit: str = "") -> tuple[str, ...]:
        """The id of the passage, or nothing if the card has none."""
        found = self.passages.get((card, unit)) or self.passages.get((card, ""))
        return (found,) if found else ()


@dataclass
class BlockPlan:
    """A block in the making: authored parts, not yet filled."""

    slot: Slot
    option: Option[Variant]
    opening: Opening
    steps: list[CardStep]
    asks: list[Ask]
    if_stuck: list[Text]
    materials: list[Text]
    cautions: list[Text]
    units: list[str]
    citations: list[str] = field(default_factory=list)
    suggested: list[CardStep] = field(default_factory=list)

    @property
    def variant(self) -> Variant:
        """The chosen way to run the block."""
        return self.option.item

    @property
    def kind(self) -> str:
        """The block's kind."""
        return self.slot.block.kind

    @property
    def kinds(self) -> tuple[str, ...]:
        """The block's kind and those folded into it."""
        return (self.kind, *(block.kind for _, block in self.slot.absorbed))

    def insert(self, step: CardStep, place: int) -> None:
        """Puts a step at a place counted as in lists."""
        self.steps.insert(place, step)

    def suggest(self, step: CardStep, place: int) -> None:
        """Puts a step that is left out where the block has fewer minutes than steps."""
        self.suggested.append(step)
        self.insert(step, place)


class BlockBuilder:
    """Builds the blocks of one session."""

    def __init__(
        self,
        situation: Situation,
        filler: Filler,
        references: References,
        leading: str | None,
        moves: Iterable[Applied],
        adds: Iterable[tuple[str, str, Add]],
    ) -> None:
        self._situation = situation
        self._filler = filler
        self._references = references
        self._leading = leading
        self._moves = list(moves)
        self._adds = list(adds)

    def begin(self, slot: Slot, option: Option[Variant]) -> BlockPlan:
        """A plan with everything that the variant, folded-in blocks, pitfalls and circumstances bring."""
        variant = option.item
        plan = BlockPlan(
            slot=slot,
            option=option,
            opening=variant.opening_line,
            steps=list(variant.steps),
            asks=list(variant.ask),
            if_stuck=[variant.if_stuck],
            materials=list(variant.materials),
            cautions=list(variant.cautions),
            units=[option.id],
            citations=[*self._references.cite(option.card, option.unit)],
        )
        if option.card != slot.card.id:
            plan.citations += self._references.cite(slot.card.id)
        self._fold_in(plan)
        self._move(plan)
        self._add(plan)
        return plan

    def _fold_in(self, plan: BlockPlan) -> None:
        for card, block in plan.slot.absorbed:
            if block.merged:
                comes_first = block.order < plan.slot.block.order
                place = 0 if comes_first else len(plan.steps)
                plan.steps[place:place] = block.merged.steps
                plan.asks += block.merged.ask
                plan.citations += self._references.cite(card.id)

    def _move(self, plan: BlockPlan) -> None:
        for applied in self._moves:
            move = applied.move
            if move.block != plan.kind:
                continue
            plan.opening = move.opening_line or plan.opening
            plan.if_stuck = [move.if_stuck] if move.if_stuck else plan.if_stuck
            if move.step:
                plan.suggest(move.step, self._place(move, plan))
            if move.ask:
                plan.asks.insert(0, move.ask)
            plan.units.append(applied.unit)
            plan.citations += self._references.cite(applied.card.id)

    def _place(self, move: Move, plan: BlockPlan) -> int:
        """In the middle of an attempt, where a hint still helps; elsewhere before the last step."""
        if move.at == "first":
            return 0
        return len(plan.steps) // 2 if plan.kind == "try_out" else len(plan.steps) - 1

    def _add(self, plan: BlockPlan) -> None:
        for card, unit, add in self._adds:
            if add.block != plan.kind:
                continue
            if add.step:
                plan.suggest(add.step, 0 if add.at == "first" else (len(plan.steps) + 1) // 2)
            plan.if_stuck += [add.if_stuck] if add.if_stuck else []
            plan.cautions += [add.caution] if add.caution else []
            plan.materials += [add.material] if add.material else []
            if add.step or add.if_stuck:
                plan.units.append(unit_id(card, unit))
            plan.citations += self._references.cite(card)

    def finish(self, plan: BlockPlan, start: int, leaves: Leaves | None) -> Block:
        """The printed block; `leaves` is what the session's try-out leaves on the table."""
        own = plan.variant.leaves if isinstance(plan.variant, Exercise) else leaves
        fill = partial(self._filler.fill, leaves=own)
        asks = list(dict.fromkeys(plan.asks))[:_MOST_QUESTIONS]
        return Block(
            start=start,
            minutes=plan.slot.minutes,
            kind=plan.kind,
            includes=plan.kinds[1:],
            counts_as=plan.slot.block.counts_as,
            title=fill(plan.variant.title),
            purpose=fill(plan.variant.purpose),
            lead=plan.variant.lead,
            opening_line=OpeningLine(who=plan.opening.who, text=fill(plan.opening.text, spoken=True)),
            materials=tuple(fill(text) for text in plan.materials),
            steps=self._steps(plan, own),
            questions=tuple(fill(ask.text) for ask in asks),
            asked_by=tuple(ask.by for ask in asks),
            cautions=tuple(fill(text) for text in plan.cautions),
            if_stuck=" ".join(fill(text) for text in plan.if_stuck),
            leaves=self._nominative(plan.variant.leaves),
            units=tuple(plan.units),
            citations=tuple(dict.fromkeys(plan.citations)),
        )

    def _steps(self, plan: BlockPlan, leaves: Leaves | None) -> tuple[Step, ...]:
        steps = [step for step in plan.steps if self._takes_place(step, plan.slot.minutes)]
        for suggested in plan.suggested:
            if len(steps) * _MINUTES_A_STEP > plan.slot.minutes:
                steps = [step for step in steps if step is not suggested]
        texts = [self._step_text(step, leaves) for step in steps]
        if len(steps) > plan.slot.minutes:
            return tuple(Step(text=text) for text in texts)
        lengths = apportion(plan.slot.minutes, [Stretch(step.share, 1, plan.slot.minutes) for step in steps])
        return tuple(Step(text=text, minutes=length) for text, length in zip(texts, lengths, strict=True))

    def _takes_place(self, step: CardStep, minutes: int) -> bool:
        if step.since is not None and minutes < step.since:
            return False
        if step.per is not None and not self._situation.commitments_of(step.per):
            return False
        return holds(step.when, self._situation, self._leading)

    def _step_text(self, step: CardStep, leaves: Leaves | None) -> str:
        if step.per is None:
            return self._filler.fill(step.text, leaves=leaves)
        owned = self._situation.commitments_of(step.per)
        text = self._filler.for_count(step.text, len(owned))
        return self._filler.fill(text, leaves=leaves, extra={"commitments": self._filler.quote_all(owned)})

    def _nominative(self, leaves: Leaves) -> str:
        return self._filler.fill(leaves if isinstance(leaves, str) else leaves.nom)


def holding_adds(cards: Iterable[Card], situation: Situation, pitfall: str | None) -> list[tuple[str, str, Add]]:
    """The circumstances' half sentences that apply, each with its card and a unit id."""
    return [
        (card.id, f"add_{place}", add)
        for card in cards
        for place, add in enumerate((*card.adds, *card.cautions))
        if holds(add.when, situation, pitfall)
    ]
