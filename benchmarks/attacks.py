"""How many orders to a language model the screen holds back, how much guidance it holds back with them, and its price.

Two authors wrote cases. The first wrote the classic rules after his cases; the second wrote cases freely, as forty
imagined writers of handbooks and pages, before seeing a rule, and widened the rules on the development halves. How the
rules fare on wording that they do not know is what the second author's set gave on that day: .04 of 121 attacks were
found, .01 of 140 near misses held back; three public collections had given .67 to .70. The held-out halves of today
say less: whoever wrote them wrote rules, too, so that the figure of the second author flatters even where it is low.

What this means for users: the screen catches orders in familiar words, and few that are said in other words. A model
that is told to treat passages as data, checks of what it puts out, and a facilitator's eye are the defence; this is
a sieve before them. A linear model over words, letters and the rules' meanings was tried where the rules are silent:
at 1 % false alarms it found, cross-validated, none of the second author's attacks by words or letters and .02 to .11
with meanings, so that it was left out.

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
AUTHORS = {"first author": "attacks.yaml", "second author": "attacks_second.yaml"}


def main() -> None:
    """Print the tables."""
    screen("")  # the rules are read once
    spent, dev = 0.0, []
    for author, file in AUTHORS.items():
        cases = _cases(file)
        started = time.perf_counter()
        judged = [(case, screen(case.text)) for case in cases]
        spent += (time.perf_counter() - started) / len(cases) / len(AUTHORS)
        for name, half in (("dev", False), ("held out", True)):
            report(f"{name}, {author}", [(case, reason) for case, reason in judged if case.held_out is half])
        dev += [(case, reason) for case, reason in judged if not case.held_out]
    by_family(dev)
    print(f"\n{1000 * spent:.2f} ms a text")


def _cases(file: str) -> tuple[Case, ...]:
    text = (ROOT / "evals" / "cases" / file).read_text(encoding="utf-8")
    return TypeAdapter(tuple[Case, ...]).validate_python(yaml.safe_load(text))


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
