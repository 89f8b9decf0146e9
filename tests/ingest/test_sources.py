from pathlib import Path

import pytest

from companion.errors import InvalidInput
from ingest.sources import read_sources, sources_file
from tests.ingest.sample import SOURCES, write


def test_sources_are_read_by_key(tmp_path: Path) -> None:
    write(tmp_path, {"sources.yaml": SOURCES})
    sources = read_sources(tmp_path / "sources.yaml")
    assert sources["R1"].caveat["de"] == "ein Labor, kein Betrieb"
    assert sources["R2"].caveat == {}


def test_file_beside_the_language_folders_is_found(tmp_path: Path) -> None:
    write(tmp_path, {"sources.yaml": SOURCES, "de/a.md": ""})
    assert sources_file(tmp_path / "de" / "a.md") == tmp_path / "sources.yaml"


def test_file_beside_the_card_is_found(tmp_path: Path) -> None:
    write(tmp_path, {"de/sources.yaml": SOURCES, "de/a.md": ""})
    assert sources_file(tmp_path / "de" / "a.md") == tmp_path / "de" / "sources.yaml"


def test_card_without_such_a_file_has_none(tmp_path: Path) -> None:
    assert sources_file(tmp_path / "de" / "a.md") is None


def test_empty_file_names_no_sources(tmp_path: Path) -> None:
    write(tmp_path, {"sources.yaml": ""})
    assert read_sources(tmp_path / "sources.yaml") == {}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("R1: {author: A}", r"sources\.yaml: R1\.title: Field required"),
        ("R1: {author: A, title: T, caveats: x}", r"R1\.caveats: Extra inputs"),
        ("R1: [", "cannot be read: while parsing"),
        ("- R1", "valid dictionary"),
    ],
)
def test_useless_file_is_an_error_that_names_the_place(tmp_path: Path, text: str, message: str) -> None:
    write(tmp_path, {"sources.yaml": text})
    with pytest.raises(InvalidInput, match=message):
        read_sources(tmp_path / "sources.yaml")
