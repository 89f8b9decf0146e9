"""What a topic's primer puts into a session."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from companion.cards import Ask, Card, CardStep, Goal, Prepare, TopicForms, TopicQuestion, Transfer, Variant, When
from companion.guided.blocks import BlockPlan, References
from companion.guided.choose import Option, Used, ranked, unit_id
from companion.guided.guidance import Guidance
from companion.guided.slots import Filler
from companion.words import say

_ANY = When()
# An offered sentence is read and corrected, not discussed: two to three minutes of ten.
_OFFER_SHARE = 3.0
Part = TypeVar("Part", Goal, Transfer, TopicQuestion)


class TopicParts:
    """A primer's contributions, each new to the pair for as long as there are new ones.

    Args:
        primer: the primer, or None where the library has none for this topic.
        guidance: compares the pair's words with what a part is for.
        used: what the pair met before.
    """

    def __init__(self, primer: Card | None, guidance: Guidance, used: Used) -> None:
        self.primer = primer
        self._guidance = guidance
        self._used = used

    @property
    def forms(self) -> TopicForms | None:
        """How the topic stands in sentences."""
        return self.primer.topic.forms if self.primer and self.primer.topic else None

    def variants(self, kind: str) -> list[Option[Variant]]:
        """The topic's own ways to run an impulse or a try-out; deeper ones only after something that they build on."""
        if self.primer is None:
            return []
        if kind == "impulse":
            return [Option[Variant](self.primer.id, item.id, item, item.when) for item in self.primer.impulses]
        return [
            Option[Variant](self.primer.id, item.id, item, item.when)
            for item in self.primer.exercises
            if not item.after or any(self._used.last_use(unit_id(self.primer.id, earlier)) for earlier in item.after)
        ]

    def enrich(self, plan: BlockPlan, filler: Filler, references: References, words: Sequence[str]) -> None:
        """Puts the topic's sentence, plan, question or harvest into a block that takes one."""
        if self.primer is None:
            return
        if "goal" in plan.kinds and not filler.situation.pair.goal:
            self._offer_goal(self.primer, plan, filler, words)
        elif "transfer" in plan.kinds:
            self._offer_plan(self.primer, plan, filler, words)
        elif plan.kind == "dialogue":
            self._ask(self.primer, plan, filler, words)
        elif plan.kind == "harvest" and self.primer.harvest:
            plan.insert(self.primer.harvest.step, 0)
            plan.asks += self.primer.harvest.ask
            plan.materials += self.primer.harvest.materials
        else:
            return
        plan.citations += references.cite(self.primer.id)

    def preparation(self, plans: Sequence[BlockPlan]) -> list[tuple[str, Prepare]]:
        """What the topic's harvest needs beforehand."""
        if self.primer and self.primer.harvest and any(plan.kind == "harvest" for plan in plans):
            return [(self.primer.id, self.primer.harvest.prepare)]
        return []

    def _offer_goal(self, primer: Card, plan: BlockPlan, filler: Filler, words: Sequence[str]) -> None:
        goal = self._best(primer, primer.goals, filler, filler.situation.pair.mentee.wants[:1] or words)
        if goal:
            offer = say(filler.language, "agenda.step.offered_goal", text=filler.form(goal.text))
            self._offer(primer, goal.id, plan, filler, offer)

    def _offer_plan(self, primer: Card, plan: BlockPlan, filler: Filler, words: Sequence[str]) -> None:
        transfer = self._best(primer, primer.transfer, filler, words)
        if transfer:
            offer = say(filler.language, "agenda.step.offered_plan", when=transfer.when, then=transfer.then)
            self._offer(primer, transfer.id, plan, filler, offer)

    def _offer(self, primer: Card, unit: str, plan: BlockPlan, filler: Filler, offer: str) -> None:
        text = say(filler.language, "agenda.step.offer", text=offer)
        plan.suggest(
            CardStep(by="mentee", share=_OFFER_SHARE, text=text), 1 if plan.kind in ("goal", "transfer") else 0
        )
        plan.units.append(unit_id(primer.id, unit))

    def _ask(self, primer: Card, plan: BlockPlan, filler: Filler, words: Sequence[str]) -> None:
        question = self._best(primer, primer.dialogue, filler, words)
        if question:
            plan.asks.append(Ask(by=question.by, text=question.text))
            plan.units.append(unit_id(primer.id, question.id))

    def _best(self, primer: Card, parts: Sequence[Part], filler: Filler, words: Sequence[str]) -> Part | None:
        options = [Option[Part](primer.id, part.id, part, _ANY) for part in parts]
        best = ranked(
            options,
            filler.situation,
            self._used,
            None,
            lambda option: self._guidance.fit(words, option.card, option.unit),
        )
        return best[0].item if best else None
