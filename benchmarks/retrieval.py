"""Compares ways to find a handbook's paragraphs: words, character 4-grams, embeddings, rank fusion, and the product's.

The handbook of an invented company stands in benchmarks/handbook: a paragraph a file, and questions in German and
English in three styles: `plain` uses the paragraph's words, `natural` some of them, `indirect` hardly any. Half of the
paragraphs are for choosing (dev), half are held out. Prints nDCG@10 and RR@10 and milliseconds a query.

    python benchmarks/retrieval.py [--data-dir var]
    python benchmarks/retrieval.py --tune      # the weights' neighbourhood: dev decides, held-out tells the truth
"""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import product
from pathlib import Path
from typing import Any, NamedTuple, get_args

import ir_measures
import numpy as np
from ir_measures import RR, Qrel, ScoredDoc, nDCG
from numpy.typing import NDArray

from companion.domain import Language
from companion.embed import Embedder, load_embedder
from companion.retrieve import Retriever
from companion.retrieve.common import common_direction, telling
from companion.retrieve.cosines import Candidates, Cosines
from companion.retrieve.fusion import WEIGHTS, Weights, lexical_side, rate
from companion.store import Libraries, Library
from ingest.job import ingest

HANDBOOK = Path(__file__).parent / "handbook"
DEPTH = 10
MEASURES = (nDCG @ DEPTH, RR @ DEPTH)
RRF_K = 60  # LangChain's EnsembleRetriever, Cormack et al. 2009

Scores = NDArray[np.float64]


class Question(NamedTuple):
    """A question and the stem of the file that answers it."""

    id: str
    language: Language
    split: str
    style: str
    text: str
    relevant: str


class Raw(NamedTuple):
    """What one question gives before any fusion, a number for each passage."""

    cosines: Scores
    words: Scores
    grams: Scores


def main() -> None:
    """Ingest, run, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path, default=Path("var"), help="where the model is or will be built")
    parser.add_argument("--tune", action="store_true", help="vary the weights instead of comparing systems")
    arguments = parser.parse_args()
    embedder = load_embedder("packaged-e5", arguments.data_dir)
    questions = [
        Question(**json.loads(line)) for line in (HANDBOOK / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    ]
    measure = _tune if arguments.tune else _compare
    for title, languages in (("German paragraphs", ["de"]), ("German and English paragraphs", ["de", "en"])):
        with tempfile.TemporaryDirectory() as folder:
            library = _library(Path(folder), [HANDBOOK / language for language in languages], embedder)
            print(f"\n{title}: {len(library.passages)} passages\n")
            measure(library, embedder, _answerable(questions, library))


def _library(folder: Path, paths: Sequence[Path], embedder: Embedder) -> Library:
    libraries = Libraries(folder)
    ingest(paths, "handbook", libraries, embedder)
    return libraries.open("handbook", embedder.name)


def _answerable(questions: Iterable[Question], library: Library) -> list[Question]:
    stems = {Path(passage.file).stem for passage in library.passages}
    return [question for question in questions if question.relevant in stems]


def _compare(library: Library, embedder: Embedder, questions: Sequence[Question]) -> None:
    raw = _raw(library, embedder, questions)
    systems: dict[str, Callable[[Question], Scores]] = {
        "BM25 words": lambda question: raw[question.id].words,
        "BM25 4-grams": lambda question: raw[question.id].grams,
        "embeddings": lambda question: raw[question.id].cosines,
        f"RRF k={RRF_K}, words + embeddings": lambda q: _rrf(raw[q.id].words) + _rrf(raw[q.id].cosines),
        ".15 words + .15 grams + .7 embeddings": lambda question: _convex(raw[question.id], 0.15, 0.15),
        ".1 grams + .9 embeddings": lambda question: _convex(raw[question.id], 0.0, 0.1),
    }
    _print_heading()
    for name, score in systems.items():
        _print_row(name, questions, {question.id: _ranking(library, score(question)) for question in questions})
    retriever = Retriever(library, embedder)
    start = time.perf_counter()
    found = retriever.search_many([question.text for question in questions], 50)
    batch = (time.perf_counter() - start) / len(questions)
    ours = {
        question.id: {Path(hit.passage.file).stem: hit.score for hit in reversed(hits)}
        for question, hits in zip(questions, found, strict=True)
    }
    _print_row("companion", questions, ours)
    start = time.perf_counter()
    for question in questions[:50]:
        retriever.search(question.text)
    single = (time.perf_counter() - start) / 50
    print(f"\ncompanion: {single * 1e3:.0f} ms for one query, {batch * 1e3:.0f} ms for one of a batch")


def _raw(library: Library, embedder: Embedder, questions: Sequence[Question]) -> dict[str, Raw]:
    vectors = embedder.encode_query([question.text for question in questions])
    passages = library.vectors([passage.id for passage in library.passages]).astype(np.float64)
    return {
        question.id: Raw(passages @ vector, *_bm25(library, question.text))
        for question, vector in zip(questions, vectors, strict=True)
    }


def _bm25(library: Library, query: str) -> tuple[Scores, Scores]:
    """Words as each passage's language has them, and grams."""
    german, english = (library.lexical.scores(query, language) for language in get_args(Language))
    return (german.words + english.words).astype(np.float64), german.grams.astype(np.float64)


def _rrf(scores: Scores) -> Scores:
    ranks = (-scores).argsort(kind="stable").argsort(kind="stable") + 1
    return np.asarray(1 / (RRF_K + ranks))


def _convex(raw: Raw, words: float, grams: float) -> Scores:
    dense = (raw.cosines - raw.cosines.min()) / np.ptp(raw.cosines)
    lexical = words * raw.words / max(raw.words.max(), 1e-9) + grams * raw.grams / max(raw.grams.max(), 1e-9)
    return np.asarray((1 - words - grams) * dense + lexical)


def _ranking(library: Library, scores: Scores) -> dict[str, float]:
    best: dict[str, float] = {}
    for passage, score in zip(library.passages, scores, strict=True):
        stem = Path(passage.file).stem
        best[stem] = max(best.get(stem, -1.0), float(score))
    return dict(sorted(best.items(), key=lambda item: (-item[1], item[0]))[:DEPTH])


# --- tuning -------------------------------------------------------------------------------------------------------


def _tune(library: Library, embedder: Embedder, questions: Sequence[Question]) -> None:
    """Print nDCG@10 of neighbouring weights on dev, and of the best of them and the product's on what is held out."""
    cosines = _cosines(library, embedder, questions)
    figures = {}
    print(
        f"{'lexical':>8} {'across':>7} {'carried':>7} {'words':>6}"
        + "".join(f"{f'{name} {style}':>16}" for name, style in _GROUPS)
    )
    for values in product((0.4, 0.5, 0.6), (0.2, 0.3, 0.4), (0.5, 0.6, 1.0), (0.0, 0.3, 0.5)):
        runs = _tuned(library, cosines, questions, Weights(*values))
        figures[values] = [_measure(_choose(questions, *group), runs)[MEASURES[0]] for group in _GROUPS]
        print("{:>8} {:>7} {:>7} {:>6}".format(*values) + "".join(f"{figure:>16.4f}" for figure in figures[values]))
    best = max(figures, key=lambda values: float(np.mean(figures[values])))
    for name, weights in (("best on dev", Weights(*best)), ("the product's", WEIGHTS)):
        runs = _tuned(library, cosines, questions, weights)
        held_out = [_measure(_choose(questions, *group, "held_out"), runs)[MEASURES[0]] for group in _GROUPS]
        print(f"{name} {weights}: held out " + " ".join(f"{figure:.4f}" for figure in held_out))


_GROUPS = (("de", "direct"), ("de", "indirect"), ("en", "direct"), ("en", "indirect"))


def _choose(questions: Iterable[Question], language: str, style: str, split: str = "dev") -> list[Question]:
    return [
        question
        for question in questions
        if (question.language, question.split) == (language, split)
        and (question.style == "indirect") == (style == "indirect")
    ]


def _cosines(library: Library, embedder: Embedder, questions: Sequence[Question]) -> dict[str, Cosines]:
    vectors = telling(embedder.encode_query([question.text for question in questions]), common_direction(embedder))
    candidates, none = Candidates(library), np.zeros(len(library.passages))
    return {
        question.id: candidates.cosines(vector, none, none == 0)
        for question, vector in zip(questions, vectors, strict=True)
    }


def _tuned(
    library: Library, cosines: Mapping[str, Cosines], questions: Iterable[Question], weights: Weights
) -> dict[str, dict[str, float]]:
    languages = np.array([passage.language for passage in library.passages])
    runs = {}
    for question in questions:
        scores = library.lexical.scores(question.text, question.language)
        lexical = lexical_side(scores, languages == question.language, weights)
        near = cosines[question.id]
        runs[question.id] = _ranking(library, rate(near.of, near.floor, lexical, weights).score)
    return runs


# --- figures ------------------------------------------------------------------------------------------------------


def _print_heading() -> None:
    print(f"{'':<40}" + "".join(f"{f'{language} {split}':>22}" for language, split in product(("de", "en"), _SPLITS)))
    print(f"{'nDCG@10 RR@10 (indirect: nDCG@10)':<40}" + f"{'direct     indirect':>22}" * 4)


_SPLITS = ("dev", "held_out")


def _print_row(name: str, questions: Sequence[Question], runs: Mapping[str, Mapping[str, float]]) -> None:
    cells = []
    for language, split in product(("de", "en"), _SPLITS):
        direct = _measure(_choose(questions, language, "direct", split), runs)
        indirect = _measure(_choose(questions, language, "indirect", split), runs)
        cells.append(f"{direct[MEASURES[0]]:.4f} {direct[MEASURES[1]]:.4f} {indirect[MEASURES[0]]:.4f}")
    print(f"{name:<40}" + "".join(f"{cell:>22}" for cell in cells))


def _measure(questions: Sequence[Question], runs: Mapping[str, Mapping[str, float]]) -> Mapping[Any, float]:
    relevant = [Qrel(question.id, question.relevant, 1) for question in questions]
    scored = [
        ScoredDoc(question.id, name, score) for question in questions for name, score in runs[question.id].items()
    ]
    measured: Mapping[Any, float] = ir_measures.calc_aggregate(MEASURES, relevant, scored)
    return measured


if __name__ == "__main__":
    main()
