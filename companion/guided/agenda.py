"""Plans an agenda: phase skeleton x variants x the topic's exercises x the moves of a pitfall x the pair's facts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from companion.cards import Add, Exercise, Leaves, Variant
from companion.domain import AgendaDraft, Block, Sheet
from companion.guided.blocks import BlockBuilder, BlockPlan, References, holding_adds
from companion.guided.choose import Option, Used, ranked, unit_id
from companion.guided.guidance import Guidance
from companion.guided.pitfall import Applied, influence
from companion.guided.preparation import PreparationPlanner, next_steps
from companion.guided.situation import Situation
from companion.guided.skeleton import Slot, skeleton
from companion.guided.slots import Filler, quoted
from companion.guided.topic import TopicParts
from companion.words import say

TRY_OUT, IMPULSE = "try_out", "impulse"
# Where a pair looks at whether topic and roles are right, no session serves the aim as it stands.
AIM_IN_QUESTION = ("goal_check", "roles")
_ADDING_KINDS = ("practice", "role_framing")


@dataclass(frozen=True)
class AgendaPlan:
    """A planned agenda and what the pair will have met with it.

    Attributes:
        draft: the agenda.
        units: ids to remember, in the order of use.
    """

    draft: AgendaDraft
    units: tuple[str, ...]


class AgendaPlanner:
    """Plans one session of one pair; make a new one for every session.

    Args:
        situation: the pair at its session.
        guidance: the library's cards and what matches.
        references: where reasons stand.
        used: what the pair met in earlier sessions.
        concern: the worry that may select guidance, in its owner's words.
    """

    def __init__(
        self, situation: Situation, guidance: Guidance, references: References, used: Used, concern: str | None
    ) -> None:
        self._situation = situation
        self._guidance = guidance
        self._references = references
        self._used = used
        self._influence = influence(situation, guidance, concern)
        self._topic = TopicParts(guidance.primer(situation.topic), guidance, used)
        self._filler = Filler(situation, self._topic.forms)
        self._adds = self._new_adds()
        self._units: list[str] = []
        self._words = spoken_words(situation)
        self._near = guidance.near(situation)

    def plan(self) -> AgendaPlan:
        """The agenda of the session."""
        slots = skeleton(self._situation, self._guidance, self._influence.acting, self._influence.lengths)
        moves = self._influence.moves({slot.block.kind for slot in slots}, self._used)
        builder = BlockBuilder(
            self._situation, self._filler, self._references, self._influence.leading, moves, self._adds
        )
        plans = [self._begin(slot, builder) for slot in slots]
        tried = tuple(plan.option for plan in plans if plan.kind == TRY_OUT)
        leaves = tried[0].item.leaves if tried else None
        starts = [sum(plan.slot.minutes for plan in plans[:place]) for place in range(len(plans))]
        blocks = tuple(builder.finish(plan, start, leaves) for plan, start in zip(plans, starts, strict=True))
        draft = self._draft(plans, blocks, leaves, moves)
        return AgendaPlan(draft, tuple(self._units))

    def _new_adds(self) -> list[tuple[str, str, Add]]:
        """What circumstances add; cautions every time, everything else once."""
        cards = [card for kind in _ADDING_KINDS for card in self._guidance.cards.values() if card.kind == kind]
        cards += [self._topic.primer] if self._topic.primer else []
        adds = holding_adds(cards, self._situation, self._influence.leading)
        return [add for add in adds if not self._used.last_use(unit_id(add[0], add[1]))]

    def _begin(self, slot: Slot, builder: BlockBuilder) -> BlockPlan:
        option = self._choose(slot)
        plan = builder.begin(slot, option)
        self._topic.enrich(plan, self._filler, self._references, self._words)
        self._used = self._used.add(plan.units)
        self._units += plan.units
        return plan

    def _choose(self, slot: Slot) -> Option[Variant]:
        card = slot.card.id
        options = [Option[Variant](card, v.id, v, v.when, tier=1) for v in slot.block.variants]
        if slot.block.kind in (TRY_OUT, IMPULSE):
            options += self._topic.variants(slot.block.kind)
        best = ranked(options, self._situation, self._used, self._influence.leading, self._fit, self._nearness)
        return best[0] if best else options[0]

    def _fit(self, option: Option[Variant]) -> float:
        return self._guidance.fit(self._words, option.card, option.unit) if option.item.fits else 0.0

    def _nearness(self, option: Option[Variant]) -> float:
        return self._near.get((option.card, option.unit), 0.0)

    def _draft(
        self, plans: Sequence[BlockPlan], blocks: tuple[Block, ...], leaves: Leaves | None, moves: Sequence[Applied]
    ) -> AgendaDraft:
        situation, pair = self._situation, self._situation.pair
        preparation = PreparationPlanner(self._filler, self._references, moves, self._adds, leaves)
        self._units += preparation.units()
        return AgendaDraft(
            language=pair.language,
            address=pair.address,
            pair_id=pair.id,
            phase=situation.phase,
            title=self._title(),
            session=situation.number,
            date=situation.session.date if situation.session else None,
            minutes=situation.minutes,
            goal=self._goal(plans),
            goal_citations=blocks[plans.index(_central(plans))].citations,
            notes=self._notes(),
            blocks=blocks,
            sheets=self._sheets(plans),
            preparation=preparation.prepare(plans, self._topic.preparation(plans)),
            carried_over=situation.open_commitments,
            next_steps=next_steps(plans, situation, self._filler, self._references, leaves),
        )

    def _title(self) -> str:
        situation, language = self._situation, self._situation.pair.language
        session_topic = situation.session.topic if situation.session else None
        return say(
            language,
            f"agenda.title.{situation.phase}",
            number=situation.number,
            topic=session_topic or situation.topic,
            mentor=self._filler.mentor,
            mentee=self._filler.mentee,
        )

    def _goal(self, plans: Sequence[BlockPlan]) -> str:
        """The session's aim; in working sessions it is what the central block is for."""
        purpose = self._filler.form(_central(plans).variant.purpose)
        aim = "in_question" if _central(plans).kind in AIM_IN_QUESTION else self._situation.phase
        text = say(self._situation.pair.language, f"agenda.goal.{aim}", purpose=purpose)
        return self._filler.fill(text)

    def _notes(self) -> tuple[str, ...]:
        situation, language = self._situation, self._situation.pair.language
        notes = [self._filler.fill(add.note) for _, _, add in self._adds if add.note]
        if self._topic.primer is None:
            topic = quoted(situation.topic, language)
            notes.append(say(language, "agenda.no_primer", topic=topic, mentee=self._filler.mentee))
        if situation.planned_next is None and situation.phase != "closing":
            notes.append(say(language, "agenda.supposed_date"))
        return tuple(notes)

    def _sheets(self, plans: Sequence[BlockPlan]) -> tuple[Sheet, ...]:
        primer = self._topic.primer
        if primer is None:
            return ()
        wanted = [plan.variant.sheet for plan in plans if isinstance(plan.variant, Exercise)]
        return tuple(
            Sheet(title=sheet.title, text=sheet.text, citations=self._references.cite(primer.id, sheet.id))
            for sheet in primer.sheets
            if sheet.id in wanted
        )


def _central(plans: Sequence[BlockPlan]) -> BlockPlan:
    """The block that the session is about: one that questions the aim, else the try-out, else the longest."""
    leading = (next((plan for plan in plans if plan.kind == kind), None) for kind in (*AIM_IN_QUESTION, TRY_OUT))
    return next(filter(None, leading), None) or max(plans, key=lambda plan: plan.slot.minutes)


def spoken_words(situation: Situation) -> tuple[str, ...]:
    """The pair's own words that exercises are matched with: open commitments, session topic, wishes, goal."""
    topic = situation.session.topic if situation.session else None
    return (
        *(item.text for item in situation.open_commitments),
        *([topic] if topic else []),
        *situation.pair.mentee.wants,
        *([situation.pair.goal] if situation.pair.goal else []),
    )
