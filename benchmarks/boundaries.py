"""Recall and false alarms of the boundaries on both halves of the labelled set, and what a look costs.

The development half is judged by cross-validation of the meaning part (its own examples left out); the phrases were
written with it in view, so that its figures flatter. The held-out half was never used for rules or thresholds. Two
authors wrote it, and each also wrote phrases: the first author's texts say least about unknown wording, the second
author's were written before any of that author's phrases and are the sternest figure.

    python benchmarks/boundaries.py [DATA_DIR]
"""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence, Set
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from companion.boundaries import Boundaries, read_contacts
from companion.boundaries.categories import CATEGORIES, Finding
from companion.boundaries.examples import Example, read_examples, shipped_examples
from companion.boundaries.meaning import Meaning
from companion.boundaries.phrases import reached_by_phrase
from companion.embed import PACKAGED, Embedder, load_embedder

ROOT = Path(__file__).resolve().parents[1]
FOLDS = 10

Found = dict[str, Finding | None]


def main() -> None:
    """Print the tables."""
    data_dir = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "var"
    embedder = _Remembering(load_embedder(PACKAGED, data_dir))
    boundaries = Boundaries(embedder, data_dir, read_contacts(ROOT / "knowledge" / "contacts.yaml"))
    held_out = read_examples(ROOT / "evals" / "cases" / "boundaries.yaml")
    report("dev (meaning cross-validated)", shipped_examples(), cross_validated(embedder, data_dir))
    started = time.perf_counter()
    found = {example.id: boundaries.finding(example.text) for example in held_out}
    spent = time.perf_counter() - started
    report("held out", held_out, found)
    second = [example for example in held_out if example.id.startswith("second")]
    report("held out, first author", [example for example in held_out if example not in second], found)
    report("held out, second author", second, found)
    print(f"\n{1000 * spent / len(held_out):.1f} ms a text, first use included")


class _Remembering:
    """An embedder that embeds no text twice, since the folds share most of theirs."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder, self.name, self.dimensions = embedder, embedder.name, embedder.dimensions
        self._known: dict[str, NDArray[np.float32]] = {}

    def encode_query(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed what is new, look up the rest."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            self._known.update(zip(new, self._embedder.encode_query(new), strict=True))
        return np.array([self._known[text] for text in texts])

    encode_document = encode_query


def cross_validated(embedder: Embedder, data_dir: Path) -> Found:
    """What would be found in each development text if it were no example."""
    found: Found = {}
    examples = shipped_examples()
    for fold in range(FOLDS):
        rest = [example for place, example in enumerate(examples) if place % FOLDS != fold]
        meaning = Meaning(embedder, data_dir / "boundaries" / "folds", rest)
        for example in examples[fold::FOLDS]:
            found[example.id] = _finding(example.text, meaning)
    return found


def _finding(text: str, meaning: Meaning) -> Finding | None:
    category = reached_by_phrase(text)
    if category:
        return Finding(category=category, how="phrase", score=1.0)
    return max(meaning.findings([text]), key=lambda finding: finding.score, default=None)


def report(name: str, examples: Sequence[Example], found: Found) -> None:
    """Recall a category and language, false alarms a language, and what each part finds alone."""
    print(f"\n## {name}: {len(examples)} texts\n")
    print(f"{'':12}{'de':>16}{'en':>16}{'both':>16}")
    for category in (*CATEGORIES, "none"):
        _row(category, examples, found, {category})
    _row("all boundaries", examples, found, set(CATEGORIES))
    positives = [example for example in examples if example.category != "none" and found[example.id]]
    by_phrase = [example for example in positives if (hit := found[example.id]) and hit.how == "phrase"]
    named = [example for example in positives if (hit := found[example.id]) and hit.category != "unclear"]
    right = [example for example in named if (hit := found[example.id]) and hit.category == example.category]
    print(f"found by phrase {len(by_phrase)}, by meaning only {len(positives) - len(by_phrase)}")
    print(f"category named {len(named)} times, right in {len(right) / len(named):.3f}")


def _row(name: str, examples: Sequence[Example], found: Found, categories: Set[str]) -> None:
    cells = []
    for languages in (("de",), ("en",), ("de", "en")):
        chosen = [example for example in examples if example.category in categories and example.language in languages]
        hits = sum(found[example.id] is not None for example in chosen)
        cells.append(f"{hits / len(chosen):.3f} ({hits}/{len(chosen)})" if chosen else "-")
    print(f"{name:15}" + "".join(f"{cell:>16}" for cell in cells))


if __name__ == "__main__":
    main()
