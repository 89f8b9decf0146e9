"""Knowledge small enough to look through, and an embedder whose vectors depend on nothing but the text."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from companion.cards import Card, parse_card
from companion.domain import Language, Passage
from companion.store import Contents, Embeddings, Libraries, Signal, Source
from companion.text import sentences

DIMENSIONS = 8

CARD = """---
id: first-hour
number: 3
kind: practice
language: {language}
title: Die erste Stunde
audience: both
phases: [kick_off]
evidence: [R1, own]
---
## Kern
Die erste Stunde gehört dem Kennenlernen.
"""


def vector(text: str) -> NDArray[np.float32]:
    """Give a text its own direction."""
    seed = int.from_bytes(hashlib.sha256(text.encode()).digest()[:4])
    numbers = np.random.default_rng(seed).normal(size=DIMENSIONS).astype(np.float32)
    return numbers / np.linalg.norm(numbers)


class HashEmbedder:
    """An embedder that remembers what it was asked."""

    dimensions = DIMENSIONS

    def __init__(self, name: str = "hash") -> None:
        self.name = name
        self.queries: list[str] = []
        self.documents: list[str] = []

    def encode_query(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.queries += texts
        return np.array([vector(text) for text in texts], dtype=np.float32)

    def encode_document(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.documents += texts
        return np.array([vector(text) for text in texts], dtype=np.float32)


def passage(text: str, language: Language = "de", card: str = "first-hour", **more: object) -> Passage:
    """Make a passage whose id is its text."""
    facts = {"id": text, "card": card, "kind": "practice", "title": "T", "source": "own", "file": f"{card}.md"}
    return Passage.model_validate({**facts, "language": language, "text": text, **more})


def card(language: Language = "de") -> Card:
    """Parse a small card."""
    return parse_card(CARD.format(language=language), "card.md")


def contents(*texts: str) -> Contents:
    """Make a library's knowledge of some passages, a card in two languages and three signals."""
    return Contents(
        passages=tuple(passage(text) for text in texts),
        cards=(card("de"), card("en")),
        signals=(
            Signal(card="first-hour", unit="", role="cue", language="de", text="Wir reden aneinander vorbei"),
            Signal(card="first-hour", unit="", role="cue", language="en", text="We talk past each other"),
            Signal(card="first-hour", unit="walk", role="fits", language="de", text="draußen gehen"),
        ),
        sources={"R1": Source(author="A. Beispiel", title="Ein Titel", year=2020, caveat={"de": "ein Team"})},
    )


def embeddings(knowledge: Contents) -> Embeddings:
    """Give passages, their sentences and signals the directions of their texts."""
    return Embeddings(
        passages=np.array([vector(item.text) for item in knowledge.passages]),
        sentences=[np.array([vector(part) for part in sentences(item.text)]) for item in knowledge.passages],
        signals=np.array([vector(item.text) for item in knowledge.signals]),
    )


def publish(libraries: Libraries, *texts: str, name: str = "guidance", model: str = "hash") -> str:
    """Publish a version with these passages and return its id."""
    knowledge = contents(*texts)
    with libraries.writing(name) as writer:
        return writer.publish(
            knowledge,
            {"first-hour.md": "digest"},
            model,
            embeddings(knowledge),
        )


def folder_of(libraries: Path, name: str = "guidance") -> Path:
    """Return the folder of a library's live version."""
    return libraries / name / (libraries / name / "live").read_text().strip()
