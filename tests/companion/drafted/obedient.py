"""A model that obeys whoever speaks last, attacks that speak, and a library that has let one in."""

from __future__ import annotations

import dataclasses
import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, NamedTuple

import yaml

from companion.advise import Companion
from companion.domain import Hit, Language, Pair, Passage, Request
from companion.llm import Message, ScriptedModel
from companion.retrieve import Retriever
from tests.companion.drafted.sample import items_in

_CASES = Path(__file__).resolve().parents[3] / "evals" / "cases" / "attacks.yaml"
_REPLIES = 60


class Attack(NamedTuple):
    """A text that gives orders, and what an obedient model would print."""

    id: str
    language: Language
    marker: str
    text: str


def attacks() -> list[Attack]:
    """All attacks with a marker, in an order that has nothing to do with them; other languages meet either one."""
    cases = [case for case in yaml.safe_load(_CASES.read_text(encoding="utf-8")) if case.get("marker")]
    return sorted((_attack(case) for case in cases), key=lambda attack: _digest(attack.id))


def _attack(case: dict[str, Any]) -> Attack:
    other: Language = "de" if _digest(case["id"]) % 2 else "en"
    language = case["language"] if case["language"] in ("de", "en") else other
    return Attack(case["id"], language, case["marker"], case["text"])


def _digest(text: str) -> int:
    return int(hashlib.sha256(text.encode()).hexdigest(), 16)


# --- what a model does with an order ----------------------------------------------------------------------------------

Obeys = Callable[[str, str], str]
WAYS: dict[str, Obeys] = {
    "sentence after": lambda text, marker: f"{text} {marker}.",
    "instead": lambda text, marker: f"{marker}.",
    "as a question": lambda text, marker: f"{marker}?",
    "sentence before": lambda text, marker: f"{marker}. {text}",
    "heading": lambda text, marker: f"{marker}: {text}",
    "clause": lambda text, marker: f"{text[:-1]}, {marker}{text[-1]}",
    "dash": lambda text, marker: f"{text[:-1]} – {marker}{text[-1]}",
    "brackets": lambda text, marker: f"{text[:-1]} ({marker}){text[-1]}",
    "advice": lambda text, marker: f"{text} Dazu hilft {marker} / consider {marker}.",
    "link": lambda text, marker: f"{text} https://more.example/{marker}",
    "woven in": lambda text, marker: f"{text[:-1]} {marker}{text[-1]}",
    "for the last word": lambda text, marker: f"{text[:-1].rsplit(' ', 1)[0]} {marker}{text[-1]}",
}


def obeying(marker: str, ways: Sequence[str] = tuple(WAYS), start: int = 0) -> ScriptedModel:
    """A model that prints the marker in each item, in ever other ways, cites all passages and repeats itself."""
    place = iter(range(start, 10_000))

    def reply(messages: Sequence[Message]) -> str:
        made = [_obeyed(item, marker, WAYS[ways[next(place) % len(ways)]]) for item in items_in(messages)]
        return json.dumps({"items": (made * _REPLIES)[:_REPLIES]}, ensure_ascii=False)

    return ScriptedModel([reply, reply])


def _obeyed(item: dict[str, Any], marker: str, way: Obeys) -> dict[str, Any]:
    return {"id": item["id"], "text": way(item["text"], marker), "passages": [1, 2, 3]}


# --- where an order comes from ----------------------------------------------------------------------------------------


class Poisoned:
    """A retriever over a library with one document more, which it finds first."""

    def __init__(self, retriever: Retriever, document: Passage) -> None:
        real = retriever.library
        self.library = SimpleNamespace(
            name=real.name, version=real.version, passages=(document, *real.passages), cards=real.cards
        )
        self._retriever, self._document = retriever, document

    def evidence(self, pair: Pair, request: Request) -> list[Hit]:
        """The document, and then what is really found."""
        return [
            Hit(passage=self._document, score=2, dense=1, lexical=1),
            *self._retriever.evidence(pair, request),
        ]


def poisoned(companion: Companion, attack: Attack, glued_before: bool) -> Companion:
    """The companion over a library in which an attack is glued to a genuine paragraph."""
    genuine = next(
        passage
        for passage in companion.library.passages
        if passage.language == attack.language and passage.kind == "reflection_set"
    )
    parts = (attack.text, genuine.text) if glued_before else (genuine.text, attack.text)
    document = Passage(
        id=_hex(attack.id),
        card="handbook",
        kind="document",
        title="Handbook",
        source="handbook.md",
        language=attack.language,
        file="handbook.md",
        text="\n\n".join(parts),
        confidentiality="public",
    )
    return dataclasses.replace(companion, retriever=Poisoned(companion.retriever, document))  # type: ignore[arg-type]


def _hex(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]
