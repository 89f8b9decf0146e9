"""Blocks of a session, their variants, and what a pitfall or a circumstance changes in them."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import ConfigDict, Field, StringConstraints, field_validator

from companion.cards.texts import (
    Ask,
    CardStep,
    Leaves,
    Next,
    Opening,
    Prepare,
    RoleQuestion,
    Slug,
    Text,
    When,
    Words,
    as_tuple,
)
from companion.domain import CountsAs, Model, Phase, Who


class Variant(Model):
    """One way to run a block: two variants of a block differ in what the two people do."""

    id: Slug
    title: Text
    when: When = When()
    fits: tuple[Words, ...] = ()
    lead: Who
    purpose: Text
    materials: tuple[Text, ...] = ()
    opening_line: Opening
    steps: Annotated[tuple[CardStep, ...], Field(min_length=1)]
    ask: tuple[Ask, ...] = ()
    cautions: tuple[Text, ...] = ()
    if_stuck: Text
    leaves: Leaves
    prepare: Prepare = Prepare()
    next: tuple[Next, ...] = ()

    _listify = field_validator("materials", "ask", "cautions", "next", "fits", mode="before")(as_tuple)


class Exercise(Variant):
    """A variant of the try-out block that belongs to a topic; deeper ones pick up what earlier ones left."""

    depth: Annotated[int, Field(ge=1, le=3)]
    after: tuple[Slug, ...] = ()
    reflect: tuple[RoleQuestion, ...] = ()
    sheet: Slug | None = None


class BlockMinutes(Model):
    """Lengths of a block in a 60-minute session."""

    least: Annotated[int, Field(ge=3)]
    usual: Annotated[int, Field(ge=3)]
    most: Annotated[int, Field(ge=3)]


class Repeat(Model):
    """A further instance of a block in long sessions: from how many minutes on, and where it stands."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    since: int = Field(alias="from")
    order: int


class Merged(Model):
    """What a block leaves in its host when the session is too short for both."""

    into: Slug
    steps: Annotated[tuple[CardStep, ...], Field(min_length=1)]
    ask: tuple[Ask, ...] = ()
    next: tuple[Next, ...] = ()

    _listify = field_validator("ask", "next", mode="before")(as_tuple)


class Place(Model):
    """Another phase in which a block stands, with its own place there."""

    phases: Annotated[tuple[Phase, ...], Field(min_length=1)]
    order: int
    required: bool = False
    minutes_at_least: int = 0
    repeats: tuple[Repeat, ...] = ()


class CardBlock(Model):
    """A block of a phase's skeleton with its variants.

    `order` places it, `yields` says which block goes first when a session is short (1 goes first; a required block
    never goes without being merged), `repeats` brings further instances
    into long sessions, `stretches` lets it grow beyond its `most` there, `also` gives it a place in other phases.
    """

    kind: Slug
    phases: Annotated[tuple[Phase, ...], Field(min_length=1)]
    order: int
    minutes: BlockMinutes
    counts_as: CountsAs
    required: bool = False
    yields: int = 50
    minutes_at_least: int = 0
    stretches: bool = True
    repeats: tuple[Repeat, ...] = ()
    also: tuple[Place, ...] = ()
    when: When = When()
    merged: Merged | None = None
    replaces: tuple[Slug, ...] = ()
    variants: Annotated[tuple[Variant, ...], Field(min_length=1)]

    def placed(self, phase: Phase) -> CardBlock | None:
        """The block as it stands in a phase; None if it has no place there."""
        if phase in self.phases:
            return self
        place = next((place for place in self.also if phase in place.phases), None)
        return self.model_copy(update=dict(place)) if place else None


class Move(Model):
    """What a pitfall changes: minutes of a block, its first sentence, a step, a question, a preparation.

    `minutes` is a signed percentage ("-50%") or "rest", which takes what the others freed. Moves with texts are
    grouped in rounds, so that a lasting worry meets something new each time.
    """

    block: Slug | None = None
    at: Literal["first"] | None = None
    minutes: Annotated[str, StringConstraints(pattern=r"^([+-]\d{1,2}%|rest)$")] | None = None
    round: Annotated[int, Field(ge=1)] = 1
    opening_line: Opening | None = None
    step: CardStep | None = None
    ask: Ask | None = None
    if_stuck: Text | None = None
    prepare: Prepare | None = None


class Add(Model):
    """A half sentence that a circumstance hangs onto a block or onto the preparation; `at` places a step."""

    when: When = When()
    block: Slug | None = None
    step: CardStep | None = None
    at: Literal["first", "middle"] = "first"
    material: Text | None = None
    if_stuck: Text | None = None
    caution: Text | None = None
    prepare: Prepare | None = None
    note: Text | None = None
