import re

from companion.words import keys, say


def slots(text: str) -> set[str]:
    return set(re.findall(r"\{([a-z_.]+)\}", text))


def test_both_catalogues_are_complete() -> None:
    one_form_in_english = {"slot.leaves"}
    three_forms_in_german = {"slot.leaves.nom", "slot.leaves.acc", "slot.leaves.dat"}
    assert keys("de") - three_forms_in_german == keys("en") - one_form_in_english


def test_both_languages_fill_the_same_slots() -> None:
    for key in keys("de") & keys("en"):
        assert slots(say("de", key)) == slots(say("en", key)), key


def test_words_take_the_form_of_address() -> None:
    assert say("de", "text.plan_for_you", "du") == "Dein Wenn-dann-Plan"
    assert say("de", "text.plan_for_you", "Sie") == "Ihr Wenn-dann-Plan"
