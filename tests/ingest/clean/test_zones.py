import pytest

from ingest.blocks import Block
from ingest.clean.zones import article, is_saved_page
from tests.ingest.sample import PARAGRAPH

BAR = 1.0


def lines(*texts: str) -> list[Block]:
    return [Block(text=text) for text in texts]


@pytest.mark.parametrize(("above", "saved"), [([], False), (["Menü"], False), (["Menü", "Suche"], True)])
def test_two_lines_of_noise_make_a_saved_page(above: list[str], saved: bool) -> None:
    assert is_saved_page([*lines(*above), *lines(PARAGRAPH)], 2) is saved


def test_end_of_a_text_that_is_no_saved_page_stays() -> None:
    text = lines(PARAGRAPH, "Kim Muster")
    assert article(text, BAR, saved=False) == text
    assert article(text, BAR, saved=True) == text[:1]


def test_salutation_above_the_first_paragraph_stays() -> None:
    text = lines("Liebe Leserinnen und Leser,", PARAGRAPH)
    assert article([*lines("Menü", "Suche"), *text], BAR, saved=True) == text


def test_comments_end_a_page_however_long_they_are() -> None:
    page = lines(PARAGRAPH, PARAGRAPH, PARAGRAPH)
    assert article([*page, *lines("2 Kommentare", *[PARAGRAPH] * 9)], BAR, saved=False) == page


def test_portrait_of_an_author_in_the_middle_goes_alone() -> None:
    box = lines("Über die Autorin", "Sie forscht in Kassel über Pausen und über die Stille.")
    page = [*lines(PARAGRAPH, PARAGRAPH, PARAGRAPH), *box, *lines(PARAGRAPH, PARAGRAPH)]
    assert article(page, BAR, saved=False) == lines(*[PARAGRAPH] * 5)


def test_list_of_contents_without_a_heading_goes() -> None:
    text = [Block(text="Am Anfang", level=2), *lines(PARAGRAPH), Block(text="Am Ende", level=2), *lines(PARAGRAPH)]
    assert article([*lines("- Am Anfang\n- Am Ende"), *text], BAR, saved=False) == text


def test_title_that_stands_there_twice_stands_there_once() -> None:
    title = Block(text="Umgekehrt lernen", level=1)
    assert article([title, title, *lines(PARAGRAPH)], BAR, saved=False) == [title, *lines(PARAGRAPH)]


def test_title_above_its_meta_lines_stays() -> None:
    title, first = Block(text="Was Chefs von Azubis lernen", level=1), Block(text="Der Anfang", level=1)
    page = [title, *lines("Lesezeit: 4 Minuten", "3. Mai 2024"), first, *lines(PARAGRAPH)]
    assert article(page, BAR, saved=False) == [title, first, *lines(PARAGRAPH)]
