"""The parts of a DOCX file, which is an archive of XML files, as trees without namespaces."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from companion.errors import InvalidInput

_BYTES_MOST = 30_000_000  # of one part, unpacked; the text of 1,000 pages takes some 10 MB of XML
_DAMAGED = "is damaged and cannot be read; open it with Word and save it anew"
_TOO_LARGE = f"unpacks to more than {_BYTES_MOST // 1_000_000} MB; it may be a trap, else divide it"
_LOCKED = "is encrypted; open it with its password and save it without one"


class Archive:
    """An open DOCX file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, NotImplementedError, ValueError) as problem:
            raise InvalidInput(str(path), "", _DAMAGED) from problem
        self._folder = "word/"

    def main(self) -> Element:
        """Return the text itself.

        Raises:
            InvalidInput: if there is none or it cannot be read.
        """
        relations = self.part("_rels/.rels", folder="") or Element("none")
        targets = (link.get("Target", "") for link in relations if link.get("Type", "").endswith("/officeDocument"))
        folder, _, name = next(targets, "word/document.xml").lstrip("/").rpartition("/")
        self._folder = folder + "/" if folder else ""
        main = self.part(name)
        if main is None:
            raise InvalidInput(str(self._path), "", _DAMAGED)
        return main

    def part(self, name: str, folder: str | None = None) -> Element | None:
        """Return a part beside the text, None if there is no such part.

        Raises:
            InvalidInput: if it is encrypted, damaged or unpacks to too much.
        """
        try:
            entry = self._zip.getinfo((self._folder if folder is None else folder) + name)
        except KeyError:
            return None
        if entry.flag_bits & 1:
            raise InvalidInput(str(self._path), "", _LOCKED)
        if entry.file_size > _BYTES_MOST:
            raise InvalidInput(str(self._path), "", _TOO_LARGE)
        try:
            return _plain(ElementTree.fromstring(self._zip.read(entry)))
        except (zipfile.BadZipFile, ElementTree.ParseError, OSError, EOFError, NotImplementedError) as problem:
            raise InvalidInput(str(self._path), "", _DAMAGED) from problem


def _plain(root: Element) -> Element:
    """Drop the namespaces: the strict and the usual form of DOCX differ in nothing else here."""
    for element in root.iter():
        element.tag = element.tag.rpartition("}")[2]
        element.attrib = {name.rpartition("}")[2]: value for name, value in element.attrib.items()}
    return root


def value(element: Element | None, path: str, attribute: str = "val") -> str | None:
    """Return an attribute of what lies at a path; an element without the attribute gives "", no element None."""
    found = element.find(path) if element is not None else None
    return None if found is None else found.get(attribute, "")


def switched(element: Element | None, path: str) -> bool | None:
    """Return whether a property is on, None if nothing is said about it."""
    given = value(element, path)
    return None if given is None else given not in ("0", "false", "off", "none")
