"""What a refusal says, one text a category, language and form of address."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml

from companion.boundaries.categories import Category
from companion.domain import Address, Language


def message(category: Category, language: Language, address: Address | None) -> str:
    """The words for a category; German in the pair's form of address."""
    form = "en" if language == "en" else "du" if address == "du" else "sie"
    return _messages()[category][form]


@cache
def _messages() -> dict[Category, dict[str, str]]:
    text = files("companion.boundaries").joinpath("messages.yaml").read_text(encoding="utf-8")
    entries: dict[Category, dict[str, str]] = yaml.safe_load(text)
    return entries
