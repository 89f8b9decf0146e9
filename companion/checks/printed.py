"""Finds the texts of a draft: everything a reader sees, without ids, roles and dates."""

from __future__ import annotations

from collections.abc import Iterator

from companion.domain import AgendaDraft, Block, Draft, ExpectationDraft, Model, ReflectionDraft

_NOT_PRINTED = frozenset(
    ("id", "kind", "language", "address", "pair_id", "phase", "role", "side", "area", "dimension", "offer_or_need")
    + ("counts_as", "lead", "who", "owner", "units", "includes", "asked_by", "answered_by")
    + ("provenance", "checks")
)


def draft_texts(draft: Draft, *, sheets: bool = True) -> tuple[str, ...]:
    """Return every text of a draft in reading order; practice sheets may be left out, they speak in any voice."""
    return tuple(_texts(draft, frozenset() if sheets else frozenset(("sheets",))))


def block_texts(block: Block) -> tuple[str, ...]:
    """Return every text of a block in reading order."""
    return tuple(_texts(block, frozenset()))


def questions(draft: Draft) -> tuple[str, ...]:
    """Return the questions of a draft; a closed question that opens a block asks for permission and is none."""
    if isinstance(draft, AgendaDraft):
        return tuple(question for block in draft.blocks for question in block.questions)
    if isinstance(draft, ReflectionDraft):
        return tuple(question.text for question in draft.questions)
    return tuple(prompt.question for prompt in draft.prompts)


def cited_ids(draft: Draft) -> tuple[str, ...]:
    """Return the ids of all passages a draft cites, each once, in the order of their use."""
    return tuple(dict.fromkeys(_cited(draft)))


def grounded_parts(draft: Draft) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Return each block, question or prompt as one text with the ids it cites."""
    if isinstance(draft, AgendaDraft):
        for block in draft.blocks:
            yield " ".join((block.purpose, *(step.text for step in block.steps))), block.citations
    elif isinstance(draft, ExpectationDraft):
        yield from ((f"{prompt.question} {prompt.sentence_starter}", prompt.citations) for prompt in draft.prompts)
    else:
        yield from ((question.text, question.citations) for question in draft.questions)


def _texts(value: object, skipped: frozenset[str]) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for item in value:
            yield from _texts(item, skipped)
    elif isinstance(value, Model):
        for name in type(value).model_fields:
            if name not in _NOT_PRINTED | skipped and not name.endswith("citations"):
                yield from _texts(getattr(value, name), skipped)


def _cited(value: object) -> Iterator[str]:
    if isinstance(value, tuple):
        for item in value:
            yield from _cited(item)
    elif isinstance(value, Model):
        for name in type(value).model_fields:
            part = getattr(value, name)
            yield from _ids(part) if name.endswith("citations") else _cited(part)


def _ids(value: str | tuple[str, ...] | tuple[tuple[str, ...], ...]) -> Iterator[str]:
    if isinstance(value, str):
        yield value
        return
    for item in value:
        yield from _ids(item)
