"""Judges a passage, heading or title: guidance for people, or orders to a language model."""

from __future__ import annotations

from ingest.screen.markup import marked_up
from ingest.screen.orders import ordered
from ingest.screen.reasons import Reason
from ingest.screen.unmask import readings, visible


def screen(text: str) -> Reason | None:
    """Return why a text must not be retrieved until somebody has released it, None for ordinary guidance.

    A text that quotes a working attack is held back as well: a model reads a quotation as it reads everything else.
    """
    plain = visible(text)
    found = marked_up(plain)
    return found or next(filter(None, map(ordered, readings(plain))), None)
