"""The guided engine's front: a pair and a request in, a draft out, or nothing where the library is too thin."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from companion.cards import Card
from companion.domain import Draft, Language, Pair, Passage, Request, Side
from companion.guided.agenda import AgendaPlanner
from companion.guided.blocks import References
from companion.guided.expectations import ExpectationPlanner
from companion.guided.guidance import Guidance, Matcher, Thresholds
from companion.guided.history import History
from companion.guided.pitfall import influence
from companion.guided.reflection import ReflectionPlanner, SessionHeld
from companion.guided.situation import situate, situate_past
from companion.guided.slots import quoted
from companion.words import say


@dataclass(frozen=True)
class Planned:
    """A draft and what the checks may know about how it came to be.

    Attributes:
        draft: the draft.
        allowed_kinds: kinds of blocks that the phase and the pitfalls in play may bring.
        never: what no artefact may say here, from the pitfalls in play.
        own_words: the topic's forms, which no lexicon judges.
        anchors: for reflection: what was on the table in the session.
        other_questions: for reflection: what the other side is asked.
    """

    draft: Draft
    allowed_kinds: frozenset[str] = frozenset()
    never: tuple[str, ...] = ()
    own_words: tuple[str, ...] = ()
    anchors: tuple[str, ...] = ()
    other_questions: tuple[str, ...] = ()


@dataclass(frozen=True)
class GuidedEngine:
    """Plans artefacts from one library in one language.

    Attributes:
        language: of cards and passages.
        cards: id -> card.
        passages: of the library; those in the language are cited.
        matcher: compares the pair's words with authored phrases.
        thresholds: of the matcher's scores.
    """

    language: Language
    cards: Mapping[str, Card]
    passages: Sequence[Passage]
    matcher: Matcher
    thresholds: Thresholds

    def draft(self, pair: Pair, request: Request) -> Planned | None:
        """The artefact asked for; None if the library has no cards that could carry it."""
        guidance = Guidance(self.cards, self.matcher, self.thresholds, self.language)
        planning = _Planning(pair, request, guidance, self._references())
        if request.kind == "agenda":
            return planning.agenda()
        if request.kind == "reflection":
            return planning.reflection()
        return planning.expectations()

    def _references(self) -> References:
        found: dict[tuple[str, str], str] = {}
        for passage in self.passages:
            if passage.language == self.language:
                for unit in passage.units or ("",):
                    found.setdefault((passage.card, unit), passage.id)
        return References(found)


@dataclass(frozen=True)
class _Planning:
    """One request at work."""

    pair: Pair
    request: Request
    guidance: Guidance
    references: References

    def agenda(self) -> Planned | None:
        pair, request = self.pair, self.request
        situation = situate(pair, minutes=request.minutes, topic=request.topic, today=request.today)
        standard = self.guidance.blocks(situation.phase)
        if not standard:
            return None
        concern = pair.concern.text if pair.concern else None
        used = self._history(concern).before(situation)
        draft = AgendaPlanner(situation, self.guidance, self.references, used, concern).plan().draft
        pitfalls = [*influence(situation, self.guidance, concern).acting, *self._in_play(concern)]
        kinds = [block.kind for _, block in standard] + [block.kind for card in pitfalls for block in card.blocks]
        never = tuple(word for card in pitfalls for word in card.never)
        return Planned(draft, frozenset(kinds), never, self._topic_words())

    def reflection(self) -> Planned | None:
        role: Side = "mentor" if self.request.viewer == "mentor" else "mentee"
        concern = self._own_concern()
        pitfalls = self._in_play(concern)
        words = tuple(text for text in (self.request.notes, concern) if text)
        planner, held = self._reflect(role, words, pitfalls[0].id if pitfalls else None, concern)
        if not planner.questions():
            return None
        other, _ = self._reflect("mentee" if role == "mentor" else "mentor", (), None, None)
        return Planned(
            planner.plan(),
            never=tuple(word for card in pitfalls for word in card.never),
            own_words=self._topic_words(),
            anchors=(*self._anchors(held), *self._topic_words()),
            other_questions=tuple(question.text for question in other.plan().questions),
        )

    def expectations(self) -> Planned | None:
        pair, request, role = self.pair, self.request, self.request.viewer
        if not any(card.kind == "expectation_set" for card in self.guidance.cards.values()):
            return None
        pitfalls = self._in_play(self._own_concern())
        situation = situate(pair, minutes=request.minutes, topic=request.topic, today=request.today)
        pitfall = pitfalls[0].id if pitfalls else None
        draft = ExpectationPlanner(situation, role, self.guidance, self.references, pitfall).plan()
        if self._own_concern() and not pitfalls:
            draft = draft.model_copy(update={"notes": (say(pair.language, "agenda.no_moves"),)})
        return Planned(draft, never=tuple(w for card in pitfalls for w in card.never), own_words=self._topic_words())

    def _own_concern(self) -> str | None:
        """The concern if it is the viewer's; a plain one belongs to whoever asks, in what both read to nobody."""
        concern, viewer = self.pair.concern, self.request.viewer
        return concern.text if concern and viewer != "both" and concern.owner in (None, viewer) else None

    def _in_play(self, concern: str | None) -> list[Card]:
        return [card for card in self.guidance.pitfalls(concern) if card]

    def _history(self, concern: str | None) -> History:
        return History(self.pair, self.guidance, self.references, concern, self.request.today)

    def _topic_words(self) -> tuple[str, ...]:
        primer = self.guidance.primer(self.request.topic or self.pair.topic)
        forms = primer.topic.forms if primer and primer.topic else None
        return (forms.bare, forms.inside, forms.about) if forms else ()

    def _reflect(
        self, role: Side, words: Sequence[str], pitfall: str | None, concern: str | None
    ) -> tuple[ReflectionPlanner, SessionHeld]:
        """The planner for the last session, knowing what the role was asked after the earlier ones.

        Before a first session is marked as held, the one that is planned counts as held.
        """
        pair, today = self.pair, self.request.today
        past = [situate_past(pair, session, today) for session in pair.sessions if session.status == "held"]
        situations = past or [situate(pair, minutes=None, topic=self.request.topic, today=today)]
        history = self._history(concern)
        held = [SessionHeld(replace(at, undertaken_in=pair.sessions), history.tried(at)) for at in situations]
        used = history.before(situations[-1]).add(history.units(situations[-1]))
        for earlier in held[:-1]:
            asked = ReflectionPlanner(earlier, role, self.guidance, self.references, used, (), pitfall).questions()
            used = used.add(option.id for option in asked)
        return ReflectionPlanner(held[-1], role, self.guidance, self.references, used, words, pitfall), held[-1]

    def _anchors(self, held: SessionHeld) -> Iterator[str]:
        session = held.situation.session
        yield held.situation.topic
        if session and session.topic:
            yield quoted(session.topic, self.guidance.language)
        for option in held.tried:
            leaves = option.item.leaves
            yield leaves if isinstance(leaves, str) else leaves.nom
            yield from (step.anchor for step in option.item.steps if step.anchor)
