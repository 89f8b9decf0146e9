"""A library in memory, and an embedder that puts texts near each other when they share words."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from companion.domain import Language, Passage
from companion.lexical import LexicalIndex
from companion.store import Library, Role, Scored, Signal, SignalSet
from companion.text import sentences

DIMENSIONS = 64


class WordEmbedder:
    """Each word has a direction of its own; a text points to the sum of its words."""

    name = "words"
    dimensions = DIMENSIONS

    def encode_query(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.array([vector(text) for text in texts], dtype=np.float32)

    encode_document = encode_query


class MemoryLibrary(Library):
    """A library without files."""

    def __init__(  # on purpose not that of a library in a folder
        self,
        passages: Sequence[Passage],
        signals: Sequence[Signal] = (),
        vectors: Mapping[str, NDArray[np.float32]] | None = None,
    ) -> None:
        self.name, self.version = "guidance", "1"
        self.passages = passages
        self._phrases = signals
        self._index = LexicalIndex.build(passages)
        self._rows = vectors or {passage.id: vector(passage.text) for passage in passages}
        self._parts = [
            [vectors[passage.id]] if vectors else [vector(part) for part in sentences(passage.text)]
            for passage in passages
        ]

    @property
    def lexical(self) -> LexicalIndex:
        return self._index

    def nearest(self, query: NDArray[np.float32], n: int, where: Mapping[str, str] | None = None) -> list[Scored]:
        fitting = [p for p in self.passages if all(getattr(p, key) == value for key, value in (where or {}).items())]
        scored = [Scored(passage.id, float(self._rows[passage.id] @ query)) for passage in fitting]
        return sorted(scored, key=lambda item: (-item.score, item.id))[:n]

    def vectors(self, ids: Sequence[str]) -> NDArray[np.float32]:
        every = np.array([*self._rows.values()], dtype=np.float32)
        places = {name: place for place, name in enumerate(self._rows)}
        return every[[places[name] for name in ids]]

    def best_sentences(self, query: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float64]:
        return np.array([max(float(part @ query) for part in self._parts[row]) for row in rows])

    def signals(self, role: Role, language: Language) -> SignalSet:
        chosen = tuple(s for s in self._phrases if (s.role, s.language) == (role, language))
        rows = np.array([vector(signal.text) for signal in chosen], dtype=np.float32)
        return SignalSet(chosen, rows.reshape(-1, DIMENSIONS))


def vector(text: str) -> NDArray[np.float32]:
    """Point a text to its words, and a little to what all texts have in common."""
    words = re.findall(r"\w+", text.lower()) or [""]
    total = sum(_direction(word) for word in words) / len(words) + 0.3 * _direction("")
    return np.asarray(total / np.linalg.norm(total), dtype=np.float32)


def _direction(word: str) -> NDArray[np.float64]:
    seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:4])
    numbers = np.random.default_rng(seed).normal(size=DIMENSIONS)
    return np.asarray(numbers / np.linalg.norm(numbers))


def passage(text: str, language: Language = "de", **more: object) -> Passage:
    """Make a passage whose id is its text, of a card of the same name."""
    facts = {"id": text, "card": text, "kind": "practice", "title": "", "source": "own", "file": "f.md"}
    return Passage.model_validate({**facts, "language": language, "text": text, **more})


def cue(text: str, card: str, unit: str = "", language: Language = "de", role: Role = "cue") -> Signal:
    """Make a signal."""
    return Signal(card=card, unit=unit, role=role, language=language, text=text)
