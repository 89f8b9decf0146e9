"""Decides whether a request is declined or handed to people, and says so warmly."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from companion.boundaries.categories import BOUNDARIES, Boundary, Finding
from companion.boundaries.contacts import Contacts
from companion.boundaries.examples import shipped_examples
from companion.boundaries.meaning import Meaning
from companion.boundaries.messages import message
from companion.boundaries.phrases import reached_by_phrase
from companion.domain import Pair, Refusal, Request

if TYPE_CHECKING:
    from companion.embed import Embedder


class Boundaries:
    """Reads what a viewer typed and may see; no text leaves it, neither into a log nor into a file."""

    def __init__(self, embedder: Embedder, data_dir: Path, contacts: Contacts) -> None:
        self._meaning = Meaning(embedder, data_dir / "boundaries", shipped_examples())
        self._contacts = contacts

    def refuse(self, pair: Pair, request: Request) -> Refusal | None:
        """The refusal for the most severe boundary that a text reaches, in the pair's language and address."""
        found = self._category([*_facts(pair)], [*_free_texts(pair, request)])
        return found and Refusal(
            reason="boundary",
            category=found,
            language=pair.language,
            message=message(found, pair.language, pair.address),
            contacts=self._contacts.of(found, pair.language),
        )

    def finding(self, text: str) -> Finding | None:
        """The boundary that a single text reaches; a phrase goes before a meaning."""
        category = reached_by_phrase(text)
        if category:
            return Finding(category=category, how="phrase", score=1.0)
        return max(self._meaning.findings([text]), key=lambda found: found.score, default=None)

    def _category(self, facts: list[str], free: list[str]) -> Boundary | None:
        by_phrase = [category for text in facts + free if (category := reached_by_phrase(text))]
        if by_phrase:  # what only resembles an example weighs less than what is said
            return min(by_phrase, key=BOUNDARIES.index)
        by_meaning = [found.category for found in self._meaning.findings(free)]
        return min(by_meaning, key=BOUNDARIES.index, default=None)


def _facts(pair: Pair) -> Iterator[str]:
    """Short shared lines, where only a phrase counts: a head of health is no matter of health.

    A pair holds a dozen of them and more. Were each judged by its meaning, one pair in two would be declined by chance.
    """
    for person in (pair.mentor, pair.mentee):
        yield from filter(None, (person.name, person.role, person.salutation, *person.offers, *person.wants))
    yield pair.topic
    for session in pair.sessions:
        yield from filter(None, (session.topic, *(commitment.text for commitment in session.commitments)))


def _free_texts(pair: Pair, request: Request) -> Iterator[str]:
    """What somebody wrote freely, where the meaning counts too."""
    yield from filter(None, (request.topic, request.notes, pair.goal, _concern(pair, request)))


def _concern(pair: Pair, request: Request) -> str | None:
    """The worry, unless it is the partner's and the artefact is for this viewer alone."""
    if pair.concern is None:
        return None
    own = pair.concern.owner in (None, request.viewer)
    return pair.concern.text if own or request.kind == "agenda" else None
