"""Named signs of advertising and site furniture in a sentence; the classifier learns how much each is worth.

A sign alone proves nothing: "Book the rooms in advance" is guidance, and a price may be a fact.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from ingest.clean.patterns import patterns

_NO_NOISE = frozenset({"in-house", "quotation", "a name"})  # they do not add up to anything


def signs(sentence: str) -> Iterator[str]:
    """Give the signs that a sentence shows, and whether there are more than one or two."""
    found = [name for name, pattern in _signs().items() if pattern.search(sentence)]
    yield from found
    count = len(set(found) - _NO_NOISE)
    if count > 1:
        yield "two signs"
    if count > 2:
        yield "three signs"


@cache
def _signs() -> Mapping[str, re.Pattern[str]]:
    any_case = {name: re.compile("|".join(parts), re.IGNORECASE) for name, parts in patterns().signs.items()}
    return any_case | {name: re.compile("|".join(parts)) for name, parts in patterns().case_matters.items()}
