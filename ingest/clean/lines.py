"""Lines that are noise by their shape alone: dates, counters, menus, buttons, credits."""

from __future__ import annotations

import re
from functools import cache

from ingest.clean.patterns import patterns

_SEPARATOR = re.compile(r"\s*[|·•/»›>→]\s*|\s[–—-]\s|\s{2,}|\t|,\s")
_BARS = re.compile(r"\s+[|·•]\s+")
_BARRED_LEAST = 3  # parts; text is rarely divided like that
_WORDS_MOST = 5  # in one part of a menu or of the line under a title
_RULE = re.compile(r"[-–—_*=~#.\s]+")


def is_noise_line(line: str) -> bool:
    """Say whether a line is noise wherever it stands."""
    text = line.strip()
    return is_noise_item(text) or _is_menu(text) or _is_byline(text)


def is_noise_item(line: str) -> bool:
    """Say whether an item of a list or a heading is noise; words of menus may be things to list."""
    parts = [part for part in _SEPARATOR.split(line.strip()) if part]
    whole = _noise().fullmatch(line.strip()) or _RULE.fullmatch(line)
    return bool(whole) or (len(parts) > 1 and all(_noise().fullmatch(part) for part in parts))


@cache
def _noise() -> re.Pattern[str]:
    parts = patterns().parts
    named = {**parts, "date": _filled(parts["date"], parts)}
    whole = "|".join(_filled(line, named) for line in patterns().lines)
    return re.compile(rf"[-•|*\s]*(?:{whole})[|\s:*.]*", re.IGNORECASE)


def _filled(pattern: str, parts: dict[str, str]) -> str:
    for name, part in parts.items():
        pattern = pattern.replace(f"{{{name}}}", part)
    return pattern


def _is_menu(line: str) -> bool:
    """Recognise words of menus, with or without something between them: "Share Tweet Print"."""
    words = re.findall(r"[\w-]+", line.lower())
    return bool(words) and line[-1:] not in ".!?:" and _menu().issuperset(words)


@cache
def _menu() -> frozenset[str]:
    return frozenset(patterns().menu.split())


def _is_byline(line: str) -> bool:
    """Recognise several short parts of which one is noise, or many: "By Kim | 12.03.2024 | 4 comments"."""
    parts = [part for part in _SEPARATOR.split(line) if part.strip()]
    if len(parts) < 2 or any(len(part.split()) > _WORDS_MOST for part in parts) or line[-1:] in ".!?":
        return False
    return any(_noise().fullmatch(part) or _is_menu(part) for part in parts) or len(_BARS.split(line)) >= _BARRED_LEAST
