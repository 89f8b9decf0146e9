"""Guidance cards: what an author writes, as data that the planner can rely on.

A card is a Markdown file with YAML front matter. The front matter holds everything that can be printed (first
sentences, steps, questions, ways out of silence); the body holds the reasons, as prose that retrieval finds and
citations quote. See knowledge/README.md for the authors' side.
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

import yaml
from pydantic import ConfigDict, Field, StringConstraints, ValidationError, field_validator

from companion.domain import (
    Area,
    CountsAs,
    Dimension,
    Format,
    Language,
    Model,
    OfferOrNeed,
    Phase,
    Side,
    Who,
)
from companion.errors import InvalidInput

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


def _as_tuple(value: Any) -> Any:
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
    wish_offer_apart: bool | None = None
    wish_like: tuple[Words, ...] = ()
    mentor_role_like: tuple[Words, ...] = ()
    mentee_role_like: tuple[Words, ...] = ()
    place_like: tuple[Words, ...] = ()
    pitfall: tuple[Slug, ...] = ()

    _listify = field_validator(
        "phase", "format", "wish_like", "mentor_role_like", "mentee_role_like", "place_like", "pitfall", mode="before"
    )(_as_tuple)


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

    _listify = field_validator("mentor", "mentee", mode="before")(_as_tuple)


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

    _listify = field_validator("materials", "ask", "cautions", "next", "fits", mode="before")(_as_tuple)


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

    _listify = field_validator("ask", "next", mode="before")(_as_tuple)


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
    into long sessions, `also` gives it a place in other phases.
    """

    kind: Slug
    phases: Annotated[tuple[Phase, ...], Field(min_length=1)]
    order: int
    minutes: BlockMinutes
    counts_as: CountsAs
    required: bool = False
    yields: int = 50
    minutes_at_least: int = 0
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

    _listify = field_validator("materials", "ask", mode="before")(_as_tuple)


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


class Section(Model):
    """A section of a card's body: prose for retrieval, quoted by citations of `units`."""

    heading: str
    units: tuple[Slug, ...]
    text: Words


class Card(Model):
    """One guidance card in one language."""

    id: Slug
    number: Annotated[int, Field(ge=1, le=99)]
    kind: CardKind
    language: Language
    title: Words
    shown_as: Words | None = None
    audience: Annotated[tuple[Literal["mentor", "mentee", "both", "facilitator"], ...], Field(min_length=1)]
    phases: Annotated[tuple[Phase, ...], Field(min_length=1)]
    evidence: Annotated[tuple[Words, ...], Field(min_length=1)]

    blocks: tuple[CardBlock, ...] = ()
    adds: tuple[Add, ...] = ()
    next: tuple[Next, ...] = ()

    when: When | None = None  # a pitfall's situation that speaks for itself, without anybody's worry
    cues: tuple[Words, ...] = ()
    moves: tuple[Move, ...] = ()
    never: tuple[Words, ...] = ()

    questions: tuple[CardQuestion, ...] = ()
    prompts: tuple[CardPrompt, ...] = ()
    fields: tuple[CardField, ...] = ()
    intros: tuple[SheetIntro, ...] = ()
    if_stuck: Text | None = None

    topic: Topic | None = None
    goals: tuple[Goal, ...] = ()
    cautions: tuple[Add, ...] = ()
    impulses: tuple[Impulse, ...] = ()
    exercises: tuple[Exercise, ...] = ()
    dialogue: tuple[TopicQuestion, ...] = ()
    transfer: tuple[Transfer, ...] = ()
    harvest: Harvest | None = None
    sheets: tuple[CardSheet, ...] = ()

    sections: Annotated[tuple[Section, ...], Field(min_length=1)]

    _listify = field_validator("audience", mode="before")(_as_tuple)

    @property
    def reader_title(self) -> str:
        """The title that both people may read; a pitfall's own title never leaves the library."""
        return self.shown_as or self.title


_FRONT = re.compile(r"\A---\n(.*?)\n---\n(.*)\Z", re.DOTALL)
_HEADING = re.compile(r"^## +(.+?)(?:\s*\{(#[^}]*)\})?\s*$", re.MULTILINE)


def parse_card(text: str, origin: str) -> Card:
    """Read a card from its Markdown.

    The body's `## Heading {#unit #unit}` sections become `sections`; a heading without units is the core.

    Raises:
        InvalidInput: if front matter or body cannot be used; names `origin`, the field and the remedy.
    """
    match = _FRONT.match(text)
    if match is None:
        raise InvalidInput(origin, "", "a card begins with front matter between two lines of ---")
    try:
        data = yaml.safe_load(match[1])
    except yaml.YAMLError as problem:
        raise InvalidInput(origin, "front matter", f"is not valid YAML: {_first_line(problem)}") from problem
    if not isinstance(data, dict):
        raise InvalidInput(origin, "front matter", "must be fields with values")
    try:
        return Card.model_validate({**data, "sections": _sections(match[2])})
    except ValidationError as problem:
        first = problem.errors()[0]
        raise InvalidInput(origin, ".".join(str(part) for part in first["loc"]), first["msg"]) from problem


def _sections(body: str) -> list[dict[str, object]]:
    heads = list(_HEADING.finditer(body))
    ends = [head.start() for head in heads[1:]] + [len(body)]
    return [
        {
            "heading": head[1],
            "units": tuple(unit.lstrip("#") for unit in (head[2] or "").split()),
            "text": body[head.end() : end].strip(),
        }
        for head, end in zip(heads, ends, strict=True)
    ]


def _first_line(problem: Exception) -> str:
    mark = getattr(problem, "problem_mark", None)
    place = f" in line {mark.line + 2}" if mark else ""
    return f"{getattr(problem, 'problem', None) or 'cannot be read'}{place}"
