"""The small pieces of which cards are made: texts in their forms, circumstances, steps, questions."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, StringConstraints, field_validator

from companion.domain import Dimension, Format, Model, Phase, Side, Who

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]*$")]
CardKind = Literal[
    "agenda_block",
    "reflection_set",
    "expectation_set",
    "practice",
    "pitfall",
    "role_framing",
    "facilitator",
    "topic_primer",
]
Due = Literal["tomorrow", "in_a_week", "in_two_weeks", "before_next", "next_session", "in_a_month", "in_90_days"]


class Spoken(Model):
    """A text that addresses somebody in German, in both forms."""

    du: Words
    sie: Words


class Counted(Model):
    """A text that depends on how many things it speaks of."""

    one: Words | Spoken
    many: Words | Spoken


class Forms(Model):
    """A German noun phrase in the three cases that slots need."""

    nom: Words
    acc: Words
    dat: Words


class TopicForms(Model):
    """How a topic stands in a sentence: alone, after "in", after "about"."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    bare: Words
    inside: Words = Field(alias="in")
    about: Words


Text = Words | Spoken | Counted
Leaves = Words | Forms


def as_tuple(value: Any) -> Any:
    """A single value as a tuple of one; authors may leave out the brackets."""
    return (value,) if isinstance(value, (str, dict)) else value


class When(Model):
    """A conjunction of circumstances; an absent key does not matter.

    `*_like` hold words: one of them occurring in the pair's words (any case, as part of a word) is enough.
    `minutes_*` count the whole session, `session_*` the sessions held so far plus one.
    """

    phase: tuple[Phase, ...] = ()
    format: tuple[Format, ...] = ()
    minutes_at_least: int | None = None
    minutes_at_most: int | None = None
    session_from: int | None = None
    session_to: int | None = None
    has_open: bool | None = None
    cancelled_in_a_row: int | None = None
    wish_like: tuple[Words, ...] = ()
    mentor_role_like: tuple[Words, ...] = ()
    mentee_role_like: tuple[Words, ...] = ()
    place_like: tuple[Words, ...] = ()
    pitfall: tuple[Slug, ...] = ()

    _listify = field_validator(
        "phase", "format", "wish_like", "mentor_role_like", "mentee_role_like", "place_like", "pitfall", mode="before"
    )(as_tuple)


class Opening(Model):
    """The first sentence of a block and who says it."""

    who: Who
    text: Text


class CardStep(Model):
    """A step with its doer and its weight within the block.

    `from` is the block length in minutes below which the step is left out. `per` makes the step appear once for a
    side that has open commitments, with `{commitments}` filled. `anchor` is a phrase for reflection questions.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)

    by: Who
    share: Annotated[float, Field(gt=0)]
    text: Text
    since: int | None = Field(default=None, alias="from")
    per: Side | None = None
    anchor: Words | None = None
    when: When = When()


class Ask(Model):
    """A question that one side puts to the other, or each to the other."""

    by: Who
    text: Text


class Prepare(Model):
    """What each side does beforehand."""

    mentor: tuple[Text, ...] = ()
    mentee: tuple[Text, ...] = ()

    _listify = field_validator("mentor", "mentee", mode="before")(as_tuple)


class Next(Model):
    """A suggested next step."""

    owner: Who
    text: Text
    due: Due


class RoleQuestion(Model):
    """A reflection question that belongs to one exercise."""

    id: Slug
    role: Side
    dimension: Dimension
    text: Text
