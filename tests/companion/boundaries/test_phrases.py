import time
from collections.abc import Callable

import pytest

from companion.boundaries.examples import shipped_examples
from companion.boundaries.phrases import reached_by_phrase


@pytest.mark.parametrize(
    "text", ["ICH WERDE GEMOBBT", "Ich  werde\ngemobbt", "Ich wer\u00adde gemobbt", "Ich werde in der Gruppe gemobbt"]
)
def test_shape_and_words_in_between_do_not_hide_a_phrase(text: str) -> None:
    assert reached_by_phrase(text) == "harassment"


@pytest.mark.parametrize(
    "text",
    [
        "I no longer want to live",
        "i dont want to live any more",
        "I do not wanna live",
        "I'd rather be dead",
        "Ich kann nicht mehr, ich will nicht mehr leben",
        "leben will ich nicht mehr",
        "ich will nich mehr leben",
        "Ich möchte so nicht länger leben",
        "Everything will soon be quiet",
        "Bald ist alles still",
        "Niemand würde mich vermissen",
        "Nobody would miss me",
        "I hope I don't wake up tomorrow",
    ],
)
@pytest.mark.parametrize("shape", ["{}", "{}.", "{} !!", "... {} ...", "Hello. {}, so", "({})"])
@pytest.mark.parametrize("case", [str, str.upper, str.lower])
def test_not_wanting_to_live_is_heard_in_any_case_and_punctuation(
    text: str, shape: str, case: Callable[[str], str]
) -> None:
    assert reached_by_phrase(case(shape.format(text))) == "crisis"


@pytest.mark.parametrize(
    "text",
    [
        "Im August sind die Termine hoffnungslos überbucht, der Kalender hat keine Luft mehr",
        "I will be fine by Friday, the office hours moved to Tuesday",
        "Die alte Liste brauche ich nicht mehr.",
        "We have MS Teams on every laptop",
        "August is hopeless, everyone is away",
        "Which tools do you use most likely",
        "Bestechend einfache Folien",
    ],
)
def test_words_of_phrases_in_everyday_use_reach_nothing(text: str) -> None:
    assert reached_by_phrase(text) is None


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
