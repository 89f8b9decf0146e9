"""Markdown as plain blocks: marks of emphasis and links go, words, headings, lists and tables stay."""

from __future__ import annotations

import re
from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from ingest.blocks import Block

_TAG = re.compile(r"<!--.*?(?:-->|\Z)|</?[A-Za-z][^<>]*>|<[!?][^<>]*>", re.DOTALL)
_CONTAINERS = frozenset({"root", "blockquote"})
_INLINE = frozenset({"em", "strong", "link"})
_LISTS = frozenset({"bullet_list", "ordered_list"})


def markdown_blocks(text: str) -> list[Block]:
    """Return the headings and paragraphs of a Markdown text without its front matter."""
    tokens = MarkdownIt("commonmark").enable("table").parse(text)
    return list(_blocks(SyntaxTreeNode(tokens)))


def _blocks(node: SyntaxTreeNode) -> Iterator[Block]:
    if node.type in _CONTAINERS:
        for child in node.children:
            yield from _blocks(child)
        return
    text = _plain(node).strip()
    if text:
        yield Block(text=text, level=int(node.tag[1]) if node.type == "heading" else 0)


def _plain(node: SyntaxTreeNode) -> str:
    if node.type in _LISTS:
        return "\n".join(_item(node, number) for number in range(len(node.children)))
    if node.type == "table":
        rows = (row for part in node.children for row in part.children)
        return "\n".join(" | ".join(_plain(cell).strip() for cell in row.children) for row in rows)
    if node.type in ("fence", "code_block", "html_block"):
        return _TAG.sub("", node.content) if node.type == "html_block" else node.content
    if node.type == "inline":
        return re.sub(r"[ \t]+", " ", "".join(_plain(child) for child in node.children))
    joint = "" if node.type in _INLINE else "\n"
    return joint.join(_plain(child) for child in node.children) or _leaf(node)


def _item(items: SyntaxTreeNode, number: int) -> str:
    first = int(items.attrGet("start") or 1)
    mark = f"{first + number}." if items.type == "ordered_list" else "-"
    return f"{mark} " + _plain(items.children[number]).strip().replace("\n", "\n  ")


def _leaf(node: SyntaxTreeNode) -> str:
    if node.type == "softbreak":
        return " "
    if node.type == "hardbreak" or (node.type == "html_inline" and node.content.startswith("<br")):
        return "\n"
    return node.content if node.type in ("text", "code_inline", "text_special") else ""
