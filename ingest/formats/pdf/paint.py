"""What is painted on a page before text comes: the ground that the text stands on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Literal

from ingest.formats.colour import WHITE, Colour
from ingest.formats.pdf.matrix import Box, around

Space = Literal["process", "ink", "other"]  # grey, RGB and CMYK; named inks; patterns, palettes and Lab

_PROCESS = frozenset({"/DeviceGray", "/DeviceRGB", "/DeviceCMYK", "/CalGray", "/CalRGB", "/ICCBased"})
_KEPT_MOST = 2_000  # of the last areas painted on a page; a drawing has more, a band behind text comes right before it


class Paints:
    """The areas that a page has filled so far, and the path that it is building."""

    def __init__(self) -> None:
        self._outlines: list[list[tuple[float, float]]] = []
        self._painted: list[tuple[Box, Colour | None]] = []

    def outline(self, points: Sequence[tuple[float, float]]) -> None:
        """Begin a part of the path."""
        self._outlines.append(list(points))

    def extend(self, point: tuple[float, float]) -> None:
        """Continue the last part of the path."""
        if self._outlines:
            self._outlines[-1].append(point)

    def box(self) -> Box | None:
        """Return the box around the path."""
        points = [point for outline in self._outlines for point in outline]
        return around(points) if points else None

    def end(self, colour: Colour | None, painted: bool) -> None:
        """End the path; where it is filled, its parts become ground."""
        for outline in self._outlines if painted else ():
            self.cover(around(outline), colour)
        self._outlines = []

    def cover(self, area: Box, colour: Colour | None) -> None:
        """Paint an area; None is a colour that cannot be told, such as that of a picture."""
        self._painted.append((area, colour))
        del self._painted[:-_KEPT_MOST]

    def ground(self, x: float, y: float) -> Colour | None:
        """Return the colour at a place; paper is white."""
        return next((colour for area, colour in reversed(self._painted) if area.holds(x, y)), WHITE)


def space_of(name: str, resource: Any) -> Space:
    """Return what kind of colour space a name stands for; `resource` is what the page calls by that name."""
    family = resource[0] if isinstance(resource, list) and resource else name
    if family in _PROCESS:
        return "process"
    return "ink" if family in ("/Separation", "/DeviceN") else "other"


def colour_of(operands: Sequence[Any], space: Space = "process") -> Colour | None:
    """Return a colour by the number of its parts: grey, RGB or CMYK; of inks only none at all; None if unknown."""
    parts = [min(max(float(part), 0.0), 1.0) for part in operands if isinstance(part, (int, float))]
    if space != "process" or len(parts) < len(operands):
        return WHITE if space == "ink" and parts and not any(parts) else None
    if len(parts) == 4:
        red, green, blue = ((1 - part) * (1 - parts[3]) for part in parts[:3])
        return Colour(red, green, blue)
    if len(parts) == 3:
        return Colour(parts[0], parts[1], parts[2])
    return Colour(parts[0], parts[0], parts[0]) if len(parts) == 1 else None
