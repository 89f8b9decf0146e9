import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.blocks import Block
from ingest.clean import clean
from tests.ingest.sample import PARAGRAPH

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
    assert clean([Block(text="Weitere Beiträge", level=2), *ARTICLE])[1:] == ARTICLE


def test_nothing_but_noise_leaves_nothing() -> None:
    assert clean(lines("Menü", "Suche", "Impressum")) == []


def test_nothing_stays_nothing() -> None:
    assert clean([]) == []


@given(st.lists(st.builds(Block, text=st.text(min_size=1, max_size=200), level=st.integers(0, 3)), max_size=8))
def test_blocks_are_dropped_and_never_changed(blocks: list[Block]) -> None:
    rest = iter(blocks)
    assert all(block in rest for block in clean(blocks))
