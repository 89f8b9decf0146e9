"""How near texts are in meaning, each text embedded once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

from companion.checks.context import CheckContext, Encode
from companion.domain import Check

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

D = TypeVar("D")
Measure = Callable[[D, CheckContext, "Similarity"], Check]


class Similarity:
    """Cosine similarity of texts, remembered for the length of one verification.

    Args:
        encode: gives vectors of length 1.
    """

    def __init__(self, encode: Encode) -> None:
        self._encode = encode
        self._vectors: dict[str, NDArray[np.float32]] = {}

    def nearest(self, text: str, others: Iterable[str]) -> float:
        """The similarity of a text to the nearest of some others; 0 where there are none."""
        candidates = [other for other in others if other.strip()]
        vectors = self._of([text, *candidates])
        return max((float(vectors[0] @ vector) for vector in vectors[1:]), default=0.0)

    def _of(self, texts: Sequence[str]) -> list[NDArray[np.float32]]:
        new = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        if new:
            self._vectors.update(zip(new, self._encode(new), strict=True))
        return [self._vectors[text] for text in texts]
