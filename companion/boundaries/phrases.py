"""Phrases that reach a boundary by themselves, in German and English; the notation is explained in phrases.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from companion.boundaries.categories import CATEGORIES, Category
from companion.text import normalise

# Up to five words, never past a full stop. Folded text has plain quotes only: other ones would double compiling time.
_GAP = r"(?:[\s,;:\"()/-]+[\w'-]+){0,5}?[\s,;:\"()/-]+"
_LETTERS = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}
_FOLD = str.maketrans({**_LETTERS, **dict.fromkeys("’‘`", "'"), **dict.fromkeys("„“”«»–", '"')})
_NAME = re.compile(r"<(\w+)>")


@dataclass(frozen=True)
class _Phrases:
    harmless: re.Pattern[str]
    reaching: Mapping[Category, re.Pattern[str]]


def reached_by_phrase(text: str) -> Category | None:
    """The most severe boundary that a phrase in the text reaches."""
    phrases = _phrases()
    plain = phrases.harmless.sub(" · ", normalise(text).lower().translate(_FOLD))
    return next((category for category in CATEGORIES if phrases.reaching[category].search(plain)), None)


@cache
def _phrases() -> _Phrases:
    text = files("companion.boundaries").joinpath("phrases.yaml").read_text(encoding="utf-8")
    data = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    words: dict[str, str] = data["words"]
    return _Phrases(
        harmless=_any_of(data["harmless"], words),
        reaching={category: _any_of(data[category]["de"] + data[category]["en"], words) for category in CATEGORIES},
    )


def _any_of(patterns: list[str], words: Mapping[str, str]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(f'(?:{_expanded(pattern, words)})' for pattern in patterns)})")


def _expanded(pattern: str, words: Mapping[str, str]) -> str:
    while _NAME.search(pattern):
        pattern = _NAME.sub(lambda name: words[name[1]], pattern)
    return pattern.translate(_FOLD).replace(" … ", _GAP)
