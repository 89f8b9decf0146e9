"""Finds every text of a guidance card that can be printed, and says what it is for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from companion import cards
from companion.cards import Card, Counted, Forms, Spoken
from companion.domain import Model

Form = Literal["plain", "du", "sie"]

_PRINTED = """title shown_as purpose text opening_line materials material cautions caution if_stuck leaves mentor mentee
when then ask starter example note anchor bare inside about"""
_TEXTS = frozenset(_PRINTED.split())
_QUESTIONS = (cards.Ask, cards.RoleQuestion, cards.TopicQuestion, cards.CardQuestion)
_REFLECTION = (cards.RoleQuestion, cards.CardQuestion)


@dataclass(frozen=True)
class Found:
    """A printable text with its place in the card.

    Attributes:
        path: where it stands, in words an author finds again ("exercises.kitchen_table.ask[1].sie").
        text: one form of it.
        form: whether it is the only form, or the one for du or for Sie.
        counted: whether `{n}` may stand here.
        question: whether the rules for questions apply.
        reflection: whether `{anchor}` may stand here.
        per: whether `{commitments}` may stand here.
        sheet: whether it is material to hand out, which may speak in any voice.
        block: the kind of the block it belongs to, if any.
    """

    path: str
    text: str
    form: Form = "plain"
    counted: bool = False
    question: bool = False
    reflection: bool = False
    per: bool = False
    sheet: bool = False
    block: str | None = None


def printed_texts(card: Card) -> Iterator[Found]:
    """Return every form of every printable text, in the card's order; cues and prose are not among them."""
    for name in ("title", "shown_as"):
        if getattr(card, name):
            yield Found(path=name, text=getattr(card, name))
    for name in type(card).model_fields:
        if name not in ("title", "shown_as", "sections", "when"):
            yield from _walk(getattr(card, name), Found(path=name, text="", block=_BLOCKS.get(name)), name)


_BLOCKS = {"impulses": "impulse", "exercises": "try_out", "prompts": "expectations", "fields": "expectations"}


def _walk(value: object, here: Found, name: str) -> Iterator[Found]:
    if isinstance(value, tuple):
        for position, item in enumerate(value, start=1):
            label = getattr(item, "id", None) or getattr(item, "kind", None)
            path = f"{here.path}.{label}" if label else f"{here.path}[{position}]"
            yield from _walk(item, replace(here, path=path), name)
    elif isinstance(value, str | Spoken | Counted | Forms):
        yield from _forms(value, here) if name in _TEXTS else ()
    elif isinstance(value, Model) and not isinstance(value, cards.When):
        inside = _entered(value, here)
        for field in type(value).model_fields:
            found = replace(inside, path=f"{here.path}.{field}", question=_asks(value, field))
            yield from _walk(getattr(value, field), found, field)


def _entered(value: Model, here: Found) -> Found:
    return replace(
        here,
        reflection=isinstance(value, _REFLECTION),
        per=isinstance(value, cards.CardStep) and value.per is not None,
        sheet=isinstance(value, cards.CardSheet),
        block=value.kind if isinstance(value, cards.CardBlock) else here.block,
    )


def _asks(value: Model, field: str) -> bool:
    if isinstance(value, cards.CardPrompt):
        return field == "ask"
    return field == "text" and isinstance(value, _QUESTIONS)


def _forms(value: str | Spoken | Counted | Forms, here: Found) -> Iterator[Found]:
    if isinstance(value, str):
        yield replace(here, text=value)
    elif isinstance(value, Forms):
        for case in ("nom", "acc", "dat"):
            yield replace(here, path=f"{here.path}.{case}", text=getattr(value, case))
    elif isinstance(value, Counted):
        for count in ("one", "many"):
            yield from _forms(getattr(value, count), replace(here, path=f"{here.path}.{count}", counted=True))
    else:
        yield replace(here, path=f"{here.path}.du", text=value.du, form="du")
        yield replace(here, path=f"{here.path}.sie", text=value.sie, form="sie")
