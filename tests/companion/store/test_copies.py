import os
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

import pytest

from companion.store.copies import PrivateCopy

KEEPER = """
import pathlib, sys, tempfile
from companion.store.copies import PrivateCopy
tempfile.tempdir = sys.argv[2]
copy = PrivateCopy(pathlib.Path(sys.argv[1]))
print("copied", flush=True)
sys.stdin.read()
"""


@pytest.fixture
def original(tmp_path: Path) -> Path:
    (tmp_path / "original").mkdir()
    (tmp_path / "original" / "file").write_text("text")
    return tmp_path / "original"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files."""
    (tmp_path / "place").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "place"))
    return tmp_path / "place"


def keep(original: Path, place: Path) -> subprocess.Popen[str]:
    """Start a process that keeps a copy until its input ends."""
    command = [sys.executable, "-c", KEEPER, str(original), str(place)]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "copied\n"
    return process


def age(place: Path) -> None:
    """Make all copies two hours old."""
    for root in place.iterdir():
        os.utime(root, (root.stat().st_atime, root.stat().st_mtime - 7_200))


def test_copy_holds_the_files_and_lets_the_original_be(original: Path, place: Path) -> None:
    copy = PrivateCopy(original)
    (copy.path / "file").write_text("changed")
    assert (original / "file").read_text() == "text"
    assert copy.path.is_relative_to(place)


def test_removed_copy_leaves_nothing(original: Path, place: Path) -> None:
    copy = PrivateCopy(original)
    remover = threading.Thread(target=copy.remove)
    remover.start()
    remover.join()
    assert list(place.iterdir()) == []


def test_failed_copy_leaves_nothing(tmp_path: Path, place: Path) -> None:
    with pytest.raises(OSError, match="gone"):
        PrivateCopy(tmp_path / "gone")
    assert list(place.iterdir()) == []


def test_old_copy_of_a_killed_process_goes(original: Path, place: Path) -> None:
    with keep(original, place) as keeper:
        keeper.kill()
    age(place)
    PrivateCopy(original).remove()
    assert list(place.iterdir()) == []


def test_old_copy_of_a_living_process_stays(original: Path, place: Path) -> None:
    with keep(original, place) as keeper:
        age(place)
        PrivateCopy(original).remove()
        assert len(list(place.iterdir())) == 1
        keeper.communicate()


def test_young_copy_without_a_lock_stays(original: Path, place: Path) -> None:
    (place / "companion-copy-young").mkdir()
    PrivateCopy(original).remove()
    assert [path.name for path in place.iterdir()] == ["companion-copy-young"]


def test_copy_that_cannot_be_looked_at_stays(original: Path, place: Path) -> None:
    (place / "companion-copy-dangling").symlink_to(place / "nowhere")
    PrivateCopy(original).remove()
    assert len(list(place.iterdir())) == 1
