import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.domain import Passage
from ingest.duplicates import Duplicate, merge

TEXT = (
    "Die Termine für das ganze Halbjahr werden am Anfang gemeinsam festgelegt, und wer absagt, schlägt am selben Tag "
    "einen neuen Termin vor, damit das Gespräch nicht ausfällt und beide wissen, woran sie sind, auch wenn es eilt."
)


def passage(text: str, file: str, **more: object) -> Passage:
    facts = {"id": f"{file}:{text}", "card": file, "kind": "document", "title": "T", "source": file, "language": "de"}
    return Passage.model_validate({**facts, "file": file, "text": text, **more})


def files(passages: tuple[Passage, ...]) -> list[tuple[str, ...]]:
    return [(item.file, *item.also) for item in passages]


def test_same_text_in_two_files_is_kept_once_with_both_sources() -> None:
    found = merge([passage(TEXT, "a.md"), passage(TEXT, "b.md")])
    assert files(found.passages) == [("a.md", "b.md")]
    assert found.passages[0].source == "a.md, b.md"
    assert found.duplicates == (Duplicate(file="b.md", same_as="a.md", passages=1),)


def test_a_text_in_three_files_names_all_of_them() -> None:
    found = merge([passage(TEXT, name) for name in ("a.md", "b.md", "c.md")])
    assert files(found.passages) == [("a.md", "b.md", "c.md")]


@pytest.mark.parametrize(
    ("old", "new"), [("gemeinsam", "zusammen"), ("festgelegt, und", "festgelegt – und"), ("Halbjahr", "HALBJAHR")]
)
def test_a_small_difference_in_words_is_none(old: str, new: str) -> None:
    assert len(merge([passage(TEXT, "a.md"), passage(TEXT.replace(old, new), "b.md")]).passages) == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [("nicht ausfällt", "ausfällt"), ("am selben Tag", "nach 3 Tagen"), ("wer absagt", "wer absagen muss")],
)
def test_figures_negations_and_duties_keep_two_texts_apart(old: str, new: str) -> None:
    assert len(merge([passage(TEXT, "a.md"), passage(TEXT.replace(old, new), "b.md")]).passages) == 2


def test_texts_that_share_half_their_words_stay_apart() -> None:
    other = TEXT[:110] + "wird neu gesucht, sobald die Schicht es zulässt und das Programmbüro zugestimmt hat."
    assert len(merge([passage(TEXT, "a.md"), passage(other, "b.md")]).passages) == 2


def test_a_repetition_inside_one_file_stays() -> None:
    assert len(merge([passage(TEXT, "a.md"), passage(TEXT + " ", "a.md", heading="Noch einmal")]).passages) == 2


def test_two_languages_stay_apart() -> None:
    assert (
        len(merge([passage("Reverse Mentoring", "a.md"), passage("Reverse Mentoring", "b.md", language="en")])[0]) == 2
    )


def test_a_document_that_repeats_a_card_becomes_one_of_its_sources() -> None:
    found = merge([passage(TEXT, "card.md", kind="practice", units=("walk",)), passage(TEXT, "copy.md")])
    assert files(found.passages) == [("card.md", "copy.md")]
    assert found.passages[0].units == ("walk",)


def test_cards_are_never_merged_into_anything() -> None:
    found = merge([passage(TEXT, "copy.md"), passage(TEXT, "z-card.md", kind="practice")])
    assert len(found.passages) == 2


def test_what_one_file_calls_internal_stays_internal() -> None:
    public, internal = passage(TEXT, "a.md", confidentiality="public"), passage(TEXT, "b.md")
    assert merge([public, internal]).passages[0].confidentiality == "internal"
    assert merge([public, passage(TEXT, "b.md", confidentiality="public")]).passages[0].confidentiality == "public"


WORDS = st.lists(st.sampled_from(["Tag", "Termin", "nicht", "drei", "3", "Büro", "und"]), min_size=1, max_size=12)
PASSAGES = st.lists(st.tuples(WORDS, st.sampled_from(["a.md", "b.md", "c.md"])), max_size=8)


@given(PASSAGES)
def test_nothing_is_lost_and_merging_again_changes_nothing(drawn: list[tuple[list[str], str]]) -> None:
    given_ = [passage(" ".join(words), file, id=str(number)) for number, (words, file) in enumerate(drawn)]
    found = merge(given_)
    assert len(found.passages) + sum(item.passages for item in found.duplicates) == len(given_)
    assert {file for item in found.passages for file in (item.file, *item.also)} == {file for _, file in drawn}
    assert merge(found.passages).passages == found.passages
