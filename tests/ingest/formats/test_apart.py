from pathlib import Path

import docx
import pytest

from companion.errors import InvalidInput
from ingest.blocks import Block
from ingest.formats.apart import parse_apart
from ingest.formats.parsed import Parsed
from tests.ingest.formats.pdf.pages import pdf

TEXT = "BT /F 10 Tf 20 100 Td (Größer) Tj ET"


def test_pdf_is_read_in_another_process(tmp_path: Path) -> None:
    assert parse_apart(pdf(tmp_path / "-ä b.pdf", TEXT)) == Parsed(blocks=(Block(text="Größer"),))


def test_word_file_is_read_in_another_process(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("Größer")
    document.save(str(tmp_path / "a.docx"))
    assert parse_apart(tmp_path / "a.docx") == Parsed(blocks=(Block(text="Größer"),))


def test_reason_of_a_refusal_comes_back(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="it is a scan") as caught:
        parse_apart(pdf(tmp_path / "a.pdf", ""))
    assert caught.value.origin == str(tmp_path / "a.pdf")


def test_process_that_takes_too_long_is_ended(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"takes longer than 0\.01 s to read"):
        parse_apart(pdf(tmp_path / "a.pdf", TEXT), seconds=0.01)


def test_file_that_wants_all_memory_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="needs more than"):
        parse_apart(pdf(tmp_path / "a.pdf", TEXT), megabytes=1)


def test_file_over_which_the_reader_falls_is_refused(tmp_path: Path) -> None:
    path = pdf(tmp_path / "a.pdf", TEXT)
    path.write_bytes(path.read_bytes().replace(b"/Kids", b"/Kidz"))
    with pytest.raises(InvalidInput, match="is damaged and cannot be read|has no pages"):
        parse_apart(path)
