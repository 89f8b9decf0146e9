"""The guided engine's front: a pair and a request in, a draft out, or nothing where the library is too thin."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from companion.cards import Card
from companion.domain import AgendaDraft, ExpectationDraft, Language, Pair, Passage, ReflectionDraft, Request, Side
from companion.guided.agenda import AgendaPlanner
from companion.guided.blocks import References
from companion.guided.choose import Used
from companion.guided.expectations import ExpectationPlanner
from companion.guided.guidance import Guidance, Matcher, Thresholds
from companion.guided.history import History
from companion.guided.reflection import ReflectionPlanner, SessionHeld
from companion.guided.situation import Situation, situate, situate_past


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

    def agenda(self, pair: Pair, request: Request) -> AgendaDraft | None:
        """The agenda of the pair's next session; None if the library has no blocks for its phase."""
        situation = situate(pair, minutes=request.minutes, topic=request.topic, today=request.today)
        guidance = self._guidance()
        if not guidance.blocks(situation.phase):
            return None
        concern = pair.concern.text if pair.concern else None
        used = self._history(pair, guidance, concern, request).before(situation)
        return AgendaPlanner(situation, guidance, self._references(), used, concern).plan().draft

    def reflection(self, pair: Pair, request: Request, role: Side) -> ReflectionDraft | None:
        """The questions of one side after the last session; None if the library has none for its phase."""
        guidance = self._guidance()
        concern = own_concern(pair, role)
        pitfall = guidance.pitfalls(concern)[0]
        words = tuple(text for text in (request.notes, concern) if text)
        return self._reflect(pair, request, guidance, role, words, pitfall.id if pitfall else None)

    def neutral_reflection(self, pair: Pair, request: Request, role: Side) -> ReflectionDraft | None:
        """What a side would be asked if nobody's private words were known; for comparing the two sets."""
        return self._reflect(pair, request, self._guidance(), role, (), None)

    def expectations(self, pair: Pair, request: Request) -> ExpectationDraft | None:
        """Expectation prompts for the viewer; None if the library has none."""
        guidance = self._guidance()
        if not any(card.kind == "expectation_set" for card in self.cards.values()):
            return None
        role = request.viewer
        pitfall = None if role == "both" else guidance.pitfalls(own_concern(pair, role))[0]
        situation = situate(pair, minutes=request.minutes, topic=request.topic, today=request.today)
        return ExpectationPlanner(situation, role, guidance, self._references(), pitfall.id if pitfall else None).plan()

    def _guidance(self) -> Guidance:
        return Guidance(self.cards, self.matcher, self.thresholds, self.language)

    def _references(self) -> References:
        found: dict[tuple[str, str], str] = {}
        for passage in self.passages:
            if passage.language == self.language:
                for unit in passage.units or ("",):
                    found.setdefault((passage.card, unit), passage.id)
        return References(found)

    def _history(self, pair: Pair, guidance: Guidance, concern: str | None, request: Request) -> History:
        return History(pair, guidance, self._references(), concern, request.today)

    def _reflect(
        self,
        pair: Pair,
        request: Request,
        guidance: Guidance,
        role: Side,
        words: Sequence[str],
        pitfall: str | None,
    ) -> ReflectionDraft | None:
        concern = pair.concern.text if pair.concern and pair.concern.owner in (None, role) and words else None
        history = self._history(pair, guidance, concern, request)
        looked_at = self._sessions_looked_at(pair, request)
        used = Used()
        planner = None
        for place, situation in enumerate(looked_at):
            held = self._held(situation, history, pair)
            last = place == len(looked_at) - 1
            planner = ReflectionPlanner(
                held, role, guidance, self._references(), used, words if last else (), pitfall if last else None
            )
            if not last:
                used = used.add(option.id for option in planner.questions())
        draft = planner.plan() if planner else None
        return draft if draft and draft.questions else None

    def _sessions_looked_at(self, pair: Pair, request: Request) -> list[Situation]:
        """The held sessions; before the first one is marked as held, the one that is planned."""
        held = [situate_past(pair, s, request.today) for s in pair.sessions if s.status == "held"]
        return held or [situate(pair, minutes=request.minutes, topic=request.topic, today=request.today)]

    def _held(self, situation: Situation, history: History, pair: Pair) -> SessionHeld:
        return SessionHeld(replace(situation, undertaken_in=pair.sessions), history.plan(situation).tried)


def own_concern(pair: Pair, viewer: Side) -> str | None:
    """The concern if it is the viewer's; a plain one belongs to whoever asks."""
    return pair.concern.text if pair.concern and pair.concern.owner in (None, viewer) else None
