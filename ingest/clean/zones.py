"""The zones of a saved page: what stands above the article, boxes inside it, what follows it."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set
from itertools import takewhile
from typing import NamedTuple

from companion.text import sentences
from ingest.blocks import Block
from ingest.clean.learned import noise_scores
from ingest.clean.lines import is_noise_item, is_noise_line
from ingest.clean.markers import AUTHOR, COMMENTS, marker
from ingest.clean.sentences import ELSEWHERE, without_adverts

_SENTENCE = re.compile(r".*[.!?…:][\"“”«»')\]]*", re.DOTALL)
_WORDS_LEAST = 6  # of a sentence that belongs to prose; lines around an article rarely have as many and a full stop
_LONG = 150  # characters; a teaser or a portrait of an author rarely has more than two such paragraphs
_PROSE_BEFORE = 3  # paragraphs that an article has at least before something ends it
_HALF = 0.5  # of the characters, which a short article has before something ends it
_GOES_ON = 2  # long paragraphs after a box show that the article goes on
_TITLE_WORDS_LEAST, _TITLE_MOST = 3, 130  # words, characters
_BUTTON_WORDS_MOST = 4  # "Ask a new question"
_MARK = re.compile(r"\s*(?:[-–*•▪◦]|\d{1,2}[.)])\s+")


class _Seen(NamedTuple):
    """A block and what the cleaner sees in it: noise throughout, prose, or neither."""

    block: Block
    noise: bool
    prose: bool


def is_saved_page(blocks: Sequence[Block], signs_least: int) -> bool:
    """Say whether blocks come from a saved page, which shows in so many lines of noise."""
    seen = _see_all(blocks, ELSEWHERE)
    return sum(one.noise for one in seen) + len(seen) - len(_without_surroundings(seen)) >= signs_least


def article(blocks: Sequence[Block], bar: float, saved: bool) -> list[Block]:
    """Return the blocks between head and end, without boxes and lines of noise.

    Args:
        blocks: of a whole document.
        bar: the log odds from which a sentence is taken for advertising.
        saved: whether the document is a saved page, with a head and a tail that hold none of its text.
    """
    kept = _without_surroundings(_see_all(blocks, bar))
    kept = [one for number, one in enumerate(kept) if not one.noise and not _is_emptied(kept, number)]
    return [one.block for one in (_without_furniture(_without_tail(_without_head(kept))) if saved else kept)]


def _without_surroundings(seen: Sequence[_Seen]) -> list[_Seen]:
    return _without_boxes(_before_end(_without_repetitions(seen)))


def _see_all(blocks: Sequence[Block], bar: float) -> list[_Seen]:
    return [_see(block, bar) for block in blocks]


def _see(block: Block, bar: float) -> _Seen:
    noise = _is_noise(block) or without_adverts(block, bar) is None
    return _Seen(block, noise, prose=not noise and not block.level and _is_prose(block.text))


def _is_noise(block: Block) -> bool:
    lines = block.text.split("\n")
    if block.level or len(lines) > 1:  # a heading or an item may be a word of menus
        return all(map(is_noise_item, lines))
    return is_noise_line(block.text)


def _is_prose(text: str) -> bool:
    return any(len(one.split()) >= _WORDS_LEAST and _SENTENCE.fullmatch(one) for one in sentences(text))


def _without_repetitions(seen: Sequence[_Seen]) -> list[_Seen]:
    """Drop lists of contents and titles above the title: lines that return as a heading."""
    headings = {one.block.text for one in seen if one.block.level}
    return [
        one
        for number, one in enumerate(seen)
        if not (_repeats(one.block, headings) or _returns(one.block, seen[number + 1 : number + 2]))
    ]


def _repeats(block: Block, headings: Set[str]) -> bool:
    return not block.level and all(
        line.strip() in headings or _MARK.sub("", line, count=1).strip() in headings for line in block.text.split("\n")
    )


def _returns(block: Block, following: Sequence[_Seen]) -> bool:
    return bool(block.level) and any(one.block.text == block.text for one in following)


def _before_end(seen: Sequence[_Seen]) -> Sequence[_Seen]:
    for number, one in enumerate(seen):
        kind = _marker(one.block)
        if kind and _may_end(seen, number) and (kind == COMMENTS or not _goes_on(seen[number + 1 :])):
            return seen[:number]
    return seen


def _marker(block: Block) -> str | None:
    return marker(block.text) if "\n" not in block.text else None


def _may_end(seen: Sequence[_Seen], number: int) -> bool:
    before, whole = (sum(len(one.block.text) for one in part) for part in (seen[:number], seen))
    return sum(one.prose for one in seen[:number]) >= _PROSE_BEFORE or before > whole * _HALF


def _goes_on(after: Sequence[_Seen]) -> bool:
    return sum(one.prose and len(one.block.text) >= _LONG for one in after) >= _GOES_ON


def _without_boxes(seen: Sequence[_Seen]) -> list[_Seen]:
    """Drop boxes inside an article: their headings and the lines below them up to prose or a heading above prose."""
    kept: list[_Seen] = []
    inside: str | None = None
    for one in seen:
        kind = _marker(one.block)
        if kind:
            inside = kind
        elif inside == AUTHOR and one.prose:
            inside = None  # the portrait itself is the last of its box
        elif not inside or one.prose or one.block.level:
            inside = None
            kept.append(one)
    return kept


def _is_emptied(seen: Sequence[_Seen], number: int) -> bool:
    """Say whether a block is a heading above nothing but noise; a page's title above its meta lines is not."""
    heading = seen[number].block
    if not heading.level:
        return False
    below = list(takewhile(lambda one: not 0 < one.block.level <= heading.level, seen[number + 1 :]))
    title = len(heading.text.split()) >= _TITLE_WORDS_LEAST and not any(one.prose for one in seen[:number])
    return bool(below) and all(one.noise for one in below) and not title


def _without_head(seen: Sequence[_Seen]) -> list[_Seen]:
    first = next((number for number, one in enumerate(seen) if one.prose), 0)
    start = first
    while start and (seen[start - 1].block.level or seen[start - 1].block.text.endswith((",", ":"))):
        start -= 1  # a heading, or a line such as "Dear readers,"
    titles = [one for one in seen[:start] if one.block.level == 1]
    if start == first and not titles:
        titles = _title(seen[:start])
    return [*titles, *seen[start:]]


def _title(head: Sequence[_Seen]) -> list[_Seen]:
    """Find the title of a page that lost its marks: the longest line above the article, unless it is too long."""
    lines = [one for one in head if len(one.block.text) <= _TITLE_MOST and _is_plain(one.block.text)]
    longest = max(lines, key=lambda one: len(one.block.text), default=None)
    if longest is None or len(longest.block.text.split()) < _TITLE_WORDS_LEAST:
        return []
    return [longest._replace(block=longest.block.model_copy(update={"level": 1}))]


def _is_plain(line: str) -> bool:
    return not re.search(r"[\n|]", line) and noise_scores([line])[0] < 0


def _without_tail(seen: Sequence[_Seen]) -> list[_Seen]:
    kept = list(seen)
    while kept and not _belongs(kept[-1]):
        kept.pop()
    return kept


def _without_furniture(seen: Sequence[_Seen]) -> list[_Seen]:
    """Drop names of users and buttons between paragraphs: few words, and nothing above that announces a list."""
    kept: list[_Seen] = []
    announced = False
    for one in seen:
        button = _is_button(one.block)
        if not button or announced:
            kept.append(one)
        announced = one.block.text.endswith(":") or (announced and button)
    return kept


def _is_button(block: Block) -> bool:
    few = len(block.text.split()) <= _BUTTON_WORDS_MOST and not block.text.endswith((".", "!", "?", ":", ","))
    return few and not block.level and not _MARK.match(block.text)


def _belongs(one: _Seen) -> bool:
    """Say whether a last block is part of an article: prose, or a list or table, which rarely ends a page otherwise."""
    return one.prose or (not one.block.level and bool("\n" in one.block.text or _MARK.match(one.block.text)))
