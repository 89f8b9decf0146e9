"""Headings of what stands around an article: comments, the author, further reading, offers, contents."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from ingest.clean.patterns import patterns

COMMENTS, AUTHOR = "comments", "author"  # the kinds that are treated in a way of their own


def marker(line: str) -> str | None:
    """Return what a line announces, None if it is no such line."""
    return next((kind for kind, pattern in _kinds().items() if pattern.fullmatch(line.strip())), None)


@cache
def _kinds() -> Mapping[str, re.Pattern[str]]:
    return {
        kind: re.compile(rf"[-•|*\s]*(?:{'|'.join(heads)})\s*[:.!…]*", re.IGNORECASE)
        for kind, heads in patterns().markers.items()
    }
