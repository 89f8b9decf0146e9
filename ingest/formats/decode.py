"""Bytes into text."""

from __future__ import annotations

import codecs
import re
from pathlib import Path

from companion.errors import InvalidInput

_WITHOUT_UTF8 = ["cp1252", "mac_roman", "cp437", "utf_16", "utf_16_le", "utf_16_be"]  # of Western texts
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf_32"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf_32"),
    (codecs.BOM_UTF16_LE, "utf_16"),
    (codecs.BOM_UTF16_BE, "utf_16"),
)
_DECLARED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]{1,40})", re.IGNORECASE)
_DECLARED_WITHIN = 4_096  # bytes; HTML wants the declaration in the first 1,024


def text_of(path: Path, web: bool = False) -> str:
    """Return the text of a file.

    Args:
        path: of a file small enough to be read at once.
        web: whether the file may name its encoding in a `meta` element.

    Raises:
        InvalidInput: if the file is no text in an encoding that can be told.
    """
    data = path.read_bytes()
    text = _by_mark(data) or _utf8(data) or (_declared(data) if web else None) or _guessed(data)
    if text is None or "\0" in text:
        raise InvalidInput(str(path), "", "is no text in a known encoding; save it as UTF-8")
    return text


def _by_mark(data: bytes) -> str | None:
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), None)
    return _decoded(data, encoding) if encoding else None


def _utf8(data: bytes) -> str | None:
    return _decoded(data, "utf_8")


def _declared(data: bytes) -> str | None:
    named = _DECLARED.search(data[:_DECLARED_WITHIN])
    return _decoded(data, named[1].decode("ascii")) if named else None


def _decoded(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):  # LookupError: a page may declare what does not exist
        return None


def _guessed(data: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(data, cp_isolation=_WITHOUT_UTF8).best()
    return None if best is None else str(best)
