"""Precision and recall of page noise removal, sentence by sentence, for both halves and both languages.

evals/cases/noise holds whole pages of our own and beside each a list of its sentences and lines, noise or genuine. A
sentence counts as removed if no heading or paragraph that is left contains it. The half follows from the
name: dev where its SHA-256 is even, held out where it is odd. The held-out pages were written first, and nothing was
chosen by looking at what became of their sentences; their sum was looked at three times while the cleaner was written.

    python benchmarks/noise.py [--misses]     # names what goes wrong on the development half
"""

from __future__ import annotations

import argparse
import hashlib
import time
from itertools import product
from pathlib import Path
from typing import NamedTuple

import yaml

from ingest.blocks import Block
from ingest.clean import clean
from ingest.formats.invisible import without_invisible
from ingest.formats.table import FORMATS

PAGES = Path(__file__).resolve().parents[1] / "evals" / "cases" / "noise"
SHORT = 25  # characters; shorter lines count as kept only where they are a line of their own


class Judged(NamedTuple):
    """A sentence of a page, what it is and what became of it."""

    page: str
    text: str
    noise: bool
    removed: bool


def main() -> None:
    """Read all pages and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--misses", action="store_true", help="name what goes wrong on the development half")
    arguments = parser.parse_args()
    started = time.perf_counter()
    pages = [page for page in sorted(PAGES.iterdir()) if page.suffix != ".yaml"]
    judged = [one for page in pages for one in _judged(page)]
    spent = time.perf_counter() - started
    for half, language in product(("dev", "held out"), ("de", "en", "")):
        chosen = [one for one in judged if _half(one.page) == half and one.page.startswith(language)]
        _print(f"{half} {language or 'all'}", chosen)
    print(f"{len(pages)} pages in {spent:.1f} s, first use included")
    if arguments.misses:
        _print_misses([one for one in judged if _half(one.page) == "dev"])


def _half(name: str) -> str:
    return "held out" if int(hashlib.sha256(name.encode()).hexdigest(), 16) % 2 else "dev"


def _judged(page: Path) -> list[Judged]:
    labels = yaml.safe_load(page.with_suffix(".yaml").read_text(encoding="utf-8"))
    format = FORMATS[page.suffix]
    lines = _lines(clean(without_invisible(format.parse(page)).blocks, format.written))
    return [
        Judged(page.stem, text, noise, removed=not _stands(text, lines, whole=noise and len(text) < SHORT))
        for noise, texts in ((True, labels["noise"]), (False, labels["genuine"]))
        for text in texts
        if not (noise and text in labels["genuine"])  # a list of contents repeats the headings
    ]


def _lines(blocks: list[Block]) -> list[str]:
    return [" ".join(line.split()) for block in blocks for line in block.text.split("\n")]


def _stands(text: str, lines: list[str], whole: bool) -> bool:
    words = " ".join(text.split())
    return any(words == line.lstrip("-•* ") if whole else words in line for line in lines)


def _print(title: str, judged: list[Judged]) -> None:
    removed = [one for one in judged if one.removed]
    noise = [one for one in judged if one.noise]
    right = sum(one.noise for one in removed)
    print(
        f"{title:<13} precision {right / max(1, len(removed)):.3f}  recall {right / max(1, len(noise)):.3f}  "
        f"({len(noise)} of noise; {len(judged) - len(noise)} genuine, of which {len(removed) - right} removed)"
    )


def _print_misses(judged: list[Judged]) -> None:
    for one in judged:
        if one.noise != one.removed:
            print(f"  {one.page}: {'left' if one.noise else 'LOST'}: {one.text}")


if __name__ == "__main__":
    main()
