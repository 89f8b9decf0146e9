from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from companion.errors import Busy, InvalidInput
from companion.store import Libraries
from ingest.job import Report, ingest
from ingest.progress import Progress
from tests.companion.store.sample import HashEmbedder, folder_of, vector
from tests.ingest.sample import SOURCES, card, write


class BrokenEmbedder(HashEmbedder):
    def encode_document(self, texts: Sequence[str]) -> NDArray[np.float32]:
        raise ZeroDivisionError


@pytest.fixture
def libraries(tmp_path: Path) -> Libraries:
    return Libraries(tmp_path / "libraries")


@pytest.fixture
def guidance(tmp_path: Path) -> Path:
    return write(
        tmp_path / "guidance", {"sources.yaml": SOURCES, "de/card.md": card(), "a.md": "Erstens.", "b.md": "Zweitens."}
    )


def run(guidance: Path, libraries: Libraries, embedder: HashEmbedder | None = None) -> Report:
    return ingest([guidance], "guidance", libraries, embedder or HashEmbedder(), None)


def counts(report: Report) -> tuple[int, int, int, int]:
    return report.added, report.changed, report.removed, report.unchanged


def test_first_run_adds_everything(guidance: Path, libraries: Libraries) -> None:
    report = run(guidance, libraries)
    assert counts(report) == (3, 0, 0, 0)
    assert (report.passages, report.embedded) == (4, 4)
    library = libraries.open("guidance", "hash")
    assert library.version == report.version
    assert [passage.file for passage in library.passages] == ["a.md", "b.md", "de/card.md", "de/card.md"]
    assert library.cards("de")["explains"].number == 41
    assert library.sources["R2"].year == 2021


def test_search_finds_what_was_embedded(guidance: Path, libraries: Libraries) -> None:
    run(guidance, libraries)
    library = libraries.open("guidance", "hash")
    (best,) = library.nearest(vector("Erstens."), 1)
    assert best.id == library.passages[0].id
    assert best.score == pytest.approx(1)


def test_signals_are_embedded_as_queries(guidance: Path, libraries: Libraries) -> None:
    embedder = HashEmbedder()
    run(guidance, libraries, embedder)
    assert "Es wird ein Vortrag" in embedder.queries
    assert len(libraries.open("guidance", "hash").signals("fits", "de").vectors) == 2


def test_second_run_without_changes_builds_nothing(guidance: Path, libraries: Libraries) -> None:
    first = run(guidance, libraries)
    embedder = HashEmbedder()
    second = run(guidance, libraries, embedder)
    assert counts(second) == (0, 0, 0, 3)
    assert (second.version, second.embedded, embedder.documents, embedder.queries) == (first.version, 0, [], [])


def test_an_unchanged_folder_is_not_read_again_and_reported_as_before(guidance: Path, libraries: Libraries) -> None:
    write(guidance, {"c.xyz": "?", "d.md": "Sieh <!-- nur wir --> her."})
    first = run(guidance, libraries)
    seen: list[Progress] = []
    second = ingest([guidance], "guidance", libraries, HashEmbedder(), seen.append)
    assert seen == []
    assert (second.skipped, second.hidden, second.passages) == (first.skipped, first.hidden, first.passages)
    assert counts(second) == (0, 0, 0, 4)


def test_a_damaged_version_is_built_again_though_no_file_has_changed(
    guidance: Path, libraries: Libraries, tmp_path: Path
) -> None:
    run(guidance, libraries)
    next(folder_of(tmp_path / "libraries").rglob("chroma.sqlite3")).unlink()
    assert run(guidance, libraries).passages == 4
    assert libraries.open("guidance", "hash").nearest(vector("Erstens."), 1)


def test_only_new_passages_are_embedded(guidance: Path, libraries: Libraries) -> None:
    run(guidance, libraries)
    write(guidance, {"a.md": "Anders.", "c.md": "Drittens."})
    (guidance / "b.md").unlink()
    embedder = HashEmbedder()
    report = run(guidance, libraries, embedder)
    assert counts(report) == (1, 1, 1, 1)
    assert report.embedded == 2
    assert (embedder.documents, embedder.queries) == (["Anders.", "Drittens."] * 2, [])  # as passages, as sentences


def test_kept_vectors_stay_what_they_were(guidance: Path, libraries: Libraries) -> None:
    run(guidance, libraries)
    write(guidance, {"a.md": "Anders."})
    run(guidance, libraries)
    library = libraries.open("guidance", "hash")
    for passage, text in zip(library.passages, ["Anders.", "Zweitens."], strict=False):
        assert library.vectors([passage.id])[0] == pytest.approx(vector(text))


def test_library_consists_of_the_given_paths_only(guidance: Path, libraries: Libraries) -> None:
    run(guidance, libraries)
    report = ingest([guidance / "a.md"], "guidance", libraries, HashEmbedder(), None)
    assert counts(report) == (0, 0, 2, 1)
    assert [passage.text for passage in libraries.open("guidance", "hash").passages] == ["Erstens."]


def test_going_back_needs_no_embedding(guidance: Path, libraries: Libraries) -> None:
    first = run(guidance, libraries)
    write(guidance, {"a.md": "Anders."})
    run(guidance, libraries)
    write(guidance, {"a.md": "Erstens."})
    embedder = HashEmbedder()
    third = run(guidance, libraries, embedder)
    assert (third.version, third.changed, embedder.documents) == (first.version, 1, [])
    assert libraries.live("guidance") == first.version


def test_other_model_embeds_everything_anew(guidance: Path, libraries: Libraries) -> None:
    first = run(guidance, libraries)
    second = run(guidance, libraries, HashEmbedder("other"))
    assert second.version != first.version
    assert (counts(second), second.embedded) == ((0, 0, 0, 3), 4)
    assert libraries.open("guidance", "other").embedding_model == "other"


def test_same_knowledge_has_the_same_version_elsewhere(guidance: Path, libraries: Libraries, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    guidance.rename(elsewhere)
    moved = run(elsewhere, Libraries(tmp_path / "more"))
    elsewhere.rename(guidance)
    assert run(guidance, libraries).version == moved.version


@pytest.mark.parametrize("file", ["chroma.sqlite3", "passages.json", "signals.npy", "manifest.json"])
def test_damaged_library_is_built_anew(guidance: Path, libraries: Libraries, tmp_path: Path, file: str) -> None:
    first = run(guidance, libraries)
    next(folder_of(tmp_path / "libraries").rglob(file)).write_bytes(b"torn")
    second = run(guidance, libraries)
    assert (second.version, second.embedded) == (first.version, 4)
    library = libraries.open("guidance", "hash")
    assert len(library.nearest(vector("x"), 9)) == len(library.passages)


def test_changed_knowledge_is_published_over_damaged_vectors(
    guidance: Path, libraries: Libraries, tmp_path: Path
) -> None:
    run(guidance, libraries)
    next(folder_of(tmp_path / "libraries").rglob("chroma.sqlite3")).unlink()
    write(guidance, {"a.md": "Anders."})
    assert run(guidance, libraries).embedded == 4


def test_failing_embedder_leaves_the_old_version(guidance: Path, libraries: Libraries) -> None:
    first = run(guidance, libraries)
    write(guidance, {"a.md": "Anders."})
    with pytest.raises(ZeroDivisionError):
        run(guidance, libraries, BrokenEmbedder())
    assert libraries.live("guidance") == first.version
    assert run(guidance, libraries).embedded == 1


def test_nothing_readable_leaves_the_old_version(guidance: Path, libraries: Libraries, tmp_path: Path) -> None:
    first = run(guidance, libraries)
    (tmp_path / "empty").mkdir()
    with pytest.raises(InvalidInput, match="no guidance"):
        run(tmp_path / "empty", libraries)
    assert libraries.live("guidance") == first.version


def test_library_without_cards_has_no_signals(tmp_path: Path, libraries: Libraries) -> None:
    run(write(tmp_path / "texts", {"a.md": "Erstens."}), libraries)
    library = libraries.open("guidance", "hash")
    assert (library.cards("de"), library.sources, library.signals("cue", "de").signals) == ({}, {}, ())


def test_second_ingestion_is_refused_while_one_runs(guidance: Path, libraries: Libraries) -> None:
    with libraries.writing("guidance"), pytest.raises(Busy):
        run(guidance, libraries)


def test_progress_reaches_its_end_in_every_step(guidance: Path, libraries: Libraries) -> None:
    seen: list[Progress] = []
    ingest([guidance], "guidance", libraries, HashEmbedder(), seen.append)
    last = {item.step: (item.done, item.total) for item in seen}
    assert last == {"read": (3, 3), "embed": (13, 13), "store": (1, 1)}


def test_report_names_what_was_skipped(guidance: Path, libraries: Libraries) -> None:
    write(guidance, {"c.pdf": ""})
    (skipped,) = run(guidance, libraries).skipped
    assert skipped.path == str(guidance / "c.pdf")
    assert skipped.reason == "is empty"
