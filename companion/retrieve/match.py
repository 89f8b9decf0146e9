"""Which authored phrase says what somebody means: a worry near a pitfall's cues, a topic near a primer's words."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, get_args

from companion.domain import Language
from companion.retrieve.phrases import Nearness, Phrases, Prose
from companion.store import Role

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from companion.embed import Embedder
    from companion.store import Library

# What each view of `Nearness` adds to the log-odds that a phrase says what is meant: logistic regression on the 169
# worries of benchmarks/matching.jsonl, 40 of which no pitfall speaks of (against "none of them" as one more class).
_MEANING, _WORDING, _PROSE, _BIAS = 14.0, 8.0, 10.0, -7.0

# benchmarks/matching.py: of 129 worries that a pitfall speaks of, 90 find it and 19 another one; of 40 others, 11 find
# one (at .6: 84, 13 and 6; the weights were learned on these worries, so that both rows flatter). A pitfall's moves do
# no harm to a pair that does not need them, and a worry that changes nothing has been written down in vain.
CUE_THRESHOLD = 0.4
# Topics with a primer score 0.88 or more; of those without, namesakes come nearest: "Tax return" (return to office,
# 0.9), "German for beginners" (gendering in German, 0.8) and "Datenschutz" (Klimaschutz, 0.5).
TOPIC_THRESHOLD = 0.8

_DECIMALS = 6  # more depend on the machine's arithmetic


class Match(NamedTuple):
    """An authored phrase near somebody's words; `score` in [0, 1] is how likely it says what they mean."""

    card: str
    unit: str
    text: str
    score: float


class Matcher:
    """Compares somebody's words with the authored phrases of a library; threads may share it."""

    def __init__(self, library: Library, embedder: Embedder) -> None:
        self._library, self._embedder = library, embedder
        self._phrases: dict[tuple[Role, Language], Phrases] = {}

    def match(self, texts: Sequence[str], role: Role, language: Language) -> list[Match]:
        """Return the phrases of a role near any of the texts, best first, one for each card and unit."""
        asked = [text for text in texts if text.strip()]
        phrases = self._of(role, language)
        if not asked or not phrases.signals:
            return []
        vectors = self._embedder.encode_query(asked)
        found = [
            match for text, vector in zip(asked, vectors, strict=True) for match in self._near(phrases, text, vector)
        ]
        best: dict[tuple[str, str], Match] = {}
        for match in sorted(found, key=lambda match: (-match.score, *match[:3])):
            best.setdefault((match.card, match.unit), match)
        return list(best.values())

    def _near(self, phrases: Phrases, text: str, vector: NDArray[np.float32]) -> Iterator[Match]:
        prose = self._prose[phrases.language].nearness(vector)
        for near in phrases.near(text, vector):
            signal = phrases.signals[near.row]
            score = _likelihood(near, prose.get(signal.card, 0.0))
            yield Match(signal.card, signal.unit, signal.text, round(score, _DECIMALS))

    def _of(self, role: Role, language: Language) -> Phrases:
        if (role, language) not in self._phrases:
            every = [self._library.signals(each, language).vectors for each in get_args(Role)]
            self._phrases[role, language] = Phrases(self._library.signals(role, language), every, language)
        return self._phrases[role, language]

    @cached_property
    def _prose(self) -> dict[Language, Prose]:
        return {language: Prose(self._library, language) for language in get_args(Language)}


def _likelihood(near: Nearness, prose: float) -> float:
    odds = _MEANING * near.meaning + _WORDING * near.wording + _PROSE * prose + _BIAS
    return 1 / (1 + math.exp(-odds))
