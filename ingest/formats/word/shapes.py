"""Boxes with text: where they stand and what colour they have."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from ingest.formats.colour import from_hex
from ingest.formats.word.styles import Ground

_PER_POINT = 12_700  # English metric units
_WIDEST = 1_600 * _PER_POINT  # Word's widest page has 22 inches, 1,584 points
_FARTHEST = -72 * _PER_POINT  # an inch before the margin begins, where a box of no size left is off the page
_POINTS = re.compile(r"(?:margin-)?(?:left|top)\s*:\s*(-?[\d.]+)(pt|in|cm|mm|px)?", re.IGNORECASE)
_IN_POINTS = {"pt": 1.0, "in": 72.0, "cm": 28.3, "mm": 2.83, "px": 0.75, "": 1.0}
_FAR_POINTS = 500.0  # beyond the margin


def is_off_page(drawing: Element) -> bool:
    """Say whether a box is hidden or stands where no page is."""
    if any(shape.get("hidden") in ("1", "true") for shape in drawing.iter("docPr")):
        return True
    places = [_place(drawing, "positionH", "cx"), _place(drawing, "positionV", "cy")]
    return any(start > _WIDEST or start + size <= _FARTHEST for start, size in places) or any(map(_old, drawing.iter()))


def shape_ground(drawing: Element, outer: Ground) -> Ground:
    """Return what the text of a box stands on."""
    properties = next(drawing.iter("spPr"), None)
    if properties is None:
        old = next((shape.get("fillcolor", "") for shape in drawing.iter() if shape.get("fillcolor")), "")
        return Ground((from_hex(old.lstrip("#")),)) if old else outer
    if properties.find("noFill") is not None:
        return outer
    fill = properties.find("solidFill/srgbClr")
    if fill is None:  # a colour of the theme, a gradient, a picture or what the box's style says
        return Ground((None,))
    return Ground((from_hex(fill.get("val", "")),))


def _place(drawing: Element, axis: str, extent: str) -> tuple[int, int]:
    offset = next((found.text or "0" for found in drawing.iterfind(f"anchor/{axis}/posOffset")), "0")
    size = next((found.get(extent, "0") for found in drawing.iterfind("anchor/extent")), "0")
    return _whole(offset), _whole(size)


def _whole(text: str) -> int:
    return int(text) if re.fullmatch(r"\s*-?\d{1,12}\s*", text) else 0


def _old(shape: Element) -> bool:
    """Say whether a shape of old versions of Word (VML) is hidden or lies far away."""
    style = shape.get("style", "")
    far = (float(number) * _IN_POINTS[unit.lower()] for number, unit in _POINTS.findall(style))
    return "visibility:hidden" in style.replace(" ", "") or any(place < -_FAR_POINTS for place in far)
