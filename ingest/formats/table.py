"""The formats that can be read, by the endings of their files."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from ingest.formats.parsed import Parsed
from ingest.formats.sniff import DOCX, HTML, PDF, Kind

MARKDOWN = frozenset({".md", ".markdown"})


class Format(NamedTuple):
    """A format: its name, the largest file that is read, and how.

    Attributes:
        megabytes: a text of 5 MB has 1,500 pages, more is a dump; PDF and DOCX carry pictures, web pages sometimes.
        kind: what its files show themselves to be, None for text, which shows nothing.
        written: whether people write in it; what is in the others often comes from web pages.
        fragments: whether a file may also show nothing of its kind, such as a piece of a web page.
    """

    name: str
    megabytes: int
    parse: Callable[[Path], Parsed]
    kind: Kind | None = None
    written: bool = False
    fragments: bool = False


def _plain(path: Path) -> Parsed:
    from ingest.formats.plain import parse_plain

    return parse_plain(path)


def _markdown(path: Path) -> Parsed:
    from ingest.formats.markdown import parse_markdown

    return parse_markdown(path)


def _web(path: Path) -> Parsed:
    from ingest.formats.web import parse_web

    return parse_web(path)


def _apart(path: Path) -> Parsed:
    from ingest.formats.apart import parse_apart

    return parse_apart(path)


_MARKDOWN = Format("Markdown", 5, _markdown, written=True)
_PLAIN = Format("text", 5, _plain)
_WEB = Format("HTML", 10, _web, HTML, fragments=True)
_PDF = Format("PDF", 100, _apart, PDF, written=True)
_WORD = Format("DOCX", 50, _apart, DOCX, written=True)

FORMATS: Mapping[str, Format] = {
    **dict.fromkeys(sorted(MARKDOWN), _MARKDOWN),
    **dict.fromkeys((".txt", ".text"), _PLAIN),
    **dict.fromkeys((".html", ".htm", ".xhtml"), _WEB),
    ".pdf": _PDF,
    ".docx": _WORD,
}
NAMES = ", ".join(dict.fromkeys(format.name for format in FORMATS.values()))
