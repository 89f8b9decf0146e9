"""Lines into headings and paragraphs: by their sizes, distances and ends."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import NamedTuple

from ingest.blocks import Block
from ingest.formats.pdf.lines import Line, leading

_LARGER = 1.1  # times the size of the text is the least size of a heading
_GAP = 1.25  # times the usual distance begins a paragraph
_HEADING_MOST = 160  # characters
_LEVELS_MOST = 6
_MARK = re.compile(r"([•▪◦●○■□‣⁃·*\uf0b7\uf0a7–-]|\d{1,2}[.)]|[a-z]\))\s+(?=\S)")
_BULLET = re.compile(r"[•▪◦●○■□‣⁃·*\uf0b7\uf0a7–-]")
_HYPHEN = re.compile(r"[^\W\d_][-\u00ad\u2010]\Z")
_TOGETHER = re.compile(r"(?:und|oder|bzw\.?|sowie|and|or|to|bis)\b")  # after "Vor-" of "Vor- und Nachbereitung"
_END = re.compile(r"[.!?:…][\"”“»«')\]]*\Z")
_FULL = 0.8  # of the longest line: one that ended because its width did
_SHORT = 0.75  # of the longest line nearby: a paragraph's last line


class _Part(NamedTuple):
    """Lines that belong together; `level` is 0 for text, `fresh` what begins a page or a column."""

    level: int
    lines: list[Line]
    fresh: bool


class _Setting(NamedTuple):
    """How a document is set."""

    size: float
    gap: float
    width: int
    levels: Mapping[float, int]
    outline: Mapping[str, int]
    hyphenated: frozenset[str]


def blocks(pages: Sequence[Sequence[Line]], outline: Mapping[str, int]) -> list[Block]:
    """Return the headings and paragraphs of a document.

    Args:
        pages: their lines.
        outline: the level of each bookmark, by its words without blanks and case.
    """
    every = list(chain.from_iterable(pages))
    if not every:
        return []
    setting = _setting(every, outline)
    found = [part for page in pages for part in _parts(page, setting)]
    return list(_listed(_joined(found, setting)))


def plain_key(text: str) -> str:
    """Return a text as bookmarks are compared: without blanks and case."""
    return "".join(text.split()).casefold()


def _setting(every: Sequence[Line], outline: Mapping[str, int]) -> _Setting:
    sizes: Counter[float] = Counter()
    for line in every:
        sizes[line.size] += len(line.text)
    body = sizes.most_common(1)[0][0]
    larger = sorted((size for size in sizes if size >= _LARGER * body), reverse=True)
    words = Counter(word for line in every for word in re.findall(r"\w+-\w+", line.text))
    return _Setting(
        size=body,
        gap=leading([line for line in every if line.size == body]),
        width=max(len(line.text) for line in every if line.size == body),
        levels={size: min(number, _LEVELS_MOST) for number, size in enumerate(larger, start=1)},
        outline=outline,
        hyphenated=frozenset(words),
    )


def _parts(page: Sequence[Line], setting: _Setting) -> Iterator[_Part]:
    """Divide the lines of a page."""
    part: _Part | None = None
    for line in page:
        level = _level(line, setting)
        if part and part.level == level and not _begins(part, line, setting):
            part.lines.append(line)
            continue
        if part:
            yield part
        part = _Part(level, [line], fresh=part is None or line.y > part.lines[-1].y)
    if part:
        yield part


def _level(line: Line, setting: _Setting) -> int:
    if len(line.text) > _HEADING_MOST or not any(map(str.isalpha, line.text)):
        return 0
    marked = setting.outline.get(plain_key(line.text))
    if marked:
        return marked
    if line.size in setting.levels:
        return setting.levels[line.size]
    looks = line.bold and line.size >= setting.size and not _END.search(line.text) and not _MARK.match(line.text)
    return min(len(setting.levels) + 1, _LEVELS_MOST) if looks and len(line.text) < setting.width else 0


def _begins(part: _Part, line: Line, setting: _Setting) -> bool:
    """Say whether a line of the same level begins something new."""
    last = part.lines[-1]
    gap = (last.y - line.y) / max(line.size, 1)
    if not 0 <= gap <= _GAP * max(setting.gap, 1.0):
        return True
    if part.level:
        return False
    return bool(_MARK.match(line.text)) or _ended(last.text, setting.width)


def _ended(text: str, width: int) -> bool:
    return bool(_END.search(text)) and len(text) < _SHORT * width


def _joined(parts: Sequence[_Part], setting: _Setting) -> Iterator[Block]:
    """Give the parts as text; a paragraph may go on in the next column or on the next page."""
    waiting, full = "", False
    for part in parts:
        text = ""
        for line in part.lines:
            text = _glued(text, line.text, setting)
        if waiting and not part.level and _goes_on(waiting, text, part.fresh and full):
            waiting = _glued(waiting, text, setting)
            full = len(part.lines[-1].text) >= _FULL * setting.width
            continue
        if waiting:
            yield Block(text=waiting)
        full = len(part.lines[-1].text) >= _FULL * setting.width
        waiting = "" if part.level else text
        if part.level:
            yield Block(text=text, level=part.level)
    if waiting:
        yield Block(text=waiting)


def _goes_on(text: str, following: str, broken: bool) -> bool:
    """Say whether a paragraph goes on; `broken` says that its last line is full and a page or a column ends there."""
    if _END.search(text) or _MARK.match(following):
        return False
    return broken or following[:1].islower() or bool(_HYPHEN.search(text))


def _glued(text: str, line: str, setting: _Setting) -> str:
    """Return a text with its next line; a word that was divided becomes whole."""
    if not text:
        return line
    if not _HYPHEN.search(text):
        return f"{text} {line}"
    if not line[:1].islower():
        return text + line  # "Mentoring-" and "Programm"
    if _TOGETHER.match(line):
        return f"{text} {line}"
    whole = re.findall(r"\w+\Z", text[:-1])[0] + "-" + re.findall(r"\A\w+", line)[0]
    return text + line if whole in setting.hyphenated else text[:-1] + line


def _listed(found: Iterator[Block]) -> Iterator[Block]:
    """Put the items of a list into one block of several lines."""
    items: list[str] = []
    for block in found:
        mark = None if block.level else _MARK.match(block.text)
        if mark:
            items.append(_BULLET.sub("-", mark[1]) + " " + block.text[mark.end() :])
            continue
        if items:
            yield Block(text="\n".join(items))
            items = []
        yield block
    if items:
        yield Block(text="\n".join(items))
