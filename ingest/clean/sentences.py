"""Single sentences of advertising inside a text that is otherwise about its subject."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from companion.text import sentences
from ingest.blocks import Block
from ingest.clean.learned import noise_scores
from ingest.screen import screen

# Log odds from which a sentence goes; few sentences of guidance reach them, and a handbook holds fewer adverts.
ON_SAVED_PAGES, ELSEWHERE = 0.4, 1.6
_BESIDE = 0.8  # this much less beside a sentence that goes: "Want to know more?" leads to the offer
_UNFINISHED = 0.4  # this much more for a line without a full stop: an item or a cell shows less of what it is
_WORDS_LEAST = 3  # shorter lines tell nothing
_MARK = re.compile(r"\s*(?:[-–*•▪◦>]\s+|\d{1,2}[.)]\s+)*")
_FINISHED = re.compile(r"[.!?…][\"“”«»')\]]*$")


class Span(NamedTuple):
    """A sentence of a line and where it stands."""

    start: int
    end: int
    text: str


def without_adverts(block: Block, bar: float) -> Block | None:
    """Return the block without its sentences of advertising, None if nothing is left.

    Args:
        block: a heading or paragraph.
        bar: the log odds from which a sentence is taken for advertising.
    """
    lines = [cut for line in block.text.split("\n") if (cut := _line(line, bar)).strip()]
    text = "\n".join(lines)
    return block.model_copy(update={"text": text}) if text else None


def _line(line: str, bar: float) -> str:
    mark = _MARK.match(line)
    body = line[mark.end() :] if mark else line
    spans = list(_spans(body))
    goes = _goes([span.text for span in spans], bar)
    if not any(goes):
        return line
    if all(goes):
        return ""
    return line[: len(line) - len(body)] + _joined(body, spans, goes)


def _spans(line: str) -> Iterator[Span]:
    """Find the sentences of a line in the line itself, where more than one space may part their words."""
    start = 0
    for sentence in sentences(line):
        place = line.find(sentence, start)
        if place >= 0:
            yield Span(place, start := place + len(sentence), sentence)
        elif found := re.search(r"\s+".join(map(re.escape, sentence.split())), line[start:]):
            yield Span(start + found.start(), start := start + found.end(), sentence)


def _goes(texts: Sequence[str], bar: float) -> list[bool]:
    above = [_above(text, score, bar) for text, score in zip(texts, noise_scores(texts), strict=True)]
    padded = [-math.inf, *above, -math.inf]
    near = [max(before, after) >= 0 for before, after in zip(padded, padded[2:], strict=False)]
    return [score >= (-_BESIDE if beside else 0) for score, beside in zip(above, near, strict=True)]


def _above(text: str, score: float, bar: float) -> float:
    """Return how far above the bar a sentence scores; one of a word or two goes with its neighbours at most."""
    if not re.search(r"[^\W\d_]", text):
        return -math.inf
    above = score - bar - (0 if _FINISHED.search(text) else _UNFINISHED)
    if above >= -_BESIDE and screen(text):
        return -math.inf  # an order to a language model is no advert to be dropped in silence: somebody shall see it
    return above if len(text.split()) >= _WORDS_LEAST else min(above, -_BESIDE)


def _joined(line: str, spans: Sequence[Span], goes: Sequence[bool]) -> str:
    """Put what stays together again, each sentence with the blank that parted it from the one before."""
    text = ""
    for number, (span, gone) in enumerate(zip(spans, goes, strict=True)):
        if not gone:
            blank = line[spans[number - 1].end : span.start] if number and text else ""
            text += blank + line[span.start : span.end]
    return text
