"""Search over one library."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, get_args

import numpy as np

from companion.domain import Hit, Language, Pair, Phase, Request
from companion.retrieve.common import common_direction, telling
from companion.retrieve.cosines import Candidates
from companion.retrieve.fusion import Lexical, Rating, best_of, lexical_side, rate
from companion.retrieve.match import Match, Matcher
from companion.retrieve.queries import queries
from companion.retrieve.select import Wanted, diverse, ranked, rounded
from companion.text import detect_language

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from companion.embed import Embedder
    from companion.store import Library, Role

_EVIDENCE = 12  # passages for one artefact: two or three for each of its parts
_DIVERSITY = 0.3  # of evidence: near-duplicates give way, better passages do not


class Retriever:
    """Finds passages and authored phrases; threads may share it.

    Attributes:
        library: what is searched.
    """

    def __init__(self, library: Library, embedder: Embedder) -> None:
        self.library = library
        self._embedder = embedder
        self._candidates = Candidates(library)
        self._matcher = Matcher(library, embedder)
        self._languages = np.array([passage.language for passage in library.passages])

    def search(
        self,
        query: str,
        k: int = 10,
        *,
        language: Language | None = None,
        kinds: Sequence[str] = (),
        phases: Sequence[Phase] = (),
        audience: Sequence[str] = (),
        diversity: float = 0.0,
    ) -> list[Hit]:
        """Return the k passages that answer a query best, in whatever language it is asked.

        Filters leave the order of the passages that pass them as it was.

        Args:
            query: a question or some words; an empty one finds nothing.
            k: how many at most.
            language: of the passages.
            kinds: of the passages, one of these.
            phases: one of these, or none stated.
            audience: one of these, or none stated.
            diversity: in [0, 1]; how much passages like better ones give way to others.
        """
        wanted = Wanted(language=language, kinds=tuple(kinds), phases=tuple(phases), audience=tuple(audience))
        return self._find([query], k, wanted, diversity)[0]

    def search_many(self, queries: Sequence[str], k: int = 10, *, language: Language | None = None) -> list[list[Hit]]:
        """Return the k best passages for each query; the queries are embedded together."""
        return self._find(queries, k, Wanted(language=language), diversity=0.0)

    def evidence(self, pair: Pair, request: Request, phase: Phase | None = None) -> list[Hit]:
        """Return varied passages for a pair's request, in its language and for whoever asks, best first.

        A passage counts for the one query that it answers best: what speaks to one wish need not speak to all.

        Args:
            pair: its topic, wishes, goal and last session become queries, and the worry if it is the viewer's own.
            request: with the viewer and their notes.
            phase: of the session to prepare; the pair's own if it is not given.
        """
        phase = phase or pair.phase
        sides = ("mentor", "mentee") if request.viewer == "both" else (request.viewer,)
        wanted = Wanted(language=pair.language, phases=(phase,) if phase else (), audience=(*sides, "both"))
        allowed = self._allowed(wanted)
        rating = best_of(list(self._rate(queries(pair, request, phase), allowed)))
        return self._hits(rating, allowed, _EVIDENCE, _DIVERSITY)

    def match(self, texts: Sequence[str], role: Role, language: Language) -> list[Match]:
        """Return the authored phrases of a role near any of the texts, best first, one for each card and unit."""
        return self._matcher.match(texts, role, language)

    def _find(self, queries: Sequence[str], k: int, wanted: Wanted, diversity: float) -> list[list[Hit]]:
        allowed = self._allowed(wanted)
        asked = [query for query in queries if query.strip()]
        if k < 1 or not asked:
            return [[] for _ in queries]
        found = {
            query: self._hits(rating, allowed, k, diversity)
            for query, rating in zip(asked, self._rate(asked, allowed), strict=True)
        }
        return [found.get(query, []) for query in queries]

    def _rate(self, queries: Sequence[str], allowed: NDArray[np.bool_]) -> Iterator[Rating]:
        vectors = telling(self._embedder.encode_query(queries), self._common)
        return (self._rate_one(query, vector, allowed) for query, vector in zip(queries, vectors, strict=True))

    def _rate_one(self, query: str, vector: NDArray[np.float32], allowed: NDArray[np.bool_]) -> Rating:
        lexical = self._lexical(query)
        cosines = self._candidates.cosines(vector, lexical.share, allowed)
        return rate(cosines.of, cosines.floor, lexical)

    def _lexical(self, query: str) -> Lexical:
        """The lexical side; a query whose language cannot be told is taken to be in each passage's own."""
        language = detect_language(query)
        if language:
            return lexical_side(self.library.lexical.scores(query, language), self._languages == language)
        own = np.ones(len(self._languages), dtype=bool)
        sides = {each: lexical_side(self.library.lexical.scores(query, each), own) for each in get_args(Language)}
        return Lexical(np.where(self._languages == "de", sides["de"].share, sides["en"].share), own)

    @cached_property
    def _common(self) -> NDArray[np.float32]:
        return common_direction(self._embedder)

    def _allowed(self, wanted: Wanted) -> NDArray[np.bool_]:
        return np.array([wanted.allows(passage) for passage in self.library.passages], dtype=bool)

    def _hits(self, rating: Rating, allowed: NDArray[np.bool_], k: int, diversity: float) -> list[Hit]:
        rows = ranked(rating, allowed, self.library.passages)
        return [
            Hit(
                passage=self.library.passages[row],
                score=rounded(float(rating.score[row])),
                dense=rounded(float(rating.dense[row])),
                lexical=rounded(float(rating.lexical[row])),
            )
            for row in diverse(rows, rating.score, k, diversity, self._candidates.between)
        ]
