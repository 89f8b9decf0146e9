"""What a pitfall changes in a session: never a word about the worry, only other mechanics."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from companion.cards import Card, Move
from companion.guided.choose import Used, holds, unit_id
from companion.guided.guidance import Guidance
from companion.guided.situation import Situation


@dataclass(frozen=True)
class Applied:
    """A move with the card it comes from and the id under which the pair will have met it."""

    card: Card
    move: Move
    unit: str


@dataclass(frozen=True)
class Influence:
    """The pitfalls at work in a session.

    Attributes:
        acting: those that bring blocks and all their moves, the one behind the concern first.
        second: one that only adds questions and preparation.
    """

    acting: tuple[Card, ...] = ()
    second: Card | None = None

    @property
    def leading(self) -> str | None:
        """Id of the pitfall that selects variants."""
        return self.acting[0].id if self.acting else None

    @property
    def lengths(self) -> tuple[Move, ...]:
        """The moves that shift minutes."""
        return tuple(move for card in self.acting for move in card.moves if move.minutes)

    def moves(self, kinds: Collection[str], used: Used) -> tuple[Applied, ...]:
        """The moves with texts that suit today's blocks, each pitfall's first round that is new to the pair."""
        found = [applied for card in self.acting for applied in _new_round(card, kinds, used)]
        if self.second:
            gentle = (_gentle(applied) for applied in _new_round(self.second, kinds, used))
            found += [applied for applied in gentle if _has_text(applied.move)]
        return tuple(found)


def influence(situation: Situation, guidance: Guidance, concern: str | None) -> Influence:
    """The pitfalls that a concern or the situation itself brings into this session.

    The nearest pitfall acts with all its moves, the second only with preparation and questions; a pitfall whose
    situation speaks for itself (two sessions cancelled in a row) acts without anybody's concern.
    """
    first, second = guidance.pitfalls(concern)
    speaking = [
        card
        for card in guidance.cards.values()
        if card.kind == "pitfall" and card.when and card is not first and holds(card.when, situation, None)
    ]
    acting = tuple(card for card in (first, *speaking) if card)
    return Influence(acting, second if second not in acting else None)


def _new_round(card: Card, kinds: Collection[str], used: Used) -> Sequence[Applied]:
    suitable = [applied for applied in _suitable(card, kinds) if not used.last_use(applied.unit)]
    rounds = sorted({applied.move.round for applied in suitable})
    return [applied for applied in suitable if applied.move.round == rounds[0]]


def _suitable(card: Card, kinds: Collection[str]) -> Iterator[Applied]:
    for place, move in enumerate(card.moves):
        if _has_text(move) and (move.block is None or move.block in kinds):
            yield Applied(card, move, unit_id(card.id, f"move_{place}"))


def _has_text(move: Move) -> bool:
    return any((move.opening_line, move.step, move.ask, move.if_stuck, move.prepare))


def _gentle(applied: Applied) -> Applied:
    move = applied.move
    gentle = Move(block=move.block, round=move.round, ask=move.ask, prepare=move.prepare)
    return Applied(applied.card, gentle, applied.unit)
