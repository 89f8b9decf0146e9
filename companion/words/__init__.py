"""The companion's own fixed words (headings, titles, remarks), one catalogue a language, complete in both."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import yaml

from companion.domain import Address, Language


@cache
def _catalogue(language: Language) -> dict[str, object]:
    text = files("companion.words").joinpath(f"{language}.yaml").read_text(encoding="utf-8")
    entries: dict[str, object] = yaml.safe_load(text)
    return entries


def say(language: Language, key: str, address: Address | None = None, **slots: object) -> str:
    """The words for `key`, in the form of address where they speak to somebody, with `{slots}` filled.

    Raises:
        KeyError: if the catalogue has no such key; a test keeps the catalogues complete.
    """
    entry = _catalogue(language)[key]
    if isinstance(entry, dict):
        entry = entry["du" if address == "du" else "sie"]
    text = str(entry)
    for name, value in slots.items():
        text = text.replace("{" + name + "}", str(value))
    return text


def keys(language: Language) -> frozenset[str]:
    """All keys of a catalogue."""
    return frozenset(_catalogue(language))
