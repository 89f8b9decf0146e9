"""Kills `companion ingest` at random moments and looks at what is left.

Each round changes a file, starts the real command in a process of its own and kills it (SIGKILL) somewhere between its
first and its last millisecond. Afterwards the library must open, hold all passages of either the old or the new text
and find one of them; meanwhile a reader keeps searching and must always be answered. In the end one more run has to
finish the job and leave nothing of the dead ones behind.

    python benchmarks/kill.py [--rounds 50] [--data-dir var]
"""

from __future__ import annotations

import argparse
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from companion.embed import PACKAGED, Embedder, load_embedder
from companion.retrieve import Retriever
from companion.store import Libraries, Library

LIBRARY = "handbook"
FILES = 12
SEED = 7


def main() -> None:
    """Run the rounds and print what was seen."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=50)
    parser.add_argument("--data-dir", type=Path, default=Path("var"), help="where the model is or will be built")
    arguments = parser.parse_args()
    embedder = load_embedder(PACKAGED, arguments.data_dir)
    embedder.encode_query(["warm"])
    with tempfile.TemporaryDirectory() as folder:
        _rounds(_Place(Path(folder), arguments.data_dir.resolve()), embedder, arguments.rounds)


class _Place:
    """A folder of guidance, the data of one installation beside it, and the command that joins them."""

    def __init__(self, folder: Path, model: Path) -> None:
        self.data, self.guidance = folder / "data", folder / "guidance"
        self.guidance.mkdir(parents=True)
        self.data.mkdir()
        (self.data / "models").symlink_to(model / "models", target_is_directory=True)
        self.libraries = Libraries(self.data / "libraries")
        for number in range(FILES):
            self.write(number, 0)

    def write(self, number: int, edition: int) -> None:
        text = (
            f"Raum {number}: Die Sitzung beginnt um {number + 8} Uhr, Ausgabe {edition}. Beide bringen eine Frage mit."
        )
        (self.guidance / f"raum-{number}.md").write_text(text, encoding="utf-8")

    def start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "companion.cli", "ingest", str(self.guidance), "--library", LIBRARY]
        environment = {**os.environ, "COMPANION_DATA_DIR": str(self.data)}
        return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _rounds(place: _Place, embedder: Embedder, rounds: int) -> None:
    started = time.perf_counter()
    _finish(place)
    usual = time.perf_counter() - started
    chance = random.Random(SEED)
    reader = _Reader(place.libraries, embedder)
    old = new = 0
    for edition in range(1, rounds + 1):
        before = _opened(place, embedder)
        place.write(edition % FILES, edition)
        process = place.start()
        try:
            process.wait(timeout=chance.uniform(0, usual))
        except subprocess.TimeoutExpired:
            process.kill()
        process.wait()
        after = _opened(place, embedder)
        _expect_whole(after, embedder)
        old, new = old + (after.version == before.version), new + (after.version != before.version)
    searches = reader.stop()
    _finish(place)
    _expect_whole(_opened(place, embedder), embedder)
    left = [path.name for path in (place.data / "libraries" / LIBRARY).iterdir() if path.name.startswith(".building")]
    print(
        f"{rounds} runs of {usual:.1f} s killed: old version live {old} times, new version {new} times, broken 0 times"
    )
    print(f"searches answered meanwhile: {searches}; left behind after one more run: {left or 'nothing'}")


def _finish(place: _Place) -> None:
    if place.start().wait() != 0:
        raise SystemExit("an undisturbed run failed")


def _opened(place: _Place, embedder: Embedder) -> Library:
    return place.libraries.open(LIBRARY, embedder.name)


def _expect_whole(library: Library, embedder: Embedder) -> None:
    hits = Retriever(library, embedder).search("Wann beginnt die Sitzung in Raum 3?", FILES)
    if len(library.passages) != FILES or len(hits) != FILES:
        raise SystemExit(f"version {library.version} is broken: {len(library.passages)} passages, {len(hits)} found")


class _Reader:
    """Searches without a pause in a thread, always in the version that is live."""

    def __init__(self, libraries: Libraries, embedder: Embedder) -> None:
        self._libraries, self._embedder = libraries, embedder
        self._stopped = threading.Event()
        self._searches, self._failure = 0, ""
        self._thread = threading.Thread(target=self._search)
        self._thread.start()

    def stop(self) -> int:
        """Return how many searches were answered.

        Raises:
            SystemExit: if one was not.
        """
        self._stopped.set()
        self._thread.join()
        if self._failure:
            raise SystemExit(f"a reader was not answered: {self._failure}")
        return self._searches

    def _search(self) -> None:
        retriever = None
        while not self._stopped.wait(0.05):
            try:
                live = self._libraries.live(LIBRARY)
                if retriever is None or retriever.library.version != live:
                    retriever = Retriever(self._libraries.open(LIBRARY, self._embedder.name), self._embedder)
                if len(retriever.search("Wer bringt eine Frage mit?", FILES)) != FILES:
                    raise LookupError("passages are missing")
            except Exception as problem:  # noqa: BLE001 - any failure at all is what this looks for
                self._failure = repr(problem)
                return
            self._searches += 1


if __name__ == "__main__":
    main()
