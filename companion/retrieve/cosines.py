"""How similar a query is to the passages that may matter: as a whole, and in the sentence that is nearest.

A question asks for one thing, a passage says several; its best sentence counts as much as all of it. On
benchmarks/handbook this lifts direct English questions about German paragraphs from .87 to .92 (nDCG@10, development
half; held out .86 to .91) and costs German ones nothing (.99); windows of two or three sentences add nothing.

Embedding models put a query nearer to everything in its own language. In a library of both languages the better
passage in the other one would hardly be found, so that each language's mean is taken away first. On the mixed
handbook of benchmarks/retrieval.py this alone lifts English questions about German paragraphs from .63 to .83
(nDCG@10, embeddings only); a library in one language is searched as before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from companion.domain import Language
    from companion.store import Library

# So many nearest passages are candidates: a library of guidance whole, of a big one a hundred times what anybody reads.
_NEAREST = 1_000
_LEXICAL = 100  # and so many of those that share most words, wherever the embedding model puts them
_FEW = 5  # so many passages of average nearness are added to each language: one passage alone is no mean


@dataclass(frozen=True)
class Cosines:
    """Similarities to a query without their language's share: float64 (n,), NaN for passages that are no candidates.

    `floor` is the least in the library.
    """

    of: NDArray[np.float64]
    floor: float


class Candidates:
    """The passages of a library, compared with queries; threads may share it."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._ids = [passage.id for passage in library.passages]
        self._rows = {name: row for row, name in enumerate(self._ids)}
        self._languages = np.array([passage.language for passage in library.passages])
        self._spoken: list[Language] = sorted({passage.language for passage in library.passages})

    def cosines(self, query: NDArray[np.float32], share: NDArray[np.float64], allowed: NDArray[np.bool_]) -> Cosines:
        """Return the similarities of the nearest passages, and of those that share most words.

        Args:
            query: float32 (d,), L2-normalised.
            share: float64 (n,), the share of the query's words that each passage has.
            allowed: bool (n,); if only few passages are allowed, all of them are candidates.
        """
        rows, vectors = self._sample
        sample = self._similar((vectors @ query).astype(np.float64), query, rows)
        usual = self._usual(sample, rows)
        cosines = self._found(query, share, allowed) - usual
        return Cosines(cosines, min(float((sample - usual[rows]).min()), float(np.nanmin(cosines))))

    def between(self, rows: Sequence[int]) -> NDArray[np.float64]:
        """Return the cosines between passages: float64 (len(rows), len(rows))."""
        vectors = self._library.vectors([self._ids[row] for row in rows]).astype(np.float64)
        return np.asarray(vectors @ vectors.T)

    def _found(
        self, query: NDArray[np.float32], share: NDArray[np.float64], allowed: NDArray[np.bool_]
    ) -> NDArray[np.float64]:
        cosines = np.full(len(self._ids), np.nan)
        for language in self._spoken:
            for name, score in self._library.nearest(query, _NEAREST, {"language": language}):
                cosines[self._rows[name]] = score
        wanted = np.flatnonzero(allowed)
        if len(wanted) > _NEAREST:
            wanted = wanted[np.argsort(-share[wanted], kind="stable")[:_LEXICAL]]
        missing = [int(row) for row in wanted if np.isnan(cosines[row])]
        cosines[missing] = self._library.vectors([self._ids[row] for row in missing]) @ query
        near = np.flatnonzero(~np.isnan(cosines))
        cosines[near] = self._similar(cosines[near], query, near)
        return cosines

    def _similar(
        self, cosines: NDArray[np.float64], query: NDArray[np.float32], rows: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        return (cosines + self._library.best_sentences(query, rows)) / 2

    def _usual(self, sample: NDArray[np.float64], rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """The mean cosine of each passage's language."""
        usual = np.empty(len(self._ids))
        for language in self._spoken:
            of_sample = sample[self._languages[rows] == language]
            usual[self._languages == language] = (of_sample.sum() + _FEW * sample.mean()) / (len(of_sample) + _FEW)
        return usual

    @cached_property
    def _sample(self) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
        """Rows spread evenly over the library, and their vectors: its means and its farthest without reading it all."""
        rows = np.unique(np.linspace(0, len(self._ids) - 1, min(_NEAREST, len(self._ids))).astype(np.int64))
        return rows, self._library.vectors([self._ids[row] for row in rows])
