from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.blocks import Block
from ingest.clean import clean
from ingest.formats.plain import parse_plain
from tests.ingest.sample import PARAGRAPH

PAGES = Path(__file__).parents[1] / "pages"
ARTICLE = [
    Block(text="Zwei Rollen", level=1),
    Block(text=PARAGRAPH),
    Block(text="Danach", level=2),
    Block(text=PARAGRAPH),
]


def lines(*texts: str) -> list[Block]:
    return [Block(text=text) for text in texts]


@pytest.mark.parametrize(
    "line",
    [
        "4 min read",
        "• 4 min read\n• 1,203 views",
        "12 Min. Lesedauer",
        "Lesezeit: ca. 5 Minuten",
        "21 Aufrufe",
        "- veröffentlicht am",
        "Published on 2024-05-01",
        "17. November 2025",
        "November 17, 2025",
        "03.02.2024",
        "-3 °C",
        "Du befindest dich hier:",
        "Startseite » Blog » Zwei Rollen",
        "Menü",
        "Zum Inhalt springen",
        "Anzeige",
        "Alle akzeptieren",
        "Wir verwenden Cookies, um unsere Website zu verbessern.",
        "This website uses cookies. Accept?",
    ],
)
def test_line_of_noise_goes(line: str) -> None:
    assert clean([*ARTICLE[:2], *lines(line), *ARTICLE[2:]]) == ARTICLE


@pytest.mark.parametrize(
    "line",
    [
        "Nach 4 Minuten wird gewechselt.",
        "Was am 17. November 2025 beschlossen wurde, gilt weiter.",
        "Der Inhalt entscheidet.",
        "Teilen fällt leichter, wenn beide etwas mitbringen.",
        "- Menü der Kantine ansehen\n- Suche",
        "Cookies backen verbindet.",
    ],
)
def test_line_of_text_stays(line: str) -> None:
    assert clean([*ARTICLE[:2], *lines(line)]) == [*ARTICLE[:2], *lines(line)]


def test_what_stands_above_the_article_of_a_saved_page_goes() -> None:
    head = lines("Stromtarife vergleichen", "8°C", "Wirtschaft", "Kim", "• 3 min read\n• 14 Views")
    assert clean([*head, *ARTICLE]) == ARTICLE


def test_lead_of_a_text_without_noise_stays() -> None:
    lead = lines("Für Eilige", "Drei Sätze vorab.")
    assert clean([*lead, *ARTICLE]) == [*lead, *ARTICLE]


@pytest.mark.parametrize(
    "end",
    [
        "Leave a Reply",
        "Schreibe einen Kommentar",
        "3 Kommentare",
        "About the Author",
        "Weitere Blogbeiträge",
        "Das könnte dich auch interessieren",
        "Newsletter abonnieren",
    ],
)
@pytest.mark.parametrize("level", [0, 2])
def test_what_follows_the_article_goes(end: str, level: int) -> None:
    tail = [Block(text="Kim"), Block(text=end, level=level), *lines("Deine E-Mail-Adresse wird nicht veröffentlicht.")]
    assert clean([*ARTICLE, *tail]) == ARTICLE


def test_such_a_line_at_the_beginning_ends_nothing() -> None:
    assert clean([Block(text="Weitere Beiträge", level=2), *ARTICLE]) == ARTICLE


def test_nothing_but_noise_leaves_nothing() -> None:
    assert clean(lines("Menü", "Suche", "Impressum")) == []


def test_nothing_stays_nothing() -> None:
    assert clean([]) == []


# --- single sentences of advertising -----------------------------------------------------------------------------

FIRST = "Die beiden schreiben auf, was sie voneinander erwarten."
SECOND = "Am Ende liegt eine Karte auf dem Tisch, und niemand nimmt sie mit."


@pytest.mark.parametrize(
    "advert",
    [
        "Vereinbaren Sie jetzt eine kostenlose Demo unserer Mentoring-Software.",
        "Mit Tandemfix sparen Sie sich die Zuteilung, denn unsere Plattform erledigt das auf Knopfdruck.",
        "Viele entspannen abends auch in den besten Online-Casinos mit attraktiven Bonusangeboten.",
        "Abonnieren Sie unseren Newsletter und verpassen Sie keinen Beitrag mehr.",
        "Book a free demo with our experts today.",
        "After work, many people enjoy the best online casinos with generous bonuses.",
    ],
)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_advert_inside_a_paragraph_goes_and_the_rest_stays_word_for_word(advert: str, place: int) -> None:
    parts = [FIRST, SECOND]
    parts.insert(place, advert)
    assert clean(lines(" ".join(parts))) == lines(f"{FIRST} {SECOND}")


@pytest.mark.parametrize(
    "sentence",
    [
        "Buchen Sie die Termine für ein halbes Jahr im Voraus.",
        "Register your topic with the programme office.",
        "Melden Sie sich beim Programmbüro an.",
        "Probiert das Werkzeug an Dummy-Daten aus.",
        "Das Mikrofon kostete 40 Euro, und die Teilnahme war kostenlos.",
        "Wer seinen Newsletter nie liest, darf ihn abbestellen.",
        "Cookies merken sich, welche Seite jemand besucht hat.",
        "„Jetzt bewerben“ stand in der Anzeige, die beide zusammen umgeschrieben haben.",
        "Hartwig und Lenz (2020) haben 64 Paare befragt.",
        "At the insurer, which has 3,000 employees, the programme began with six pairs.",
    ],
)
def test_guidance_that_resembles_advertising_stays(sentence: str) -> None:
    assert clean(lines(f"{FIRST} {sentence} {SECOND}")) == lines(f"{FIRST} {sentence} {SECOND}")


def test_question_that_leads_to_an_offer_goes_with_it() -> None:
    offer = "Sie wollen mehr erfahren? Dann melden Sie sich jetzt zu unserem kostenlosen Webinar an."
    assert clean(lines(f"{FIRST} {offer}")) == lines(FIRST)


def test_blanks_between_words_stay_as_they_were() -> None:
    text = "Die  beiden schreiben   auf, was sie erwarten. Buchen Sie jetzt unsere kostenlose Demo.  Dann reden sie."
    assert clean(lines(text)) == lines("Die  beiden schreiben   auf, was sie erwarten.  Dann reden sie.")


def test_item_of_a_list_that_advertises_goes_alone() -> None:
    items = "- Ein Raum ohne Telefon.\n- Jetzt kostenlos unsere App herunterladen und testen!\n- Zwei Stifte."
    assert clean(lines(items)) == lines("- Ein Raum ohne Telefon.\n- Zwei Stifte.")


def test_heading_goes_with_all_that_stood_below_it() -> None:
    box = [
        Block(text="Der Weg zu Ihrem Programm", level=2),
        *lines("Vereinbaren Sie jetzt eine kostenlose Demo unserer Software."),
    ]
    assert clean([*ARTICLE[:2], *box, *ARTICLE[2:]]) == ARTICLE


def test_heading_without_text_of_its_own_stays_above_a_deeper_one() -> None:
    outer = Block(text="Teil eins", level=1)
    assert clean([outer, *ARTICLE[2:]]) == [outer, *ARTICLE[2:]]


# --- whole pages --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["regional", "blog"])
def test_of_a_saved_page_the_article_is_left_word_for_word_and_nothing_else(name: str) -> None:
    kept = clean(parse_plain(PAGES / f"{name}.txt").blocks)
    assert "\n".join(block.text for block in kept) + "\n" == (PAGES / f"{name}.article.txt").read_text("utf-8")


def test_title_of_a_page_that_lost_its_marks_is_found() -> None:
    page = lines("Menü", "Warum der Vorstand jetzt zuhört", "Von Kim Muster", "Lesezeit: 4 Minuten", PARAGRAPH)
    assert clean(page) == [Block(text="Warum der Vorstand jetzt zuhört", level=1), *lines(PARAGRAPH)]


def test_list_of_contents_goes_and_its_headings_stay() -> None:
    contents = lines("Inhaltsverzeichnis", "1. Zwei Rollen\n2. Danach")
    assert clean([*contents, *ARTICLE]) == ARTICLE


def test_box_inside_an_article_ends_with_the_next_paragraph() -> None:
    box = [Block(text="Das könnte Sie auch interessieren", level=2), *lines("Onboarding ohne Papier", "Zehn Fragen")]
    assert clean([*ARTICLE, *box, *ARTICLE, *ARTICLE]) == [*ARTICLE, *ARTICLE, *ARTICLE]


def test_names_and_buttons_between_the_paragraphs_of_a_saved_page_go() -> None:
    assert clean(lines("Menü", "Suche", PARAGRAPH, "werkbank", "Zitieren", PARAGRAPH)) == lines(PARAGRAPH, PARAGRAPH)


def test_list_without_marks_stays_below_the_line_that_announces_it() -> None:
    page = lines(PARAGRAPH, "Mitzubringen ist:", "Papier", "zwei Stifte", PARAGRAPH)
    assert clean([*lines("Menü", "Suche"), *page]) == page


# --- any text -----------------------------------------------------------------------------------------------------

SENTENCES = st.sampled_from(
    [
        FIRST,
        SECOND,
        "Jetzt kostenlos testen!",
        "3 Kommentare",
        "Lesedauer 4 Min.",
        "Buchen Sie unsere Demo.",
        "Menü",
        "- a\n- b",
    ]
)
TEXTS = st.one_of(
    st.text(min_size=1, max_size=120), st.lists(SENTENCES, min_size=1, max_size=4).map(" ".join), SENTENCES
)
BLOCKS = st.lists(st.builds(Block, text=TEXTS, level=st.integers(0, 3)), max_size=8)


@given(BLOCKS)
def test_nothing_is_invented_and_the_order_stays(blocks: list[Block]) -> None:
    rest = iter(line for block in blocks for line in block.text.split("\n"))
    for line in (line for block in clean(blocks) for line in block.text.split("\n")):
        assert any(_within(line, source) for source in rest)


def _within(part: str, whole: str) -> bool:
    """Say whether a line arose from another by leaving out alone."""
    signs = iter(whole)
    return all(sign in signs for sign in part)


@given(BLOCKS)
def test_cleaning_twice_changes_nothing(blocks: list[Block]) -> None:
    once = clean(blocks)
    assert clean(once) == once


HANDBOOK = [
    Block(text="Handbuch", level=1),
    Block(text="12. März 2026"),
    Block(text="Inhalt", level=2),
    *ARTICLE,
    Block(text="Kontakt", level=2),
    Block(text="Das Programmbüro sitzt in Raum 4."),
]


def test_a_handbook_keeps_its_date_its_contents_and_its_contact() -> None:
    assert clean(HANDBOOK, written=True) == HANDBOOK


def test_a_handbook_loses_advertising_all_the_same() -> None:
    advert = "Jetzt unsere kostenlose Demo buchen und 30 % sparen!"
    assert clean([*HANDBOOK, Block(text=advert)], written=True) == HANDBOOK
