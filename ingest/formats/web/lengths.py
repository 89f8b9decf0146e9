"""Values of style sheets as numbers."""

from __future__ import annotations

import re

from ingest.formats.colour import Colour

_NUMBER = re.compile(r"([+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)\s*([a-z%]*)")
_PIXELS = {"": 1.0, "px": 1.0, "pt": 4 / 3, "pc": 16.0, "cm": 37.8, "mm": 3.78, "in": 96.0, "q": 0.945}
_WIDE = {"vw": 8.0, "vh": 8.0, "vmin": 8.0, "vmax": 8.0, "rem": 16.0, "dvw": 8.0, "dvh": 8.0}
_WINDOW = 800.0  # pixels
_CLEAR_MOST = 0.1  # alpha
_GREY_MOST = 0.02  # chroma in OKLCH


def pixels(value: str, outer: float, otherwise: float = 0.0) -> float:
    """Return a length in pixels.

    Args:
        value: such as `12px`, `-9999em` or `80%`.
        outer: what relative units refer to, a font size in pixels; 0 where a share of the window's width is meant.
        otherwise: what any other value gives.
    """
    found = _NUMBER.search(value)
    if not found or (found.start() and not value[: found.start()].endswith("(")):
        return otherwise
    number, unit = float(found[1]), found[2]
    if unit == "%":
        return number / 100 * (outer or _WINDOW)
    if unit in ("em", "ex", "ch"):
        return number * (outer or 16) * (1 if unit == "em" else 0.5)
    return number * (_PIXELS.get(unit) or _WIDE.get(unit) or 1.0)


def is_zero(value: str) -> bool:
    """Say whether a box of this width or height shows nothing."""
    return bool(_NUMBER.match(value)) and abs(pixels(value, 16)) <= 1


def colour(value: str, inherited: Colour | None, clear: Colour | None) -> Colour | None:
    """Return a colour, None if it cannot be told.

    Args:
        value: such as `white`, `#fff` or `rgba(0, 0, 0, .5)`, or a whole `background`.
        inherited: what `inherit` stands for.
        clear: what shows through a transparent colour.
    """
    from tinycss2.color4 import parse_color

    if value in ("inherit", "currentcolor", "unset", "initial", "none"):
        return inherited
    parts = re.findall(r"[\w-]+\([^()]*\)|[^\s/]+", value.strip().lower())
    found = next((parsed for parsed in map(parse_color, parts) if parsed is not None), None)
    if found is None or isinstance(found, str):
        return None if found is None else inherited
    if found.alpha < _CLEAR_MOST:
        return clear
    try:
        red, green, blue = (min(max(float(part), 0.0), 1.0) for part in found.to("srgb").coordinates)
    except NotImplementedError:  # Lab and its kin: without colour they are a grey of that lightness
        lightness, *rest = (float(part) for part in found.coordinates)
        grey = min(max(lightness / (1 if found.space.startswith("ok") else 100), 0.0), 1.0)
        return Colour(grey, grey, grey) if abs(rest[0]) < _GREY_MOST else None
    return Colour(red, green, blue)
