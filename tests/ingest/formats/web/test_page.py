import pytest

from ingest.formats.web import parse_html
from tests.ingest.sample import PARAGRAPH

PAGE = f"""<!doctype html><html lang="de"><head><title>Zwei Rollen | Beispielverlag</title></head><body>
<nav><ul><li><a href="/">Startseite</a></li><li><a href="/blog">Blog</a></li></ul></nav>
<main><article><h1>Zwei Rollen, ein Tisch</h1><p>{PARAGRAPH}</p>
<h2>Vorbereitung</h2><p>Beide bringen eine <strong>Frage</strong> mit, die <a href="x">niemand</a> beantworten kann.</p>
<ul><li>Ein ruhiger Raum ohne Telefon</li><li>Zwei Stifte und Papier</li></ul>
<h3>Zeit</h3><ol><li>Zehn Minuten ankommen</li><li>Zwanzig Minuten sprechen</li></ol>
<table><tr><th>Minute</th><th>Was</th></tr><tr><td>0</td><td>Ankommen</td></tr></table>
<h2>Nachher</h2><p>Am Ende liegt eine Karte auf dem Tisch.<br>Beide haben sie unterschrieben.</p></article></main>
<footer>Impressum | Datenschutz</footer></body></html>"""


def blocks(html: str) -> list[tuple[int, str]]:
    return [(block.level, block.text) for block in parse_html(html).blocks]


def test_main_content_keeps_headings_lists_and_tables() -> None:
    assert blocks(PAGE) == [
        (1, "Zwei Rollen, ein Tisch"),
        (0, PARAGRAPH),
        (2, "Vorbereitung"),
        (0, "Beide bringen eine Frage mit, die niemand beantworten kann."),
        (0, "- Ein ruhiger Raum ohne Telefon\n- Zwei Stifte und Papier"),
        (3, "Zeit"),
        (0, "1. Zehn Minuten ankommen\n2. Zwanzig Minuten sprechen"),
        (0, "Minute | Was\n0 | Ankommen"),
        (2, "Nachher"),
        (0, "Am Ende liegt eine Karte auf dem Tisch. Beide haben sie unterschrieben."),
    ]


def test_comments_are_no_content() -> None:
    comments = (
        f'<div id="comments"><h3>2 Kommentare</h3><div class="comment"><p>Ganz anders! {PARAGRAPH}</p></div></div>'
    )
    assert blocks(PAGE.replace("</main>", f"</main>{comments}")) == blocks(PAGE)


def test_page_names_itself() -> None:
    assert "Zwei Rollen" in parse_html(PAGE).title


def test_short_page_keeps_its_headings() -> None:
    html = "<html><body><h1>Kurz</h1><p>Ein Satz ist hier zu finden.</p><h2>Mehr</h2><p>Noch einer.</p></body></html>"
    assert blocks(html) == [(1, "Kurz"), (0, "Ein Satz ist hier zu finden."), (2, "Mehr"), (0, "Noch einer.")]


def test_fragment_is_read_like_a_page() -> None:
    assert blocks("<p>Nur ein Absatz ohne alles.</p>") == [(0, "Nur ein Absatz ohne alles.")]


@pytest.mark.parametrize(
    "html", ["", "<html></html>", "<html><body></body></html>", "<html><body><script>x()</script>"]
)
def test_page_without_text_has_no_blocks(html: str) -> None:
    assert parse_html(html).blocks == ()
