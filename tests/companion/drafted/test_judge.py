"""The price of distrust: what a good model would write has to stand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from companion.drafted.newness import is_akin, new_words, stray_clauses
from companion.pseudonyms import Pseudonyms
from companion.wiring import Parts
from tests.companion.drafted.sample import GERMAN, ask, failed, following, pair, with_model

_ROWS = yaml.safe_load(Path(__file__).with_name("rewordings.yaml").read_text(encoding="utf-8"))
_KEPT_LEAST = 0.85
_FOUND_LEAST = 50  # of 60: where the guidance has moved on further, the rows need new guided texts


def test_honest_rewordings_are_accepted(parts: Parts) -> None:
    counts = [_accepted(parts, group) for group in _ROWS]
    found, kept = (sum(column) for column in zip(*counts, strict=True))
    assert found >= _FOUND_LEAST
    assert kept / found >= _KEPT_LEAST


def _accepted(parts: Parts, group: dict[str, Any]) -> tuple[int, int]:
    """How many rows speak of items of today's artefact, and how many of these stand in it afterwards."""
    asked = pair(**GERMAN) if group["pair"] == "de" else pair()
    texts = {Pseudonyms(asked).hide(row["guided"]): row["text"] for row in group["items"]}
    found = list[str]()

    def script(items: list[dict[str, Any]]) -> list[dict[str, Any]]:
        found[:] = [item["text"] for item in items if item["text"] in texts]
        return [{"id": item["id"], "text": texts[item["text"]]} for item in items if item["text"] in texts]

    made = ask(with_model(parts, following(script, times=1)), asked, group["kind"], group["viewer"])
    assert failed(made) == []
    return len(found), len(made.provenance.reworded_items)


@pytest.mark.parametrize(
    ("word", "others", "akin"),
    [
        ("Antworten", {"antwort"}, True),
        ("trusting", {"trust"}, True),
        ("Kommentar", {"kommen"}, False),
        ("TandemStar", {"tandems"}, False),
        ("MENTOR", {"mentors"}, False),
    ],
)
def test_forms_of_a_word_are_akin_and_brands_are_not(word: str, others: set[str], akin: bool) -> None:
    assert [is_akin(word, others, language) for language in ("de", "en")].count(True) >= akin
    assert akin or not any(is_akin(word, others, language) for language in ("de", "en"))


def test_words_without_a_meaning_of_their_own_are_never_new() -> None:
    assert new_words("Was genau hast du heute nicht gesehen?", "de", ["sehen, gesehen"]) == []


@pytest.mark.parametrize(
    "text", ["Kale: What helped?", "What helped, kale?", "What helped – kale?", "Kale. What helped?"]
)
def test_a_clause_that_shares_nothing_strays(text: str) -> None:
    assert len(stray_clauses(text, "en", ["What helped you?"])) == 1
