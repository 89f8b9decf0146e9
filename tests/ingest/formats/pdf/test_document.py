import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from fpdf import FPDF
from pypdf import PdfReader, PdfWriter
from pypdf.generic import EncodedStreamObject, NameObject

from companion.errors import InvalidInput
from ingest.formats.pdf import parse_pdf
from tests.ingest.formats.pdf.pages import form, names, pdf
from tests.ingest.sample import PARAGRAPH


def made(path: Path, write: Callable[[FPDF], None]) -> list[tuple[int, str]]:
    """Write a file as programs write it and read it."""
    file = FPDF()
    file.add_page()
    file.set_font("Helvetica", size=11)
    write(file)
    file.output(str(path))
    return [(block.level, block.text) for block in parse_pdf(path).blocks]


def heading(file: FPDF, text: str, size: float, style: str = "B") -> None:
    file.set_font("Helvetica", style, size)
    file.cell(0, size / 1.5, text, new_x="LMARGIN", new_y="NEXT")
    file.set_font("Helvetica", "", 11)


def text(file: FPDF, words: str) -> None:
    file.multi_cell(0, 5.5, words, new_x="LMARGIN", new_y="NEXT")
    file.ln(4)


def test_larger_and_bold_lines_are_headings(tmp_path: Path) -> None:
    def write(file: FPDF) -> None:
        heading(file, "Zwei Rollen", 20)
        text(file, PARAGRAPH)
        heading(file, "Vorbereitung", 14)
        text(file, PARAGRAPH)
        heading(file, "Am Tag davor", 11)
        text(file, PARAGRAPH)

    assert made(tmp_path / "a.pdf", write) == [
        (1, "Zwei Rollen"),
        (0, PARAGRAPH),
        (2, "Vorbereitung"),
        (0, PARAGRAPH),
        (3, "Am Tag davor"),
        (0, PARAGRAPH),
    ]


def test_bookmarks_are_headings(tmp_path: Path) -> None:
    def write(file: FPDF) -> None:
        file.start_section("Zwei Rollen")
        text(file, "Zwei Rollen")
        text(file, PARAGRAPH)
        file.start_section("Danach", level=1)
        text(file, "Danach")
        text(file, PARAGRAPH)

    assert [block for block in made(tmp_path / "a.pdf", write) if block[0]] == [(1, "Zwei Rollen"), (2, "Danach")]


def test_list_is_one_block(tmp_path: Path) -> None:
    def write(file: FPDF) -> None:
        text(file, PARAGRAPH)
        text(file, "- ein ruhiger Raum\n- zwei Stifte\n- Papier")

    assert made(tmp_path / "a.pdf", write)[1:] == [(0, "- ein ruhiger Raum\n- zwei Stifte\n- Papier")]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Das Vertrau-", "en wächst.", "Das Vertrauen wächst."),
        ("Das Mentoring-", "Programm wächst.", "Das Mentoring-Programm wächst."),
        ("Zur Vor-", "und Nachbereitung.", "Zur Vor- und Nachbereitung."),
        ("A well-known, a well-", "known thing.", "A well-known, a well-known thing."),
        ("Von 2020 -", "2024.", "Von 2020 - 2024."),
    ],
)
def test_divided_words_become_whole(tmp_path: Path, one: str, other: str, expected: str) -> None:
    operations = f"BT /F 10 Tf 12 TL 20 100 Td ({one}) Tj T* ({other}) Tj ET"
    assert [block.text for block in parse_pdf(pdf(tmp_path / "a.pdf", operations)).blocks] == [expected]


def test_running_heads_feet_and_page_numbers_go(tmp_path: Path) -> None:
    class Book(FPDF):
        def header(self) -> None:
            self.set_font("Helvetica", size=9)
            self.cell(0, 10, "Handbuch Mentoring", new_x="LMARGIN", new_y="NEXT")

        def footer(self) -> None:
            self.set_y(-15)
            self.set_font("Helvetica", size=9)
            self.cell(0, 10, f"Seite {self.page_no()} von 3")

    book = Book()
    for name in ("Eins", "Zwei", "Drei"):
        book.add_page()
        heading(book, f"Kapitel {name}", 16)
        text(book, PARAGRAPH)
        text(book, f"Das war {name}.")
    book.output(str(tmp_path / "a.pdf"))
    words = "\n".join(block.text for block in parse_pdf(tmp_path / "a.pdf").blocks)
    assert "Handbuch" not in words
    assert "Seite" not in words
    assert words.count(PARAGRAPH) == 3
    assert [name in words for name in ("Kapitel Eins", "Kapitel Zwei", "Das war Drei.")] == [True] * 3


def test_paragraph_goes_on_over_the_page(tmp_path: Path) -> None:
    pages = [
        "BT /F 10 Tf 20 100 Td (Sie schreiben es auf eine) Tj ET",
        "BT /F 10 Tf 20 150 Td (Karte und lesen.) Tj ET",
    ]
    assert [block.text for block in parse_pdf(pdf(tmp_path / "a.pdf", *pages)).blocks] == [
        "Sie schreiben es auf eine Karte und lesen."
    ]


def encrypted(path: Path, user: str) -> Path:
    writer = PdfWriter(clone_from=pdf(path, "BT /F 10 Tf 20 100 Td (offen) Tj ET"))
    writer.encrypt(user, "owner", algorithm="AES-256")
    writer.write(path)
    return path


def test_password_is_asked_for_nobody(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="is encrypted; open it with its password"):
        parse_pdf(encrypted(tmp_path / "a.pdf", "secret"))


def test_file_locked_against_changes_only_is_read(tmp_path: Path) -> None:
    assert parse_pdf(encrypted(tmp_path / "a.pdf", "")).blocks[0].text == "offen"


def test_scan_is_refused_with_a_way_out(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="so it is a scan; recognise its text"):
        parse_pdf(pdf(tmp_path / "a.pdf", "0 0 100 100 re f"))


def test_scan_with_invisible_text_is_refused_with_a_way_out(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="the text behind them is invisible"):
        parse_pdf(pdf(tmp_path / "a.pdf", "BT 3 Tr /F 10 Tf 20 100 Td (geheim) Tj ET"))


def test_damaged_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 20)
    with pytest.raises(InvalidInput, match="is damaged"):
        parse_pdf(tmp_path / "a.pdf")


def test_endless_book_is_refused(tmp_path: Path) -> None:
    writer = PdfWriter()
    for _ in range(1_001):
        writer.add_blank_page(10, 10)
    writer.write(tmp_path / "a.pdf")
    with pytest.raises(InvalidInput, match="has 1,001 pages, 1,000 are read; divide it"):
        parse_pdf(tmp_path / "a.pdf")


def test_form_that_shows_itself_ends(tmp_path: Path) -> None:
    writer = PdfWriter()
    made_form = writer._add_object(form("/X Do"))
    made_form.get_object().update(names(Resources={"XObject": {"X": made_form}}))
    operations = "/X Do BT /F 10 Tf 20 100 Td (offen) Tj ET"
    path = pdf(tmp_path / "a.pdf", operations, writer=writer, resources={"XObject": {"X": made_form}})
    assert PdfReader(path).pages
    assert [block.text for block in parse_pdf(path).blocks] == ["offen"]


def test_page_number_that_stands_alone_goes(tmp_path: Path) -> None:
    operations = "BT /F 10 Tf 20 100 Td (offen) Tj 60 -95 Td (- 7 -) Tj ET"
    assert [block.text for block in parse_pdf(pdf(tmp_path / "a.pdf", operations)).blocks] == ["offen"]


def test_page_that_unpacks_without_end_is_refused(tmp_path: Path) -> None:
    bomb = EncodedStreamObject()
    bomb._data = zlib.compress(b"q Q " * 25_000_000)
    bomb[NameObject("/Filter")] = NameObject("/FlateDecode")
    writer = PdfWriter()
    path = pdf(tmp_path / "a.pdf", "BT ET", writer=writer)
    writer.pages[0][NameObject("/Contents")] = writer._add_object(bomb)
    writer.write(path)
    with pytest.raises(InvalidInput, match="unpacks to more than can be read"):
        parse_pdf(path)
