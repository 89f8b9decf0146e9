"""Compares a card with its twin in the other language: other words, the same bones."""

from __future__ import annotations

from collections.abc import Iterator

from companion.cards import Card, Counted, Spoken, When
from companion.domain import Model

# Words differ between languages, and so may the number of materials, cautions, cues and phrases to match.
_FREE = """language title shown_as purpose materials cautions if_stuck leaves prepare cues never fits sections anchor
topic wish_like mentor_role_like mentee_role_like place_like starter example note material caution"""
_WORDS = frozenset(_FREE.split())
_TEXTS = frozenset(("text", "ask", "opening_line", "when", "then"))


def twin_faults(card: Card, twin: Card) -> Iterator[str]:
    """Say where two language versions of a card differ in ids, numbers, shares, conditions or the order of parts."""
    ours, theirs = dict(_bones(card, "")), dict(_bones(twin, ""))
    for path in dict.fromkeys((*ours, *theirs)):
        if ours.get(path) != theirs.get(path) and not _inside_missing(path, ours, theirs):
            here, there = (bones.get(path, "nothing") for bones in (ours, theirs))
            yield f"{path}: {card.language} has {here}, {twin.language} has {there}; both versions need the same"


def _bones(value: object, path: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, str | Spoken | Counted) and path.rpartition(".")[2] in _TEXTS:
        return
    if isinstance(value, Model):
        yield from _fields(value, path)
    elif isinstance(value, tuple) and any(isinstance(item, Model) for item in value):
        for position, item in enumerate(value, start=1):
            label = getattr(item, "id", None) or str(position)
            yield f"{path}.{label}", "an entry"
            yield from _bones(item, f"{path}.{label}")
    elif value not in (None, ()):
        yield path, str(value)


def _fields(value: Model, path: str) -> Iterator[tuple[str, str]]:
    for name in type(value).model_fields:
        part = getattr(value, name)
        if name not in _WORDS and not (isinstance(part, When) and part == When()):
            yield from _bones(part, f"{path}.{name}".lstrip("."))


def _inside_missing(path: str, ours: dict[str, str], theirs: dict[str, str]) -> bool:
    parts = path.split(".")
    parents = (".".join(parts[:size]) for size in range(1, len(parts)))
    return any((parent in ours) != (parent in theirs) for parent in parents)
