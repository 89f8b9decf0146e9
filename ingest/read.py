"""A file into a document: its title, language, headings and paragraphs, and the card if it is one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import yaml

from companion.cards import Card, parse_card
from companion.domain import Confidentiality, Language, Model
from companion.errors import InvalidInput
from companion.text import detect_language
from ingest.blocks import Block, Section, sections
from ingest.clean import clean
from ingest.declared import Declared, declared
from ingest.find import Found
from ingest.formats.decode import text_of
from ingest.formats.invisible import visible, without_invisible
from ingest.formats.markdown import markdown_blocks
from ingest.formats.parsed import Parsed
from ingest.formats.sniff import Kind, kind_of
from ingest.formats.table import FORMATS, Format
from ingest.screen import screen

_CARD_FIELDS = {"kind", "number"}
_FALLBACK: Language = "de"  # for texts too short to tell: most of our users write German


class Document(Model):
    """A readable file.

    Attributes:
        file: its name in the library.
        card: what the file's front matter holds, None for other documents.
        sections: at least one, with at least one paragraph each.
        confidentiality: cards are public, other documents internal, unless their file says otherwise.
        licence: under which it may be used, empty if its file does not say.
        hidden: how many pieces of text that a reader of the file does not see were dropped.
    """

    file: str
    title: str
    language: Language
    card: Card | None = None
    sections: tuple[Section, ...]
    confidentiality: Confidentiality = "internal"
    licence: str = ""
    hidden: int = 0


def read(found: Found) -> Document:
    """Read a file of one of the known formats.

    Raises:
        InvalidInput: if nothing can be made of it; the remedy says in one line why.
    """
    path = found.path
    format = FORMATS[path.suffix.lower()]
    try:
        _check(path, format)
        parsed = without_invisible(format.parse(path))
        said = declared(path, parsed.front)
        if parsed.front.keys() >= _CARD_FIELDS:
            return _card(found, said)
        return _document(found, parsed, said, clean(parsed.blocks, format.written))
    except RecursionError as problem:
        raise InvalidInput(str(path), "", "is nested too deeply") from problem
    except OSError as problem:
        raise InvalidInput(str(path), "", f"cannot be read: {problem.strerror}; {_remedy(problem)}") from problem


def _remedy(problem: OSError) -> str:
    return "allow your account to read it" if isinstance(problem, PermissionError) else "check the file and its drive"


def _check(path: Path, format: Format) -> None:
    """Refuse a file that is empty, too large, or something else than its ending says."""
    size = path.stat().st_size
    if not size:
        raise InvalidInput(str(path), "", "is empty")
    kind = kind_of(path)
    if kind != format.kind and not (kind is None and format.fragments):
        raise InvalidInput(str(path), "", _wrong(kind, path, format))
    if size > format.megabytes * 1_000_000:
        raise InvalidInput(str(path), "", f"is larger than {format.megabytes} MB; divide it")


def _wrong(kind: Kind | None, path: Path, format: Format) -> str:
    if kind is None:
        return f"is no {format.name} file, whatever its ending says; save it anew, or give it the ending that it needs"
    if kind.suffix:
        return f"is {kind.words}; its name must end in {kind.suffix}, not {path.suffix}"
    return f"is {kind.words}; {kind.remedy}"


def _card(found: Found, said: Declared) -> Document:
    text = visible(text_of(found.path))
    try:
        card = parse_card(text.text, str(found.path))
    except (yaml.YAMLError, ValueError) as problem:
        reason = str(problem).partition("\n")[0]
        raise InvalidInput(str(found.path), "front matter", f"is not valid YAML: {reason}") from problem
    parts = [(section, without_invisible(markdown_blocks(section.text))) for section in card.sections]
    reasons = tuple(
        Section(heading=part.heading, paragraphs=tuple(block.text for block in parsed.blocks), units=part.units)
        for part, parsed in parts
    )
    return Document(
        file=found.name,
        title=card.reader_title,
        language=card.language,
        card=card,
        sections=reasons,
        confidentiality=said.confidentiality or "public",
        licence=said.licence or "",
        hidden=text.hidden + sum(parsed.hidden for _, parsed in parts),
    )


def _document(found: Found, parsed: Parsed, said: Declared, blocks: Sequence[Block]) -> Document:
    text = "\n\n".join(block.text for block in blocks if not block.level)
    if not text:
        raise InvalidInput(str(found.path), "", "holds no text" + _what_was_hidden(parsed))
    title = said.title or _title(blocks, parsed.title) or found.path.stem
    if screen(title):
        title = found.path.stem  # every passage carries the title; what stands below it is judged by its headings
    return Document(
        file=found.name,
        title=title,
        language=said.language or detect_language(text) or _FALLBACK,
        sections=sections(blocks, title),
        confidentiality=said.confidentiality or "internal",
        licence=said.licence or "",
        hidden=parsed.hidden,
    )


def _what_was_hidden(parsed: Parsed) -> str:
    return f" that can be seen ({parsed.hidden} hidden pieces); make it visible and save it anew" * bool(parsed.hidden)


def _title(blocks: Sequence[Block], page_title: str) -> str:
    headings = [block for block in blocks if block.level]
    outermost = next((block.text for block in headings if block.level == 1), "")
    return outermost or page_title or (headings[0].text if headings else "")
