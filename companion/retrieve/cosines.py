"""Cosine similarities of a query with the passages that may matter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from companion.store import Library

# So many nearest passages are candidates: a library of guidance whole, of a big one a hundred times what anybody reads.
_NEAREST = 1_000
_LEXICAL = 100  # and so many of those that share most words, wherever the embedding model puts them


@dataclass(frozen=True)
class Cosines:
    """Similarities to a query: `of` is float64 (n,), NaN for passages that are no candidates; `floor` is the least."""

    of: NDArray[np.float64]
    floor: float


class Candidates:
    """Compares queries with the passages of a library."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._ids = [passage.id for passage in library.passages]
        self._rows = {name: row for row, name in enumerate(self._ids)}

    def cosines(self, query: NDArray[np.float32], lexical: NDArray[np.float64], allowed: NDArray[np.bool_]) -> Cosines:
        """Return the cosines of the nearest passages, and of those that the other side speaks for.

        Args:
            query: float32 (d,), L2-normalised.
            lexical: float64 (n,), the lexical side.
            allowed: bool (n,); if only few passages are allowed, all of them are candidates.
        """
        cosines = np.full(len(self._ids), np.nan)
        for name, score in self._library.nearest(query, _NEAREST):
            cosines[self._rows[name]] = score
        wanted = np.flatnonzero(allowed)
        if len(wanted) > _NEAREST:
            wanted = wanted[np.argsort(-lexical[wanted], kind="stable")[:_LEXICAL]]
        missing = [int(row) for row in wanted if np.isnan(cosines[row])]
        cosines[missing] = self._library.vectors([self._ids[row] for row in missing]) @ query
        return Cosines(cosines, min(float((self._sample @ query).min()), float(np.nanmin(cosines))))

    def between(self, rows: Sequence[int]) -> NDArray[np.float64]:
        """Return the cosines between passages: float64 (len(rows), len(rows))."""
        vectors = self._library.vectors([self._ids[row] for row in rows]).astype(np.float64)
        return vectors @ vectors.T

    @cached_property
    def _sample(self) -> NDArray[np.float32]:
        """Vectors spread evenly over the library, so that its farthest passage is known without reading it all."""
        rows = np.unique(np.linspace(0, len(self._ids) - 1, min(_NEAREST, len(self._ids))).astype(int))
        return self._library.vectors([self._ids[row] for row in rows])
