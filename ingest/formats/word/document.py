"""The body of a Word document as headings, paragraphs, lists and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element

from ingest.blocks import Block
from ingest.formats.colour import from_hex
from ingest.formats.parsed import Parsed
from ingest.formats.word.archive import Archive, switched, value
from ingest.formats.word.lists import Lists
from ingest.formats.word.shapes import is_off_page, shape_ground
from ingest.formats.word.styles import Ground, Styles, cell_ground

_WRAPPER_NAMES = "sdt sdtContent customXml smartTag ins moveTo hyperlink fldSimple dir bdo txbxContent Choice"
_WRAPPERS = frozenset(_WRAPPER_NAMES.split())
_REMOVED = frozenset({"del", "moveFrom"})
_SIGNS = {"tab": " ", "br": "\n", "cr": "\n", "noBreakHyphen": "-", "ptab": " "}
_NOTES = {"footnoteReference": "footnotes.xml", "endnoteReference": "endnotes.xml"}
_LINES_MOST = 1  # a table of one cell is a frame around text, no table


class _Item(NamedTuple):
    """A block, or an item of a list that others may join."""

    text: str
    level: int = 0
    in_list: bool = False


def parse_word(path: Path) -> Parsed:
    """Read a DOCX file without heads, feet and comments.

    Raises:
        InvalidInput: if it is encrypted, damaged or unpacks to too much.
    """
    archive = Archive(path)
    main = archive.main()
    reader = _Reader(archive)
    body = main.find("body")
    items = list(reader.items(body, _page_ground(main, archive))) if body is not None else []
    return Parsed(blocks=tuple(_blocks(items)), hidden=reader.hidden + _comments(archive))


def _page_ground(main: Element, archive: Archive) -> Ground:
    """Return the colour of the paper; one is shown only where the settings say so."""
    shown = switched(archive.part("settings.xml"), "displayBackgroundShape")
    paper = value(main, "background", "color")
    return Ground((from_hex(paper),)) if shown and paper else Ground()


def _comments(archive: Archive) -> int:
    root = archive.part("comments.xml")
    return sum(bool(_all_text(comment)) for comment in root.iter("comment")) if root is not None else 0


def _inside(parent: Element) -> Iterator[Element]:
    """Give what lies inside an element, as if fields, insertions and the like were not around it."""
    for child in parent:
        if child.tag == "AlternateContent":  # the second choice says the same to old versions of Word
            yield from _inside(child[0] if len(child) else child)
        elif child.tag in _WRAPPERS:
            yield from _inside(child)
        else:
            yield child


def _all_text(element: Element) -> str:
    return "".join(part.text or "" for part in element.iter() if part.tag in ("t", "delText")).strip()


def _blocks(items: Sequence[_Item]) -> Iterator[Block]:
    """Put the items of a list that follow each other into one block."""
    waiting: list[str] = []
    for item in (*items, _Item("")):
        if item.in_list:
            waiting.append(item.text)
            continue
        if waiting:
            yield Block(text="\n".join(waiting))
            waiting = []
        if item.text:
            yield Block(text=item.text, level=item.level)


class _Reader:
    """Reads one document and counts what it drops."""

    def __init__(self, archive: Archive) -> None:
        self.hidden = 0
        self._styles = Styles(archive.part("styles.xml"))
        self._lists = Lists(archive.part("numbering.xml"))
        self._notes = {name: archive.part(part) for name, part in _NOTES.items()}
        self._beside: list[_Item] = []  # boxes and notes of the paragraph being read; they come after it
        self._dropped = False

    def items(self, parent: Element, ground: Ground) -> Iterator[_Item]:
        """Give the paragraphs and tables below an element."""
        for child in _inside(parent):
            if child.tag == "p":
                yield from self._paragraph(child, ground)
            elif child.tag == "tbl":
                yield from self._table(child, ground)
            elif child.tag in _REMOVED:
                self.hidden += bool(_all_text(child))

    def _paragraph(self, paragraph: Element, ground: Ground) -> Iterator[_Item]:
        self._dropped = False
        outer, self._beside = self._beside, []
        pieces = "".join(self._pieces(paragraph, paragraph, ground))
        text = "\n".join(filter(None, (" ".join(line.split()) for line in pieces.split("\n"))))
        beside, self._beside = self._beside, outer
        if text and not self._styles.is_contents(paragraph):
            yield self._shaped(paragraph, text)
        yield from beside

    def _shaped(self, paragraph: Element, text: str) -> _Item:
        level = self._styles.level(paragraph)
        numbering = self._styles.numbering(paragraph)
        if level or numbering is None:
            return _Item(text.replace("\n", " ") if level else text, level)
        mark = self._lists.mark(numbering)
        return _Item(mark + text.replace("\n", "\n" + " " * len(mark)), in_list=bool(mark))

    def _pieces(self, parent: Element, paragraph: Element, ground: Ground) -> Iterator[str]:
        for child in _inside(parent):
            if child.tag == "r":
                yield from self._run(child, paragraph, ground)
            elif child.tag in _REMOVED:
                self._drop(bool(_all_text(child)))

    def _run(self, run: Element, paragraph: Element, ground: Ground) -> Iterator[str]:
        text = "".join(self._signs(run))
        if text.strip() and self._styles.is_hidden(run, paragraph, ground):
            self._drop(True)
            return
        if text.strip():
            self._dropped = False
        yield text
        for child in _inside(run):
            self._gather(child, ground)

    def _drop(self, counts: bool) -> None:
        """Count a piece of hidden text; runs that follow each other are one."""
        self.hidden += counts and not self._dropped
        self._dropped = counts or self._dropped

    def _signs(self, run: Element) -> Iterator[str]:
        for child in run:
            yield (child.text or "") if child.tag == "t" else _SIGNS.get(child.tag, "")

    def _gather(self, child: Element, ground: Ground) -> None:
        """Read the box or the note that stands at a place in a run."""
        if child.tag in _NOTES:
            notes = self._notes[child.tag]
            wanted = [note for note in notes if note.get("id") == child.get("id")] if notes is not None else []
            for note in wanted:
                self._beside += self.items(note, ground)
        elif child.tag in ("drawing", "pict", "object"):
            self._shapes(child, ground)

    def _shapes(self, drawing: Element, ground: Ground) -> None:
        boxes = [box for box in drawing.iter() if box.find("txbxContent") is not None]
        if is_off_page(drawing):
            self.hidden += any(_all_text(box) for box in boxes)
            return
        behind = shape_ground(drawing, ground)
        for box in boxes:
            self._beside += self.items(box, behind)

    def _table(self, table: Element, ground: Ground) -> Iterator[_Item]:
        painted = self._styles.fills(table) or ground
        rows = [row for row in _inside(table) if row.tag == "tr" and self._is_row_of(row, table)]
        cells = [
            [list(self.items(cell, cell_ground(cell, painted))) for cell in _inside(row) if cell.tag == "tc"]
            for row in rows
        ]
        if sum(map(len, cells)) <= _LINES_MOST:
            yield from (item for row in cells for cell in row for item in cell)
            return
        lines = (" | ".join(" ".join(" ".join(item.text for item in cell).split()) for cell in row) for row in cells)
        yield _Item("\n".join(line for line in lines if line.strip(" |")))

    def _is_row_of(self, row: Element, table: Element) -> bool:
        if switched(row, "trPr/hidden") or row.find("trPr/del") is not None:
            self.hidden += bool(_all_text(row))
            return False
        return True
