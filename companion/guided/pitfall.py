"""What a pitfall changes in a session: never a word about the worry, only other mechanics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from companion.cards import Card, Move
from companion.guided.choose import Used, holds, unit_id
from companion.guided.guidance import Guidance
from companion.guided.situation import Situation


@dataclass(frozen=True)
class Influence:
    """The pitfalls at work in a session.

    Attributes:
        cards: pitfalls whose blocks come in, the one behind the concern first.
        lengths: moves that shift minutes.
        moves: moves with texts and the card each comes from, of the round that is new to this pair.
        units: what the pair has met with this, to be remembered.
        leading: id of the pitfall that selects variants.
    """

    cards: tuple[Card, ...] = ()
    lengths: tuple[Move, ...] = ()
    moves: tuple[tuple[Card, Move], ...] = ()
    units: tuple[str, ...] = ()
    leading: str | None = None


def influence(situation: Situation, guidance: Guidance, concern: str | None, used: Used) -> Influence:
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
    acting = [card for card in (first, *speaking) if card]
    moves = [(card, move) for card in acting for move in _new_round(card, used)]
    if second and second not in acting:
        moves += [(second, _gentle(move)) for move in _new_round(second, used) if move.prepare or move.ask]
    return Influence(
        cards=tuple(acting),
        lengths=tuple(move for card in acting for move in card.moves if move.minutes),
        moves=tuple(moves),
        units=tuple(dict.fromkeys(_round_id(card, move.round) for card, move in moves)),
        leading=acting[0].id if acting else None,
    )


def _new_round(card: Card, used: Used) -> Sequence[Move]:
    """The text moves of the first round that the pair has not met; none once all are used up."""
    for number in sorted({move.round for move in card.moves if _has_text(move)}):
        if not used.last_use(_round_id(card, number)):
            return [move for move in card.moves if move.round == number and _has_text(move)]
    return []


def _has_text(move: Move) -> bool:
    return any((move.opening_line, move.step, move.ask, move.if_stuck, move.prepare))


def _gentle(move: Move) -> Move:
    return Move(block=move.block, round=move.round, ask=move.ask, prepare=move.prepare)


def _round_id(card: Card, number: int) -> str:
    return unit_id(card.id, f"round_{number}")
