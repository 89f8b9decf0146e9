import zipfile
from pathlib import Path

import pytest

from ingest.formats.sniff import kind_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 22 + b"\x09\0" + b"\0" * 16 + b"\0\0\0\0"


def ole(entry: str) -> bytes:
    """Return the beginning of an OLE container with one entry."""
    return OLE.ljust(512, b"\0") + entry.encode("utf-16-le")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7", "a PDF file"),
        (b"\xef\xbb\xbf\r\n%PDF-1.7", "a PDF file"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"\xff\xd8\xff\xe0", "a picture"),
        (b"{\\rtf1", "a rich text (RTF) file"),
        (b"%!PS-Adobe", "a PostScript file"),
        (b"From: A\r\nSubject: B\r\nMIME-Version: 1.0", "a web archive or an e-mail"),
        (b"....ftypmp42", "sound or a film"),
        (b"\x1f\x8b\x08", "a packed archive"),
        (b"\x7fELF", "a program"),
        (b"SQLite format 3\0", "a database"),
        (b"  <!DOCTYPE html><p>", "a web page"),
        (b"<!-- saved --><html lang='de'>", "a web page"),
        (ole("EncryptedPackage"), "encrypted"),
        (ole("WordDocument"), "a document of an old version of Word"),
        (ole("Workbook"), "a file of an old version of Office"),
        (b"PK\x03\x04 and nothing else", "a damaged Word document or archive"),
    ],
)
def test_kind_shows_in_the_first_bytes(tmp_path: Path, data: bytes, words: str) -> None:
    (tmp_path / "a.txt").write_bytes(data)
    kind = kind_of(tmp_path / "a.txt")
    assert kind is not None
    assert kind.words == words


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("word/document.xml", "a Word document"),
        ("xl/workbook.xml", "an Excel workbook"),
        ("ppt/presentation.xml", "a PowerPoint presentation"),
        ("content.xml", "an OpenDocument file"),
        ("META-INF/container.xml", "an e-book (EPUB)"),
        ("photo.jpg", "a packed archive"),
    ],
)
def test_archives_are_told_by_their_entries(tmp_path: Path, entry: str, words: str) -> None:
    with zipfile.ZipFile(tmp_path / "a.md", "w") as archive:
        archive.writestr(entry, "x")
    kind = kind_of(tmp_path / "a.md")
    assert kind is not None
    assert kind.words == words


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Ein Satz über %PDF-1.7.",
        "# PK",
        "MZ ist kein Programm, BM kein Bild. ID3 auch nicht.",
        "<div>da</div>",
        "Von: A",
    ],
)
def test_text_may_begin_with_anything_else(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    assert kind_of(tmp_path / "a.md") is None


def test_pdf_may_have_other_bytes_before_it(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"HTTP/1.1 200 OK\r\n\r\n%PDF-1.4")
    assert kind_of(tmp_path / "a.pdf") is not None
