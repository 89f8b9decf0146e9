"""The lines of a page with their place and size."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any, NamedTuple

from ingest.formats.pdf.gate import Gate
from ingest.formats.pdf.matrix import Box, Matrix

_BOLD = re.compile(r"bold|black|heavy|semibold|-bd\b", re.IGNORECASE)
_EDGE = 0.09  # of a page's height at its top and at its bottom may hold its running head and foot
_EDGE_LINES = 4  # on either side
_REPEATED_LEAST = 2  # pages
_REPEATED_SHARE = 0.4  # of all pages; even and odd ones may differ
_NUMBER = re.compile(r"\d+|\b[ivxl]+\b", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"[-–—|\s]*(?:(?:seite|page|s\.|p\.)\s*)?(?:\d{1,4}|[ivxl]{1,6})(?:\s*(?:/|von|of)\s*\d{1,4})?[-–—|\s]*",
    re.IGNORECASE,
)


class Line(NamedTuple):
    """One line of text; size and place in points, the origin at the lower left of the page."""

    text: str
    size: float
    bold: bool
    x: float
    y: float


class _Piece(NamedTuple):
    text: str
    size: float
    bold: bool
    x: float
    y: float


def lines(page: Any, gate: Gate) -> list[Line]:
    """Return the visible lines of a page in the order in which the file shows them."""
    pieces: list[_Piece] = []

    def keep(text: str, outer: Sequence[float], inner: Sequence[float], font: Any, size: float) -> None:
        place = Matrix(*inner).after(Matrix(*outer))
        bold = bool(font) and bool(_BOLD.search(str(font.get("/BaseFont", ""))))
        pieces.append(_Piece(text, abs(size) * place.height, bold, place.e, place.f))

    page.extract_text(visitor_operand_before=gate.before, visitor_operand_after=gate.after, visitor_text=keep)
    return list(_lines(pieces))


def _lines(pieces: Sequence[_Piece]) -> Iterator[Line]:
    row: list[_Piece] = []
    for piece in pieces:
        first, *rest = piece.text.split("\n")
        row.append(piece._replace(text=first))
        for part in rest:
            yield from _line(row)
            row = [piece._replace(text=part)]
    yield from _line(row)


def _line(row: Sequence[_Piece]) -> Iterator[Line]:
    shown = [piece for piece in row if piece.text.strip()]
    if shown:
        main = max(shown, key=lambda piece: len(piece.text.strip()))
        text = " ".join("".join(piece.text for piece in row).split())
        yield Line(text, round(main.size, 1), all(piece.bold for piece in shown), shown[0].x, main.y)


def without_running(pages: Sequence[Sequence[Line]], boxes: Sequence[Box]) -> list[list[Line]]:
    """Return the pages without their numbers and without heads and feet that repeat."""
    edges = [_edges(page, box) for page, box in zip(pages, boxes, strict=True)]
    counts = Counter(shape for edge in edges for shape in set(map(_shape, edge)))
    least = max(_REPEATED_LEAST, _REPEATED_SHARE * len(pages))
    return [
        [line for line in page if line not in edge or not (counts[_shape(line)] >= least or _is_number(line))]
        for page, edge in zip(pages, edges, strict=True)
    ]


def _is_number(line: Line) -> bool:
    return bool(_PAGE_NUMBER.fullmatch(line.text))


def _edges(page: Sequence[Line], box: Box) -> set[Line]:
    """Return the lines at the top and the bottom of a page; files may show them in any order."""
    margin = _EDGE * (box.top - box.bottom)
    by_height = sorted(page, key=lambda line: line.y)
    low = (line for line in by_height[:_EDGE_LINES] if line.y < box.bottom + margin)
    high = (line for line in by_height[-_EDGE_LINES:] if line.y > box.top - margin)
    return {*low, *high}


def _shape(line: Line) -> str:
    """Return what stays the same from page to page: the words at their height, whatever the page's number."""
    return f"{_NUMBER.sub('#', line.text)} {round(line.y / 10)}"


def leading(page_lines: Sequence[Line]) -> float:
    """Return the usual distance between two lines of a paragraph, as a multiple of their size."""
    gaps = [
        round((above.y - below.y) / below.size, 1)
        for above, below in pairwise(page_lines)
        if above.size == below.size and 0 < above.y - below.y < 3 * below.size
    ]
    return max(set(gaps), key=lambda gap: (gaps.count(gap), -gap)) if gaps else 1.2
