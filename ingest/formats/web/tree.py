"""HTML as a tree and back."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*>")  # the parser refuses one in text that is decoded already
_DEEPEST = 250  # elements in elements; at 256 the parser drops everything that follows, without a word


def tree(html: str) -> HtmlElement | None:
    """Return the tree of a page or a fragment, None if there is nothing in it.

    Raises:
        RecursionError: if it is nested so deeply that the parser lost the rest.
    """
    from lxml.etree import ParserError
    from lxml.html import document_fromstring

    try:
        root = document_fromstring(_DECLARATION.sub("", html))
    except ParserError:
        return None
    if _depth(root) >= _DEEPEST:
        raise RecursionError("nested too deeply")
    return root


def _depth(root: HtmlElement) -> int:
    from lxml.etree import iterwalk

    depth = deepest = 0
    for event, _ in iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(depth, deepest)
    return deepest


def source(root: HtmlElement) -> str:
    """Return a tree as HTML."""
    from lxml.html import tostring

    return str(tostring(root, encoding="unicode"))
