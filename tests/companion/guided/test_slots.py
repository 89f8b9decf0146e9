import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.cards import Counted, Forms, Spoken, TopicForms
from companion.domain import Person
from companion.errors import MalformedDraft
from companion.guided.slots import Filler, first_name
from tests.companion.guided.sample import situation

FORMS = TopicForms(bare="Social Media", inside="in sozialen Netzwerken", about="über soziale Netzwerke")


def filler(**changes: object) -> Filler:
    return Filler(situation(**changes), FORMS)


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("Dr Caroline Marsh", "Caroline"),
        ("Prof. Dr. Hans-Jürgen Weiß", "Hans-Jürgen"),
        ("Ms Zoë O'Neill-Adams", "Zoë"),
        ("J. R. Smith", "J. R. Smith"),
        ("Drew Hall", "Drew"),
        ("Klaus", "Klaus"),
    ],
)
def test_first_names_lose_titles_and_nothing_else(name: str, first: str) -> None:
    assert first_name(Person(name=name, role="x")) == first


def test_the_sie_form_keeps_title_and_full_name() -> None:
    assert filler(address="Sie").fill("{mentee} liest vor.") == "Dr. Frank Albers liest vor."
    assert filler().fill("{mentee} liest vor.") == "Frank liest vor."


def test_namesakes_are_told_apart() -> None:
    both = {"mentor": {"name": "Frank Weiß", "role": "Trainee"}}
    assert filler(**both).fill("{mentor}, {mentee}") == "Frank Weiß, Dr. Frank Albers"


def test_own_words_stand_in_quotation_marks_and_in_single_ones_inside_a_quotation() -> None:
    assert filler().fill("Wunsch: {wish}") == "Wunsch: „eine kürzere Morgenrunde“"
    assert filler().fill("Mein Wunsch: {wish}", spoken=True) == "Mein Wunsch: ‚eine kürzere Morgenrunde‘"
    assert filler().fill("„Mein Wunsch: {wish}“") == "„Mein Wunsch: ‚eine kürzere Morgenrunde‘“"


def test_a_sentence_in_quotation_marks_gets_no_second_full_stop() -> None:
    wish = {"mentee": {"name": "Frank", "role": "x", "wants": ["Ich will das verstehen."]}}
    assert filler(**wish).fill("Wunsch: {wish}.") == "Wunsch: „Ich will das verstehen.“"


def test_counted_texts_follow_the_open_commitments_and_begin_with_a_capital() -> None:
    text = Counted(one="Eine Sache ist offen.", many="{n} Sachen sind {last.since} offen.")
    assert filler().fill(text) == "Zwei Sachen sind seit dem 8. Oktober offen."


def test_the_form_of_address_selects_the_spoken_version() -> None:
    text = Spoken(du="Was siehst du?", sie="Was sehen Sie?")
    assert (filler().fill(text), filler(address="Sie").fill(text)) == ("Was siehst du?", "Was sehen Sie?")


def test_leaves_stand_in_their_case() -> None:
    leaves = Forms(nom="der Entwurf", acc="den Entwurf", dat="dem Entwurf")
    assert filler().fill("Was zeigt sich an {leaves.dat}?", leaves=leaves) == "Was zeigt sich an dem Entwurf?"


def test_dates_fall_back_to_words_where_the_file_has_none() -> None:
    assert filler(sessions=[]).fill("Weiter {next.on}") == "Weiter beim nächsten Termin"
    assert filler().fill("Weiter {next.on}") == "Weiter am Donnerstag, 17. Dezember 2026"


def test_a_date_at_the_beginning_begins_with_a_capital_and_a_name_stays_as_it_is() -> None:
    small = {"mentor": {"name": "bell hooks", "role": "x"}}
    assert filler().fill("{next.on} geht es weiter.") == "Am Donnerstag, 17. Dezember 2026 geht es weiter."
    assert filler(**small).fill("{mentor} liest.") == "bell liest."


def test_an_unknown_slot_is_no_artefact() -> None:
    with pytest.raises(MalformedDraft, match="nobody"):
        filler().fill("{nobody}")


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=80).filter(lambda text: text.strip()))
def test_whatever_people_write_stands_there_once_and_is_never_read_as_a_slot(wish: str) -> None:
    mentee = {"name": "Frank", "role": "x", "wants": [wish]}
    filled = filler(mentee=mentee).fill("Wunsch: {wish}")
    assert filled.startswith("Wunsch: „")
    assert filled.endswith("“")
