"""Measures how well worries find their pitfall and topics their primer, or rightly none.

benchmarks/matching.jsonl holds worries and topics in German and English with the card that speaks of them, null if
none does. Cards that the knowledge does not hold are left out.

    python benchmarks/matching.py [--data-dir var] [--library guidance]     # after `companion ingest`
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable
from itertools import product
from pathlib import Path
from typing import NamedTuple, get_args

from companion.domain import Language
from companion.embed import load_embedder
from companion.retrieve import CUE_THRESHOLD, TOPIC_THRESHOLD, Retriever
from companion.store import Libraries, Library, Role

CASES = Path(__file__).with_name("matching.jsonl")
THRESHOLDS: dict[Role, float] = {"cue": CUE_THRESHOLD, "topic": TOPIC_THRESHOLD}


class Case(NamedTuple):
    """Somebody's words and the card that speaks of them."""

    role: Role
    language: Language
    text: str
    card: str | None


class Found(NamedTuple):
    """A case and the best card for it."""

    case: Case
    card: str
    score: float


def main() -> None:
    """Match and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data-dir", type=Path, default=Path("var"))
    parser.add_argument("--library", default="guidance")
    parser.add_argument("--misses", action="store_true", help="name what goes wrong")
    arguments = parser.parse_args()
    embedder = load_embedder("packaged-e5", arguments.data_dir)
    retriever = Retriever(Libraries(arguments.data_dir / "libraries").open(arguments.library, embedder.name), embedder)
    cases = [Case(**json.loads(line)) for line in CASES.read_text(encoding="utf-8").splitlines()]
    for role, language in product(THRESHOLDS, get_args(Language)):
        chosen = [case for case in cases if (case.role, case.language) == (role, language)]
        found = [_find(retriever, case) for case in _answerable(chosen, retriever.library)]
        _print(found, f"{role} {language}", THRESHOLDS[role])
        if arguments.misses:
            _print_misses(found, THRESHOLDS[role])


def _answerable(cases: Iterable[Case], library: Library) -> list[Case]:
    known = {signal.card for signal in library.all_signals().signals}
    return [case for case in cases if case.card is None or case.card in known]


def _find(retriever: Retriever, case: Case) -> Found:
    best = retriever.match([case.text], case.role, case.language)[0]
    return Found(case, best.card, best.score)


def _print(found: list[Found], title: str, threshold: float) -> None:
    speaking = [item for item in found if item.case.card]
    silent = [item for item in found if not item.case.card]
    near = [item for item in speaking if item.score >= threshold]
    right = sum(item.card == item.case.card for item in near)
    best = sum(item.card == item.case.card for item in speaking)
    alarms = sum(item.score >= threshold for item in silent)
    print(
        f"{title:<10} at {threshold}: {right} of {len(speaking)} find their card, {len(near) - right} another; "
        f"{alarms} of {len(silent)} without a card find one; best is right {best / len(speaking):.0%}"
    )


def _print_misses(found: list[Found], threshold: float) -> None:
    for item in sorted(found, key=lambda item: -item.score):
        answer = item.card if item.score >= threshold else None
        if answer != item.case.card:
            print(f"  {item.score:.2f} {item.case.text}: {item.card}, not {item.case.card}")


if __name__ == "__main__":
    main()
