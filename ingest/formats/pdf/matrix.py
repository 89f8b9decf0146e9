"""Places on a page."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Matrix(NamedTuple):
    """A transformation of the plane as PDF writes it (ISO 32000-1, 8.3.3)."""

    a: float = 1
    b: float = 0
    c: float = 0
    d: float = 1
    e: float = 0
    f: float = 0

    def after(self, outer: Matrix) -> Matrix:
        """Return this transformation followed by another one."""
        return Matrix(
            self.a * outer.a + self.b * outer.c,
            self.a * outer.b + self.b * outer.d,
            self.c * outer.a + self.d * outer.c,
            self.c * outer.b + self.d * outer.d,
            self.e * outer.a + self.f * outer.c + outer.e,
            self.e * outer.b + self.f * outer.d + outer.f,
        )

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point goes."""
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    @property
    def height(self) -> float:
        """How high something of height 1 becomes."""
        return float((self.c**2 + self.d**2) ** 0.5)


class Box(NamedTuple):
    """An upright rectangle; `right` below `left` means nothing at all."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: Box) -> bool:
        """Say whether two boxes share some area."""
        return min(self.right, other.right) > max(self.left, other.left) and (
            min(self.top, other.top) > max(self.bottom, other.bottom)
        )

    def shared(self, other: Box) -> Box:
        """Return what two boxes share."""
        return Box(
            max(self.left, other.left),
            max(self.bottom, other.bottom),
            min(self.right, other.right),
            min(self.top, other.top),
        )

    def holds(self, x: float, y: float) -> bool:
        """Say whether a point lies inside."""
        return self.left <= x <= self.right and self.bottom <= y <= self.top


def around(points: Iterable[tuple[float, float]]) -> Box:
    """Return the smallest box with all points."""
    xs, ys = zip(*points, strict=True)
    return Box(min(xs), min(ys), max(xs), max(ys))
