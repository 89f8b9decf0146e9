import contextlib
import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from companion.errors import InvalidInput
from ingest.find import Found
from ingest.read import Document, read
from tests.ingest.formats.pdf.pages import pdf
from tests.ingest.sample import PARAGRAPH, card


def document(folder: Path, text: str | bytes, name: str = "a.md") -> Document:
    """Write a file and read it."""
    (folder / name).write_bytes(text.encode() if isinstance(text, str) else text)
    return read(Found(folder / name, name))


def test_markdown_keeps_headings_as_context(tmp_path: Path) -> None:
    found = document(tmp_path, f"# Zwei Rollen\n\n{PARAGRAPH}\n\n## Danach\n\nMehr dazu.\n")
    assert (found.title, found.language, found.card) == ("Zwei Rollen", "de", None)
    assert [(section.heading, section.paragraphs) for section in found.sections] == [
        ("", (PARAGRAPH,)),
        ("Danach", ("Mehr dazu.",)),
    ]


def test_front_matter_is_metadata(tmp_path: Path) -> None:
    found = document(tmp_path, "---\ntitle: Der Titel\nlanguage: en\nauthor: K.\n---\n# Anderes\nText.\n")
    assert (found.title, found.language) == ("Der Titel", "en")
    assert found.sections[0].paragraphs == ("Text.",)


@pytest.mark.parametrize(
    "text", ["---\nkeine Felder\n---\nText.\n", "---\n\nText ohne zweite Linie.\n", "---\n- a\n---\nText.\n"]
)
def test_rule_at_the_beginning_is_no_front_matter(tmp_path: Path, text: str) -> None:
    assert "Text" in document(tmp_path, text).sections[-1].paragraphs[-1]


def test_empty_front_matter_is_left_out(tmp_path: Path) -> None:
    assert document(tmp_path, "---\n---\nText.\n").sections[0].paragraphs == ("Text.",)


@pytest.mark.parametrize(
    ("text", "name", "title"),
    [
        ("Text.\n\n## Abschnitt\n\nDanach.", "notes.md", "Abschnitt"),
        ("Text.", "notes.md", "notes"),
        ("## Vorspann\n\nText.\n\n# Titel\n\nDanach.", "notes.md", "Titel"),
        (f"Der Anfang\n\n{PARAGRAPH}", "notes.txt", "Der Anfang"),
        ("Text.", "notes.txt", "notes"),
        (
            f"<html><head><title>Vom Fenster</title></head><body><p>{PARAGRAPH}</p></body></html>",
            "a.html",
            "Vom Fenster",
        ),
        (f"<html><head><title>X</title></head><body><h1>Oben</h1><p>{PARAGRAPH}</p></body></html>", "a.html", "Oben"),
    ],
)
def test_title_comes_from_the_best_place(tmp_path: Path, text: str, name: str, title: str) -> None:
    assert document(tmp_path, text, name).title == title


def test_card_is_recognised(tmp_path: Path) -> None:
    found = document(tmp_path, card())
    assert found.card is not None
    assert (found.title, found.language) == ("Mehr ausprobieren", "de")
    assert [(section.heading, section.units) for section in found.sections] == [
        ("Kern", ()),
        ("Warum die Hände weg bleiben", ("hands_off",)),
    ]
    assert found.sections[1].paragraphs == (
        "Ein Versuch mit Fehlern lehrt mehr als eine Vorführung ohne.",
        "Das gilt auch für Könner.",
    )


def test_broken_card_is_refused_with_its_field(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"a\.md: audience\.0: Input should be"):
        document(tmp_path, card().replace("audience: both", "audience: everybody"))


@pytest.mark.parametrize(
    "front", ["title: [", "date: 2026-02-31", "a: " + "[" * 5_000, "kind: x\nnumber: 1\ndate: 2026-02-31"]
)
def test_front_matter_that_is_no_yaml_is_refused(tmp_path: Path, front: str) -> None:
    with pytest.raises(InvalidInput, match=r"a\.md: front matter: is not valid YAML"):
        document(tmp_path, f"---\n{front}\n---\nText.\n")


def test_noise_of_pages_is_removed(tmp_path: Path) -> None:
    page = (
        f"Wetter\n8°C\n\nZwei Rollen\n\n• 3 min read\n• 14 Views\n\nZwei Rollen\n\n{PARAGRAPH}\n\nLeave a Reply\n\nName"
    )
    found = document(tmp_path, page, "a.txt")
    assert found.title == "Zwei Rollen"
    assert [section.paragraphs for section in found.sections] == [(PARAGRAPH,)]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16", "mac_roman"])
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.html"])
def test_usual_encodings_are_read(tmp_path: Path, encoding: str, name: str) -> None:
    text = "Für Führungskräfte: Zuhören üben, größere Fragen stellen und das Gespräch früh schließen."
    html = f"<html><body><p>{text}</p></body></html>"
    data = (html if name == "a.html" else text).encode(encoding)
    assert document(tmp_path, data, name).sections[0].paragraphs == (text,)


def test_line_ends_and_invisible_signs_do_not_matter(tmp_path: Path) -> None:
    one = document(tmp_path, "# Titel\n\nZu\u00adhören und\u00a0üben.\n\nMehr.")
    other = document(tmp_path, "# Titel\r\n\r\nZuhören und u\u0308ben.\r\rMehr.")
    assert one == other


def test_undecidable_language_is_german(tmp_path: Path) -> None:
    assert document(tmp_path, "Tarif 4711").language == "de"


def test_english_is_recognised(tmp_path: Path) -> None:
    assert document(tmp_path, "The two of you write down what you expect from each other.").language == "en"


@pytest.mark.parametrize(
    ("data", "name", "reason"),
    [
        ("", "a.md", "is empty"),
        ("", "a.pdf", "is empty"),
        ("<!-- nichts -->", "a.md", r"holds no text that can be seen \(1 hidden pieces\)"),
        ("%PDF-1.7", "a.txt", r"is a PDF file; its name must end in \.pdf, not \.txt"),
        (b"\x89PNG\r\n\x1a\n", "a.md", r"is a picture; recognise its text \(OCR\)"),
        ("<!doctype html><p>Text</p>", "a.txt", r"is a web page; its name must end in \.html"),
        ("Nur Text", "a.pdf", "is no PDF file, whatever its ending says"),
        ("%PDF-1.7", "a.docx", r"must end in \.pdf, not \.docx"),
        ("# Nur ein Titel\n", "a.md", "holds no text"),
        (" \n\n", "a.txt", "holds no text"),
        ("_" * 3_000 + "a" + "_" * 3_000, "a.md", "is nested too deeply"),
        ("Menü\nSuche\n", "a.txt", "holds no text"),
        ("<html><body></body></html>", "a.html", "holds no text"),
        (bytes(range(256)) * 4, "a.txt", "no text in a known encoding"),
        (b"a\0b", "a.txt", "no text in a known encoding"),
        (b"a" * 5_000_001, "a.txt", "larger than 5 MB"),
    ],
)
def test_useless_files_are_refused_with_a_reason(tmp_path: Path, data: str | bytes, name: str, reason: str) -> None:
    with pytest.raises(InvalidInput, match=reason):
        document(tmp_path, data, name)


def test_file_that_has_gone_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="cannot be read: No such file"):
        read(Found(tmp_path / "gone.md", "gone.md"))


def test_huge_file_is_never_read(tmp_path: Path) -> None:
    with (tmp_path / "a.pdf").open("wb") as file:
        file.write(b"%PDF-1.7")
        file.truncate(200_000_000)
    with pytest.raises(InvalidInput, match="is larger than 100 MB; divide it"):
        read(Found(tmp_path / "a.pdf", "a.pdf"))


def test_encoding_that_a_page_declares_is_believed(tmp_path: Path) -> None:
    html = "<html><head><meta charset='iso-8859-2'></head><body><p>Łódź leży w Polsce, a Kraków też.</p></body></html>"
    assert document(tmp_path, html.encode("iso-8859-2"), "a.html").sections[0].paragraphs == (
        "Łódź leży w Polsce, a Kraków też.",
    )


def test_documents_are_internal_and_cards_public(tmp_path: Path) -> None:
    assert document(tmp_path, "Text.").confidentiality == "internal"
    assert document(tmp_path, card()).confidentiality == "public"


def test_front_matter_says_who_may_read(tmp_path: Path) -> None:
    found = document(tmp_path, "---\nconfidentiality: public\nlicense: CC0\n---\nText.")
    assert (found.confidentiality, found.licence) == ("public", "CC0")


def test_side_file_says_what_its_format_cannot(tmp_path: Path) -> None:
    (tmp_path / "a.txt.yaml").write_text("{confidentiality: public, licence: CC0, title: Oben, language: en}")
    found = document(tmp_path, "Text.", "a.txt")
    assert (found.confidentiality, found.licence, found.title, found.language) == ("public", "CC0", "Oben", "en")


def test_hidden_text_is_counted_over_the_whole_way(tmp_path: Path) -> None:
    found = document(tmp_path, "Text&#x200b; und\u2060 mehr.\n\n<!-- a -->\n\n[//]: # (b)\n")
    assert (found.sections[0].paragraphs, found.hidden) == (("Text und mehr.",), 4)


def test_hidden_text_of_cards_is_dropped(tmp_path: Path) -> None:
    found = document(tmp_path, card().replace("Das gilt auch", "Das gilt <!-- geheim -->auch"))
    assert found.sections[1].paragraphs[1] == "Das gilt auch für Könner."
    assert found.hidden == 1


def test_pdf_and_word_files_are_documents(tmp_path: Path) -> None:
    book = docx.Document()
    book.add_heading("Zwei Rollen", 1)
    book.add_paragraph(PARAGRAPH)
    book.save(str(tmp_path / "a.docx"))
    pdf(tmp_path / "a.pdf", "BT /F 16 Tf 20 150 Td (Zwei Rollen) Tj /F 8 Tf 0 -30 Td (Ein ganzer Satz.) Tj ET")
    for name in ("a.docx", "a.pdf"):
        found = read(Found(tmp_path / name, name))
        assert (found.title, len(found.sections[0].paragraphs)) == ("Zwei Rollen", 1)


def test_file_that_may_not_be_read_is_refused() -> None:
    with tempfile.TemporaryDirectory() as folder, another_user(Path(folder)):
        (Path(folder) / "a.md").touch(0o000)
        (Path(folder) / "a.md").chmod(0o200)
        (Path(folder) / "a.md").write_text("Text.")
        with pytest.raises(InvalidInput, match="cannot be read: Permission denied; allow your account to read it"):
            read(Found(Path(folder) / "a.md", "a.md"))


@contextlib.contextmanager
def another_user(folder: Path) -> Iterator[None]:
    """Do something as nobody, who is refused what root is not; others are refused anyway."""
    if os.geteuid():
        yield
        return
    os.chown(folder, 65534, 65534)
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)
