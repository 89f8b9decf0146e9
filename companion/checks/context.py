"""What a check may know besides the draft, and how it says its verdict."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, TypeVar

from companion.domain import Check, Commitment, Language, Model, Pair, Person, Request

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

D = TypeVar("D")
Criterion = Callable[[D, "CheckContext"], Check]


class Encode(Protocol):
    """Turns texts into vectors of length 1, one row a text."""

    def __call__(self, texts: Sequence[str], /) -> NDArray[np.float32]:
        """Vectors of shape (texts, dimensions)."""
        ...


class CheckContext(Model):
    """The facts that a draft is checked against.

    Attributes:
        pair: the pair, with the viewer's concern if there is one.
        request: what was asked for, with the viewer's notes.
        allowed_kinds: kinds of blocks that this phase, and the pitfalls in play, may bring.
        own_words: words beside the pair's own that no lexicon judges, such as the topic's forms.
        never: what no artefact may say of anybody here, from the pitfalls in play.
        anchors: what the session was about: title and result of its exercise, anchor phrases.
        other_questions: what the other side is asked, for comparison.
    """

    pair: Pair
    request: Request
    allowed_kinds: frozenset[str] = frozenset()
    own_words: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    other_questions: tuple[str, ...] = ()

    @property
    def language(self) -> Language:
        """The artefact's language."""
        return self.pair.language

    @property
    def minutes(self) -> int:
        """The requested length of the session."""
        return self.request.minutes or self.pair.session_minutes

    @property
    def people(self) -> tuple[str, ...]:
        """All names under which the two can be printed."""
        return tuple(_names(self.pair.mentor)) + tuple(_names(self.pair.mentee))

    def commitments(self, status: str) -> tuple[Commitment, ...]:
        """The pair's commitments with this status."""
        items = (item for session in self.pair.sessions for item in session.commitments)
        return tuple(item for item in items if item.status == status)

    @cached_property
    def shared_words(self) -> tuple[str, ...]:
        """Everything the pair's shared fields say, verbatim."""
        return tuple(_shared(self.pair, self.request))

    @cached_property
    def users_words(self) -> tuple[str, ...]:
        """What users typed or chose; checks of wording skip it."""
        return (*self.shared_words, *self.own_words, *self.people)


def _names(person: Person) -> Iterator[str]:
    yield person.name
    yield from (part for part in person.name.split() if part[0].isupper() and not part.endswith("."))
    if person.salutation:
        yield person.salutation


def _shared(pair: Pair, request: Request) -> Iterator[str]:
    for person in (pair.mentor, pair.mentee):
        yield from (person.name, person.role, *person.offers, *person.wants)
    yield pair.topic
    yield from (text for text in (request.topic, pair.goal, pair.contact and pair.contact.name) if text)
    for session in pair.sessions:
        yield from (text for text in (session.topic, *(item.text for item in session.commitments)) if text)


def verdict(name: str, context: CheckContext, passed: bool, *, de: str, en: str) -> Check:
    """The verdict under a stable name, its detail in the artefact's language."""
    return Check(name=name, passed=passed, detail=de if context.language == "de" else en)


def shown(text: str, language: Language) -> str:
    """A text in quotation marks, short enough to be quoted in a verdict."""
    opening, closing = ("„", "“") if language == "de" else ("“", "”")
    return f"{opening}{text[:57]}…{closing}" if len(text) > 60 else f"{opening}{text}{closing}"
