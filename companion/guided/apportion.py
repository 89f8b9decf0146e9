"""Divides minutes: whole numbers, the exact sum, near the given weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Stretch:
    """One claim on the time: its weight, its bounds in minutes, and whether it takes what is left over first."""

    weight: float
    least: int
    most: int
    first: bool = False


def apportion(total: int, stretches: Sequence[Stretch]) -> list[int]:
    """Whole minutes for every stretch that sum exactly to `total`, by largest remainder within the bounds.

    Lower bounds hold as long as they fit into `total`; upper bounds give way when the time is longer than all of them.
    """
    if sum(stretch.least for stretch in stretches) > total:
        stretches = [Stretch(s.weight, 1, s.most, s.first) for s in stretches]
    if sum(stretch.most for stretch in stretches) < total:
        stretches = [Stretch(s.weight, s.least, total, s.first) for s in stretches]
    exact = _fit(float(total), stretches)
    minutes = [int(value + 1e-9) for value in exact]
    order = sorted(range(len(minutes)), key=lambda i: (-(round(exact[i] - minutes[i], 6)), not stretches[i].first, i))
    spare = total - sum(minutes)
    for index in [i for i in order if minutes[i] < stretches[i].most][:spare]:
        minutes[index] += 1
    return minutes


def _fit(total: float, stretches: Sequence[Stretch]) -> list[float]:
    """Real-valued shares in proportion to the weights; whoever hits a bound stays there, the rest share anew."""
    fixed: dict[int, float] = {}
    while True:
        free = [i for i in range(len(stretches)) if i not in fixed]
        rest = total - sum(fixed.values())
        weight = sum(stretches[i].weight for i in free)
        shares = {i: rest * stretches[i].weight / weight for i in free} if weight else {}
        low = {i: float(stretches[i].least) for i in free if shares[i] < stretches[i].least}
        high = {i: float(stretches[i].most) for i in free if shares[i] > stretches[i].most}
        if not low and not high:
            return [fixed.get(i, shares.get(i, 0.0)) for i in range(len(stretches))]
        lacking = sum(bound - shares[i] for i, bound in low.items())
        surplus = sum(shares[i] - bound for i, bound in high.items())
        fixed |= low if lacking >= surplus else high
