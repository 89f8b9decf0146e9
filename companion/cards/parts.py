"""What a topic's primer, a question set and an expectation set hold."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, field_validator

from companion.cards.blocks import Variant
from companion.cards.texts import Ask, CardStep, Prepare, Slug, Text, TopicForms, When, Words, as_tuple
from companion.domain import Area, Dimension, Model, OfferOrNeed, Side, Who


class Goal(Model):
    """A learning goal that a kind of wish leads to; `today` is what a single session on the way to it ends with."""

    id: Slug
    fits: tuple[Words, ...] = ()
    text: Text


class Impulse(Variant):
    """A topic's own variant of the impulse block."""


class Transfer(Model):
    """An if-then plan to keep, change or cross out."""

    id: Slug
    fits: tuple[Words, ...] = ()
    when: Words
    then: Words


class TopicQuestion(Model):
    """A topic's own question for the dialogue block."""

    id: Slug
    by: Who = "both"
    text: Text


class CardSheet(Model):
    """Material for immediate use, such as a practice text with planted faults."""

    id: Slug
    title: Words
    text: Words


class Harvest(Model):
    """What a topic puts on the table in the closing session."""

    materials: tuple[Text, ...] = ()
    prepare: Prepare = Prepare()
    step: CardStep
    ask: tuple[Ask, ...] = ()

    _listify = field_validator("materials", "ask", mode="before")(as_tuple)


class Topic(Model):
    """The words by which a pair names a topic."""

    match: Annotated[tuple[Words, ...], Field(min_length=3)]
    forms: TopicForms


class CardQuestion(Model):
    """A reflection question; `when` narrows it, slots anchor it in the session."""

    id: Slug
    role: Side
    dimension: Dimension
    when: When = When()
    fits: tuple[Words, ...] = ()
    text: Text


class CardPrompt(Model):
    """An expectation prompt with the sentence it leads to."""

    id: Slug
    area: Area
    side: Who
    offer_or_need: OfferOrNeed
    when: When = When()
    ask: Text
    starter: Text
    optional: bool = False
    example: Text | None = None


class CardField(Model):
    """A line of the agreement; `___` marks what the two fill in."""

    area: Area
    when: When = When()
    text: Text


class SheetIntro(Model):
    """How a role's private sheet begins; `when.pitfall` selects the version that takes up a worry openly."""

    id: Slug
    role: Who
    when: When = When()
    text: Text
    opening_line: Text | None = None
