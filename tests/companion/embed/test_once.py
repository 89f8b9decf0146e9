from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from companion.embed.once import built
from companion.errors import Unavailable

_CHILD = """
import sys, time
from pathlib import Path
from companion.embed.once import built

def fill(folder):
    with Path(sys.argv[2]).open("a") as log:
        log.write("filled\\n")
    for part in range(20):
        (folder / str(part)).write_text("x")
        time.sleep(0.01)

print(len(list(built(Path(sys.argv[1]), fill).iterdir())))
"""


def _hello(folder: Path) -> None:
    (folder / "hello").write_text("hello")


def _forbidden(_: Path) -> None:
    raise AssertionError("built a second time")


def test_what_is_built_is_not_built_again(tmp_path: Path) -> None:
    built(tmp_path / "models" / "one", _hello)
    folder = built(tmp_path / "models" / "one", _forbidden)
    assert [path.name for path in folder.iterdir()] == ["hello"]


def test_what_stands_there_is_used_without_writing_beside_it(tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    built(tmp_path / "one", _forbidden)
    assert [path.name for path in tmp_path.iterdir()] == ["one"]


def test_a_build_that_breaks_off_leaves_nothing_and_can_be_repeated(tmp_path: Path) -> None:
    def broken(folder: Path) -> None:
        (folder / "half").write_text("half")
        raise RuntimeError("killed")

    with pytest.raises(RuntimeError):
        built(tmp_path / "one", broken)
    assert not (tmp_path / "one").exists()
    assert [path.name for path in built(tmp_path / "one", _hello).iterdir()] == ["hello"]
    assert not (tmp_path / "one.partial").exists()


def test_processes_that_ask_at_the_same_time_build_once_and_see_the_whole(tmp_path: Path) -> None:
    call = [sys.executable, "-c", _CHILD, str(tmp_path / "one"), str(tmp_path / "log")]
    children = [subprocess.Popen(call, stdout=subprocess.PIPE, text=True) for _ in range(3)]
    assert [child.communicate()[0].strip() for child in children] == ["20"] * 3
    assert (tmp_path / "log").read_text() == "filled\n"


def test_a_place_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(Unavailable, match=r"cannot be written.*COMPANION_DATA_DIR"):
        built(tmp_path / "file" / "one", _hello)
