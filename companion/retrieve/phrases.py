"""How near somebody's words are to authored phrases, and to the prose behind them.

Cosines of e5 between any two short phrases lie between 0.75 and 0.95, and shared words miss what is said in other
words. So there are three views:

- meaning: cosine with a unit's nearest phrases, once what all phrases have in common is taken away;
- wording: the rarer 4-grams shared with one of them;
- prose: how near the card's passages are, compared with all other passages.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from companion.domain import Language
from companion.lexical import telling_grams

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from companion.store import Library, SignalSet

    Vector = NDArray[np.float32]

_NEAREST = 3  # phrases of a unit whose meaning counts; a single one may be near by chance


class Nearness(NamedTuple):
    """How near one unit is: the row of its best phrase, cosine of meaning and cosine of wording."""

    row: int
    meaning: float
    wording: float


class Phrases:
    """The phrases of one role and language, ready to be compared with somebody's words.

    Attributes:
        signals: the phrases.
        language: theirs.
    """

    def __init__(self, chosen: SignalSet, every: Sequence[Vector], language: Language) -> None:
        """Prepare phrases.

        Args:
            chosen: the phrases.
            every: vectors of all roles' phrases, for what they have in common.
            language: of the phrases.
        """
        self.signals, self.language = chosen.signals, language
        if not chosen.signals:
            return
        self._common = np.concatenate(every).mean(axis=0)
        self._meanings = _unit_length(chosen.vectors - self._common)
        self._wordings = _Wordings([telling_grams(signal.text, language) for signal in chosen.signals])
        units: dict[tuple[str, str], list[int]] = defaultdict(list)
        for row, signal in enumerate(chosen.signals):
            units[signal.card, signal.unit].append(row)
        self._units = [np.array(rows) for rows in units.values()]

    def near(self, text: str, vector: Vector) -> Iterator[Nearness]:
        """Give the nearness of every unit to a text and its vector."""
        meaning = self._meanings @ _unit_length(vector - self._common)
        wording = self._wordings.cosines(telling_grams(text, self.language))
        best = meaning + wording
        for rows in self._units:
            nearest = np.sort(meaning[rows])[-_NEAREST:]
            yield Nearness(int(rows[best[rows].argmax()]), float(nearest.mean()), float(wording[rows].max()))


class Prose:
    """The passages of a language, by card."""

    def __init__(self, library: Library, language: Language) -> None:
        passages = [passage for passage in library.passages if passage.language == language]
        self._vectors = library.vectors([passage.id for passage in passages])
        self._cards: dict[str, list[int]] = defaultdict(list)
        for row, passage in enumerate(passages):
            self._cards[passage.card].append(row)

    def nearness(self, vector: Vector) -> Mapping[str, float]:
        """Return by card how much nearer its passages are than all passages on average; 1 would be identity."""
        if not self._cards:
            return {}
        cosines = self._vectors @ vector
        usual = float(cosines.mean())
        return {card: (float(cosines[rows].mean()) - usual) / (1 - usual + 1e-9) for card, rows in self._cards.items()}


class _Wordings:
    """The grams of phrases, the rarer the heavier (TF-IDF cosines over sets)."""

    def __init__(self, phrases: Sequence[Sequence[str]]) -> None:
        having = Counter(gram for grams in phrases for gram in set(grams))
        self._size = len(phrases)
        self._weight = {gram: self._rarity(count) for gram, count in having.items()}
        rows: dict[str, list[int]] = defaultdict(list)
        for row, grams in enumerate(phrases):
            for gram in set(grams):
                rows[gram].append(row)
        self._rows = {gram: np.array(found) for gram, found in rows.items()}
        self._lengths = np.sqrt([self._mass(grams) for grams in phrases])

    def cosines(self, grams: Sequence[str]) -> NDArray[np.float64]:
        shared = np.zeros(self._size)
        for gram in sorted(set(grams) & self._rows.keys()):
            shared[self._rows[gram]] += self._weight[gram] ** 2
        lengths = self._lengths * math.sqrt(self._mass(grams))
        return np.divide(shared, lengths, out=np.zeros(self._size), where=lengths > 0)

    def _mass(self, grams: Sequence[str]) -> float:
        return sum(self._weight.get(gram, self._rarity(0)) ** 2 for gram in sorted(set(grams)))

    def _rarity(self, having: int) -> float:
        return math.log(1 + (self._size - having + 0.5) / (having + 0.5))


def _unit_length(vectors: Vector) -> Vector:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    unit: Vector = np.divide(vectors, np.maximum(lengths, 1e-9), dtype=np.float32)  # what says only the common stays 0
    return unit
