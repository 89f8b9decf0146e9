"""A file into a document: its title, language, headings and paragraphs, and the card if it is one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from companion.cards import Card, parse_card
from companion.domain import Language, Model
from companion.errors import InvalidInput
from companion.text import detect_language
from ingest.blocks import Block, Section, sections
from ingest.clean import clean
from ingest.find import MARKDOWN, PLAIN, Found
from ingest.markdown import markdown_blocks
from ingest.plain import plain_blocks
from ingest.web import page

_BYTES_MOST = 5_000_000  # a text of this size has 1,500 pages; more is a dump, not guidance
_FRONT = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_CARD_FIELDS = [re.compile(rf"^{field}\s*:", re.MULTILINE) for field in ("kind", "number")]
_NO_YAML = (yaml.YAMLError, ValueError, RecursionError)  # ValueError: a date such as 2026-02-31
_INVISIBLE = re.compile(
    "[\u00ad\u200b\u2060\ufeff]"
)  # soft hyphens and the like part words, a byte order mark hides a heading
_WITHOUT_UTF8 = ["cp1252", "mac_roman", "cp437", "utf_16", "utf_16_le", "utf_16_be"]  # of Western texts
_FALLBACK: Language = "de"  # for texts too short to tell: most of our users write German


class Document(Model):
    """A readable file.

    Attributes:
        file: its name in the library.
        card: what the file's front matter holds, None for other documents.
        sections: at least one, with at least one paragraph each.
    """

    file: str
    title: str
    language: Language
    card: Card | None = None
    sections: tuple[Section, ...]


def read(found: Found) -> Document:
    """Read a Markdown, text or HTML file.

    Raises:
        InvalidInput: if nothing can be made of it; the remedy says in one line why.
    """
    try:
        return _read(found, _text(found.path))
    except RecursionError as problem:
        raise InvalidInput(str(found.path), "", "is nested too deeply") from problem


def _read(found: Found, text: str) -> Document:
    suffix = found.path.suffix.lower()
    if suffix in PLAIN:
        return _document(found, clean(plain_blocks(text)))
    if suffix not in MARKDOWN:
        saved = page(text)
        return _document(found, clean(saved.blocks), page_title=saved.title)
    front = _FRONT.match(text)
    if front and all(field.search(front[1]) for field in _CARD_FIELDS):
        return _card(found, text)
    fields = _fields(found.path, front[1]) if front else None
    body = text if front is None or fields is None else text[front.end() :]
    return _document(found, markdown_blocks(body), fields)


def _card(found: Found, text: str) -> Document:
    try:
        card = parse_card(text, str(found.path))
    except _NO_YAML as problem:
        raise _useless(found.path, problem) from problem
    reasons = tuple(
        Section(
            heading=section.heading,
            paragraphs=tuple(block.text for block in markdown_blocks(section.text)),
            units=section.units,
        )
        for section in card.sections
    )
    return Document(file=found.name, title=card.reader_title, language=card.language, card=card, sections=reasons)


def _document(
    found: Found, blocks: Sequence[Block], front: Mapping[str, Any] | None = None, page_title: str = ""
) -> Document:
    fields = front or {}
    text = "\n\n".join(block.text for block in blocks if not block.level)
    if not text:
        raise InvalidInput(str(found.path), "", "holds no text")
    title = _title(blocks, fields, page_title) or found.path.stem
    language = fields.get("language")
    return Document(
        file=found.name,
        title=title,
        language=language if language in ("de", "en") else detect_language(text) or _FALLBACK,
        sections=sections(blocks, title),
    )


def _title(blocks: Sequence[Block], fields: Mapping[str, Any], page_title: str) -> str:
    headings = [block for block in blocks if block.level]
    outermost = next((block.text for block in headings if block.level == 1), "")
    return str(fields.get("title") or "") or outermost or page_title or (headings[0].text if headings else "")


def _fields(path: Path, front: str) -> Mapping[str, Any] | None:
    """Return the fields of front matter, None if it only looked like some."""
    try:
        fields = yaml.safe_load(front)
    except _NO_YAML as problem:
        raise _useless(path, problem) from problem
    return fields if isinstance(fields, dict) else None


def _useless(path: Path, problem: Exception) -> InvalidInput:
    reason = str(problem).partition("\n")[0]
    return InvalidInput(str(path), "front matter", f"is not valid YAML: {reason}")


def _text(path: Path) -> str:
    try:
        if path.stat().st_size > _BYTES_MOST:
            raise InvalidInput(str(path), "", f"is larger than {_BYTES_MOST // 1_000_000} MB")
        data = path.read_bytes()
    except OSError as problem:
        raise InvalidInput(str(path), "", f"cannot be read: {problem.strerror}") from problem
    text = _decoded(data)
    if text is None or "\0" in text:
        raise InvalidInput(str(path), "", "is no text in a known encoding; save it as UTF-8")
    plain = unicodedata.normalize("NFC", text).replace("\r\n", "\n").replace("\r", "\n")
    return _INVISIBLE.sub("", plain).replace("\u00a0", " ")


def _decoded(data: bytes) -> str | None:
    try:
        return data.decode()
    except UnicodeDecodeError:
        from charset_normalizer import from_bytes

        best = from_bytes(data, cp_isolation=_WITHOUT_UTF8).best()
        return None if best is None else str(best)
