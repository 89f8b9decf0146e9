"""Elements that a browser does not show: they go before anything is read.

`aria-hidden` hides nothing from the eye and stays; what only screen readers get (moved off the page, clipped to
nothing) goes, since nobody who looks at the page can check it. Text in a closed `details` stays: one click shows it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from ingest.formats.colour import BLACK, WHITE, Colour, indistinct
from ingest.formats.web.lengths import colour, is_zero, pixels
from ingest.formats.web.styles import Declarations, styles

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_CODE = frozenset({"script", "style", "meta", "link", "base"})  # no text at all
_UNSEEN_NAMES = """
template noscript noframes noembed iframe object audio video canvas svg annotation datalist select textarea
param
"""
_UNSEEN = frozenset(_UNSEEN_NAMES.split())
_FAR = -500.0  # pixels; menus slide in from -300 px, and what is never to be seen lies at -9999 px
_SIDEWAYS = ("left", "right", "text-indent", "margin-left")
_UPWARDS = ("top", "bottom", "margin-top")
_SMALLEST = 1.5  # pixels; below nobody can read
_OPAQUE_LEAST = 0.05
_CLIPPED = re.compile(r"rect\(\s*(?:0|1px|0px|auto)[\s,].*|inset\(\s*(?:[5-9]\d|100)%.*|circle\(\s*0.*|polygon\(\s*\)")
_SHRUNK = re.compile(r"scale(?:3d|x|y)?\(\s*0(?:\.0\d*)?\s*[,)]")
_MOVED = re.compile(r"translate(?:3d|x|y)?\(([^)]*)\)")
_FADED = re.compile(r"opacity\(\s*(0(?:\.0\d*)?|[0-4]%)\s*\)")


class _Look(NamedTuple):
    """What an element hands down to what is inside it; a colour or ground of None is not known."""

    shown: bool = True
    size: float = 16.0  # pixels
    text: Colour | None = BLACK
    ground: Colour | None = WHITE


def drop_hidden(root: HtmlElement) -> int:
    """Take everything unseen out of a page and return how many pieces of text went with it."""
    declared = styles(root)
    hidden = _drop_comments(root)
    waiting = [(root, _Look())]
    while waiting:
        element, outer = waiting.pop()
        if _is_gone(element, declared.get(element, {})):
            hidden += bool(_is_text(element) and element.text_content().strip())
            _remove(element)
            continue
        look = _look(element, declared.get(element, {}), outer)
        hidden += _drop_text(element, look)
        waiting.extend((child, look) for child in element)
    return hidden


def _drop_comments(root: HtmlElement) -> int:
    from lxml.etree import Comment, ProcessingInstruction

    comments = list(root.iter(Comment, ProcessingInstruction))
    for comment in comments:
        _remove(comment)
    return sum(bool((comment.text or "").strip()) for comment in comments)


def _is_text(element: HtmlElement) -> bool:
    return element.tag not in _CODE


def _remove(element: HtmlElement) -> None:
    if element.getparent() is None:
        element.clear()
    else:
        element.drop_tree()


def _is_gone(element: HtmlElement, declared: Declarations) -> bool:
    """Say whether an element goes with everything inside it, whatever that declares."""
    if element.tag in _CODE or element.tag in _UNSEEN or (element.tag == "dialog" and element.get("open") is None):
        return True
    if element.get("hidden") is not None and declared.get("display", "none") == "none":
        return True
    return any(test(declared) for test in _TESTS)


def _is_off(declared: Declarations) -> bool:
    return declared.get("display") == "none" or declared.get("content-visibility") == "hidden"


def _is_faded(declared: Declarations) -> bool:
    opacity = declared.get("opacity", "1")
    share = float(opacity.rstrip("%") or 1) / (100 if opacity.endswith("%") else 1) if _is_number(opacity) else 1.0
    return share < _OPAQUE_LEAST or bool(_FADED.search(declared.get("filter", "")))


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"[+-]?(?:\d+\.?\d*|\.\d+)%?", text))


def _is_far_away(declared: Declarations) -> bool:
    sideways = [declared.get(name, "") for name in _SIDEWAYS]
    moved = _MOVED.search(declared.get("transform", ""))
    places = [*sideways, *(declared.get(name, "") for name in _UPWARDS), *(moved[1].split(",") if moved else [])]
    places += declared.get("inset", "").split() + declared.get("margin", "").split()
    return any(pixels(place, 0) <= _FAR for place in places) or any(
        pixels(place, 0) >= -10 * _FAR for place in sideways
    )


def _is_clipped(declared: Declarations) -> bool:
    if _CLIPPED.fullmatch(declared.get("clip-path", "")) or _SHRUNK.search(declared.get("transform", "")):
        return True
    if _CLIPPED.fullmatch(declared.get("clip", "")) and declared.get("position") in ("absolute", "fixed"):
        return True
    cut = any("hidden" in declared.get(name, "") or "clip" in declared.get(name, "") for name in _OVERFLOWS)
    indented = pixels(declared.get("text-indent", ""), 0) >= -_FAR  # beside its box, where it is cut off
    return cut and (indented or any(is_zero(declared.get(name, "")) for name in _SIZES))


_OVERFLOWS = ("overflow", "overflow-x", "overflow-y")
_SIZES = ("width", "height", "max-width", "max-height")
_TESTS: tuple[Callable[[Declarations], bool], ...] = (_is_off, _is_faded, _is_far_away, _is_clipped)


def _look(element: HtmlElement, declared: Declarations, outer: _Look) -> _Look:
    visibility = declared.get("visibility", "inherit")
    shown = outer.shown if visibility in ("inherit", "unset") else visibility not in ("hidden", "collapse")
    return _Look(shown, _size(declared, outer.size), _text(element, declared, outer), _ground(element, declared, outer))


def _size(declared: Declarations, outer: float) -> float:
    size = declared.get("font-size")
    if size is None and "font" in declared:
        size = next((part.partition("/")[0] for part in declared["font"].split() if part[:1].isdigit()), None)
    return pixels(size, outer, otherwise=outer) if size else outer


def _text(element: HtmlElement, declared: Declarations, outer: _Look) -> Colour | None:
    if "text" in (declared.get("background-clip"), declared.get("-webkit-background-clip")):
        return None  # letters filled with a gradient
    own = declared.get("-webkit-text-fill-color") or declared.get("color") or element.get("color")
    own = own or (element.get("text") if element.tag == "body" else None)
    return colour(own, outer.text, clear=outer.ground) if own else outer.text


def _ground(element: HtmlElement, declared: Declarations, outer: _Look) -> Colour | None:
    if any("url(" in declared.get(name, "") or "gradient(" in declared.get(name, "") for name in _PAINTED):
        return None
    own = declared.get("background-color") or declared.get("background") or element.get("bgcolor")
    return colour(own, outer.ground, clear=outer.ground) if own else outer.ground


_PAINTED = ("background", "background-image")


def _drop_text(element: HtmlElement, look: _Look) -> int:
    if look.shown and look.size > _SMALLEST and not indistinct(look.text, look.ground):
        return 0
    pieces = int(bool((element.text or "").strip()))
    element.text = None
    for child in element:
        pieces += bool((child.tail or "").strip())
        child.tail = None
    return pieces
