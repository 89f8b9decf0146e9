from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from companion.retrieve.match import Match, Matcher
from companion.store import Signal
from tests.companion.retrieve.sample import DIMENSIONS, MemoryLibrary, WordEmbedder, cue, passage

SIGNALS = [
    cue("Der Termin ist ausgefallen", "cancelled"),
    cue("Wir finden keinen Termin", "cancelled"),
    cue("Mein Gegenüber redet dauernd", "lectures"),
    cue("Ich komme nicht zu Wort", "lectures"),
    cue("Every meeting is cancelled", "cancelled", language="en"),
    cue("draußen gehen", "walks", "walk", role="fits"),
    cue("am Fluss sitzen", "walks", "sit", role="fits"),
]
PASSAGES = [passage("Termine verschieben statt absagen", card="cancelled"), passage("Redezeit teilen", card="lectures")]


def match(*texts: str, signals: Sequence[Signal] = SIGNALS, role: str = "cue", language: str = "de") -> list[Match]:
    return Matcher(MemoryLibrary(PASSAGES, signals), WordEmbedder()).match(texts, role, language)  # type: ignore[arg-type]


def test_the_nearest_phrase_comes_first_with_its_card() -> None:
    best = match("Schon wieder ist der Termin ausgefallen")[0]
    assert (best.card, best.text) == ("cancelled", "Der Termin ist ausgefallen")


def test_each_card_and_unit_comes_once() -> None:
    assert [(found.card, found.unit) for found in match("Termin")] == [("cancelled", ""), ("lectures", "")]
    units = match("am Fluss gehen", role="fits")
    assert sorted(found.unit for found in units) == ["sit", "walk"]


def test_of_several_texts_the_nearest_counts() -> None:
    alone = match("Ich komme nicht zu Wort")[0]
    assert match("Wetter", "Ich komme nicht zu Wort")[0] == alone


def test_of_several_texts_each_card_still_comes_once() -> None:
    assert len(match("Termin ausgefallen", "Wir finden keinen", "Wort")) == 2


class Indifferent(WordEmbedder):
    """All texts mean the same."""

    def encode_query(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.ones((len(texts), DIMENSIONS), dtype=np.float32) / np.float32(np.sqrt(DIMENSIONS))


def test_shared_words_speak_where_meaning_does_not() -> None:
    matcher = Matcher(MemoryLibrary(PASSAGES, SIGNALS), Indifferent())
    compound, stranger = (
        {found.card: found.score for found in matcher.match([text], "cue", "de")}
        for text in ("Terminausfall", "Xylophon")
    )
    assert compound["cancelled"] > stranger["cancelled"]
    assert compound["lectures"] == stranger["lectures"]


def test_only_phrases_of_the_language_are_compared() -> None:
    assert [found.text for found in match("cancelled", language="en")] == ["Every meeting is cancelled"]


@pytest.mark.parametrize("texts", [(), ("",), ("  ",)])
def test_nothing_is_near_to_no_words(texts: tuple[str, ...]) -> None:
    assert match(*texts) == []


def test_without_phrases_nothing_is_near() -> None:
    assert match("Termin", signals=[]) == []
    assert match("Termin", role="topic") == []


@pytest.mark.parametrize("text", ["Termin", "und", "xyz", "?!"])
def test_a_single_phrase_can_be_compared(text: str) -> None:
    (found,) = match(text, signals=SIGNALS[:1])
    assert 0 <= found.score <= 1


def test_the_prose_of_a_card_speaks_for_its_phrases() -> None:
    with_prose = match("Redezeit")
    assert with_prose[0].card == "lectures"
    bare = Matcher(MemoryLibrary(PASSAGES[:1], SIGNALS), WordEmbedder()).match(["Redezeit"], "cue", "de")
    assert next(found for found in bare if found.card == "lectures").score < with_prose[0].score


def test_more_words_in_common_are_nearer() -> None:
    scores = [match(text)[0].score for text in ("Der Termin ist ausgefallen", "Der Termin", "Wetter")]
    assert scores == sorted(scores, reverse=True)


def test_asking_again_gives_the_same() -> None:
    matcher = Matcher(MemoryLibrary(PASSAGES, SIGNALS), WordEmbedder())
    assert matcher.match(["Termin"], "cue", "de") == matcher.match(["Termin"], "cue", "de")
