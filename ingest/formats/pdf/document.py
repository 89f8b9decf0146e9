"""A PDF file as a document, or why it is none."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from companion.errors import InvalidInput
from ingest.formats.parsed import Parsed
from ingest.formats.pdf.blocks import blocks, plain_key
from ingest.formats.pdf.gate import Gate
from ingest.formats.pdf.layers import Layers
from ingest.formats.pdf.lines import lines, without_running
from ingest.formats.pdf.matrix import Box

PAGES_MOST = 1_000  # the longest handbooks have some 600
_LOCKED = "is encrypted; open it with its password and save it without one"
_SCANNED = "has pages without text, so it is a scan; recognise its text (OCR) and save it as DOCX or PDF"
_LAYERED = (
    "shows pictures of text, and the text behind them is invisible; recognise it anew (OCR) and save it as DOCX, or as "
    "PDF with text that can be seen"
)
_DAMAGED = "is damaged and cannot be read; open it with its program and save it anew"
_TOO_LARGE = "unpacks to more than can be read; it may be a trap, else print it to a new PDF"
_LEVELS_MOST = 6


def parse_pdf(path: Path) -> Parsed:
    """Read a PDF file; its text only, no notes, forms, attachments or descriptions.

    Raises:
        InvalidInput: if it is encrypted, damaged, a scan, or has too many pages.
    """
    from pypdf.errors import LimitReachedError, PyPdfError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    try:
        reader = _opened(path)
        _check_length(path, len(reader.pages))
        layers = Layers(reader.root_object)
        boxes = [_box(page) for page in reader.pages]
        gates = [Gate(page, box, layers) for page, box in zip(reader.pages, boxes, strict=True)]
        pages = [lines(page, gate) for page, gate in zip(reader.pages, gates, strict=True)]
    except LimitReachedError as problem:
        raise InvalidInput(str(path), "", _TOO_LARGE) from problem
    except PyPdfError as problem:
        raise InvalidInput(str(path), "", _DAMAGED) from problem
    hidden = sum(gate.hidden for gate in gates)
    if not any(pages):
        raise InvalidInput(str(path), "", _LAYERED if hidden else _SCANNED)
    return Parsed(blocks=tuple(blocks(without_running(pages, boxes), dict(_outline(reader)))), hidden=hidden)


def _opened(path: Path) -> Any:
    from pypdf import PdfReader

    reader = PdfReader(path)
    if reader.is_encrypted and not reader.decrypt(""):  # many are locked against changes only, with an empty password
        raise InvalidInput(str(path), "", _LOCKED)
    return reader


def _check_length(path: Path, count: int) -> None:
    if not count:
        raise InvalidInput(str(path), "", "has no pages")
    if count > PAGES_MOST:
        raise InvalidInput(str(path), "", f"has {count:,} pages, {PAGES_MOST:,} are read; divide it")


def _box(page: Any) -> Box:
    left, bottom, right, top = (float(side) for side in page.cropbox)
    return Box(min(left, right), min(bottom, top), max(left, right), max(bottom, top))


def _outline(reader: Any) -> Iterator[tuple[str, int]]:
    """Give the bookmarks with their levels; a damaged table of bookmarks is no table."""
    from pypdf.errors import PyPdfError

    try:
        yield from _levels(reader.outline, 1)
    except (PyPdfError, RecursionError, TypeError, ValueError, KeyError, AttributeError):
        return


def _levels(entries: Any, level: int) -> Iterator[tuple[str, int]]:
    for entry in entries:
        if isinstance(entry, list):
            yield from _levels(entry, level + 1)
        elif entry.title:
            yield plain_key(str(entry.title)), min(level, _LEVELS_MOST)
