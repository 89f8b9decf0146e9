import os
import subprocess
import sys
from pathlib import Path

import pytest

from companion.errors import Busy
from companion.store.lock import locked

HOLDER = """
import pathlib, sys
from companion.store.lock import locked
with locked("guidance", pathlib.Path(sys.argv[1])):
    print("holding", flush=True)
    sys.stdin.read()
"""


def hold(folder: Path) -> subprocess.Popen[str]:
    """Start a process that holds the lock until its input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "holding\n"
    return process


def test_second_holder_is_told_who_is_first(tmp_path: Path) -> None:
    with hold(tmp_path) as first:
        with (
            pytest.raises(Busy, match=rf"library guidance: process {first.pid} on .+ \(since 20\d\d-"),
            locked("guidance", tmp_path),
        ):
            pass
        first.communicate()


def test_lock_of_a_killed_process_is_free(tmp_path: Path) -> None:
    with hold(tmp_path) as first:
        first.kill()
    with locked("guidance", tmp_path):
        assert str(os.getpid()) in (tmp_path / "lock.json").read_text()


def test_lock_is_free_after_an_error(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError) as caught, locked("guidance", tmp_path):
        raise ZeroDivisionError
    with locked("guidance", tmp_path):
        assert caught.traceback  # which still knows the first holder


@pytest.mark.parametrize("note", [None, "", "{", '{"pid": 1}'])
def test_holder_without_a_note_is_another_process(tmp_path: Path, note: str | None) -> None:
    with locked("guidance", tmp_path):
        (tmp_path / "lock.json").unlink()
        if note is not None:
            (tmp_path / "lock.json").write_text(note)
        with pytest.raises(Busy, match="another process"), locked("guidance", tmp_path):
            pass
