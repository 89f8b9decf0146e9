import numpy as np

from companion.retrieve.phrases import Nearness, Phrases, Prose
from tests.companion.retrieve.sample import MemoryLibrary, cue, passage, vector

SIGNALS = [cue("rote Äpfel", "fruit"), cue("grüne Äpfel", "fruit"), cue("rote Autos", "cars")]


def near(text: str) -> dict[str, Nearness]:
    library = MemoryLibrary([passage("x")], SIGNALS)
    chosen = library.signals("cue", "de")
    phrases = Phrases(chosen, [chosen.vectors, library.signals("topic", "de").vectors], "de")
    return {phrases.signals[found.row].card: found for found in phrases.near(text, vector(text))}


def test_a_unit_is_known_by_its_nearest_phrase() -> None:
    assert near("grüne Äpfel")["fruit"].row == 1


def test_the_same_words_are_the_same_wording() -> None:
    found = near("rote Autos")
    assert np.isclose(found["cars"].wording, 1)
    assert found["fruit"].wording < 0.7


def test_rare_words_tell_more_than_frequent_ones() -> None:
    assert near("Autos")["cars"].wording > near("rote")["cars"].wording


def test_meaning_is_what_phrases_do_not_have_in_common() -> None:
    found = near("rote Autos")
    assert found["cars"].meaning > 0.9
    assert found["fruit"].meaning < 0


def test_a_units_meaning_is_that_of_its_three_nearest_phrases() -> None:
    texts = ["rote Äpfel", "rote Birnen", "rote Kirschen", "blaue Fahrräder"]
    library = MemoryLibrary([passage("x")], [*(cue(text, "fruit") for text in texts), cue("schnelle Autos", "cars")])
    chosen = library.signals("cue", "de")
    centred = chosen.vectors - chosen.vectors.mean(axis=0)
    asked = vector("rote") - chosen.vectors.mean(axis=0)
    cosines = centred @ asked / np.linalg.norm(centred, axis=1) / np.linalg.norm(asked)
    fruit = next(Phrases(chosen, [chosen.vectors], "de").near("rote", vector("rote")))
    assert np.isclose(fruit.meaning, cosines[:3].mean(), atol=1e-5)


def test_prose_stands_out_against_the_other_cards() -> None:
    library = MemoryLibrary([passage("rote Äpfel essen", card="fruit"), passage("Autos fahren", card="cars")])
    found = Prose(library, "de").nearness(vector("Äpfel essen"))
    assert found["fruit"] > 0 > found["cars"]


def test_a_language_without_passages_has_no_prose() -> None:
    assert Prose(MemoryLibrary([passage("x")]), "en").nearness(vector("x")) == {}
