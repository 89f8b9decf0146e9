"""Which variant, exercise or question it is today: the rules of choice, the same for everything that can be chosen.

In this order: eligible; not yet used by this pair; asked for by the pitfall or by cancelled sessions; the one used
longest ago; nearest to what the pair talks about; more circumstances met; reasons that retrieval finds for the pair;
and where all that leaves several, a position that differs from pair to pair and moves on with every use.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from companion.cards import When
from companion.guided.situation import Situation

T = TypeVar("T")


@dataclass(frozen=True)
class Used:
    """What a pair has been offered, oldest first."""

    units: tuple[str, ...] = ()

    def add(self, units: Iterable[str]) -> Used:
        """With further units at the end."""
        return Used((*self.units, *units))

    def last_use(self, unit: str) -> int:
        """0 if never used, else a number that grows with recency."""
        return len(self.units) - self.units[::-1].index(unit) if unit in self.units else 0

    def count(self, prefix: str) -> int:
        """How many units of a card were used."""
        return sum(unit.startswith(prefix) for unit in self.units)


def unit_id(card: str, unit: str) -> str:
    """The id under which a unit is remembered."""
    return f"{card}.{unit}"


def holds(when: When, situation: Situation, pitfall: str | None) -> bool:
    """Whether every circumstance that `when` names is given."""
    pair, minutes, turn = situation.pair, situation.minutes, situation.turn
    wishes = " ".join((*pair.mentee.wants, pair.goal or "", situation.topic))
    places = " ".join((pair.mentor.role, pair.mentee.role, pair.mentor.time_zone or "", pair.mentee.time_zone or ""))
    return all(
        (
            not when.phase or situation.phase in when.phase,
            not when.format or pair.format in when.format,
            when.minutes_at_least is None or minutes >= when.minutes_at_least,
            when.minutes_at_most is None or minutes <= when.minutes_at_most,
            when.session_from is None or turn >= when.session_from,
            when.session_to is None or turn <= when.session_to,
            when.has_open is None or when.has_open == bool(situation.open_commitments),
            when.cancelled_in_a_row is None or len(situation.cancelled) >= when.cancelled_in_a_row,
            _names(when.wish_like, wishes),
            _names(when.mentor_role_like, pair.mentor.role),
            _names(when.mentee_role_like, pair.mentee.role),
            _names(when.place_like, places),
            not when.pitfall or pitfall in when.pitfall,
        )
    )


def _names(words: Sequence[str], text: str) -> bool:
    folded = text.casefold()
    return not words or any(word.casefold() in folded for word in words)


def specificity(when: When) -> int:
    """How many circumstances a `when` names."""
    return len(when.model_fields_set)


@dataclass(frozen=True)
class Option(Generic[T]):
    """Something that can be chosen.

    Attributes:
        card: the card it comes from.
        unit: its id within the card.
        item: the thing itself.
        when: its circumstances.
        tier: lower is preferred before anything else but the pitfall's wish, such as a topic's own exercise.
    """

    card: str
    unit: str
    item: T
    when: When
    tier: int = 0

    @property
    def id(self) -> str:
        """The id under which it is remembered."""
        return unit_id(self.card, self.unit)


def ranked(
    options: Sequence[Option[T]],
    situation: Situation,
    used: Used,
    pitfall: str | None,
    fit: Callable[[Option[T]], float] = lambda option: 0.0,
    near: Callable[[Option[T]], float] = lambda option: 0.0,
) -> list[Option[T]]:
    """The eligible options, best first; empty only if none is eligible."""
    eligible = [option for option in options if holds(option.when, situation, pitfall)]
    turn = {option.id: place for place, option in enumerate(_rotated(eligible, situation, used))}
    return sorted(
        eligible,
        key=lambda option: (
            bool(used.last_use(option.id)),
            not (option.when.pitfall or option.when.cancelled_in_a_row),
            used.last_use(option.id),
            option.tier,
            -fit(option),
            -specificity(option.when),
            -near(option),
            turn[option.id],
        ),
    )


def _rotated(options: Sequence[Option[T]], situation: Situation, used: Used) -> list[Option[T]]:
    """Each card's options from a place on that differs from pair to pair and moves with every use."""
    ordered: list[Option[T]] = []
    for card in dict.fromkeys(option.card for option in options):
        own = [option for option in options if option.card == card]
        digest = hashlib.sha256(f"{situation.pair.id}/{card}".encode()).digest()
        start = (int.from_bytes(digest[:8], "big") + used.count(f"{card}.")) % len(own)
        ordered += own[start:] + own[:start]
    return ordered
