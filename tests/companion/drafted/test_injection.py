"""Orders in documents and in pairs' files, and a model that obeys them all: nothing of it reaches an artefact."""

from __future__ import annotations

import pytest

from companion.advise import Companion
from companion.domain import Artefact, Language, Pair, Refusal, Request
from companion.drafted.trust import takeable
from companion.llm import ScriptedModel
from companion.wiring import Parts
from tests.companion.drafted.obedient import Attack, attacks, obeying, poisoned
from tests.companion.drafted.sample import GERMAN, TODAY, ask, failed, guidance, pair, with_model

SAMPLE = attacks()[:40]
KINDS = (("reflection", "mentee"), ("expectations", "both"), ("agenda", "both"), ("reflection", "mentor"))
PRINTABLE = 180  # characters that any field of a pair holds


def pair_in(language: Language, **changes: object) -> Pair:
    return pair(**{**(GERMAN if language == "de" else {}), **changes})


def shown(made: Artefact) -> str:
    return made.model_dump_json(exclude={"provenance"}).casefold()


def guided(companion: Companion, asked: Pair, kind: str, viewer: str) -> Artefact | Refusal:
    return companion.advise(asked, Request.model_validate({"kind": kind, "viewer": viewer, "today": TODAY}))


@pytest.mark.parametrize(("place", "attack"), list(enumerate(SAMPLE[:24])), ids=[attack.id for attack in SAMPLE[:24]])
def test_an_order_in_a_document_is_not_obeyed(parts: Parts, place: int, attack: Attack) -> None:
    model = obeying(attack.marker, start=place)
    companion = poisoned(with_model(parts, model), attack, glued_before=place % 2 == 0)
    made = ask(companion, pair_in(attack.language), *KINDS[place % 4])
    assert "handbook" in model.asked[0][-1].text.casefold()
    assert attack.marker.casefold() not in shown(made)
    assert {citation.id for citation in made.citations} <= {p.id for p in guidance(parts).library.passages}
    assert failed(made) == []


FIELDS = ("name", "role", "offers", "wants", "topic", "goal", "session", "commitment")


def with_order(field: str, attack: Attack) -> Pair:
    """A pair one of whose fields is an order."""
    plain, text = pair_in(attack.language), attack.text[:PRINTABLE]
    if field in ("name", "role"):
        return pair_in(attack.language, mentor={**plain.mentor.model_dump(), field: text})
    if field in ("offers", "wants"):
        return pair_in(attack.language, mentee={**plain.mentee.model_dump(), field: [text]})
    if field in ("topic", "goal"):
        return pair_in(attack.language, **{field: text})
    promised = [{"owner": "mentee", "text": text if field == "commitment" else "list"}]
    session = {"number": 1, "date": "2026-10-01", "status": "held", "commitments": promised}
    if field == "session":
        session["topic"] = text
    return pair_in(attack.language, sessions=[session])


@pytest.mark.parametrize(("place", "attack"), list(enumerate(SAMPLE[24:])), ids=[attack.id for attack in SAMPLE[24:]])
def test_an_order_in_a_pairs_file_changes_no_item(parts: Parts, place: int, attack: Attack) -> None:
    """What the two have written about themselves the guided artefact may show too, more often than it none."""
    asked, kind = with_order(FIELDS[place % len(FIELDS)], attack), KINDS[place // 8 % 4]
    companion = with_model(parts, obeying(attack.marker, start=place))
    before = guided(companion, asked, *kind)
    if isinstance(before, Refusal):
        return  # kept out before any model is asked
    made = ask(companion, asked, *kind)
    if takeable([attack.text], asked) != (attack.text,):  # else it is as short and plain as a topic, which items name
        assert shown(made).count(attack.marker.casefold()) <= shown(before).count(attack.marker.casefold())
    assert {citation.id for citation in made.citations} <= {p.id for p in companion.library.passages}
    assert failed(made) == failed(before)


@pytest.mark.parametrize("attack", SAMPLE[:4], ids=[attack.id for attack in SAMPLE[:4]])
def test_an_order_in_private_words_is_not_even_sent(parts: Parts, attack: Attack) -> None:
    model = ScriptedModel(['{"items": []}'])
    asked = pair_in(attack.language, concern={"owner": "mentee", "text": attack.text})
    made = with_model(parts, model).advise(
        asked,
        Request(kind="reflection", viewer="mentee", engine="llm", notes=attack.text, today=TODAY),
    )
    sent = "\n".join(message.text for messages in model.asked for message in messages).casefold()
    assert attack.marker.casefold() not in sent
    assert isinstance(made, Refusal) or attack.marker.casefold() not in shown(made)


def test_passages_cited_by_the_model_must_be_guidance_and_near(parts: Parts) -> None:
    """Ways of obeying that leave the text good: only the citations could carry the order out."""
    attack = SAMPLE[0]._replace(language="en")
    model = obeying("", ["for the last word"])
    made = ask(poisoned(with_model(parts, model), attack, glued_before=True), pair())
    assert "handbook.md" not in {citation.source for citation in made.citations}
