"""What a chat model is told of a pair and of the draft: shared facts, the items, the passages. Nothing private.

A worry and private notes shape the guided draft, which selects guidance by them. They are no part of this, so that no
model, hosted or not, ever reads them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from companion.domain import AgendaDraft, Draft, Hit, Pair, Passage, Request
from companion.drafted.items import WORDS_MOST, Item
from companion.guided.slots import display_names
from companion.prompts import as_data, packed
from companion.pseudonyms import Pseudonyms
from companion.words import say

_SESSIONS = 2  # of the past that a prompt tells of


@dataclass(frozen=True)
class Brief:
    """The material of one prompt.

    Attributes:
        variables: of the prompt, by name; every text is pseudonymised, all from users and documents is marked as data.
        shown: the passages in the order of their numbers, from 1.
        items: id in the prompt -> item.
        pseudonyms: bring the names back.
    """

    variables: Mapping[str, str]
    shown: tuple[Passage, ...]
    items: Mapping[str, Item]
    pseudonyms: Pseudonyms


def brief(
    pair: Pair,
    request: Request,
    draft: Draft,
    items: Sequence[Item],
    evidence: Sequence[Hit],
    budget: int,
    pseudonyms: Pseudonyms,
) -> Brief:
    """Gather what the model may know, with passages by score up to a budget of tokens."""
    pack = packed(evidence, budget)
    numbers = {hit.passage.id: number for number, hit in enumerate(pack.hits, start=1)}
    named = {f"i{number}": item for number, item in enumerate(items, start=1)}
    told = [_told(name, item, numbers, pseudonyms) for name, item in named.items()]
    return Brief(
        variables={
            "pair": as_data(pseudonyms.hide("\n".join(_facts(pair, request))), "pair"),
            "situation": _situation(pair, draft),
            "items": as_data("\n".join(json.dumps(item, ensure_ascii=False) for item in told), "items"),
            "passages": as_data(pseudonyms.hide(pack.text), "passages"),
            "address": say(draft.language, "drafted.address", draft.address),
        },
        shown=tuple(hit.passage for hit in pack.hits),
        items=named,
        pseudonyms=pseudonyms,
    )


def _facts(pair: Pair, request: Request) -> Iterator[str]:
    """What both people know, a line each."""

    def fact(kind: str, **slots: object) -> str:
        return say(pair.language, f"drafted.fact.{kind}", None, **slots)

    sides = zip(("mentor", "mentee"), (pair.mentor, pair.mentee), display_names(pair), strict=True)
    for side, person, name in sides:
        who = fact(side)
        yield fact("person", who=who, name=name, role=person.role)
        yield from (fact("offers", who=who, text=text) for text in person.offers)
        yield from (fact("wants", who=who, text=text) for text in person.wants)
    yield fact("topic", text=request.topic or pair.topic)
    if pair.goal:
        yield fact("goal", text=pair.goal)
    for session in [session for session in pair.sessions if session.status == "held"][-_SESSIONS:]:
        yield fact("session", number=session.number, text=session.topic or "–")
        for item in session.commitments:
            yield fact(f"promised_{item.status}", who=fact(item.owner), text=item.text)


def _situation(pair: Pair, draft: Draft) -> str:
    slots: dict[str, object] = {
        "phase": say(draft.language, f"drafted.phase.{draft.phase}"),
        "format": say(draft.language, f"drafted.format.{pair.format}"),
        "planned": pair.planned_sessions,
    }
    if isinstance(draft, AgendaDraft):
        slots |= {"session": draft.session or 1, "minutes": draft.minutes}
    else:
        slots |= {"who": say(draft.language, f"drafted.fact.{draft.role}")}
    return say(draft.language, f"drafted.situation.{draft.kind}", None, **slots)


def _told(name: str, item: Item, numbers: Mapping[str, int], pseudonyms: Pseudonyms) -> dict[str, object]:
    return {
        "id": name,
        "what": item.what,
        "said_by": item.who or "nobody",
        "in": pseudonyms.hide(item.around),
        "text": pseudonyms.hide(item.text),
        "most_words": WORDS_MOST[item.what],
        "passages": [numbers[key] for key in item.citations if key in numbers],
    }
