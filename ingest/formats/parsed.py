"""What every format gives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from companion.domain import Model
from ingest.blocks import Block


class Parsed(Model):
    """A document as a reader of it sees it.

    Attributes:
        title: the one that it shows outside its text, such as a web page's window title; empty without one.
        blocks: its headings and paragraphs in their order.
        hidden: how many pieces of text that nobody sees were dropped.
        front: the fields of its front matter, where the format has one.
    """

    title: str = ""
    blocks: tuple[Block, ...]
    hidden: int = 0
    front: Mapping[str, Any] = {}


class Seen(NamedTuple):
    """Text that can be seen, and how many pieces that cannot were dropped from it."""

    text: str
    hidden: int = 0
