"""HTML pages as plain blocks: the main content without menus, forms and footers."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from ingest.blocks import Block

if TYPE_CHECKING:
    from trafilatura.settings import Document

_LEAVES = frozenset({"p", "quote", "code", "item"})


class Page(NamedTuple):
    """What a page says, and the title that it gives itself."""

    title: str
    blocks: list[Block]


def page(html: str) -> Page:
    """Return the main content of a page; without any, no blocks."""
    whole = html if re.search(r"<(?:html|body)\b", html, re.IGNORECASE) else f"<html><body>{html}</body></html>"
    extract = _extract(whole, recall=False)
    if extract is not None and re.search(r"<h[1-6]\b", whole, re.IGNORECASE) and extract.body.find(".//head") is None:
        extract = _extract(whole, recall=True) or extract  # short pages lose their headings in the careful way
    if extract is None:
        return Page("", [])
    return Page(extract.title or "", list(_blocks(extract.body)))


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
