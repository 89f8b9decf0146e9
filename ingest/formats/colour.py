"""Whether text stands out from what is behind it."""

from __future__ import annotations

from typing import NamedTuple

CONTRAST_LEAST = 1.2  # the palest grey that people set on purpose, #ddd on white, has 1.36; #f5f5f5 has 1.09


class Colour(NamedTuple):
    """Red, green and blue from 0 to 1."""

    red: float
    green: float
    blue: float


WHITE = Colour(1, 1, 1)
BLACK = Colour(0, 0, 0)


def indistinct(text: Colour | None, ground: Colour | None) -> bool:
    """Say whether text cannot be told from its ground; what is not known counts as told apart.

    The measure is the contrast ratio of WCAG 2.2, from 1 (the same) to 21 (black on white).
    """
    if text is None or ground is None:
        return False
    darker, lighter = sorted((_luminance(text), _luminance(ground)))
    return (lighter + 0.05) / (darker + 0.05) < CONTRAST_LEAST and _near(text, ground)


def from_hex(digits: str) -> Colour | None:
    """Return the colour of six hexadecimal digits, None of anything else."""
    try:
        value = int(digits, 16)
    except ValueError:
        return None
    if len(digits) != 6:
        return None
    return Colour((value >> 16) / 255, (value >> 8 & 255) / 255, (value & 255) / 255)


def _near(one: Colour, other: Colour) -> bool:
    """Say whether two colours of like lightness are of like hue: red on green of the same lightness can be read."""
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) < 0.15


def _luminance(colour: Colour) -> float:
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in colour]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
