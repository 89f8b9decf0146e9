"""What a library knows: passages, cards, the phrases that match a pair's words, and where it all comes from."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, NamedTuple

from pydantic import TypeAdapter

from companion.cards import Card
from companion.domain import Language, Model, Passage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

FORMAT = 3
_VERSION_LENGTH = 12  # hexadecimal digits; 48 bits tell any two versions of one library apart

Role = Literal["cue", "fits", "topic"]


class Signal(Model):
    """A short authored phrase that a pair's own words are compared with; `unit` is empty for the card as a whole."""

    card: str
    unit: str
    role: Role
    language: Language
    text: str


class Source(Model):
    """Where knowledge comes from, and in either language what it does not show."""

    author: str
    title: str
    year: int | str | None = None
    link: str | None = None
    depth: str | None = None
    caveat: Mapping[Language, str] = {}


class Scored(NamedTuple):
    """A passage's id and its cosine similarity to a query, in [-1, 1]."""

    id: str
    score: float


class Quarantined(Model):
    """A passage that reads like an order to a language model; it is not found until a facilitator releases it."""

    passage: Passage
    reason: str


@dataclass(frozen=True)
class Embeddings:
    """The vectors of a version, float32 and L2-normalised.

    `passages` (n, d) and `signals` (m, d) go row by row with the knowledge; `sentences` holds for each passage those of
    its sentences, (k, d) with k > 0.
    """

    passages: NDArray[np.float32]
    sentences: Sequence[NDArray[np.float32]]
    signals: NDArray[np.float32]


@dataclass(frozen=True)
class SignalSet:
    """Signals and, row by row, their vectors: float32 (n, d), L2-normalised."""

    signals: tuple[Signal, ...]
    vectors: NDArray[np.float32]


PASSAGES = TypeAdapter(tuple[Passage, ...])
CARDS = TypeAdapter(tuple[Card, ...])
SIGNALS = TypeAdapter(tuple[Signal, ...])
SOURCES = TypeAdapter(dict[str, Source])
QUARANTINED = TypeAdapter(tuple[Quarantined, ...])


class Contents(Model):
    """The knowledge of one version; the order of `passages` is the order of rows in the lexical index."""

    passages: tuple[Passage, ...]
    cards: tuple[Card, ...] = ()
    signals: tuple[Signal, ...] = ()
    sources: Mapping[str, Source] = {}
    quarantined: tuple[Quarantined, ...] = ()

    def encoded(self) -> dict[str, bytes]:
        """Return the plain files of a version: the same knowledge gives the same bytes on every machine."""
        sources = dict(sorted(self.sources.items()))
        return {
            "passages.json": PASSAGES.dump_json(self.passages),
            "cards.json": CARDS.dump_json(self.cards, exclude_defaults=True),
            "signals.json": SIGNALS.dump_json(self.signals),
            "sources.json": SOURCES.dump_json(sources, exclude_defaults=True),
            "quarantined.json": QUARANTINED.dump_json(self.quarantined),
        }

    def version(self, embedding_model: str) -> str:
        """Return the id of the version that holds this knowledge, embedded with this model."""
        digest = hashlib.sha256(f"{FORMAT}\n{embedding_model}\n".encode())
        for name, data in self.encoded().items():
            digest.update(f"{name} {len(data)}\n".encode() + data)
        return digest.hexdigest()[:_VERSION_LENGTH]
