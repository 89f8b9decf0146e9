"""How near a passage is to a query: what the embedding model sees and what words say, on one scale.

Weighted scores beat rank fusion, which forgets how sure each side is. Two scales meet here:

- dense: cosine similarity, 0 for the library's farthest passage and 1 for its nearest. Cosines of e5 lie between 0.75
  and 0.95, so that only their differences within one query speak.
- lexical: BM25 as a share of what a passage scores that has every word of the query once. Dividing by the best
  passage's score instead, as is common, makes a chance hit count as much as a full one.

A share means the same in any language, so one weight serves all pairs of languages: across languages few grams are
shared and the dense side decides by itself. Words are compared within a language only.

The weights come from the development half of benchmarks/handbook (`benchmarks/retrieval.py --tune`); between a third
and two thirds for the lexical side, nDCG@10 hardly moves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from companion.lexical import LexicalScores

    Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Weights:
    """What counts how much; the dense side has the rest.

    Attributes:
        lexical: share of the lexical side in the score.
        words: share of whole words in the lexical side, where query and passage have the same language.
    """

    lexical: float = 0.5
    words: float = 0.2


WEIGHTS = Weights()


@dataclass(frozen=True)
class Rating:
    """Scores of all passages for a query, float64 (n,) in [0, 1] each; NaN where a passage is no candidate."""

    score: Floats
    dense: Floats
    lexical: Floats


def rate(cosines: Floats, floor: float, lexical: Floats, weights: Weights = WEIGHTS) -> Rating:
    """Fuse both sides.

    Args:
        cosines: of the query with all passages, NaN where unknown.
        floor: the least cosine in the library.
        lexical: in [0, 1].
        weights: of the sides.
    """
    dense = _spread(cosines, floor)
    return Rating((1 - weights.lexical) * dense + weights.lexical * lexical, dense, lexical)


def shared(scores: LexicalScores, same_language: NDArray[np.bool_], weights: Weights = WEIGHTS) -> Floats:
    """Return which share of a query's words each passage has: float64 (n,) in [0, 1]."""
    words = _share(scores.words, scores.words_full)
    grams = _share(scores.grams, scores.grams_full)
    return np.where(same_language, weights.words * words + (1 - weights.words) * grams, grams)


def best_of(ratings: Sequence[Rating]) -> Rating:
    """Return for each passage the rating from the query that it answers best."""
    scores = np.stack([rating.score for rating in ratings])
    best = np.nan_to_num(scores, nan=-1.0).argmax(axis=0)
    columns = np.arange(scores.shape[1])
    return Rating(
        scores[best, columns],
        np.stack([rating.dense for rating in ratings])[best, columns],
        np.stack([rating.lexical for rating in ratings])[best, columns],
    )


def _share(scores: NDArray[np.float32], full: float) -> Floats:
    if not full:
        return np.zeros(len(scores))
    # short passages that repeat a word can have more than each word once in one of average length
    return np.minimum(scores.astype(np.float64) / full, 1.0)


def _spread(cosines: Floats, floor: float) -> Floats:
    best = float(np.nanmax(cosines, initial=floor))
    if best - floor < 1e-6:  # one passage, or all alike: all are nearest
        return np.where(np.isnan(cosines), np.nan, 1.0)
    return np.clip((cosines - floor) / (best - floor), 0.0, 1.0)
