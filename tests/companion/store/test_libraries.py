import os
from pathlib import Path

import pytest

from companion.errors import Busy, InvalidInput, Unavailable, WrongModel
from companion.store import Libraries
from tests.companion.store.sample import contents, embeddings, folder_of, publish, vector


@pytest.fixture
def libraries(tmp_path: Path) -> Libraries:
    return Libraries(tmp_path / "libraries")


def versions(tmp_path: Path) -> set[str]:
    """Return the names of all folders of the default library."""
    return {path.name for path in (tmp_path / "libraries" / "guidance").iterdir() if path.is_dir()}


def test_nothing_published_is_no_library(libraries: Libraries) -> None:
    assert libraries.names() == ()
    assert libraries.live("guidance") is None


def test_missing_default_library_says_what_to_run(libraries: Libraries) -> None:
    with pytest.raises(Unavailable, match="library guidance: run `companion ingest` first"):
        libraries.open("guidance", "hash")


def test_missing_other_library_says_what_to_run(libraries: Libraries) -> None:
    with pytest.raises(Unavailable, match="companion ingest PATH --library ours"):
        libraries.open("ours", "hash")


def test_published_version_is_live(libraries: Libraries) -> None:
    version = publish(libraries, "a")
    assert libraries.live("guidance") == version == contents("a").version("hash")
    assert libraries.names() == ("guidance",)


def test_libraries_do_not_know_each_other(libraries: Libraries) -> None:
    publish(libraries, "a")
    publish(libraries, "b", name="ours")
    assert libraries.names() == ("guidance", "ours")
    assert [item.text for item in libraries.open("ours", "hash").passages] == ["b"]


def test_other_embedding_model_is_refused(libraries: Libraries) -> None:
    publish(libraries, "a", model="one")
    with pytest.raises(WrongModel, match="made with embedding model one, opened with other"):
        libraries.open("guidance", "other")


@pytest.mark.parametrize("name", ["", "..", "a/b", ".hidden", "a b", "x" * 64, "ä"])
def test_impossible_names_are_refused(libraries: Libraries, name: str) -> None:
    with pytest.raises(InvalidInput, match="letters, digits"):
        libraries.open(name, "hash")


def test_open_library_stays_usable_when_the_next_is_published(libraries: Libraries) -> None:
    publish(libraries, "alt")
    old = libraries.open("guidance", "hash")
    publish(libraries, "neu")
    assert [item.id for item in old.nearest(vector("alt"), 5)] == ["alt"]
    assert [item.id for item in libraries.open("guidance", "hash").nearest(vector("neu"), 5)] == ["neu"]


def test_searched_library_stays_usable_when_its_files_are_pruned(libraries: Libraries, tmp_path: Path) -> None:
    publish(libraries, "a")
    old = libraries.open("guidance", "hash")
    old.nearest(vector("a"), 1)
    publish(libraries, "b")
    publish(libraries, "c")
    assert old.version not in versions(tmp_path)
    assert [item.id for item in old.nearest(vector("a"), 5)] == ["a"]


def test_live_and_previous_version_are_kept(libraries: Libraries, tmp_path: Path) -> None:
    first, *last = (publish(libraries, text) for text in "abc")
    assert versions(tmp_path) == set(last)


def test_failed_writing_changes_nothing(libraries: Libraries, tmp_path: Path) -> None:
    version = publish(libraries, "a")
    with pytest.raises(ZeroDivisionError), libraries.writing("guidance"):
        raise ZeroDivisionError
    assert libraries.live("guidance") == version
    assert versions(tmp_path) == {version}


def test_failed_publishing_changes_nothing(libraries: Libraries, tmp_path: Path) -> None:
    version = publish(libraries, "a")
    with pytest.raises(ValueError, match="lengths"), libraries.writing("guidance") as writer:
        writer.publish(contents("b", "c"), {}, "hash", embeddings(contents("b")))
    assert versions(tmp_path) == {version}


def test_leftovers_of_dead_runs_go(libraries: Libraries, tmp_path: Path) -> None:
    leftover = tmp_path / "libraries" / "guidance" / f".building-{os.getpid()}"
    (leftover / "chroma").mkdir(parents=True)
    publish(libraries, "a")
    assert not leftover.exists()


def test_second_writer_is_refused(libraries: Libraries) -> None:
    with libraries.writing("guidance"), pytest.raises(Busy), libraries.writing("guidance"):
        pass


def test_writers_of_different_libraries_do_not_wait(libraries: Libraries) -> None:
    with libraries.writing("guidance"), libraries.writing("ours") as writer:
        assert writer.live is None


def test_earlier_version_is_adopted(libraries: Libraries) -> None:
    first = publish(libraries, "a")
    publish(libraries, "b")
    with libraries.writing("guidance") as writer:
        assert writer.adopt(first)
    assert libraries.live("guidance") == first


def test_unknown_version_is_not_adopted(libraries: Libraries) -> None:
    version = publish(libraries, "a")
    with libraries.writing("guidance") as writer:
        assert not writer.adopt("0123456789ab")
    assert libraries.live("guidance") == version


def test_damaged_version_is_not_adopted_and_can_be_replaced(libraries: Libraries, tmp_path: Path) -> None:
    version = publish(libraries, "a")
    next(folder_of(tmp_path / "libraries").rglob("chroma.sqlite3")).unlink()
    with libraries.writing("guidance") as writer:
        assert not writer.adopt(version)
    assert publish(libraries, "a") == version
    assert [item.id for item in libraries.open("guidance", "hash").nearest(vector("a"), 5)] == ["a"]


def test_damaged_live_version_does_not_stop_a_writer(libraries: Libraries, tmp_path: Path) -> None:
    publish(libraries, "a")
    (folder_of(tmp_path / "libraries") / "passages.json").unlink()
    with libraries.writing("guidance") as writer:
        assert writer.live is None


def test_version_without_its_turn_of_the_pointer_is_not_read(libraries: Libraries, tmp_path: Path) -> None:
    first, second = publish(libraries, "a"), publish(libraries, "b")
    (tmp_path / "libraries" / "guidance" / "live").write_text(first)  # as if the run had died before the last step
    assert [item.text for item in libraries.open("guidance", "hash").passages] == ["a"]
    assert publish(libraries, "c") not in (first, second)
