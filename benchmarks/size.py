"""Time, memory and search latency against the size of a library, from 1,000 to 100,000 passages.

The corpus is made of the shipped guidance's sentences in new combinations, twenty passages a file. Embedding a passage
and its sentences costs the same at every size, so that its speed is measured once, with the real model on the first
passages; the libraries are filled by a stand-in (hashed words, projected at random to 384 numbers), and everything
else is real: reading, screening, merging, Chroma, the lexical index, the search. Each size runs in a process of its
own, for its memory. Prints a table and draws docs/size.png.

    python benchmarks/size.py [--sizes 1000 3000 10000 30000 100000] [--data-dir var]
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from companion.cards import parse_card
from companion.embed import PACKAGED, load_embedder
from companion.retrieve import Retriever
from companion.store import Libraries
from companion.text import sentences
from ingest.job import ingest

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

ROOT = Path(__file__).resolve().parents[1]
SIZES = (1_000, 3_000, 10_000, 30_000, 100_000)
PER_FILE = 20
SENTENCES = 5  # of a passage
QUERIES = 60
SAMPLE = 200  # passages for the real model's speed
HEADING = "passages  first run    + model     again   times  search p50      p95    memory"
ROW = "{passages:>8.0f} {first:>8.1f} s {whole:>8.0f} s {again:>7.1f} s {times:>7.0f} {p50:>8.0f} ms {p95:>5.0f} ms"
ROW += " {megabytes:>6.0f} MB"
FEATURES, DIMENSIONS = 1 << 15, 384


def main() -> None:
    """Measure, print, draw; with --one, measure one size in this process."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=int, nargs="+", default=SIZES)
    parser.add_argument("--one", type=int, help=argparse.SUPPRESS)
    parser.add_argument("--data-dir", type=Path, default=ROOT / "var", help="where the model is or will be built")
    arguments = parser.parse_args()
    if arguments.one:
        print(json.dumps(measured(arguments.one)))
        return
    rate = _passages_a_second(arguments.data_dir)
    print(f"packaged model: {rate:.1f} passages a second, sentences included\n")
    print(HEADING)
    rows = []
    for size in arguments.sizes:
        rows.append(_in_its_own_process(size))
        _print_row(rows[-1], rate)
    _draw(rows, ROOT / "docs" / "size.png")


def measured(size: int) -> dict[str, float]:
    """Ingest and search a corpus of this size; seconds, milliseconds for searches, megabytes."""
    embedder = StandIn()
    with tempfile.TemporaryDirectory() as folder:
        corpus, libraries = Path(folder) / "corpus", Libraries(Path(folder) / "libraries")
        _write(corpus, size)
        first = _seconds(lambda: ingest([corpus], "big", libraries, embedder))
        again = _seconds(lambda: ingest([corpus], "big", libraries, embedder))
        library = libraries.open("big", embedder.name)
        retriever = Retriever(library, embedder)
        retriever.search("Was ist vertraulich?")
        spent = sorted(_seconds(partial(retriever.search, query)) for query in _queries())
    return {
        "passages": len(library.passages),
        "first": first,
        "again": again,
        "p50": 1e3 * statistics.median(spent),
        "p95": 1e3 * spent[int(0.95 * len(spent))],
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


class StandIn:
    """Hashed words, projected at random: as many numbers as the model gives, neighbours that share words."""

    name, dimensions = "stand-in", DIMENSIONS

    def __init__(self) -> None:
        import numpy as np
        from sklearn.feature_extraction.text import HashingVectorizer

        self._words = HashingVectorizer(n_features=FEATURES, alternate_sign=False)
        self._axes = np.random.default_rng(1).normal(size=(FEATURES, DIMENSIONS)).astype(np.float32)

    def encode_document(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Float32 (n, 384), L2-normalised."""
        import numpy as np

        rows: NDArray[np.float32] = (self._words.transform(texts) @ self._axes).astype(np.float32) + 1e-6
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True))

    encode_query = encode_document


def _in_its_own_process(size: int) -> dict[str, float]:
    run = subprocess.run(
        [sys.executable, __file__, "--one", str(size)], check=True, stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    row: dict[str, float] = json.loads(run.stdout.splitlines()[-1])
    return row


def _print_row(row: dict[str, float], rate: float) -> None:
    whole = row["first"] + row["passages"] / rate
    print(ROW.format(**row, whole=whole, times=whole / row["again"]), flush=True)


def _passages_a_second(data_dir: Path) -> float:
    embedder = load_embedder(PACKAGED, data_dir)
    embedder.encode_query(["warm"])
    texts = [text for text, _ in zip(_texts(), range(SAMPLE), strict=False)]

    def embed() -> None:
        embedder.encode_document(texts)
        embedder.encode_document([part for text in texts for part in sentences(text)])

    return SAMPLE / _seconds(embed)


def _write(corpus: Path, size: int) -> None:
    corpus.mkdir()
    texts = _texts()
    for number in range(-(-size // PER_FILE)):
        sections = (
            f"## Abschnitt {place}\n\n{next(texts)}" for place in range(min(PER_FILE, size - number * PER_FILE))
        )
        (corpus / f"{number:05}.md").write_text(f"# Band {number}\n\n" + "\n\n".join(sections), encoding="utf-8")


def _texts() -> Iterator[str]:
    chance, pool = random.Random(5), _pool()
    while True:
        yield " ".join(chance.choices(pool, k=SENTENCES))


def _pool() -> list[str]:
    cards = (
        parse_card(path.read_text(encoding="utf-8"), path.name)
        for path in sorted((ROOT / "knowledge" / "de").glob("*.md"))
    )
    return [line for card in cards for section in card.sections for line in sentences(section.text) if len(line) > 40]


def _queries() -> list[str]:
    return random.Random(9).sample(_pool(), QUERIES)


def _seconds(job: Callable[[], object]) -> float:
    started = time.perf_counter()
    job()
    return time.perf_counter() - started


def _draw(rows: Sequence[dict[str, float]], path: Path) -> None:
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    sizes = [row["passages"] for row in rows]
    figure, axes = pyplot.subplots(1, 3, figsize=(12, 3.6))
    for axis, title, keys in (
        (axes[0], "ingestion without the model, seconds", ("first", "again")),
        (axes[1], "search, milliseconds", ("p50", "p95")),
        (axes[2], "memory at its highest, MB", ("megabytes",)),
    ):
        for key in keys:
            axis.loglog(sizes, [row[key] for row in rows], marker="o", label=key)
        axis.set(title=title, xlabel="passages")
        axis.grid(visible=True, which="both", alpha=0.3)
        if len(keys) > 1:
            axis.legend()
    figure.tight_layout()
    figure.savefig(path, dpi=120)


if __name__ == "__main__":
    main()
