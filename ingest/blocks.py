"""The common shape of all readable files: headings and paragraphs in the order of the text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Annotated

from pydantic import Field

from companion.domain import Model

HEADING_JOINT = " › "


class Block(Model):
    """A paragraph (level 0), or a heading of level 1 to 6; a list or table is one paragraph of several lines."""

    text: str
    level: Annotated[int, Field(ge=0, le=6)] = 0


class Section(Model):
    """The paragraphs under one heading; `heading` is its path from the outermost heading to the innermost.

    `units` are the variants and questions of a card whose reasons the section gives.
    """

    heading: str
    paragraphs: tuple[str, ...]
    units: tuple[str, ...] = ()


def sections(blocks: Iterable[Block], title: str) -> tuple[Section, ...]:
    """Gather the paragraphs under each heading; the document's title is no part of a heading's path."""
    path: list[Block] = []
    found: list[tuple[str, list[str]]] = []
    for block in blocks:
        if block.level:
            path = [outer for outer in path if outer.level < block.level] + [block]
            continue
        heading = HEADING_JOINT.join(part.text for part in path if part.text != title)
        if not found or found[-1][0] != heading:
            found.append((heading, []))
        found[-1][1].append(block.text)
    return tuple(Section(heading=heading, paragraphs=tuple(texts)) for heading, texts in found)
