"""How text looks: direct formatting over styles over what they are based on (ECMA-376, 17.7.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from ingest.formats.colour import BLACK, WHITE, Colour, from_hex, indistinct
from ingest.formats.word.archive import switched, value

_HALF_POINTS_LEAST = 3  # 1.5 points; 1 point and less are there to hide
_DEEPEST = 20  # styles based on styles; more is a circle
_HEADING = re.compile(r"(?:heading|überschrift)\s*(\d)", re.IGNORECASE)
_TITLE = frozenset({"title", "titel"})
_LIGHT_THEMES = frozenset({"background1", "light1", "bg1", "lt1"})
_HIGHLIGHTS = {"black": BLACK, "white": WHITE, "none": None}
_TEXT_LEVEL = 9  # of the outline


class Ground(NamedTuple):
    """What text stands on; more than one colour where a table's style decides which cells it paints."""

    colours: tuple[Colour | None, ...] = (WHITE,)


class Styles:
    """The styles of a document."""

    def __init__(self, root: Element | None) -> None:
        self._styles = {style.get("styleId", ""): style for style in root.iter("style")} if root is not None else {}
        self._default = root.find("docDefaults/rPrDefault/rPr") if root is not None else None
        self._usual = next(
            (name for name, style in self._styles.items() if _is_usual(style)),
            "",
        )

    def level(self, paragraph: Element) -> int:
        """Return the level of a heading, 0 of text."""
        outline = value(paragraph, "pPr/outlineLvl")
        for style in self._chain(self.name(paragraph)):
            called = (value(style, "name") or "").strip().lower()
            if called in _TITLE:
                return 1
            if heading := _HEADING.fullmatch(called):
                return min(int(heading[1]), 6)
            outline = outline or value(style, "pPr/outlineLvl")
        depth = int(outline) if outline and outline.isdigit() else _TEXT_LEVEL
        return min(depth + 1, 6) if depth < _TEXT_LEVEL else 0

    def name(self, paragraph: Element) -> str:
        """Return the id of a paragraph's style."""
        return value(paragraph, "pPr/pStyle") or self._usual

    def is_contents(self, paragraph: Element) -> bool:
        """Say whether a paragraph is a line of a table of contents."""
        return any(
            (value(style, "name") or "").lower().startswith("toc ") for style in self._chain(self.name(paragraph))
        )

    def numbering(self, paragraph: Element) -> Element | None:
        """Return which list a paragraph belongs to, None if to none."""
        own = paragraph.find("pPr/numPr")
        styled = (style.find("pPr/numPr") for style in self._chain(self.name(paragraph)))
        return own if own is not None else next((found for found in styled if found is not None), None)

    def is_hidden(self, run: Element, paragraph: Element, ground: Ground) -> bool:
        """Say whether nobody sees a run of text."""
        looks = list(self._looks(run, paragraph))
        if any(_first(looks, name) for name in ("vanish", "webHidden", "specVanish")):
            return True
        size = next((points for look in looks if (points := value(look, "sz")) is not None), "")
        if size.isdigit() and int(size) < _HALF_POINTS_LEAST:
            return True
        if any(look.find("textFill/noFill") is not None for look in looks[:1]):
            return True
        colour = next((found for look in looks if (found := look.find("color")) is not None), None)
        return colour is not None and _melts(_colour(colour), self._behind(looks, paragraph, ground))

    def fills(self, table: Element) -> Ground | None:
        """Return the colours that a table or its style paints its cells with, None for none."""
        shades = [table.find("tblPr/shd")]
        for style in self._chain(value(table, "tblPr/tblStyle") or ""):
            shades += style.iter("shd")
        colours = tuple(colour for shade in shades if shade is not None and (colour := shading(shade)) is not _CLEAR)
        return Ground(colours) if colours else None

    def _looks(self, run: Element, paragraph: Element) -> Iterator[Element]:
        """Give what says how a run looks, the strongest first."""
        named = value(run, "rPr/rStyle") or ""
        sources = [run.find("rPr")]
        sources += [style.find("rPr") for style in self._chain(named)]
        sources += [style.find("rPr") for style in self._chain(self.name(paragraph))]
        yield from (source for source in (*sources, self._default) if source is not None)

    def _behind(self, looks: list[Element], paragraph: Element, ground: Ground) -> Ground:
        for look in looks:
            if (marked := value(look, "highlight")) is not None:
                return Ground((_HIGHLIGHTS.get(marked),))
            if (shade := look.find("shd")) is not None and (colour := shading(shade)) is not _CLEAR:
                return Ground((colour,))
        styled = (style.find("pPr/shd") for style in self._chain(self.name(paragraph)))
        for shade in (paragraph.find("pPr/shd"), *styled):
            if shade is not None and (colour := shading(shade)) is not _CLEAR:
                return Ground((colour,))
        return ground

    def _chain(self, name: str) -> Iterator[Element]:
        for _ in range(_DEEPEST):
            style = self._styles.get(name)
            if style is None:
                return
            yield style
            name = value(style, "basedOn") or ""


_CLEAR = Colour(-1, -1, -1)  # no colour at all: what lies below shows through


def shading(shade: Element) -> Colour | None:
    """Return the colour of a `shd` element, None if it cannot be told, `_CLEAR` if it has none."""
    if shade.get("val") == "solid":
        return from_hex(shade.get("color", ""))
    fill = shade.get("fill", "auto")
    if shade.get("themeFill") and fill in ("auto", ""):
        return None
    return _CLEAR if fill in ("auto", "") else from_hex(fill)


def cell_ground(cell: Element, table: Ground) -> Ground:
    """Return what the text of a cell stands on."""
    shade = cell.find("tcPr/shd")
    colour = shading(shade) if shade is not None else _CLEAR
    return table if colour is _CLEAR else Ground((colour,))


def _is_usual(style: Element) -> bool:
    return style.get("type") == "paragraph" and style.get("default") in ("1", "true", "on")


def _first(looks: list[Element], name: str) -> bool:
    return bool(next((found for look in looks if (found := switched(look, name)) is not None), False))


def _colour(element: Element) -> Colour | None:
    """Return a text colour; None for "automatic", which Word makes readable on any ground."""
    if element.get("themeColor", "").lower() in _LIGHT_THEMES and element.get("val", "auto") == "auto":
        return WHITE
    return from_hex(element.get("val", ""))


def _melts(colour: Colour | None, ground: Ground) -> bool:
    return all(indistinct(colour, behind) for behind in ground.colours)
