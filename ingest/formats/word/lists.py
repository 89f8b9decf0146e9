"""The marks of list items."""

from __future__ import annotations

from collections import defaultdict
from xml.etree.ElementTree import Element

from ingest.formats.word.archive import value


class Lists:
    """The lists of a document, and how far each has counted."""

    def __init__(self, root: Element | None) -> None:
        every: list[Element] = list(root) if root is not None else []
        kinds = {item.get("abstractNumId", ""): item for item in every if item.tag == "abstractNum"}
        self._kinds = {
            item.get("numId", ""): kinds.get(value(item, "abstractNumId") or "") for item in every if item.tag == "num"
        }
        self._counts: dict[tuple[str, int], int] = defaultdict(int)

    def mark(self, numbering: Element) -> str:
        """Return the mark of the next item, indented by its depth; empty if it has none."""
        number, depth = value(numbering, "numId") or "0", int(value(numbering, "ilvl") or 0)
        if number == "0":
            return ""
        indent = "  " * depth
        if self._format(number, depth) in ("bullet", "none"):
            return f"{indent}- "
        self._counts[number, depth] += 1
        for deeper in [key for key in self._counts if key[0] == number and key[1] > depth]:
            del self._counts[deeper]
        return f"{indent}{self._counts[number, depth]}. "

    def _format(self, number: str, depth: int) -> str:
        kind = self._kinds.get(number)
        levels = kind.iter("lvl") if kind is not None else iter(())
        return next((value(level, "numFmt") or "" for level in levels if level.get("ilvl") == str(depth)), "bullet")
