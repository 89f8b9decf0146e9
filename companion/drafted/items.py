"""The single texts of a draft that a chat model may reword, and how a reworded one takes its place.

The model never touches what the rubric or the calendar decides: order and minutes, steps, commitments, confidentiality,
agreements, cautions, next steps and dates.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from companion.domain import AgendaDraft, Block, Draft, ExpectationDraft, Model, Who

What = Literal["purpose", "opening_line", "question"]

WORDS_MOST: dict[What, int] = {"purpose": 25, "opening_line": 40, "question": 25}
_LEFT_ALONE = frozenset({"check_in", "confidentiality", "agreement", "close", "footing"})


class Item(NamedTuple):
    """One text of a draft.

    Attributes:
        path: where it stands, such as `blocks.2.questions.0`.
        what: decides how long it may be and how it is checked.
        text: as the guided engine has it.
        who: says or asks it, None if nobody does.
        around: title of the block, or the beginning of the sentence that answers the prompt.
        citations: ids of the passages behind it.
    """

    path: str
    what: What
    text: str
    who: Who | None
    around: str
    citations: tuple[str, ...]


def items_of(draft: Draft) -> tuple[Item, ...]:
    """Return what may be reworded, in reading order."""
    if isinstance(draft, AgendaDraft):
        return tuple(item for place, block in enumerate(draft.blocks) for item in _of_block(place, block))
    if isinstance(draft, ExpectationDraft):
        return tuple(
            Item(f"prompts.{place}.question", "question", prompt.question, prompt.side, starter, prompt.citations)
            for place, prompt in enumerate(draft.prompts)
            for starter in [prompt.sentence_starter]
        )
    return tuple(
        Item(f"questions.{place}.text", "question", question.text, draft.role, draft.title, question.citations)
        for place, question in enumerate(draft.questions)
    )


def with_text(draft: Draft, item: Item, text: str, citations: tuple[str, ...]) -> Draft:
    """Return the draft with an item reworded and its sources named."""
    first, place, *rest = item.path.split(".")
    parts = list(getattr(draft, first))
    part = parts[int(place)]
    named = tuple(dict.fromkeys((*part.citations, *citations))) if isinstance(part, Block) else citations
    parts[int(place)] = _replaced(part, rest, text).model_copy(update={"citations": named})
    return draft.model_copy(update={first: tuple(parts)})


def _of_block(place: int, block: Block) -> Iterator[Item]:
    if _LEFT_ALONE.intersection((block.kind, *block.includes)):
        return
    here = f"blocks.{place}"
    yield Item(f"{here}.purpose", "purpose", block.purpose, None, block.title, block.citations)
    if block.opening_line:
        line = block.opening_line
        yield Item(f"{here}.opening_line.text", "opening_line", line.text, line.who, block.title, block.citations)
    for number, (question, who) in enumerate(zip(block.questions, block.asked_by, strict=True)):
        yield Item(f"{here}.questions.{number}", "question", question, who, block.title, block.citations)


def _replaced(part: Model, path: list[str], text: str) -> Model:
    name, *rest = path
    value = getattr(part, name)
    if isinstance(value, tuple):
        number = int(rest[0])
        return part.model_copy(update={name: (*value[:number], text, *value[number + 1 :])})
    return part.model_copy(update={name: _replaced(value, rest, text) if rest else text})
