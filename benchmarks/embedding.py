"""Compares the product's embedder with plain `SentenceTransformer.encode` on the same weights and machine.

Prints the latency of one query and the throughput of documents as ratios, how equal the vectors are, and the nDCG@10
of both on labelled questions. Both sides take turns within a run, so that whatever else the machine does hits both.

    python benchmarks/embedding.py [--rounds 5]
"""

from __future__ import annotations

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from companion.embed import PACKAGED, build_sentence_transformer, load_embedder

HANDBOOK = Path(__file__).parent / "handbook"
DEPTH = 10  # of nDCG

Encode = Callable[[Sequence[str]], NDArray[np.float32]]


class Side(NamedTuple):
    """One of the two ways to embed."""

    encode_query: Encode
    encode_document: Encode


class Round(NamedTuple):
    """Median seconds of one query, and documents a second."""

    query: float
    documents: float


class Labelled(NamedTuple):
    """Documents by name and questions with the names of the documents that answer them."""

    documents: dict[str, str]
    questions: dict[str, str]
    relevant: dict[str, list[str]]


def main() -> None:
    """Measure and print."""
    arguments = _arguments()
    labelled = _labelled(arguments.handbook, arguments.language)
    fast = load_embedder(PACKAGED, arguments.data_dir)
    model = build_sentence_transformer(arguments.data_dir).to("cpu")
    sides = Side(model.encode_query, model.encode_document), Side(fast.encode_query, fast.encode_document)
    queries = list(labelled.questions.values())[: arguments.queries]
    documents = list(labelled.documents.values())[: arguments.documents]
    print(f"{len(queries)} queries, {len(documents)} documents of {_mean_length(documents):.0f} characters on average")
    _print_speed([[_timed(side, queries, documents) for side in sides] for _ in range(arguments.rounds)])
    vectors = [_vectors(side, labelled) for side in sides]
    _print_equality(*vectors)
    if labelled.relevant:
        _print_ndcg([_ndcg(labelled, *pair) for pair in vectors])
    print(f"cold start      {_cold_start(arguments.data_dir):.2f} s for a process that embeds one query and ends")


def _arguments() -> Any:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path, default=Path("var"), help="where the model is or will be built")
    parser.add_argument("--handbook", type=Path, default=HANDBOOK, help="folder with LANGUAGE/*.txt, questions.jsonl")
    parser.add_argument("--language", default="de")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--queries", type=int, default=40, help="how many are timed")
    parser.add_argument("--documents", type=int, default=48, help="how many are timed")
    return parser.parse_args()


def _labelled(folder: Path, language: str) -> Labelled:
    """Read the documents, and the questions that have an answer among them; without a questions file, none."""
    documents = {
        path.stem: path.read_text(encoding="utf-8").strip() for path in sorted(folder.glob(f"{language}/*.txt"))
    }
    file = folder / "questions.jsonl"
    lines = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    asked = [case for case in map(json.loads, lines) if case["language"] == language]
    relevant = {case["id"]: np.atleast_1d(case.get("relevant", [])).tolist() for case in asked}
    relevant = {case: names for case, names in relevant.items() if set(names) & set(documents)}
    first_words = {name: text.split(".")[0] for name, text in documents.items()}
    questions = {case["id"]: case["text"] for case in asked if case["id"] in relevant}
    return Labelled(documents, questions or first_words, relevant)


def _mean_length(texts: list[str]) -> float:
    return statistics.mean(map(len, texts))


def _timed(side: Side, queries: list[str], documents: list[str]) -> Round:
    side.encode_query(queries[:1])
    latencies = [_seconds(side.encode_query, [query]) for query in queries]
    return Round(statistics.median(latencies), len(documents) / _seconds(side.encode_document, documents))


def _seconds(encode: Encode, texts: list[str]) -> float:
    start = time.perf_counter()
    encode(texts)
    return time.perf_counter() - start


def _print_speed(rounds: list[list[Round]]) -> None:
    latency = [fast.query / plain.query for plain, fast in rounds]
    throughput = [fast.documents / plain.documents for plain, fast in rounds]
    plain, fast = (Round(*map(statistics.median, zip(*side, strict=True))) for side in zip(*rounds, strict=True))
    print(f"query latency   ratio {_spread(latency)}   {fast.query * 1e3:.1f} ms, plain {plain.query * 1e3:.1f} ms")
    print(f"throughput      ratio {_spread(throughput)}   {fast.documents:.1f}/s, plain {plain.documents:.1f}/s")


def _spread(ratios: list[float]) -> str:
    return f"{statistics.median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f} in {len(ratios)} rounds)"


def _vectors(side: Side, labelled: Labelled) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    return side.encode_query(list(labelled.questions.values())), side.encode_document(list(labelled.documents.values()))


def _print_equality(plain: tuple[NDArray[np.float32], ...], fast: tuple[NDArray[np.float32], ...]) -> None:
    ours, theirs = np.concatenate(fast), np.concatenate(plain)
    cosine = (ours.astype(np.float64) * theirs).sum(axis=1).min()
    print(f"equality        largest difference {np.abs(ours - theirs).max():.1e}, smallest cosine {cosine:.7f}")


def _print_ndcg(figures: list[float]) -> None:
    plain, fast = figures
    print(f"nDCG@{DEPTH}         {fast:.4f}, plain {plain:.4f}, difference {fast - plain:+.4f}")


def _ndcg(labelled: Labelled, queries: NDArray[np.float32], documents: NDArray[np.float32]) -> float:
    """Mean over the questions: discounted gain (Järvelin and Kekäläinen 2002) over the best possible, gains 0 or 1."""
    names = np.array(list(labelled.documents))
    best = names[np.argsort(-queries @ documents.T, axis=1, kind="stable")[:, :DEPTH]]
    discount = 1 / np.log2(np.arange(2, DEPTH + 2))
    return statistics.mean(
        float(discount[: found.size][np.isin(found, wanted)].sum() / discount[: len(wanted)].sum())
        for found, wanted in zip(best, labelled.relevant.values(), strict=True)
    )


def _cold_start(data_dir: Path) -> float:
    code = (
        "import sys; from pathlib import Path; from companion.embed import load_embedder;"
        "load_embedder(sys.argv[1], Path(sys.argv[2])).encode_query(['x'])"
    )
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", code, PACKAGED, str(data_dir)], check=True)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
