from companion.cards import parse_card
from companion.checks.card_texts import printed_texts

CARD = """---
id: everything
number: 46
kind: topic_primer
language: de
title: Titel
shown_as: Neutral
audience: both
phases: [working]
evidence: [own]
cues: [Stichwort]
never: [Etikett]
topic: {match: [a, b, c], forms: {bare: Form, in: in Form, about: über Form}}
goals: [{id: g, fits: [Treffer], text: Ziel}]
exercises:
  - id: e
    depth: 1
    title: Übung
    lead: mentee
    purpose: {du: Zweck du, sie: Zweck Sie}
    opening_line: {who: mentee, text: Anfang}
    steps: [{by: mentor, share: 1, per: mentor, anchor: beim Zählen, text: {one: Eins, many: Viele}}]
    ask: {by: mentor, text: Frage}
    if_stuck: Ausweg
    leaves: {nom: das Blatt, acc: das Blatt, dat: dem Blatt}
    reflect: [{id: r, role: mentor, dimension: doing, text: Nachfrage}]
transfer: [{id: t, when: Anlass, then: Tat}]
prompts: [{id: p, area: aim, side: both, offer_or_need: both, ask: Bitte, starter: Satz, example: Beispiel}]
sheets: [{id: s, title: Bogen, text: Material}]
---
## Kern
Prosa.
"""


def found():
    return {text.path: text for text in printed_texts(parse_card(CARD, "card"))}


def test_every_printable_text_is_found_once():
    texts = [text.text for text in found().values()]
    assert sorted(texts) == sorted(
        ["Titel", "Neutral", "Form", "in Form", "über Form", "Ziel", "Übung", "Zweck du", "Zweck Sie", "Anfang"]
        + ["beim Zählen", "Eins", "Viele", "Frage", "Ausweg", "das Blatt", "das Blatt", "dem Blatt", "Nachfrage"]
        + ["Anlass", "Tat", "Bitte", "Satz", "Beispiel", "Bogen", "Material"]
    )


def test_forms_are_told_apart():
    assert found()["exercises.e.purpose.du"].form == "du"
    assert found()["exercises.e.purpose.sie"].form == "sie"
    assert found()["exercises.e.if_stuck"].form == "plain"


def test_questions_are_told_from_other_texts():
    asked = {path for path, text in found().items() if text.question}
    assert asked == {"exercises.e.ask[1].text", "exercises.e.reflect.r.text", "prompts.p.ask"}


def test_places_for_particular_slots_are_known():
    assert found()["exercises.e.steps[1].text.one"].counted
    assert found()["exercises.e.steps[1].text.one"].per
    assert found()["exercises.e.reflect.r.text"].reflection
    assert not found()["exercises.e.ask[1].text"].reflection
    assert found()["exercises.e.if_stuck"].block == "try_out"


def test_a_sheet_is_known_as_material():
    assert {path for path, text in found().items() if text.sheet} == {"sheets.s.title", "sheets.s.text"}
