import hashlib
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from companion.errors import Unavailable
from companion.store.folder import Manifest, VersionFolder, seal
from companion.store.vectors import Vectors, write_vectors
from tests.companion.store.sample import DIMENSIONS, passage, vector

TEXTS = tuple(f"Satz {number}" for number in range(40))


def version(folder: Path, rows: NDArray[np.float32] | None = None) -> VersionFolder:
    """Store forty passages, every second in English and every fifth of the card `walk`."""
    passages = [
        passage(text, language="en" if number % 2 else "de", card="walk" if number % 5 == 0 else "talk")
        for number, text in enumerate(TEXTS)
    ]
    write_vectors(folder, passages, np.array([vector(text) for text in TEXTS]) if rows is None else rows)
    seal(folder, Manifest(library="guidance", version="v", embedding_model="m", dimensions=DIMENSIONS, files={}))
    return VersionFolder("guidance", folder)


@pytest.fixture
def vectors(tmp_path: Path) -> Vectors:
    return Vectors(version(tmp_path))


def test_scores_are_cosine_similarities_best_first(vectors: Vectors) -> None:
    query = vector("eine Frage")
    expected = sorted(((float(query @ vector(text)), text) for text in TEXTS), reverse=True)
    found = vectors.nearest(query, len(TEXTS), None)
    assert [item.id for item in found] == [text for _, text in expected]
    assert [item.score for item in found] == pytest.approx([score for score, _ in expected], abs=1e-5)


def test_scores_do_not_depend_on_the_length_of_the_query(vectors: Vectors) -> None:
    long, short = (vectors.nearest(vector("eine Frage") * factor, 3, None) for factor in (9, 1))
    assert [item.score for item in long] == pytest.approx([item.score for item in short], abs=1e-5)


def test_more_than_there_is_gives_all(vectors: Vectors) -> None:
    assert len(vectors.nearest(vector("x"), 1_000, None)) == len(TEXTS)


@pytest.mark.parametrize("n", [0, -1])
def test_nothing_asked_gives_nothing(vectors: Vectors, n: int) -> None:
    assert vectors.nearest(vector("x"), n, None) == []


def test_filter_keeps_what_matches(vectors: Vectors) -> None:
    found = vectors.nearest(vector("x"), 100, {"language": "en"})
    assert {item.id for item in found} == set(TEXTS[1::2])


def test_several_filters_must_all_match(vectors: Vectors) -> None:
    found = vectors.nearest(vector("x"), 100, {"language": "en", "card": "walk"})
    assert {item.id for item in found} == set(TEXTS[5::10])


def test_filter_without_a_match_gives_nothing(vectors: Vectors) -> None:
    assert vectors.nearest(vector("x"), 3, {"card": "nobody"}) == []


def test_equal_scores_come_in_the_order_of_ids(tmp_path: Path) -> None:
    same = np.tile(vector("x"), (len(TEXTS), 1))
    found = Vectors(version(tmp_path, same)).nearest(vector("x"), 100, None)
    assert [item.id for item in found] == sorted(TEXTS)


def test_rows_come_in_the_order_asked_for(vectors: Vectors) -> None:
    wanted = [TEXTS[7], TEXTS[2], TEXTS[7]]
    assert np.allclose(vectors.of(wanted), [vector(text) for text in wanted])


def test_unknown_passage_is_an_error(vectors: Vectors) -> None:
    with pytest.raises(KeyError):
        vectors.of(["nobody"])


def test_threads_share_it(vectors: Vectors) -> None:
    with ThreadPoolExecutor(8) as pool:
        firsts = list(pool.map(lambda text: vectors.nearest(vector(text), 1, None)[0].id, TEXTS))
    assert firsts == list(TEXTS)


def test_reading_leaves_the_stored_files_alone(tmp_path: Path) -> None:
    stored = version(tmp_path)
    before = {path: hashlib.sha256(path.read_bytes()).digest() for path in tmp_path.rglob("*") if path.is_file()}
    opened = Vectors(stored)
    opened.nearest(vector("x"), 3, None)
    opened.of([TEXTS[0]])
    opened.close()
    after = {path: hashlib.sha256(path.read_bytes()).digest() for path in tmp_path.rglob("*") if path.is_file()}
    assert after == before


def test_private_copy_goes_when_it_is_closed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "copies").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "copies"))
    opened = Vectors(version(tmp_path / "version"))
    assert list((tmp_path / "copies").iterdir())
    opened.close()
    assert not list((tmp_path / "copies").iterdir())


@pytest.mark.parametrize("damage", ["gone", "torn"])
def test_damaged_files_are_named_and_leave_no_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    (tmp_path / "copies").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "copies"))
    stored = version(tmp_path / "version")
    database = next((tmp_path / "version").rglob("chroma.sqlite3"))
    if damage == "gone":
        database.unlink()
    else:
        database.write_bytes(database.read_bytes()[:5_000])
    with pytest.raises(Unavailable, match=r"library guidance: .*chroma/chroma\.sqlite3.*companion ingest"):
        Vectors(stored)
    assert not list((tmp_path / "copies").iterdir())


def test_folder_without_vectors_is_damaged(tmp_path: Path) -> None:
    stored = version(tmp_path)
    (tmp_path / "chroma").rename(tmp_path / "elsewhere")
    with pytest.raises(Unavailable, match="chroma"):
        Vectors(stored)


def test_more_than_one_batch_is_stored(tmp_path: Path) -> None:
    many = [passage(f"Satz {number}") for number in range(5_500)]
    rows = np.array([vector(item.text) for item in many])
    write_vectors(tmp_path, many, rows)
    seal(tmp_path, Manifest(library="guidance", version="v", embedding_model="m", dimensions=DIMENSIONS, files={}))
    opened = Vectors(VersionFolder("guidance", tmp_path))
    assert np.allclose(opened.of([item.id for item in many]), rows)
