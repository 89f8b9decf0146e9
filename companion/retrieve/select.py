"""Which passages may be returned, in which order, and how alike they may be."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

import numpy as np

from companion.domain import Language, Model, Passage, Phase
from companion.retrieve.fusion import Rating

if TYPE_CHECKING:
    from numpy.typing import NDArray

_DECIMALS = 6  # more depend on the machine's arithmetic
_POOL = 5  # diversity chooses among so many times k passages


class Wanted(Model):
    """What a passage must be; an empty field asks nothing, and a passage that does not say is welcome."""

    language: Language | None = None
    kinds: tuple[str, ...] = ()
    phases: tuple[Phase, ...] = ()
    audience: tuple[str, ...] = ()

    def allows(self, passage: Passage) -> bool:
        """Say whether a passage may be returned."""
        return (
            self.language in (None, passage.language)
            and (not self.kinds or passage.kind in self.kinds)
            and _meet(self.phases, passage.phases)
            and _meet(self.audience, passage.audience)
        )


def _meet(wanted: Collection[str], has: Collection[str]) -> bool:
    return not wanted or not has or not set(wanted).isdisjoint(has)


def ranked(rating: Rating, allowed: NDArray[np.bool_], passages: Sequence[Passage]) -> list[int]:
    """Return the rows of the allowed candidates, best first; equal ones in the order of their passages' ids."""
    rows = np.flatnonzero(allowed & ~np.isnan(rating.score))
    return sorted(map(int, rows), key=lambda row: (-rounded(float(rating.score[row])), passages[row].id))


def rounded(score: float) -> float:
    """Return a score as it is shown and compared, the same on every machine."""
    return round(score, _DECIMALS)


def diverse(
    rows: Sequence[int],
    score: NDArray[np.float64],
    k: int,
    diversity: float,
    between: Callable[[Sequence[int]], NDArray[np.float64]],
) -> list[int]:
    """Return up to k rows that are good and unlike each other (maximal marginal relevance, Carbonell & Goldstein 1998).

    Args:
        rows: best first.
        score: of all passages, in [0, 1].
        k: how many.
        diversity: 0 keeps the order, 1 looks at the differences alone.
        between: gives the cosines between passages.
    """
    if not diversity or len(rows) < 2:
        return list(rows[:k])
    pool = list(rows[: k * _POOL])
    alike = _spread(between(pool))
    good = score[pool]
    chosen = [0]
    while len(chosen) < min(k, len(pool)):
        gain = (1 - diversity) * good - diversity * alike[:, chosen].max(axis=1)
        gain[chosen] = -np.inf
        chosen.append(int(np.round(gain, _DECIMALS).argmax()))
    return [pool[place] for place in chosen]


def _spread(cosines: NDArray[np.float64]) -> NDArray[np.float64]:
    """Cosines between passages of one model differ little: 0 for the pair least alike, 1 for the same."""
    least = cosines.min()
    return np.ones_like(cosines) if 1 - least < 1e-6 else (cosines - least) / (1 - least)
