"""The vectors of every passage's sentences, side by side in one file.

A question asks for one thing; a paragraph says several. Which sentence is nearest tells more than the paragraph's own
vector, above all across languages (see `companion.retrieve.cosines`). Half precision moves a cosine by less than
0.001 and halves the file, which is mapped into memory: of 100,000 passages only the candidates' rows are read.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from companion.store.folder import VersionFolder

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

_VECTORS = "sentences.npy"
_ENDS = "sentence_ends.npy"


def write_sentences(version: Path, vectors: Sequence[NDArray[np.float32]]) -> None:
    """Store the vectors of each passage's sentences, at least one each: float32 (sentences, d) a passage."""
    import numpy as np

    np.save(version / _VECTORS, np.concatenate(vectors).astype(np.float16))
    np.save(version / _ENDS, np.cumsum([len(of_one) for of_one in vectors]))


class Sentences:
    """The sentences' vectors of one version; threads may share it."""

    def __init__(self, version: VersionFolder) -> None:
        """Map the files.

        Raises:
            Unavailable: if they are missing or damaged.
        """
        import numpy as np

        version.check(_VECTORS)
        version.check(_ENDS)
        self._vectors: NDArray[np.float16] = np.load(version.path / _VECTORS, mmap_mode="r", allow_pickle=False)
        self._ends: NDArray[np.int64] = np.load(version.path / _ENDS, allow_pickle=False)

    def best(self, query: NDArray[np.float32], rows: NDArray[np.int64]) -> NDArray[np.float64]:
        """Return the cosine of each passage's nearest sentence: float64 (len(rows),).

        Args:
            query: float32 (d,), L2-normalised.
            rows: of the passages.
        """
        import numpy as np

        if not len(rows):
            return np.empty(0)
        starts, ends = self._starts(rows), self._ends[rows]
        counts = ends - starts
        first = np.cumsum(counts) - counts  # where each passage's sentences begin among those that are read
        places = np.arange(counts.sum()) + np.repeat(starts - first, counts)
        cosines = self._vectors[places].astype(np.float32) @ query
        return np.maximum.reduceat(cosines, first).astype(np.float64)

    def of(self, row: int) -> NDArray[np.float32]:
        """Return the vectors of one passage's sentences: float32 (sentences, d)."""
        import numpy as np

        start = int(self._ends[row - 1]) if row else 0
        return np.asarray(self._vectors[start : self._ends[row]], dtype=np.float32)

    def _starts(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        import numpy as np

        return np.where(rows > 0, self._ends[rows - 1], 0)
