"""Markdown as plain blocks: marks of emphasis and links go, words, headings, lists and tables stay.

The way leads over HTML, as in every program that shows Markdown: so hidden elements in it stay hidden.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml
from markdown_it import MarkdownIt

from companion.errors import InvalidInput
from ingest.blocks import Block
from ingest.formats.decode import text_of
from ingest.formats.invisible import visible
from ingest.formats.parsed import Parsed
from ingest.formats.web.hidden import drop_hidden
from ingest.formats.web.tree import tree

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_NO_YAML = (yaml.YAMLError, ValueError, RecursionError)  # ValueError: a date such as 2026-02-31
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_CONTAINER_NAMES = """
html body div section article main aside header footer nav blockquote details summary figure figcaption center
fieldset form dl dt dd address hgroup
"""
_CONTAINERS = frozenset(_CONTAINER_NAMES.split())
_WHOLE = frozenset({"p", "table", "pre", "ul", "ol", *_HEADINGS})
_DEEPEST = 100  # emphasis in quotations in lists; what lies deeper than 256 the HTML parser would lose


class _Body(NamedTuple):
    """The fields of a front matter and the text below it."""

    front: Mapping[str, Any]
    text: str


def parse_markdown(path: Path) -> Parsed:
    """Read a Markdown file; its front matter is no text.

    Raises:
        InvalidInput: if it is no text in an encoding that can be told, or its front matter is no YAML.
    """
    seen = visible(text_of(path))
    body = _below_front(path, seen.text)
    parsed = markdown_blocks(body.text)
    return Parsed(blocks=parsed.blocks, hidden=parsed.hidden + seen.hidden, front=body.front)


def markdown_blocks(text: str) -> Parsed:
    """Return the headings and paragraphs of a Markdown text without front matter.

    Raises:
        RecursionError: if it is nested too deeply.
    """
    markdown = MarkdownIt("commonmark", {"maxNesting": 2 * _DEEPEST}).enable(
        "table"
    )  # it drops in silence what lies deeper
    environment: dict[str, Any] = {}
    root = tree(f"<div>{_rendered(markdown, text, environment)}</div>")
    hidden = _comments(environment) + (drop_hidden(root) if root is not None else 0)
    return Parsed(blocks=tuple(_blocks(root)) if root is not None else (), hidden=hidden)


def _below_front(path: Path, text: str) -> _Body:
    found = _FRONT.match(text)
    try:
        fields = yaml.safe_load(found[1]) if found else None
    except _NO_YAML as problem:
        reason = str(problem).partition("\n")[0]
        raise InvalidInput(str(path), "front matter", f"is not valid YAML: {reason}") from problem
    return _Body(fields, text[found.end() :]) if found and isinstance(fields, dict) else _Body({}, text)


def _rendered(markdown: MarkdownIt, text: str, environment: dict[str, Any]) -> str:
    tokens = markdown.parse(text, environment)
    depth = 0
    for token in (inner for outer in tokens for inner in (outer, *(outer.children or ()))):
        depth += token.nesting
        if depth > _DEEPEST:
            raise RecursionError("nested too deeply")
    return str(markdown.renderer.render(tokens, markdown.options, environment))


def _comments(environment: dict[str, Any]) -> int:
    """Count the titles of link definitions: nobody sees them, and `[//]: # (…)` is used for comments."""
    definitions = [*environment.get("references", {}).values(), *environment.get("duplicate_refs", [])]
    return sum(bool(definition["title"].strip()) for definition in definitions)


def _blocks(container: HtmlElement) -> Iterator[Block]:
    inline = container.text or ""
    for child in container:
        if child.tag in _WHOLE or _holds_blocks(child):
            yield from _block(_lines(inline))
            yield from _whole(child) if child.tag in _WHOLE else _blocks(child)
            inline = child.tail or ""
        else:
            inline += _inline(child)
    yield from _block(_lines(inline))


def _holds_blocks(element: HtmlElement) -> bool:
    """Say whether an element is a container; those of other programs (`<callout>`) are known by what they hold."""
    return element.tag in _CONTAINERS or any(child.tag in _CONTAINERS or child.tag in _WHOLE for child in element)


def _whole(element: HtmlElement) -> Iterator[Block]:
    if element.tag in _HEADINGS:
        yield from _block(_lines(_inner(element)), int(element.tag[1]))
    elif element.tag in ("ul", "ol"):
        yield from _block("\n".join(_items(element)))
    elif element.tag == "table":
        yield from _block("\n".join(" | ".join(map(_flat, row.iter("th", "td"))) for row in element.iter("tr")))
    elif element.tag == "pre":
        yield from _block(element.text_content().strip())
    else:
        yield from _block(_lines(_inner(element)))


def _block(text: str, level: int = 0) -> Iterator[Block]:
    if text:
        yield Block(text=text, level=level)


def _items(items: HtmlElement) -> Iterator[str]:
    first = int(items.get("start") or 1)
    for number, item in enumerate(items.iterchildren("li"), start=first):
        mark = f"{number}." if items.tag == "ol" else "-"
        text = "\n".join(block.text for block in _blocks(item))
        yield f"{mark} " + text.replace("\n", "\n  ")


def _flat(cell: HtmlElement) -> str:
    return " ".join(" ".join(block.text for block in _blocks(cell)).split())


def _inline(element: HtmlElement) -> str:
    if element.tag == "br":
        return "\0" + (element.tail or "")
    return _inner(element) + (element.tail or "")


def _inner(element: HtmlElement) -> str:
    return (element.text or "") + "".join(map(_inline, element))


def _lines(text: str) -> str:
    """Return text as shown: any blank is one blank, and only the mark of a `br` breaks the line."""
    return "\n".join(" ".join(line.split()) for line in text.split("\0")).strip()
