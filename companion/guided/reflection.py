"""Plans reflection questions: per role, anchored in the session just held, new each time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from companion.cards import Card, CardQuestion, Exercise, Leaves, RoleQuestion, Transfer, Variant, When
from companion.domain import Dimension, IfThen, Question, ReflectionDraft, Side
from companion.guided.blocks import References
from companion.guided.choose import Option, Used, ranked
from companion.guided.guidance import Guidance
from companion.guided.situation import Situation
from companion.guided.slots import Filler
from companion.words import say

# Five questions in five minutes: what happened, what it means (twice), what follows, and once the two of them.
_PLAN: tuple[Dimension, ...] = ("noticing", "meaning", "meaning", "doing", "relationship")
_FROM_EXERCISE = 2
_ANCHORED = 2
_ANCHORS = ("{leaves", "{anchor}", "{session_topic}", "{topic.")


@dataclass(frozen=True)
class SessionHeld:
    """The session that is looked back on: its situation and what was tried in it."""

    situation: Situation
    tried: tuple[Option[Variant], ...]


class ReflectionPlanner:
    """Plans the questions of one role after one session.

    Args:
        held: the session.
        role: whose questions.
        guidance: the cards.
        references: where reasons stand.
        used: ids of questions that this role has met.
        words: the viewer's own private words (notes, concern), which may select questions and are never quoted.
        pitfall: id of the pitfall behind the viewer's own concern.
    """

    def __init__(
        self,
        held: SessionHeld,
        role: Side,
        guidance: Guidance,
        references: References,
        used: Used,
        words: Sequence[str],
        pitfall: str | None,
    ) -> None:
        self._held = held
        self._role = role
        self._guidance = guidance
        self._references = references
        self._used = used
        self._words = words
        self._pitfall = pitfall
        self._primer = guidance.primer(held.situation.topic)
        forms = self._primer.topic.forms if self._primer and self._primer.topic else None
        self._filler = Filler(held.situation, forms)

    def plan(self) -> ReflectionDraft:
        """The question set of the role."""
        situation = self._held.situation
        pair, language = situation.pair, situation.pair.language
        return ReflectionDraft(
            language=language,
            address=pair.address,
            pair_id=pair.id,
            phase=situation.phase,
            title=say(language, f"reflection.title.{self._role}", name=self._filler.name(self._role)),
            role=self._role,
            session=situation.number,
            intro=self._intro(),
            questions=tuple(self._printed(option) for option in self.questions()),
            if_then=self._if_then(),
            open_commitments=situation.commitments_of(self._role),
        )

    def _intro(self) -> str:
        situation = self._held.situation
        pair = situation.pair
        topic = situation.session.topic if situation.session and situation.session.topic else situation.topic
        after = say(pair.language, "reflection.after", number=situation.number, topic=topic)
        return f"{after}. {say(pair.language, 'reflection.intro', pair.address)}"

    def questions(self) -> list[Option[CardQuestion]]:
        """The chosen questions in the order of the five dimensions."""
        options = self._eligible()
        order = ranked(options, self._held.situation, self._used, self._pitfall, self._fit)
        chosen: list[Option[CardQuestion]] = []
        for dimension in _PLAN:
            own = sum(option.tier == 0 for option in chosen)
            fresh = [
                option
                for option in order
                if option.item.dimension == dimension
                and option not in chosen
                and (option.tier > 0 or own < _FROM_EXERCISE)
            ]
            # The first two look at what happened; they speak of this session wherever a question does.
            chosen += sorted(fresh, key=lambda option: len(chosen) < _ANCHORED and not self._speaks_of_it(option))[:1]
        return chosen

    def _speaks_of_it(self, option: Option[CardQuestion]) -> bool:
        anchored = any(slot in self._filler.form(option.item.text) for slot in _ANCHORS)
        return bool(option.when.pitfall) or option.tier == 0 or anchored

    def _sets(self) -> list[Card]:
        """The question sets of the session's phase."""
        cards = self._guidance.cards.values()
        return [card for card in cards if card.kind == "reflection_set" and self._held.situation.phase in card.phases]

    def _eligible(self) -> list[Option[CardQuestion]]:
        """The role's questions of the phase and of the exercises tried; those with an anchor need one."""
        found = [
            Option[CardQuestion](card.id, question.id, question, question.when, tier=1)
            for card in self._sets()
            for question in card.questions
            if question.role == self._role and self._can_be_anchored(question)
        ]
        for option in self._held.tried:
            if isinstance(option.item, Exercise):
                found += [
                    self._own(option.card, question) for question in option.item.reflect if question.role == self._role
                ]
        return found

    def _own(self, card: str, question: RoleQuestion) -> Option[CardQuestion]:
        item = CardQuestion(id=question.id, role=question.role, dimension=question.dimension, text=question.text)
        return Option(card, question.id, item, When(), tier=0)

    def _can_be_anchored(self, question: CardQuestion) -> bool:
        text = self._filler.form(question.text)
        return ("{anchor}" not in text or bool(self._anchors())) and ("{leaves" not in text or bool(self._held.tried))

    def _anchors(self) -> list[str]:
        return [step.anchor for option in self._held.tried for step in option.item.steps if step.anchor]

    def _anchor(self) -> str:
        """The phrase nearest to the viewer's own notes, else the first."""
        anchors = self._anchors()
        notes = " ".join(self._words).casefold()
        return max(
            anchors, key=lambda anchor: sum(word in notes for word in anchor.casefold().split() if len(word) > 4)
        )

    def _fit(self, option: Option[CardQuestion] | Option[Transfer]) -> float:
        return self._guidance.fit(self._words, option.card, option.unit) if option.item.fits else 0.0

    def _printed(self, option: Option[CardQuestion]) -> Question:
        extra = {"anchor": self._anchor()} if self._anchors() else {}
        citations = [*self._references.cite(option.card, option.unit)]
        text = self._filler.form(option.item.text)
        if "{anchor}" in text or "{leaves" in text:
            citations += self._references.cite(self._held.tried[0].card, self._held.tried[0].unit)
        return Question(
            id=option.id,
            text=self._filler.fill(option.item.text, leaves=self._leaves(), extra=extra),
            dimension=option.item.dimension,
            citations=tuple(dict.fromkeys(citations)),
        )

    def _leaves(self) -> Leaves | None:
        return self._held.tried[0].item.leaves if self._held.tried else None

    def _if_then(self) -> IfThen:
        """A plan to keep or change: the topic's for the mentee, the role's own otherwise."""
        own = [card for card in self._sets() if any(question.role == self._role for question in card.questions)]
        topical = [self._primer] if self._primer and self._role == "mentee" else []
        options = [
            Option[Transfer](card.id, item.id, item, When(), tier)
            for tier, group in enumerate((topical, own))
            for card in group
            for item in card.transfer
        ]
        best = ranked(options, self._held.situation, self._used, None, self._fit)
        if not best:
            return IfThen(when="…", then="…")
        chosen = best[0]
        return IfThen(
            when=self._filler.fill(chosen.item.when),
            then=self._filler.fill(chosen.item.then),
            citations=self._references.cite(chosen.card, chosen.unit),
        )
