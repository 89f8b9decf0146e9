"""Plans expectation prompts and the one-page agreement."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_args

from companion.cards import CardPrompt, SheetIntro
from companion.domain import AgreementField, Area, ExpectationDraft, Prompt, Side, Who
from companion.guided.blocks import References
from companion.guided.choose import Option, Used, ranked, specificity
from companion.guided.guidance import Guidance
from companion.guided.situation import Situation
from companion.guided.slots import Filler
from companion.words import say

AREAS: tuple[Area, ...] = get_args(Area)
_FRESH = Used()


class ExpectationPlanner:
    """Plans a private sheet for one side, or the joint part for both.

    Args:
        situation: the pair at its session.
        role: whose sheet; "both" gives the joint part, which no private word has touched.
        guidance: the cards.
        references: where reasons stand.
        pitfall: id of the pitfall behind the viewer's own concern.
    """

    def __init__(
        self, situation: Situation, role: Who, guidance: Guidance, references: References, pitfall: str | None
    ) -> None:
        self._situation = situation
        self._role = role
        self._guidance = guidance
        self._references = references
        self._pitfall = pitfall
        primer = guidance.primer(situation.topic)
        self._filler = Filler(situation, primer.topic.forms if primer and primer.topic else None)
        self._cards = [card for card in guidance.cards.values() if card.kind == "expectation_set"]
        self._prompting = [*self._cards, *([primer] if primer else [])]

    def plan(self) -> ExpectationDraft:
        """The sheet, with the agreement that it leads to."""
        pair, language = self._situation.pair, self._situation.pair.language
        intro = self._intro()
        return ExpectationDraft(
            language=language,
            address=pair.address,
            pair_id=pair.id,
            phase=self._situation.phase,
            title=self._title(),
            role=self._role,
            intro=self._filler.fill(intro.text),
            opening_line=self._filler.fill(intro.opening_line, spoken=True) if intro.opening_line else None,
            prompts=tuple(self._printed(option) for option in self._prompts(self._role)),
            if_stuck=self._if_stuck(),
            agreement=tuple(self._agreement()),
            review_date=self._situation.review_day,
            contact=self._filler.fill("{contact}"),
        )

    def _title(self) -> str:
        return say(
            self._situation.pair.language,
            f"expectations.title.{self._role}",
            name=self._filler.name(self._role),
            mentor=self._filler.mentor,
            mentee=self._filler.mentee,
        )

    def _prompts(self, side: Who) -> list[Option[CardPrompt]]:
        """One prompt an area, the most fitting; a topic's own question comes before the general one."""
        chosen: list[Option[CardPrompt]] = []
        for area in AREAS:
            options = [
                Option[CardPrompt](card.id, prompt.id, prompt, prompt.when, tier=card.topic is None)
                for card in self._prompting
                for prompt in card.prompts
                if prompt.side == side and prompt.area == area
            ]
            chosen += ranked(options, self._situation, _FRESH, self._pitfall)[:1]
        return chosen

    def _printed(self, option: Option[CardPrompt]) -> Prompt:
        prompt = option.item
        return Prompt(
            id=option.id,
            area=prompt.area,
            side=prompt.side,
            question=self._filler.fill(prompt.ask),
            offer_or_need=prompt.offer_or_need,
            sentence_starter=self._filler.fill(prompt.starter, spoken=True),
            optional_disclosure=prompt.optional,
            example=self._filler.fill(prompt.example) if prompt.example else None,
            answered_by=self._answering(prompt.area),
            citations=self._references.cite(option.card, option.unit),
        )

    def _answering(self, area: Area) -> tuple[Side, ...]:
        """The sides that meet this area on their own sheet or in the joint part."""
        sides = {prompt.side for card in self._prompting for prompt in card.prompts if prompt.area == area}
        both: tuple[Side, ...] = ("mentor", "mentee")
        return tuple(side for side in both if side in sides or "both" in sides)

    def _intro(self) -> SheetIntro:
        intros = [
            Option[SheetIntro](card.id, intro.id, intro, intro.when)
            for card in self._cards
            for intro in card.intros
            if intro.role == self._role
        ]
        return ranked(intros, self._situation, _FRESH, self._pitfall)[0].item

    def _if_stuck(self) -> str:
        texts = [(card, card.if_stuck) for card in self._cards if card.if_stuck]
        own = [text for card, text in texts if self._role in card.audience]
        return self._filler.fill((own or [text for _, text in texts])[0])

    def _agreement(self) -> Iterable[AgreementField]:
        for area in AREAS:
            fields = [
                (card, field)
                for card in self._cards
                for field in card.fields
                if field.area == area
                and ranked([Option(card.id, area, field, field.when)], self._situation, _FRESH, None)
            ]
            if fields:
                card, field = max(fields, key=lambda found: specificity(found[1].when))
                yield AgreementField(
                    area=area, field=self._filler.fill(field.text), citations=self._references.cite(card.id, area)
                )
