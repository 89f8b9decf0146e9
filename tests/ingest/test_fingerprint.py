from pathlib import Path

import pytest

from ingest.fingerprint import fingerprint
from tests.ingest.sample import SOURCES, card, write


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write(tmp_path / "guidance", {"sources.yaml": SOURCES, "de/card.md": card(), "a.md": "Erstens."})


def of(folder: Path, released: tuple[str, ...] = (), model: str = "hash") -> str | None:
    return fingerprint([folder], released, model)


def test_the_same_files_give_the_same_digest(folder: Path) -> None:
    assert of(folder) == of(folder)
    assert of(folder) is not None


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.md", "Zweitens."),
        ("b.md", "Neu."),
        ("b.xyz", "wird übergangen"),
        ("a.md.yaml", "confidentiality: public"),
        ("sources.yaml", SOURCES + "# mehr"),
    ],
)
def test_whatever_is_read_counts(folder: Path, name: str, text: str) -> None:
    before = of(folder)
    assert of(write(folder, {name: text})) != before


def test_what_is_passed_over_in_silence_does_not_count(folder: Path) -> None:
    before = of(folder)
    assert of(write(folder, {".hidden": "x", "README.md": "x"})) == before


def test_a_file_that_is_gone_counts(folder: Path) -> None:
    before = of(folder)
    (folder / "a.md").unlink()
    assert of(folder) != before


def test_releases_and_the_embedding_model_count(folder: Path) -> None:
    assert len({of(folder), of(folder, ("1",)), of(folder, model="other")}) == 3
