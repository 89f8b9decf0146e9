"""What a file really is, by its first bytes; endings lie."""

from __future__ import annotations

import re
import struct
import zipfile
from pathlib import Path
from typing import BinaryIO, NamedTuple

_HEAD = 4_096  # bytes; the mark of every kind stands in the first 1,024
_SAVE = "open it and save it as DOCX or PDF"


class Kind(NamedTuple):
    """What a file is, in words that follow "is", the ending that it should have, or else what to do with it."""

    words: str
    suffix: str = ""
    remedy: str = ""


PDF = Kind("a PDF file", ".pdf")
DOCX = Kind("a Word document", ".docx")
HTML = Kind("a web page", ".html")
_LOCKED = Kind("encrypted", remedy="open it with its password and save it without one")
_OLD_WORD = Kind("a document of an old version of Word", remedy=_SAVE)
_OLD_OFFICE = Kind("a file of an old version of Office", remedy=_SAVE)
_PICTURE = "recognise its text (OCR) and save it as DOCX or PDF"
_LEAVE = "nothing can be read from it"
_MAGIC = (
    (rb"\x89PNG\r\n|\xff\xd8\xff|GIF8[79]a|BM.{4}\0{4}|II\*\0|MM\0\*|RIFF....WEBP", Kind("a picture", remedy=_PICTURE)),
    (rb"\{\\rtf", Kind("a rich text (RTF) file", remedy=_SAVE)),
    (rb"%!PS", Kind("a PostScript file", remedy="convert it to PDF")),
    (rb"(?:From:[^\n]*\n)?(?:[A-Z][\w-]+:[^\n]*\n)*?MIME-Version:", Kind("a web archive or an e-mail", remedy=_SAVE)),
    (
        rb"ID3[\x02-\x04]\0|\xff\xfb|....ftyp|OggS|RIFF....(?:WAVE|AVI )|\x1aE\xdf\xa3",
        Kind("sound or a film", remedy=_LEAVE),
    ),
    (rb"\x1f\x8b|BZh[1-9]1AY|\xfd7zXZ|7z\xbc\xaf|Rar!\x1a", Kind("a packed archive", remedy="unpack it")),
    (rb"\x7fELF|MZ[^\0]{0,8}\0|\xca\xfe\xba\xbe", Kind("a program", remedy=_LEAVE)),
    (rb"SQLite format 3\0", Kind("a database", remedy=_LEAVE)),
    (rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html[\s>])", HTML),
)
_MAGICS = [(re.compile(pattern, re.DOTALL | re.IGNORECASE), kind) for pattern, kind in _MAGIC]
_ZIPPED = (
    ("word/document", DOCX),
    ("xl/", Kind("an Excel workbook", remedy=_SAVE)),
    ("ppt/", Kind("a PowerPoint presentation", remedy=_SAVE)),
    ("content.xml", Kind("an OpenDocument file", remedy=_SAVE)),
    ("META-INF/container.xml", Kind("an e-book (EPUB)", remedy="convert it to DOCX or PDF")),
    ("", Kind("a packed archive", remedy="unpack it")),
)
_PDF = b"%PDF-"
_BEFORE = b"\xef\xbb\xbf\0\t\r\n "  # what some programs write before it; the standard allows any 1,024 bytes
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_DIRECTORY = 16_384  # bytes; a hundred entries, more than any Office file has


def kind_of(path: Path) -> Kind | None:
    """Return what a file is by its content, None if it may be plain text or Markdown.

    Raises:
        OSError: if it cannot be opened.
    """
    with path.open("rb") as file:
        head = file.read(_HEAD)
        if head.lstrip(_BEFORE).startswith(_PDF) or (path.suffix.lower() == PDF.suffix and _PDF in head[:1024]):
            return PDF
        if head.startswith(b"PK\x03\x04"):
            return _zipped(path)
        if head.startswith(_OLE):
            return _ole(file, head)
        return next((kind for pattern, kind in _MAGICS if pattern.match(head)), None)


def _zipped(path: Path) -> Kind:
    try:
        with zipfile.ZipFile(path) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, OSError, NotImplementedError, ValueError):
        return Kind("a damaged Word document or archive", remedy="open it with its program and save it anew")
    return next(kind for start, kind in _ZIPPED if any(name.startswith(start) for name in [*names, ""]))


def _ole(file: BinaryIO, head: bytes) -> Kind:
    """Tell what lies in an OLE container, which holds old Office documents and encrypted new ones ([MS-CFB] 2.2)."""
    (power,) = struct.unpack_from("<H", head, 30)
    (first,) = struct.unpack_from("<I", head, 48)
    file.seek((first + 1) << min(power, 12))
    directory = file.read(_OLE_DIRECTORY)
    if "EncryptedPackage".encode("utf-16-le") in directory:
        return _LOCKED
    return _OLD_WORD if "WordDocument".encode("utf-16-le") in directory else _OLD_OFFICE
