"""Plain text as blocks: paragraphs and lists by their line breaks, headings by their shape."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from pathlib import Path

from ingest.blocks import Block
from ingest.formats.decode import text_of
from ingest.formats.invisible import visible
from ingest.formats.parsed import Parsed

_MARK = re.compile(r"[-–*•▪◦]\s+|\d{1,2}[.)]\s+")
_WIDTH_LEAST, _WIDTH_MOST = 40, 110  # characters in the longest line of a text that was broken by hand
_FILLED = 0.6  # of the width is what a line holds at least before the next word no longer fits
_HEADING_MOST = 90  # characters; headings of articles are rarely longer
_SENTENCE = re.compile(
    r".{40,}[.:!?…][\"“”«»')\]]*", re.DOTALL
)  # what stands below a heading; a menu has no full stops
_FIRST_WORD = re.compile(r"(?:\d+(?:\.\d+)*[.)]?\s+)?[„“\"»]?[A-ZÄÖÜ]")


def parse_plain(path: Path) -> Parsed:
    """Read a text file.

    Raises:
        InvalidInput: if it is no text in an encoding that can be told.
    """
    seen = visible(text_of(path))
    return Parsed(blocks=tuple(plain_blocks(seen.text)), hidden=seen.hidden)


def plain_blocks(text: str) -> list[Block]:
    """Return the paragraphs of a text; a short line without a full stop above prose or a list is a heading."""
    paragraphs = [part for group in re.split(r"\n\s*\n", text) for part in _paragraphs(group)]
    return [
        Block(text=part, level=_level(part, after, first=number == 0))
        for number, (part, after) in enumerate(pairwise([*paragraphs, ""]))
    ]


def _paragraphs(group: str) -> Iterator[str]:
    lines = [line.strip() for line in group.splitlines() if line.strip()]
    if _broken_by_hand(lines):
        yield _rejoined(lines)
    else:
        yield from _runs(lines)


def _broken_by_hand(lines: Sequence[str]) -> bool:
    """Say whether the line breaks are those of a page width: all lines but a paragraph's last are well filled."""
    width = max(map(len, lines), default=0)
    inner = [line for line, after in pairwise(lines) if not _MARK.match(after)]
    return _WIDTH_LEAST <= width <= _WIDTH_MOST and all(len(line) >= _FILLED * width for line in inner)


def _rejoined(lines: Sequence[str]) -> str:
    text = lines[0]
    for line in lines[1:]:
        text += ("\n" if _MARK.match(line) else " ") + line
    return text


def _runs(lines: Sequence[str]) -> Iterator[str]:
    """Give each line on its own, but list items that follow each other together."""
    for is_item, run in groupby(lines, key=lambda line: bool(_MARK.match(line))):
        if is_item:
            yield "\n".join(run)
        else:
            yield from run


def _level(text: str, following: str, first: bool) -> int:
    if len(text) > _HEADING_MOST or "\n" in text or text.endswith((".", ",", ";", ":", "!")):
        return 0
    above_text = _SENTENCE.fullmatch(following) or ("\n" in following and _MARK.match(following))
    return (1 if first else 2) if _FIRST_WORD.match(text) and above_text else 0
