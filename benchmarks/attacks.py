"""How many orders to a language model the screen holds back, how much guidance it holds back with them, and its price.

The same author wrote the cases and, after all of them, the rules, and many English attacks have a German twin: the
held-out half, judged without a look at its single results, says how far rules carry to other wordings of known ideas.
It says little about ideas that nobody here had: of three public collections of such attacks (72, 44 and 27 texts) the
screen as it then was found .67, .70 and .67 before they served to widen it, of 47 freely worded new ones by the same
author only .15. A release by somebody, and a model that is told to treat passages as data, stay necessary.

    python benchmarks/attacks.py
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import yaml
from pydantic import TypeAdapter

from companion.domain import Model
from ingest.screen import Reason, screen

ROOT = Path(__file__).resolve().parents[1]


class Case(Model):
    """A text that is an attack or nearly looks like one; `marker` is what an obedient model would put out."""

    id: str
    language: str
    attack: bool
    family: str
    where: Literal["passage", "title", "heading"]
    marker: str = ""
    text: str

    @property
    def held_out(self) -> bool:
        """Say whether nobody tunes on it."""
        return hashlib.sha256(self.id.encode()).digest()[-1] % 2 == 1


Judged = Sequence[tuple[Case, Reason | None]]


def main() -> None:
    """Print the tables."""
    path = ROOT / "evals" / "cases" / "attacks.yaml"
    cases = TypeAdapter(tuple[Case, ...]).validate_python(yaml.safe_load(path.read_text(encoding="utf-8")))
    screen(cases[0].text)  # the rules are read once
    started = time.perf_counter()
    judged = [(case, screen(case.text)) for case in cases]
    spent = time.perf_counter() - started
    for name, half in (("dev", False), ("held out", True)):
        report(name, [(case, reason) for case, reason in judged if case.held_out is half])
    by_family([(case, reason) for case, reason in judged if not case.held_out])
    print(f"\n{1000 * spent / len(cases):.2f} ms a text")


def report(name: str, judged: Judged) -> None:
    """Print recall and false alarms of a half, a language a row."""
    print(f"\n## {name}\n\n{'':24}{'recall':>20}{'false alarms':>20}")
    for language in ("de", "en", "others"):
        _row(language, [(case, reason) for case, reason in judged if _language(case) == language])
    _row("all", judged)


def by_family(judged: Judged) -> None:
    """Print the families of the development half."""
    print("\n## dev, by family\n")
    for family in dict.fromkeys(case.family for case, _ in judged):
        _row(family, [(case, reason) for case, reason in judged if case.family == family])


def _language(case: Case) -> str:
    return case.language if case.language in ("de", "en") else "others"


def _row(name: str, judged: Judged) -> None:
    cells = []
    for attack in (True, False):
        hits = [reason is not None for case, reason in judged if case.attack is attack]
        cells.append(f"{sum(hits) / len(hits):.3f} ({sum(hits)}/{len(hits)})" if hits else "-")
    print(f"{name:24}" + "".join(f"{cell:>20}" for cell in cells))


if __name__ == "__main__":
    main()
