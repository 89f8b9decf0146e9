"""The shipped guidance as the planner sees it, with a matcher that counts common words instead of embedding."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from companion.cards import Card, parse_card
from companion.domain import Hit, Language, Pair, Passage, Phase, Request
from companion.guided.engine import GuidedEngine
from companion.guided.guidance import Role, Thresholds
from companion.shipped import shipped


@dataclass(frozen=True)
class Found:
    card: str
    unit: str
    score: float


@dataclass(frozen=True)
class WordMatcher:
    """Scores a phrase by the share of its longer words that the texts contain."""

    cards: Mapping[str, Card]

    def match(self, texts: Sequence[str], role: Role, language: Language) -> list[Found]:
        words = _words(" ".join(texts))
        best: dict[tuple[str, str], float] = {}
        for card, unit, phrase in self._phrases(role):
            own = _words(phrase)
            score = len(own & words) / len(own) if own else 0.0
            best[card, unit] = max(best.get((card, unit), 0.0), score)
        found = [Found(card, unit, score) for (card, unit), score in best.items()]
        return sorted(found, key=lambda match: (-match.score, match.card, match.unit))

    def evidence(self, pair: Pair, request: Request, phase: Phase | None = None) -> list[Hit]:
        """Nothing is near; what is, has its tests with the real retriever."""
        return []

    def _phrases(self, role: Role) -> Iterator[tuple[str, str, str]]:
        for card in self.cards.values():
            if role == "cue":
                yield from ((card.id, "", cue) for cue in card.cues)
            elif role == "topic":
                yield from ((card.id, "", word) for word in (card.topic.match if card.topic else ()))
            else:
                units = (*card.exercises, *card.impulses, *card.goals, *card.transfer, *card.questions)
                blocks = (variant for block in card.blocks for variant in block.variants)
                yield from ((card.id, unit.id, fit) for unit in (*units, *blocks) for fit in unit.fits)


def _words(text: str) -> set[str]:
    return {word.strip(".,;:!?„“”") for word in text.casefold().split() if len(word) > 3}


@cache
def cards(language: Language) -> dict[str, Card]:
    files = sorted(Path(shipped("knowledge"), language).glob("*.md"))
    found = [parse_card(file.read_text(encoding="utf-8"), file.name) for file in files]
    return {card.id: card for card in found}


def passages(language: Language) -> list[Passage]:
    return [
        Passage(
            id=f"{card.id}-{place}",
            card=card.id,
            number=card.number,
            kind=card.kind,
            title=card.reader_title,
            heading=section.heading,
            source=", ".join(card.evidence),
            language=language,
            units=section.units,
            file=f"{language}/{card.id}.md",
            text=section.text,
        )
        for card in cards(language).values()
        for place, section in enumerate(card.sections)
    ]


def engine(language: Language) -> GuidedEngine:
    own = cards(language)
    return GuidedEngine(language, own, passages(language), WordMatcher(own), Thresholds(cue=0.5, topic=0.99))
