"""The main content of a page as plain blocks."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from ingest.blocks import Block
from ingest.formats.decode import text_of
from ingest.formats.parsed import Parsed
from ingest.formats.web.hidden import drop_hidden
from ingest.formats.web.tree import source, tree

if TYPE_CHECKING:
    from trafilatura.settings import Document

_LEAVES = frozenset({"p", "quote", "code", "item"})


def parse_web(path: Path) -> Parsed:
    """Read an HTML file.

    Raises:
        InvalidInput: if it is no text in an encoding that can be told.
    """
    return parse_html(text_of(path, web=True))


def parse_html(html: str) -> Parsed:
    """Return the main content of a page; without any, no blocks."""
    root = tree(html)
    if root is None:
        return Parsed(blocks=())
    hidden = drop_hidden(root)
    shown = source(root)
    extract = _extract(shown, recall=False)
    if extract is not None and root.xpath("//h1|//h2|//h3|//h4|//h5|//h6") and extract.body.find(".//head") is None:
        extract = _extract(shown, recall=True) or extract  # short pages lose their headings in the careful way
    if extract is None:
        return Parsed(blocks=(), hidden=hidden)
    return Parsed(title=extract.title or "", blocks=tuple(_blocks(extract.body)), hidden=hidden)


def _extract(html: str, recall: bool) -> Document | None:
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # an empty page is our own report's business
    extract = trafilatura.bare_extraction(
        html, include_comments=False, include_links=False, favor_recall=recall, with_metadata=True
    )
    return cast("Document | None", extract)  # a dictionary only comes back to those who ask for one


def _blocks(element: Any) -> Iterator[Block]:
    if element.tag == "head":
        yield from _block(_words(element), int((element.get("rend") or "h2")[1]))
    elif element.tag in _LEAVES:
        yield from _block(_words(element))
    elif element.tag == "list":
        yield from _block("\n".join(_items(element)))
    elif element.tag == "table":
        rows = (" | ".join(_words(cell) for cell in row.iter("cell")) for row in element.iter("row"))
        yield from _block("\n".join(rows))
    else:
        yield from _inside(element)


def _inside(element: Any) -> Iterator[Block]:
    yield from _block(" ".join((element.text or "").split()))
    for child in element:
        yield from _blocks(child)
        yield from _block(" ".join((child.tail or "").split()))


def _block(text: str, level: int = 0) -> Iterator[Block]:
    if text:
        yield Block(text=text, level=level)


def _items(element: Any) -> Iterator[str]:
    for number, item in enumerate(element.iterchildren("item"), start=1):
        mark = f"{number}." if element.get("rend") == "ol" else "-"
        yield f"{mark} {_words(item)}"


def _words(element: Any) -> str:
    return " ".join(" ".join(element.itertext()).split())
