import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from companion.text import count_tokens
from ingest.chunk import PACKED_MOST, PARAGRAPH_MOST, chunk

SENTENCE = "Wer zuhört, erfährt in einer Stunde mehr als aus drei Berichten, die niemand zu Ende gelesen hat."
words = st.lists(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12), max_size=60)
prose = st.integers(1, 60).map(lambda number: " ".join([SENTENCE] * number))
paragraphs = st.lists(st.one_of(words.map(" ".join), prose, st.text(max_size=40)), max_size=6)


def glued(texts: list[str]) -> str:
    """Return all signs that are not blank, in order."""
    return "".join("".join(texts).split())


@given(paragraphs)
def test_no_word_is_lost(texts: list[str]) -> None:
    assert glued(chunk(texts)) == glued(texts)


@given(paragraphs)
@example(["x" * 20_000])
@example(["👩‍🚀" * 3_000])
def test_no_passage_is_too_long(texts: list[str]) -> None:
    assert all(count_tokens(piece) <= PARAGRAPH_MOST for piece in chunk(texts))


@given(paragraphs)
def test_no_passage_is_empty(texts: list[str]) -> None:
    assert all(piece.strip() for piece in chunk(texts))


@given(st.lists(prose, min_size=1, max_size=5))
def test_words_stay_whole(texts: list[str]) -> None:
    assert " ".join(chunk(texts)).split() == " ".join(texts).split()


@given(paragraphs)
def test_only_a_whole_paragraph_passes_the_lower_limit(texts: list[str]) -> None:
    whole = {text.strip() for text in texts}
    assert all(count_tokens(piece) <= PACKED_MOST or piece in whole for piece in chunk(texts))


def test_short_neighbours_are_joined() -> None:
    assert chunk(["Erstens.", "Zweitens.", "Drittens."]) == ["Erstens.\n\nZweitens.\n\nDrittens."]


@pytest.mark.parametrize("sentences", [9, 18])
def test_paragraph_of_a_usual_length_stays_whole(sentences: int) -> None:
    paragraph = " ".join([SENTENCE] * sentences)
    assert 870 <= len(paragraph) <= 1_800
    assert chunk([paragraph]) == [paragraph]


def test_long_paragraph_is_divided_between_sentences() -> None:
    pieces = chunk([" ".join([SENTENCE] * 60)])
    assert len(pieces) > 1
    assert all(piece.endswith("gelesen hat.") for piece in pieces)


def test_long_list_is_divided_between_items() -> None:
    items = [f"- {SENTENCE}" for _ in range(60)]
    pieces = chunk(["\n".join(items)])
    assert len(pieces) > 1
    assert "\n".join(pieces).split("\n") == items


def test_long_sentence_is_divided_between_words() -> None:
    pieces = chunk(["und weiter " * 1_000])
    assert len(pieces) > 1
    assert {piece.split()[-1] for piece in pieces} <= {"und", "weiter"}


def test_blank_paragraphs_give_nothing() -> None:
    assert chunk(["", " \n "]) == []
