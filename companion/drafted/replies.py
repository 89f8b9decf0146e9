"""What a chat model answers, item by item as it arrives."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Annotated

from pydantic import Field, ValidationError

from companion.domain import Model

_PASSAGES_MOST = 3
_REPLIES_MOST = 60  # of one answer; whoever writes more has lost the thread


class Reply(Model, extra="ignore"):
    """A reworded item: its id as the prompt gave it, the new text, the numbers of the passages behind it."""

    id: str = Field(json_schema_extra={"pattern": "^i[0-9]+$"})
    text: str
    # asked for, not insisted on: small models count on for ever where nothing stops them
    passages: tuple[int, ...] = Field(default=(), json_schema_extra={"maxItems": _PASSAGES_MOST})


class Replies(Model):
    """The answer as a whole: what the model is asked to keep to."""

    items: Annotated[tuple[Reply, ...], Field(max_length=_REPLIES_MOST)]


def arriving(pieces: Iterable[str]) -> Iterator[Reply]:
    """Yield each reply as soon as its last bracket has come.

    Whatever stands around the list (a sentence before it, code fences, a cut at the end) does no harm; entries that are
    no reply are passed over.
    """
    text, start, found = "", 0, 0
    for piece in pieces:
        text += piece
        if start == 0:
            start = _beginning(text)
        while start and found < _REPLIES_MOST and (entry := _next(text, start)):
            value, start = entry
            found += 1
            yield from _reply(value)


def _beginning(text: str) -> int:
    """Where the list's first entry may stand; 0 while no list has begun."""
    bare = text.lstrip().startswith("[")  # some models leave out the object around the list
    name = 0 if bare else text.find('"items"')
    return text.find("[", name) + 1 if name >= 0 else 0


def _next(text: str, start: int) -> tuple[object, int] | None:
    """The next complete entry and where the search goes on; None while there is none."""
    bracket = text.find("{", start)
    if bracket < 0 or "]" in text[start:bracket]:
        return None
    try:
        return json.JSONDecoder(strict=False).raw_decode(text, bracket)
    except (ValueError, RecursionError):
        return None


def _reply(value: object) -> Iterator[Reply]:
    try:
        yield Reply.model_validate(value)
    except ValidationError:
        return
