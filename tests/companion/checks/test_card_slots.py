import pytest

from companion.checks.card_slots import SAMPLES, SLOT, fill, own_words, slot_faults
from companion.checks.card_texts import Found


def faults(text, language="de", **place):
    return list(slot_faults(Found(path="x", text=text, **place), language))


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("{mentor} erzählt: {commitments}", {"per": True}),
        ("{n} Zusagen sind offen", {"counted": True}),
        ("Was hast du {anchor} gesehen?", {"reflection": True}),
        ("Mit {leaves.dat} weiterarbeiten", {"block": "dialogue"}),
        ("Wunsch: {wish} · Ziel: {goal}", {}),
        ("Die Liste, die {mentor} führt, und der Satz, auf den {mentee} zeigt", {}),
    ],
)
def test_slots_in_their_places_raise_no_alarm(text, place):
    assert faults(text, **place) == []


@pytest.mark.parametrize(
    "text", ["der {mentee}", "Das Blatt einer {mentee}", "{mentee}'s Blatt", "{mentor}s Blatt", "zum {goal}"]
)
def test_german_stays_whole(text):
    assert faults(text)


def test_english_knows_the_possessive():
    assert faults("Read {mentee}'s note", "en") == []


def test_case_forms_are_german_only():
    assert faults("{leaves.nom}", "en")
    assert faults("{leaves}", "de")


@pytest.mark.parametrize("language", ["de", "en"])
def test_every_sample_fills_the_same_slots(language):
    assert len(SAMPLES[language]) == 6
    assert len({frozenset(sample) for sample in SAMPLES[language]}) == 1


def test_filling_leaves_no_slot_that_is_known():
    text = " ".join(f"{{{name}}}" for name in SAMPLES["de"][0])
    assert not SLOT.search(fill(text, SAMPLES["de"][0]))


def test_unknown_slots_stay_visible():
    assert fill("{nothing}", SAMPLES["de"][0]) == "{nothing}"


def test_own_words_come_without_quotation_marks():
    assert not any(word.startswith(("„", "“")) for word in own_words(SAMPLES["de"][0]))
