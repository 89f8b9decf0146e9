"""Documents into what a library stores: passages, and the phrases that match a pair's words."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from companion.cards import Card, CardQuestion, Goal, Transfer, Variant
from companion.domain import DOCUMENT, Language, Passage
from companion.store import Role, Signal, Source
from ingest.blocks import Section
from ingest.chunk import chunk
from ingest.read import Document

_ID_LENGTH = 16  # hexadecimal digits
_OWN: Mapping[Language, str] = {"de": "Praxiswissen", "en": "own"}
_BRACKETS = re.compile(r"\[([^\[\]]+)\]")


def passages(document: Document, sources: Mapping[str, Source]) -> tuple[Passage, ...]:
    """Return the passages of a document in their order, each text under a heading once.

    Args:
        document: from `ingest.read`.
        sources: what the keys in a card's brackets stand for.
    """
    found: dict[str, Passage] = {}
    for section in document.sections:
        for text in chunk(section.paragraphs):
            passage = _passage(document, section, text, sources, position=len(found))
            found.setdefault(passage.id, passage)
    return tuple(found.values())


def embedded_text(passage: Passage) -> str:
    """Return what the embedding model reads of a passage; every part of it is in the passage's id."""
    return "\n".join(part for part in (passage.telling_title, passage.heading, passage.text) if part)


def signals(card: Card) -> tuple[Signal, ...]:
    """Return a card's cues, the `fits` of its units and the words of its topic."""
    return tuple(
        Signal(card=card.id, unit=unit, role=role, language=card.language, text=text)
        for role, unit, text in _phrases(card)
    )


def _phrases(card: Card) -> Iterator[tuple[Role, str, str]]:
    yield from (("cue", "", cue) for cue in card.cues)
    for unit in _units(card):
        yield from (("fits", unit.id, text) for text in unit.fits)
    yield from (("topic", "", word) for word in (card.topic.match if card.topic else ()))


def _units(card: Card) -> Iterator[Variant | Goal | Transfer | CardQuestion]:
    for block in card.blocks:
        yield from block.variants
    yield from card.exercises
    yield from card.impulses
    yield from card.goals
    yield from card.transfer
    yield from card.questions


def _passage(document: Document, section: Section, text: str, sources: Mapping[str, Source], position: int) -> Passage:
    file = PurePosixPath(document.file)
    identity = "\0".join((document.file, document.title, section.heading, text))
    passage = Passage(
        id=hashlib.sha256(identity.encode()).hexdigest()[:_ID_LENGTH],
        card=file.stem,
        kind=DOCUMENT,
        title=document.title,
        heading=section.heading,
        source=file.name,
        language=document.language,
        file=document.file,
        position=position,
        text=text,
        confidentiality=document.confidentiality,
        licence=document.licence,
    )
    return passage.model_copy(update=_from_card(document.card, section, sources)) if document.card else passage


def _from_card(card: Card, section: Section, sources: Mapping[str, Source]) -> dict[str, object]:
    return {
        "card": card.id,
        "number": card.number,
        "kind": card.kind,
        "source": _readable(card, section, sources),
        "audience": card.audience,
        "phases": card.phases,
        "units": section.units,
    }


def _readable(card: Card, section: Section, sources: Mapping[str, Source]) -> str:
    known = {*card.evidence, *sources, "own"}
    brackets = (match for text in section.paragraphs for match in _BRACKETS.findall(text))
    words = (word.strip() for match in brackets for word in match.split(","))
    named = dict.fromkeys(word for word in words if word in known)
    return ", ".join(_origin(key, card.language, sources) for key in named or card.evidence)


def _origin(key: str, language: Language, sources: Mapping[str, Source]) -> str:
    if key == "own":
        return _OWN[language]
    caveat = sources[key].caveat.get(language) if key in sources else None
    return f"{key} ({caveat})" if caveat else key
