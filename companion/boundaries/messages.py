"""What a refusal says, one text a category, language and form of address."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml

from companion.boundaries.categories import Boundary
from companion.domain import Address, Language


def message(boundary: Boundary, language: Language, address: Address | None) -> str:
    """The words for a boundary; German in the pair's form of address."""
    form = "en" if language == "en" else "du" if address == "du" else "sie"
    return _messages()[boundary][form]


@cache
def _messages() -> dict[Boundary, dict[str, str]]:
    text = files("companion.boundaries").joinpath("messages.yaml").read_text(encoding="utf-8")
    entries: dict[Boundary, dict[str, str]] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return entries
