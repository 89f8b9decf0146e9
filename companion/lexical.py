"""Which words a query shares with each passage: BM25 over stemmed words and over character 4-grams.

Words find what is meant literally. Grams see through German compounds and inflection, and carry names and figures
from one language into the other. The only module that knows bm25s and PyStemmer.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from companion.domain import Language, Passage

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# Lucene's BM25 with the usual constants. On benchmarks/handbook, k1 from 0.9 to 2 and b from 0 to 0.9 change
# nDCG@10 by less than 0.005; so do grams of 3 or 5 characters.
_K1, _B = 1.5, 0.75
_GRAM = 4
_WORD = re.compile(r"\b\w\w+\b")
_STEMMERS: dict[Language, str] = {"de": "german", "en": "english"}
# What a question asks with says nothing about where its answer stands; bm25s's lists lack these.
_ASKING: dict[Language, str] = {
    "de": """wer wen wem wessen wann warum wieso weshalb weswegen wohin woher wofür wozu womit wodurch woran worauf
        worin wovon wovor wobei viele vielen lange hoch""",
    "en": "who whom whose what how where when why which many much long do does did",
}


@dataclass(frozen=True)
class LexicalScores:
    """Raw BM25 of every passage, in the order of the rows: float32 (n,).

    Attributes:
        words: 0 for passages in another language than the query's.
        grams: for all passages.
        words_full: what a passage of average length scores that has each word of the query once.
        grams_full: the same for grams.
    """

    words: NDArray[np.float32]
    grams: NDArray[np.float32]
    words_full: float
    grams_full: float


class LexicalIndex:
    """The words of a library's passages; threads may share it."""

    def __init__(self, words: _Terms, grams: _Terms) -> None:
        self._words, self._grams = words, grams

    @classmethod
    def build(cls, passages: Sequence[Passage]) -> LexicalIndex:
        """Index passages, at least one, with their titles and headings."""
        texts = [
            (f"{passage.telling_title} {passage.heading} {passage.text}", passage.language) for passage in passages
        ]
        return cls(
            _Terms.of([_words(text, language) for text, language in texts]),
            _Terms.of([[gram for word in _plain_words(text) for gram in _grams_of(word)] for text, _ in texts]),
        )

    def save(self, folder: Path) -> None:
        """Write the index into a folder, which need not exist."""
        self._words.save(folder / "words")
        self._grams.save(folder / "grams")

    @classmethod
    def load(cls, folder: Path) -> LexicalIndex:
        """Open a saved index, its scores memory-mapped."""
        return cls(_Terms.load(folder / "words"), _Terms.load(folder / "grams"))

    def scores(self, query: str, language: Language) -> LexicalScores:
        """Score all passages for a query in a language; unknown words and stop words alone score 0."""
        words = _words(query, language)
        grams = telling_grams(query, language)
        return LexicalScores(
            words=self._words.scores(words),
            grams=self._grams.scores(grams),
            words_full=self._words.full(words),
            grams_full=self._grams.full(grams),
        )


class _Terms:
    """BM25 over the terms of texts, precomputed for each term and text."""

    def __init__(self, bm25: Any) -> None:
        self._bm25 = bm25

    @classmethod
    def of(cls, texts: Sequence[Sequence[str]]) -> _Terms:
        import bm25s

        if not any(texts):  # bm25s cannot do without a term; nobody asks for the empty one
            texts = [[""] for _ in texts]
        # numbered in sorted order: bm25s itself would go through a set, and give other bytes in every process
        numbers = {term: number for number, term in enumerate(sorted({term for text in texts for term in text}))}
        bm25 = bm25s.BM25(k1=_K1, b=_B, method="lucene")
        numbered = [[numbers[term] for term in text] for text in texts]
        bm25.index((numbered, numbers), create_empty_token=False, show_progress=False)
        return cls(bm25)

    def save(self, folder: Path) -> None:
        self._bm25.save(folder, show_progress=False)

    @classmethod
    def load(cls, folder: Path) -> _Terms:
        import bm25s

        return cls(bm25s.BM25.load(folder, mmap=True))

    def scores(self, terms: Sequence[str]) -> NDArray[np.float32]:
        scores: NDArray[np.float32] = self._bm25.get_scores_from_ids(self._bm25.get_tokens_ids(terms))
        return scores

    def full(self, terms: Iterable[str]) -> float:
        return sum(self._rarity(term) for term in terms) / (1 + _K1)

    def _rarity(self, term: str) -> float:
        """The term's inverse document frequency; of an unknown term, that of one in no text."""
        texts, starts = self._bm25.scores["num_docs"], self._bm25.scores["indptr"]
        number = self._bm25.vocab_dict.get(term)
        having = 0 if number is None else int(starts[number + 1] - starts[number])
        return math.log(1 + (texts - having + 0.5) / (having + 0.5))


def telling_grams(text: str, language: Language) -> list[str]:
    """Return the 4-grams of a text's words without stop words; `_` marks where a word begins and ends."""
    return [gram for word in _telling(text, language) for gram in _grams_of(word)]


def _grams_of(word: str) -> Iterator[str]:
    marked = f"_{word}_"
    return (marked[start : start + _GRAM] for start in range(len(marked) - _GRAM + 1))


def _words(text: str, language: Language) -> list[str]:
    """The stems of a text without stop words; the language is part of them, so that languages do not mix."""
    import Stemmer

    # a stemmer of its own for each call, as one must not be shared by threads; it costs microseconds
    return [f"{language}:{stem}" for stem in Stemmer.Stemmer(_STEMMERS[language]).stemWords(_telling(text, language))]


def _telling(text: str, language: Language) -> list[str]:
    stop_words = _stop_words(language)
    return [word for word in _plain_words(text) if word not in stop_words]


def _plain_words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


@lru_cache
def _stop_words(language: Language) -> frozenset[str]:
    from bm25s.stopwords import STOPWORDS_EN_PLUS, STOPWORDS_GERMAN

    listed = STOPWORDS_GERMAN if language == "de" else STOPWORDS_EN_PLUS
    return frozenset(listed) | frozenset(_ASKING[language].split())
