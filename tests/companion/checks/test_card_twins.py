import pytest

from companion.cards import parse_card
from companion.checks.card_twins import twin_faults

CARD = """---
id: after
number: 38
kind: reflection_set
language: {language}
title: T
audience: mentor
phases: [working]
evidence: [R19]
cues: {cues}
questions:
  - {{id: first, role: mentor, dimension: noticing, text: "{text}"}}
  - {{id: second, role: mentor, dimension: doing, when: {{session_from: 2, wish_like: [{words}]}}, text: "{text}"}}
---
## {heading}
S [R19].
"""


def german():
    return parse_card(CARD.format(language="de", text="Was?", words="Tabelle", cues="[a, b]", heading="Kern"), "de")


def english(old="", new=""):
    text = CARD.format(language="en", text="What?", words="spreadsheet", cues="[a]", heading="Core")
    return parse_card(text.replace(old, new), "en")


def test_words_may_differ():
    assert list(twin_faults(german(), english())) == []


@pytest.mark.parametrize(
    ("old", "new", "path"),
    [
        ("id: second", "id: third", "questions.second"),
        ("number: 38", "number: 39", "number"),
        ("dimension: doing", "dimension: meaning", "questions.second.dimension"),
        ("session_from: 2", "session_from: 3", "questions.second.when.session_from"),
        ("evidence: [R19]", "evidence: [R19, own]", "evidence"),
        ("audience: mentor", "audience: both", "audience"),
    ],
)
def test_bones_may_not_differ(old, new, path):
    found = list(twin_faults(german(), english(old, new)))
    assert any(fault.startswith(f"{path}: de has ") for fault in found)


def test_a_missing_entry_is_reported_once_and_not_for_each_field():
    found = list(twin_faults(german(), english("id: second", "id: third")))
    assert found == [
        "questions.second: de has an entry, en has nothing; both versions need the same",
        "questions.third: de has nothing, en has an entry; both versions need the same",
    ]
