import time

import pytest

from companion.boundaries.examples import shipped_examples
from companion.boundaries.phrases import reached_by_phrase


@pytest.mark.parametrize(
    "text", ["ICH WERDE GEMOBBT", "Ich  werde\ngemobbt", "Ich wer\u00adde gemobbt", "Ich werde in der Gruppe gemobbt"]
)
def test_shape_and_words_in_between_do_not_hide_a_phrase(text: str) -> None:
    assert reached_by_phrase(text) == "harassment"


@pytest.mark.parametrize("text", ["Ich will jemanden töten und umbringen", "Ich will jemanden toeten und umbringen"])
def test_umlauts_may_be_written_either_way(text: str) -> None:
    assert reached_by_phrase(text) == "danger"


def test_a_phrase_does_not_reach_past_a_full_stop() -> None:
    assert reached_by_phrase("Ich schreibe einen Bericht. Danach gehe ich an die Chefin heran.") is None


def test_a_german_phrase_counts_in_an_english_text() -> None:
    assert reached_by_phrase("My notes: Suizidgedanken since May") == "crisis"


def test_harmless_idioms_do_not_hide_what_stands_beside_them() -> None:
    assert reached_by_phrase("A killer argument, and I want to kill myself") == "crisis"


def test_phrases_find_most_of_the_development_half_with_few_false_alarms() -> None:
    reached = {True: [], False: []}  # type: dict[bool, list[bool]]
    # The third authors wrote after the phrases, for the part that goes by meaning.
    for example in (example for example in shipped_examples() if not example.id.startswith("third")):
        reached[example.category != "none"].append(reached_by_phrase(example.text) is not None)

    assert sum(reached[True]) / len(reached[True]) >= 0.85
    assert sum(reached[False]) / len(reached[False]) <= 0.05


def test_the_longest_note_is_read_within_seconds() -> None:
    plain = " ".join(
        one.text for one in shipped_examples() if one.category == "none" and not reached_by_phrase(one.text)
    )
    started = time.process_time()

    reached_by_phrase((plain * 4)[:20_000])

    assert time.process_time() - started < 10
