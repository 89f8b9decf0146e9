"""A whole card, and how its Markdown is read."""

from __future__ import annotations

import re
from typing import Annotated, Literal

import yaml
from pydantic import Field, ValidationError, field_validator

from companion.cards.blocks import Add, CardBlock, Exercise, Move
from companion.cards.parts import (
    CardField,
    CardPrompt,
    CardQuestion,
    CardSheet,
    Goal,
    Harvest,
    Impulse,
    SheetIntro,
    Topic,
    TopicQuestion,
    Transfer,
)
from companion.cards.texts import CardKind, Next, Slug, Text, When, Words, as_tuple
from companion.domain import Language, Model, Phase
from companion.errors import InvalidInput


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

    _listify = field_validator("audience", mode="before")(as_tuple)

    @property
    def reader_title(self) -> str:
        """The title that both people may read; a pitfall's own title never leaves the library."""
        return self.shown_as or self.title


# libyaml reads the guidance ten times as fast; both loaders build plain data only.


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
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
        data = yaml.load(match[1], Loader=_LOADER)
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
