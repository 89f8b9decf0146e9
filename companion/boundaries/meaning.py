"""Boundaries that a text reaches by its meaning: resemblance to written examples in an embedding space."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from companion.boundaries.categories import CATEGORIES, Boundary, Finding
from companion.boundaries.examples import Example
from companion.text import normalise, sentences

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from companion.boundaries.kernel import Classifier
    from companion.embed import Embedder

# Written by companion.boundaries.learn, since embedding the examples takes a minute.
SHIPPED = Path(__file__).with_name("learnt")
# An address or a number says nothing about what a text means, but moves its vector a long way.
_REACHED_AT = re.compile(r"\S+@\S+\w|\+?\(?\d[\d\s/().-]{5,}\d")
WORDS_LEAST = 4  # shorter texts are names, roles and topics; their vectors say too little
_LAYOUT = "6"  # of the kept file; goes up when the classifier learns otherwise
# Of near misses in cross-validation. Most of them were written to be hard; of ordinary ones far fewer are declined.
_FALSE_ALARMS = 0.11
_NEIGHBOURS = 3  # of a category that say how much a text resembles it
_CLEAR = 0.015  # lead over the next category: nine in ten are right beyond it, seven in ten without it


class Meaning:
    """Compares texts with examples; their vectors come with the package or are made once and kept in a folder."""

    def __init__(self, embedder: Embedder, folder: Path, examples: Sequence[Example]) -> None:
        self._embedder, self._folder = embedder, folder
        units = [(unit, group) for group, example in enumerate(examples) for unit in _lessons(example)]
        self._texts = [unit for unit, _ in units]
        self._groups = [group for _, group in units]
        self._categories = [examples[group].category for group in self._groups]

    def findings(self, texts: Sequence[str]) -> list[Finding]:
        """The boundaries that any of the texts reaches, one a text at most."""
        units = [unit for text in texts for unit in units_of(_REACHED_AT.sub("", text))]
        if not units:
            return []
        vectors = self._embedder.encode_query(units).astype("float64")
        scores = self._classifier.scores(vectors)
        return [
            Finding(category=self._likely(vector), how="meaning", score=float(score))
            for vector, score in zip(vectors, scores, strict=True)
            if score >= self._threshold
        ]

    def _likely(self, vector: NDArray[np.float64]) -> Boundary:
        """The category whose nearest examples lie clearly nearer than those of any other."""
        likeness = self._vectors @ vector
        mean = {
            category: sum(sorted(map(float, likeness[places]))[-_NEIGHBOURS:]) / min(_NEIGHBOURS, len(places))
            for category, places in self._places.items()
        }
        first, *others = sorted(mean, key=mean.__getitem__, reverse=True)
        return first if all(mean[first] - mean[other] >= _CLEAR for other in others) else "unclear"

    @cached_property
    def _places(self) -> dict[Boundary, list[int]]:
        """Where the examples of each category stand."""
        places = {
            category: [place for place, other in enumerate(self._categories) if other == category]
            for category in CATEGORIES
        }
        return {category: found for category, found in places.items() if found}

    @cached_property
    def _vectors(self) -> NDArray[np.float64]:
        return self._learnt[:-1, :-1]

    @cached_property
    def _classifier(self) -> Classifier:
        from companion.boundaries.kernel import Classifier

        centre, width = self._learnt[-1, :2]
        return Classifier(self._vectors, self._learnt[:-1, -1], float(centre), float(width))

    @cached_property
    def _threshold(self) -> float:
        return float(self._learnt[-1, 2])

    @cached_property
    def _learnt(self) -> NDArray[np.float64]:
        """A row an example: its vector, then its weight; the last row begins with centre, width and threshold."""
        name, shape = f"{self._digest()}.npy", (len(self._texts) + 1, self._embedder.dimensions + 1)
        kept = (_kept(folder / name, shape) for folder in (SHIPPED, self._folder))
        learnt = next((found for found in kept if found is not None), None)
        if learnt is None:
            learnt = self._learn()
            _keep(self._folder / name, learnt)
        return learnt

    def ship(self, folder: Path) -> None:
        """Write what was learnt as the folder's only file, in half precision: scores change by less than 0.01."""
        import numpy as np

        learnt = self._learnt.astype(np.float16)
        folder.mkdir(exist_ok=True)
        for older in folder.glob("*.npy"):
            older.unlink()
        np.save(folder / f"{self._digest()}.npy", learnt)

    def _learn(self) -> NDArray[np.float64]:
        import numpy as np

        from companion.boundaries.kernel import fitted, threshold

        vectors = self._embedder.encode_query(self._texts).astype(np.float64)
        reaches = np.array([category != "none" for category in self._categories])
        classifier = fitted(vectors, reaches)
        learnt = np.zeros((len(vectors) + 1, vectors.shape[1] + 1))
        learnt[:-1, :-1], learnt[:-1, -1] = vectors, classifier.weights
        learnt[-1, :2] = classifier.centre, classifier.width
        learnt[-1, 2] = threshold(vectors, reaches, np.array(self._groups), _FALSE_ALARMS)
        return learnt

    def _digest(self) -> str:
        parts = [_LAYOUT, str(_FALSE_ALARMS), self._embedder.name, *self._texts, *self._categories]
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()[:32]


def units_of(text: str) -> list[str]:
    """The text and its single sentences, each once; only those long enough to be judged by meaning."""
    whole = [normalise(text), *map(normalise, sentences(text))]
    return [unit for unit in dict.fromkeys(whole) if len(unit.split()) >= WORDS_LEAST]


def _lessons(example: Example) -> list[str]:
    """A positive as a whole, since its single sentences may be harmless; a near miss with all its sentences."""
    whole = [normalise(example.text)]
    return whole if example.category != "none" else list(dict.fromkeys(whole + units_of(example.text)))


def _kept(path: Path, shape: tuple[int, int]) -> NDArray[np.float64] | None:
    import numpy as np

    try:
        vectors: NDArray[np.float64] = np.load(path, allow_pickle=False).astype(np.float64)
    except (OSError, ValueError, EOFError):
        return None
    return vectors if vectors.shape == shape else None


def _keep(path: Path, vectors: NDArray[np.float64]) -> None:
    """Write beside and rename, so that a reader sees the whole file or none; a read-only folder only costs time."""
    import numpy as np

    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".tmp", delete=False) as file:
            np.save(file, vectors)
        os.replace(file.name, path)
    except OSError:
        return
