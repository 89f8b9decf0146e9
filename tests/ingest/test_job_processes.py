"""What real processes do to each other: killed writers, competing writers, readers of old versions."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from companion.errors import Busy
from companion.store import Libraries
from ingest.job import ingest
from tests.companion.store.sample import HashEmbedder, vector
from tests.ingest.sample import PARAGRAPH, card, write

ROOT = Path(__file__).parents[2]


class Child:
    """A process that takes one step whenever it is told to."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        assert process.stdin is not None
        assert process.stdout is not None
        self.process, self._input, self._output = process, process.stdin, process.stdout

    def step(self) -> str:
        """Return what the process says next, nothing if it has died."""
        return self._output.readline().strip()

    def go(self) -> None:
        self._input.write("\n")
        self._input.flush()

    def run_to(self, beginning: str) -> str:
        """Let it go on until it says something with this beginning, or dies."""
        while (said := self.step()) and not said.startswith(beginning):
            self.go()
        return said


@contextmanager
def child(verb: str, libraries: Path, *more: object) -> Iterator[Child]:
    command = [sys.executable, "-m", "tests.ingest.child", verb, str(libraries), *map(str, more)]
    place = {**os.environ, "TMPDIR": str(libraries.parent)}  # killed readers leave their copies there
    with subprocess.Popen(
        command, cwd=ROOT, env=place, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        try:
            yield Child(process)
        finally:
            process.communicate(timeout=60)


@pytest.fixture
def guidance(tmp_path: Path) -> Path:
    """A folder whose first version is published and whose second is written."""
    folder = write(tmp_path / "guidance", {"a.md": "Alt.", "card.md": card()})
    ingest([folder], "guidance", Libraries(tmp_path / "libraries"), HashEmbedder(), None)
    return write(folder, {f"{number}.md": f"{PARAGRAPH} {number}" for number in range(40)})


@pytest.fixture
def libraries(tmp_path: Path, guidance: Path) -> Libraries:  # the guidance is published first
    return Libraries(tmp_path / "libraries")


def works(libraries: Libraries) -> str:
    """Open and search the live version and return its id."""
    library = libraries.open("guidance", "hash")
    assert len(library.nearest(vector("x"), 1_000)) == len(library.passages)
    return library.version


def recovers(guidance: Path, libraries: Libraries, tmp_path: Path) -> None:
    """Run once more and expect a complete new version without any trace of the dead run."""
    report = ingest([guidance], "guidance", libraries, HashEmbedder(), None)
    assert works(libraries) == report.version
    assert report.passages == 43
    names = {path.name for path in (tmp_path / "libraries" / "guidance").iterdir()}
    assert len([name for name in names if len(name) == 12]) == 2
    assert not any(name.startswith(".building") for name in names)


@pytest.mark.parametrize("place", ["read 20/", "embed 32/", "embed 40/", "store 0/"])
def test_run_killed_between_two_steps_changes_nothing(
    guidance: Path, libraries: Libraries, tmp_path: Path, place: str
) -> None:
    before = works(libraries)
    with child("ingest", tmp_path / "libraries", guidance) as run:
        assert run.run_to(place)
        run.process.kill()
    assert works(libraries) == before
    recovers(guidance, libraries, tmp_path)


@pytest.mark.parametrize(("event", "count"), [("os.mkdir", 2), ("os.rename", 1), ("os.rename", 2)])
def test_run_killed_while_publishing_changes_nothing(
    guidance: Path, libraries: Libraries, tmp_path: Path, event: str, count: int
) -> None:
    before = works(libraries)
    with child("ingest", tmp_path / "libraries", guidance, event, count) as run:
        assert run.run_to("published") == ""
        assert run.process.wait() == -9
    assert works(libraries) == before
    recovers(guidance, libraries, tmp_path)


@pytest.mark.parametrize("seed", range(4))
def test_run_killed_at_any_moment_leaves_a_whole_version(
    guidance: Path, libraries: Libraries, tmp_path: Path, seed: int
) -> None:
    with child("ingest", tmp_path / "libraries", guidance) as run:
        assert run.run_to("store 0/")
        run.go()
        try:
            run.process.wait(timeout=random.Random(seed).uniform(0, 0.6))
        except subprocess.TimeoutExpired:
            run.process.kill()
    assert works(libraries)
    recovers(guidance, libraries, tmp_path)


def test_second_run_is_refused_and_the_first_finishes(guidance: Path, libraries: Libraries, tmp_path: Path) -> None:
    with child("ingest", tmp_path / "libraries", guidance) as run:
        assert run.run_to("embed")
        with pytest.raises(Busy, match=f"process {run.process.pid} on "):
            ingest([guidance], "guidance", libraries, HashEmbedder(), None)
        run.go()
        assert run.run_to("published") == f"published {works(libraries)}"


def test_reader_keeps_its_version_while_new_ones_appear(guidance: Path, libraries: Libraries, tmp_path: Path) -> None:
    before = works(libraries)
    with child("read", tmp_path / "libraries") as reader:
        assert reader.step() == f"{before} 3"
        for number in range(3):
            write(guidance, {"a.md": f"Neu {number}."})
            ingest([guidance], "guidance", libraries, HashEmbedder(), None)
        reader.go()
        assert reader.step() == f"{before} 3"
    assert works(libraries) != before


def test_many_processes_read_one_version(guidance: Path, libraries: Libraries, tmp_path: Path) -> None:
    version = works(libraries)
    with child("read", tmp_path / "libraries") as one, child("read", tmp_path / "libraries") as other:
        for reader in (one, other, one, other):
            assert reader.step() == f"{version} 3"
            reader.go()
