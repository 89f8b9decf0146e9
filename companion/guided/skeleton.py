"""Which blocks a session has and how long each lasts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from companion.cards import Card, CardBlock, Merged, Move
from companion.guided.apportion import Stretch, apportion
from companion.guided.choose import holds
from companion.guided.guidance import Guidance
from companion.guided.situation import Situation

_HOUR = 60
REST = "rest"
# Under three minutes nothing is begun and ended (domain rubric A2).
SHORTEST = 3


@dataclass(frozen=True)
class Slot:
    """A block's place in the session.

    Attributes:
        card: where the block comes from.
        block: the block.
        order: its place.
        minutes: its length, once the time is divided.
        absorbed: blocks that were folded into it, with what they leave here.
    """

    card: Card
    block: CardBlock
    order: int
    minutes: int = 0
    absorbed: tuple[tuple[Card, CardBlock], ...] = field(default=())

    @property
    def required(self) -> bool:
        """Whether the session is incomplete without it; a repetition never is."""
        return self.block.required and self.order == self.block.order

    @property
    def merged(self) -> tuple[Merged, ...]:
        """What the absorbed blocks leave here."""
        return tuple(block.merged for _, block in self.absorbed if block.merged)


def most_blocks(minutes: int) -> int:
    """How many blocks a session of this length can hold without being overfilled (domain rubric A9)."""
    if minutes <= 30:
        return 4
    if minutes <= 45:
        return 5
    return 6 + max(0, minutes - _HOUR) // 15


def skeleton(situation: Situation, guidance: Guidance, pitfalls: Sequence[Card], moves: Sequence[Move]) -> list[Slot]:
    """The blocks of a session in order, their minutes summing exactly to its length.

    Args:
        situation: the pair at its session.
        guidance: the cards.
        pitfalls: pitfalls whose own blocks come in, the one behind a concern first.
        moves: the pitfall's changes to block lengths.
    """
    slots = _replaced(_standing(situation, guidance), _pitfall_slots(situation, pitfalls))
    slots = _reduced(sorted(slots, key=lambda slot: slot.order), situation.minutes)
    return _timed(slots, situation.minutes, moves)


def _standing(situation: Situation, guidance: Guidance) -> list[Slot]:
    slots: list[Slot] = []
    for card, block in guidance.blocks(situation.phase):
        if not holds(block.when, situation, None):
            continue
        if situation.minutes >= block.minutes_at_least:
            slots.append(Slot(card, block, block.order))
        slots += [Slot(card, block, more.order) for more in block.repeats if situation.minutes >= more.since]
    return slots


def _pitfall_slots(situation: Situation, pitfalls: Sequence[Card]) -> list[Slot]:
    return [
        Slot(card, block, block.order)
        for card in pitfalls
        for block in card.blocks
        if situation.phase in block.phases and holds(block.when, situation, card.id)
    ]


def _replaced(standing: list[Slot], coming: list[Slot]) -> list[Slot]:
    gone = {kind for slot in coming for kind in slot.block.replaces}
    return [slot for slot in standing if slot.block.kind not in gone or slot.required] + coming


def _reduced(slots: list[Slot], minutes: int) -> list[Slot]:
    """Without the blocks that a short session has no room for; required ones are folded into another."""
    while len(slots) > most_blocks(minutes) or sum(_least(slot) for slot in slots) > minutes:
        going = min((slot for slot in slots if _can_go(slot, slots)), key=_going_first, default=None)
        if going is None:
            return slots
        slots = [_absorbing(slot, going) for slot in slots if slot is not going]
    return slots


def _going_first(slot: Slot) -> tuple[int, int]:
    return slot.block.yields, -slot.order


def _can_go(slot: Slot, slots: Sequence[Slot]) -> bool:
    return not slot.required or _host(slot, slots) is not None


def _host(slot: Slot, slots: Sequence[Slot]) -> Slot | None:
    into = slot.block.merged.into if slot.block.merged else None
    return next((host for host in slots if host.block.kind == into and host is not slot), None)


def _absorbing(host: Slot, going: Slot) -> Slot:
    if going.block.merged is None or going.block.merged.into != host.block.kind:
        return host
    return replace(host, absorbed=(*host.absorbed, (going.card, going.block), *going.absorbed))


def _timed(slots: list[Slot], minutes: int, moves: Sequence[Move]) -> list[Slot]:
    weights = _moved_weights(slots, moves)
    tight = sum(_least(slot) for slot in slots) > minutes
    scale = max(1.0, minutes / _HOUR)
    stretches = [
        Stretch(
            weight,
            SHORTEST if tight else _least(slot),
            max(_least(slot), round(slot.block.minutes.most * (scale if slot.block.stretches else 1))),
            slot.required,
        )
        for slot, weight in zip(slots, weights, strict=True)
    ]
    lengths = apportion(minutes, stretches)
    return [replace(slot, minutes=length) for slot, length in zip(slots, lengths, strict=True)]


def _least(slot: Slot) -> int:
    """A block that took others in needs a minute for each of their steps."""
    return slot.block.minutes.least + sum(len(merged.steps) for merged in slot.merged)


def _moved_weights(slots: Sequence[Slot], moves: Sequence[Move]) -> list[float]:
    """The usual lengths with the pitfall's shifts, which sum to zero: what one block gives, "rest" takes."""
    weights = [float(slot.block.minutes.usual) for slot in slots]
    for index, slot in enumerate(slots):
        weights[index] += sum(block.minutes.least for _, block in slot.absorbed)
    kinds = [slot.block.kind for slot in slots]
    takers = [move.block for move in moves if move.minutes == REST and move.block in kinds]
    if not takers:
        return weights
    freed = 0.0
    for move in moves:
        if move.minutes and move.minutes != REST and move.block in kinds:
            place = kinds.index(move.block)
            shift = weights[place] * int(move.minutes.rstrip("%")) / 100
            weights[place] += shift
            freed -= shift
    weights[kinds.index(takers[0])] += max(0.0, freed)
    return weights
