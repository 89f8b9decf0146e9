"""How near a passage is to a query: what the embedding model sees and what words say, on one scale.

Weighted scores beat rank fusion, which forgets how sure each side is. Two scales meet:

- dense: cosine similarity, 0 for the library's farthest passage and 1 for its nearest. Cosines of e5 lie between 0.75
  and 0.95, so that only their differences within one query speak.
- lexical: BM25 as a share of what a passage scores that has every word of the query once. Dividing by the best
  passage's score instead, as is common, makes a chance hit count as much as a full one.

Within a language both count the same. Across languages little more than names and figures can be shared: words are not
compared, a part of the 4-grams counts as all of them, and the dense side counts more, so that passages in both
languages stand in one list.

The weights come from the development half of benchmarks/handbook (`benchmarks/retrieval.py --tune`), where their
neighbours do as well within a question or two: lexical 0.4 to 0.6, words up to 0.4, across languages 0.2 to 0.4.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from companion.lexical import LexicalScores

    Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Weights:
    """What counts how much; the dense side has the rest.

    Attributes:
        lexical: share of the lexical side in the score, where query and passage have the same language.
        across: the same where they have not.
        carried: so much of a query's 4-grams is all that one can expect in another language.
        words: share of whole words in the lexical side, where they are compared; 4-grams have the rest.
    """

    lexical: float = 0.5
    across: float = 0.3
    carried: float = 0.6
    words: float = 0.3


WEIGHTS = Weights()


@dataclass(frozen=True)
class Rating:
    """Scores of all passages for a query, float64 (n,) in [0, 1] each; NaN where a passage is no candidate."""

    score: Floats
    dense: Floats
    lexical: Floats


@dataclass(frozen=True)
class Lexical:
    """The lexical side of all passages: which `share` of the query each has, and whether it has its language."""

    share: Floats
    same_language: NDArray[np.bool_]


def lexical_side(scores: LexicalScores, same_language: NDArray[np.bool_], weights: Weights = WEIGHTS) -> Lexical:
    """Return which share of a query's words and grams each passage has."""
    words, grams = _share(scores.words, scores.words_full), _share(scores.grams, scores.grams_full)
    both = weights.words * words + (1 - weights.words) * grams
    return Lexical(np.where(same_language, both, np.minimum(grams / weights.carried, 1.0)), same_language)


def rate(cosines: Floats, floor: float, lexical: Lexical, weights: Weights = WEIGHTS) -> Rating:
    """Fuse both sides.

    Args:
        cosines: of the query with all passages, NaN where unknown.
        floor: the least cosine in the library.
        lexical: of all passages.
        weights: of the sides.
    """
    dense = _spread(cosines, floor)
    weight = np.where(lexical.same_language, weights.lexical, weights.across)
    return Rating((1 - weight) * dense + weight * lexical.share, dense, lexical.share)


def best_of(ratings: Sequence[Rating]) -> Rating:
    """Return for each passage the rating from the query that it answers best."""
    best = np.nan_to_num(np.stack([rating.score for rating in ratings]), nan=-1.0).argmax(axis=0)

    def chosen(sides: Sequence[Floats]) -> Floats:
        return np.asarray(np.stack(sides)[best, np.arange(len(best))])

    return Rating(
        chosen([rating.score for rating in ratings]),
        chosen([rating.dense for rating in ratings]),
        chosen([rating.lexical for rating in ratings]),
    )


def _share(scores: NDArray[np.float32], full: float) -> Floats:
    if not full:
        return np.zeros(len(scores))
    # at most 1: a short passage that repeats a word scores more than one of average length that has it once
    return np.minimum(scores.astype(np.float64) / full, 1.0)


def _spread(cosines: Floats, floor: float) -> Floats:
    best = float(np.nanmax(cosines, initial=floor))
    if best - floor < 1e-6:  # one passage, or all alike: all are nearest
        return np.where(np.isnan(cosines), np.nan, 1.0)
    return np.asarray(np.clip((cosines - floor) / (best - floor), 0.0, 1.0))
