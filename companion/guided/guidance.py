"""What the library offers this pair: its cards, the primer for its topic, the pitfall behind a concern."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from companion.cards import Card, CardBlock
from companion.domain import Hit, Language, Pair, Phase, Request
from companion.guided.situation import Situation

Role = Literal["cue", "fits", "topic"]


class MatchLike(Protocol):
    """An authored phrase found near somebody's words."""

    @property
    def card(self) -> str:
        """Id of the card."""

    @property
    def unit(self) -> str:
        """Id of the unit within the card."""

    @property
    def score(self) -> float:
        """Nearness in [0, 1]."""


class Matcher(Protocol):
    """Finds authored phrases near somebody's words, best first, one per card and unit."""

    def match(self, texts: Sequence[str], role: Role, language: Language) -> Sequence[MatchLike]:
        """The phrases of a role near any of the texts."""

    def evidence(self, pair: Pair, request: Request, phase: Phase | None = None) -> Sequence[Hit]:
        """The passages that speak to the pair's shared facts, best first."""


@dataclass(frozen=True)
class Thresholds:
    """How near a phrase must be to count; calibrated with the retriever."""

    cue: float
    topic: float


@dataclass
class Guidance:
    """The cards of a language, and what matches this pair.

    Attributes:
        cards: id -> card.
        matcher: compares the pair's words with authored phrases.
        thresholds: of the matcher's scores.
    """

    cards: Mapping[str, Card]
    matcher: Matcher
    thresholds: Thresholds
    language: Language
    _scores: dict[str, dict[tuple[str, str], float]] = field(default_factory=dict)

    def primer(self, topic: str) -> Card | None:
        """The primer for a topic, by its own words first, by meaning second; None if none is near."""
        wanted = topic.casefold()
        primers = [card for card in self.cards.values() if card.topic]
        for card in primers:
            if card.topic and any(word.casefold() == wanted for word in card.topic.match):
                return card
        best = next(iter(self.matcher.match([topic], "topic", self.language)), None)
        return self.cards.get(best.card) if best and best.score >= self.thresholds.topic else None

    def pitfalls(self, concern: str | None) -> tuple[Card | None, Card | None]:
        """The pitfall nearest to a concern and the second nearest, each only if near enough."""
        if not concern:
            return None, None
        near = [match for match in self.matcher.match([concern], "cue", self.language)]
        ids = list(dict.fromkeys(match.card for match in near if match.score >= self.thresholds.cue))
        found = [self.cards[card] for card in ids if card in self.cards][:2]
        return (found + [None, None])[0], (found + [None, None])[1]

    def fit(self, texts: Sequence[str], card: str, unit: str) -> float:
        """How well a unit's `fits` phrases meet the texts on average, in steps of 0.01.

        Two decimals, so that no machine's arithmetic decides between two variants; the average, so that what several
        of the pair's words point to outweighs one chance likeness.
        """
        scores = [self._fits(text).get((card, unit), 0.0) for text in texts]
        return round(sum(scores) / len(scores), 2) if scores else 0.0

    def near(self, situation: Situation) -> Mapping[tuple[str, str], float]:
        """How near each unit's reasons are to what the pair shares at this session, in steps of 0.1.

        Coarse on purpose: a clear difference decides, a small one leaves variety between pairs.
        For a shared agenda nobody's private words are asked about.
        """
        pair = situation.pair.model_copy(update={"sessions": situation.earlier})
        request = Request(kind="agenda", viewer="both", topic=situation.topic, today=situation.today)
        hits = self.matcher.evidence(pair, request, situation.phase)
        return {(hit.passage.card, unit): round(hit.score, 1) for hit in hits for unit in hit.passage.units}

    def _fits(self, text: str) -> dict[tuple[str, str], float]:
        if text not in self._scores:
            found = self.matcher.match([text], "fits", self.language)
            self._scores[text] = {(match.card, match.unit): match.score for match in found}
        return self._scores[text]

    def blocks(self, phase: Phase) -> list[tuple[Card, CardBlock]]:
        """The standard blocks of a phase, in the order of the skeleton."""
        found = [
            (card, placed)
            for card in self.cards.values()
            if card.kind != "pitfall"
            for block in card.blocks
            if (placed := block.placed(phase))
        ]
        return sorted(found, key=lambda pair: (pair[1].order, pair[0].id))
