"""One opened version of a library."""

from __future__ import annotations

import io
import threading
from collections.abc import Mapping, Sequence
from functools import cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING

from companion.cards import Card
from companion.domain import Language, Passage
from companion.store.contents import (
    CARDS,
    PASSAGES,
    QUARANTINED,
    SIGNALS,
    SOURCES,
    Contents,
    Quarantined,
    Role,
    Scored,
    SignalSet,
    Source,
)
from companion.store.folder import VersionFolder
from companion.store.sentences import Sentences
from companion.store.vectors import Vectors

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from companion.lexical import LexicalIndex

SIGNAL_VECTORS = "signals.npy"
LEXICAL = "lexical"


class Library:
    """The knowledge of one immutable version; threads may share it.

    Passages are read at once; cards, signals, the lexical index and the vectors when somebody asks for them, each
    once. Only `nearest` and `vectors` need Chroma.

    Attributes:
        name: of the library.
        version: the same knowledge has the same version on every machine.
        embedding_model: made the vectors.
        passages: in the order of rows of the lexical index.
        files: ingested file -> digest of what it gave.
    """

    def __init__(self, version: VersionFolder) -> None:
        """Open a version.

        Raises:
            Unavailable: here or later, if its files are damaged.
        """
        self.name, self.version = version.library, version.manifest.version
        self.embedding_model, self.files = version.manifest.embedding_model, version.manifest.files
        self.passages: Sequence[Passage] = PASSAGES.validate_json(version.read("passages.json"))
        self._folder = version
        self._loading = threading.RLock()
        self._chosen: dict[tuple[Role, Language], SignalSet] = {}

    def cards(self, language: Language) -> Mapping[str, Card]:
        """Return the guidance cards of a language by id; a library may have none."""
        with self._loading:
            return MappingProxyType({card.id: card for card in self._cards if card.language == language})

    @property
    def sources(self) -> Mapping[str, Source]:
        """The sources that cards name, by key."""
        with self._loading:
            return self._sources

    @property
    def quarantined(self) -> Sequence[Quarantined]:
        """The passages that wait for a facilitator's decision."""
        with self._loading:
            return self._quarantined

    def contents(self) -> Contents:
        """Return all that the version knows."""
        with self._loading:
            return Contents(
                passages=tuple(self.passages),
                cards=self._cards,
                signals=self._signals.signals,
                sources=self._sources,
                quarantined=self._quarantined,
            )

    @property
    def lexical(self) -> LexicalIndex:
        """The index over the words of `passages`."""
        with self._loading:
            return self._lexical

    def signals(self, role: Role, language: Language) -> SignalSet:
        """Return the phrases of one role and language with their vectors."""
        with self._loading:
            if (role, language) not in self._chosen:
                self._chosen[role, language] = _choose(self._signals, role, language)
            return self._chosen[role, language]

    def all_signals(self) -> SignalSet:
        """Return the phrases of every role and language with their vectors."""
        with self._loading:
            return self._signals

    def nearest(self, vector: NDArray[np.float32], n: int, where: Mapping[str, str] | None = None) -> list[Scored]:
        """Return the passages nearest to a query vector.

        Args:
            vector: float32 (d,), from the library's embedding model.
            n: how many; the whole library if it holds fewer.
            where: values that `language`, `kind`, `card` or `file` of a passage must have, all of them.

        Returns:
            Ids with cosine similarities, best first.
        """
        with self._loading:
            vectors = self._vectors
        return vectors.nearest(vector, n, where)

    def vectors(self, ids: Sequence[str]) -> NDArray[np.float32]:
        """Return the vectors of passages: float32 (len(ids), d), rows in the order of `ids`.

        Raises:
            KeyError: if the library has no such passage.
        """
        import numpy as np

        if not ids:
            return np.empty((0, self._folder.manifest.dimensions), dtype=np.float32)
        with self._loading:
            vectors = self._vectors
        return vectors.of(ids)

    def best_sentences(self, vector: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return for each of the passages in these rows the cosine of its nearest sentence: float64 (len(rows),)."""
        with self._loading:
            sentences = self._sentences
        return sentences.best(vector, rows)

    def sentence_vectors(self, row: int) -> NDArray[np.float32]:
        """Return the vectors of the sentences of the passage in this row: float32 (sentences, d)."""
        with self._loading:
            sentences = self._sentences
        return sentences.of(row)

    @cached_property
    def _cards(self) -> tuple[Card, ...]:
        return CARDS.validate_json(self._folder.read("cards.json"))

    @cached_property
    def _sources(self) -> Mapping[str, Source]:
        return MappingProxyType(SOURCES.validate_json(self._folder.read("sources.json")))

    @cached_property
    def _quarantined(self) -> tuple[Quarantined, ...]:
        return QUARANTINED.validate_json(self._folder.read("quarantined.json"))

    @cached_property
    def _signals(self) -> SignalSet:
        import numpy as np

        vectors = np.load(io.BytesIO(self._folder.read(SIGNAL_VECTORS)), allow_pickle=False)
        return SignalSet(SIGNALS.validate_json(self._folder.read("signals.json")), vectors)

    @cached_property
    def _lexical(self) -> LexicalIndex:
        from companion.lexical import LexicalIndex

        self._folder.check(LEXICAL)
        return LexicalIndex.load(self._folder.path / LEXICAL)

    @cached_property
    def _sentences(self) -> Sentences:
        return Sentences(self._folder)

    @cached_property
    def _vectors(self) -> Vectors:
        return Vectors(self._folder)


def _choose(every: SignalSet, role: Role, language: Language) -> SignalSet:
    rows = [row for row, signal in enumerate(every.signals) if (signal.role, signal.language) == (role, language)]
    return SignalSet(tuple(every.signals[row] for row in rows), every.vectors[rows])
