"""Style sheets: which declarations that can hide text apply to which element."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from lxml.html import HtmlElement

Declarations = Mapping[str, str]  # lower-case property -> lower-case value

_CAN_HIDE_NAMES = """
display visibility content-visibility opacity filter color background background-color background-image
background-clip -webkit-background-clip -webkit-text-fill-color font font-size position left right top bottom
inset text-indent margin margin-left margin-top clip clip-path overflow overflow-x overflow-y width height
max-width max-height transform scale
"""
_CAN_HIDE = frozenset(_CAN_HIDE_NAMES.split())
_SHOWN_ON_SCREENS = re.compile(r"\s*(?:only\s+)?(?:all|screen)?\s*", re.IGNORECASE)
_ANY_CONDITION = frozenset({"supports", "layer", "container", "scope"})
_NEEDED = re.compile(r"([.#])(-?[A-Za-z_][\w-]*)")
_STATE = re.compile(r":(?:hover|focus|active|target|checked|visited|before|after|:)", re.IGNORECASE)
_VARIABLE = re.compile(r"(--[\w-]+)\s*:([^;{}]{1,100})")
_USE = re.compile(r"var\(\s*(--[\w-]+)\s*(?:,\s*([^()]*(?:\([^()]*\))?))?\)")
_SELECTORS_MOST = 3_000  # that name something on the page; a selector takes some 0.5 ms on a long one
_DEEPEST = 8  # nested conditions, variables in variables


class _Rule(NamedTuple):
    selector: str
    declarations: Sequence[tuple[str, str, bool]]  # property, value, whether important


class _Rank(NamedTuple):
    important: bool
    inline: bool
    specificity: tuple[int, int, int]
    order: int


_Cascade = dict[str, tuple[_Rank, str]]


def styles(root: HtmlElement) -> Mapping[HtmlElement, Declarations]:
    """Return the winning declarations of all elements that have some, from `style` elements and attributes."""
    won: dict[HtmlElement, _Cascade] = defaultdict(dict)
    for order, rule in enumerate(_on_page(root)):
        _apply(root, rule, order, won)
    for element in root.xpath("//*[@style]"):
        for name, value, important in _declared(element.get("style")):
            _put(won[element], name, value, _Rank(important, True, (0, 0, 0), 0))
    variables = _variables(root)
    return {
        element: {name: _resolved(value, variables) for name, (_, value) in cascade.items()}
        for element, cascade in won.items()
    }


def _variables(root: HtmlElement) -> Mapping[str, str]:
    """Return the custom properties of a page, wherever they are declared; the last value holds."""
    sheets = [sheet.text_content() for sheet in root.iter("style")] + root.xpath("//@style")
    return {name: value.strip().lower() for sheet in sheets for name, value in _VARIABLE.findall(sheet)}


def _resolved(value: str, variables: Mapping[str, str]) -> str:
    for _ in range(_DEEPEST):
        if "var(" not in value:
            break
        value = _USE.sub(lambda use: variables.get(use[1], use[2] or ""), value)
    return value


def _on_page(root: HtmlElement) -> Iterator[_Rule]:
    """Give the rules whose classes and ids exist on the page; those of a framework for other pages are passed over."""
    names = {"." + name for element in root.iter() for name in (element.get("class") or "").split()}
    names |= {"#" + element.get("id") for element in root.iter() if element.get("id")}
    found = 0
    for sheet in root.iter("style"):
        for rule in _rules(_parsed(sheet.text_content())):
            needed = {mark + name for mark, name in _NEEDED.findall(re.sub(r"\([^()]*\)", "", rule.selector))}
            if needed <= names and found < _SELECTORS_MOST:
                found += 1
                yield rule


def _parsed(sheet: str) -> Sequence[Any]:
    import tinycss2

    nodes: Sequence[Any] = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
    return nodes


def _rules(nodes: Sequence[Any], depth: int = 0) -> Iterator[_Rule]:
    import tinycss2

    for node in nodes:
        prelude = tinycss2.serialize(node.prelude) if node.type in ("at-rule", "qualified-rule") else ""
        if node.type == "qualified-rule":
            declarations = [part for part in _declared(node.content) if part[0] in _CAN_HIDE]
            yield from (_Rule(selector, declarations) for selector in _selectors(prelude) if declarations)
        elif node.type == "at-rule" and node.content and depth < _DEEPEST and _holds(node.lower_at_keyword, prelude):
            inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
            yield from _rules(inner, depth + 1)


def _selectors(prelude: str) -> list[str]:
    return [part.strip() for part in re.split(r",(?![^(]*\))", prelude) if not _STATE.search(part)]


def _holds(keyword: str, condition: str) -> bool:
    """Say whether a group of rules counts: those for paper or narrow windows do not."""
    if keyword == "media":
        return any(_SHOWN_ON_SCREENS.fullmatch(part) for part in condition.split(","))
    return keyword in _ANY_CONDITION


def _declared(text: Any) -> Iterator[tuple[str, str, bool]]:
    import tinycss2

    for node in tinycss2.parse_blocks_contents(text, skip_comments=True, skip_whitespace=True):
        if node.type == "declaration":
            yield node.lower_name, tinycss2.serialize(node.value).strip().lower(), node.important


def _apply(root: HtmlElement, rule: _Rule, order: int, won: dict[HtmlElement, _Cascade]) -> None:
    from cssselect import HTMLTranslator, SelectorError, parse
    from lxml.etree import XPathError

    try:
        (selector,) = parse(rule.selector)
        matching = root.xpath(HTMLTranslator().selector_to_xpath(selector))
    except (SelectorError, XPathError, ValueError):  # a selector that is newer than the translator
        return
    for element in matching:
        for name, value, important in rule.declarations:
            _put(won[element], name, value, _Rank(important, False, selector.specificity(), order))


def _put(cascade: _Cascade, name: str, value: str, rank: _Rank) -> None:
    if name not in cascade or cascade[name][0] <= rank:
        cascade[name] = (rank, value)
