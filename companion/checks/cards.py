"""The linter for guidance cards: one line per fault, in words an author can act on.

python -m companion.checks.cards [FILES or folders; default knowledge/]
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import yaml

from companion.cards import Card, CardBlock, Variant, When, parse_card
from companion.checks.card_prints import print_faults
from companion.checks.card_texts import printed_texts
from companion.checks.card_twins import twin_faults
from companion.checks.questions import word_count
from companion.domain import Language
from companion.errors import InvalidInput
from companion.text import sentences

NOTE = "note: "  # begins a line that is no fault
FIRST_SENTENCE_WORDS = 30
TRY_OUT_LEAST = 10  # the shortest try-out block, in minutes; exercises have no block of their own
_OTHER: Mapping[Language, Language] = {"de": "en", "en": "de"}
_SOURCES = re.compile(r"\[((?:[A-Z]\d+|own)(?:[,;\s]+(?:[A-Z]\d+|own))*)\]")


def card_faults(card: Card, sources: frozenset[str] | None = None) -> Iterator[str]:
    """Say everything that is wrong with a card by itself, each as `field: what is wrong; remedy`.

    Args:
        card: a parsed card.
        sources: the keys of the list of sources; None skips the comparison with it.
    """
    for found in printed_texts(card):
        for fault in print_faults(found, card):
            yield f"{found.path}: {fault}"
    yield from _structure_faults(card)
    yield from _section_faults(card)
    yield from _evidence_faults(card, sources)


def _structure_faults(card: Card) -> Iterator[str]:
    for block in card.blocks:
        yield from _block_faults(block)
    for part, variants in (("exercises", card.exercises), ("impulses", card.impulses)):
        for variant in variants:
            yield from _step_faults(f"{part}.{variant.id}", variant, TRY_OUT_LEAST)
    for unit, times in Counter(unit_ids(card)).items():
        if times > 1:
            yield f"{unit}: this id stands {times} times in the card; give each unit its own"
    yield from _reference_faults(card)


def _reference_faults(card: Card) -> Iterator[str]:
    exercises, sheets = ({item.id for item in items} for items in (card.exercises, card.sheets))
    for exercise in card.exercises:
        for earlier in sorted(set(exercise.after) - exercises):
            yield f"exercises.{exercise.id}.after: there is no exercise {earlier} in this card"
        if exercise.sheet and exercise.sheet not in sheets:
            yield f"exercises.{exercise.id}.sheet: there is no sheet {exercise.sheet} in this card"


def _block_faults(block: CardBlock) -> Iterator[str]:
    path = f"blocks.{block.kind}"
    if not _never_empty([variant.when for variant in block.variants]):
        yield f"{path}.variants: every variant has a condition; one without `when` must remain for all other pairs"
    for variant in block.variants:
        yield from _step_faults(f"{path}.variants.{variant.id}", variant, block.minutes.least)


def _never_empty(conditions: Sequence[When]) -> bool:
    return When() in conditions or all(When(has_open=value) in conditions for value in (True, False))


def _step_faults(path: str, variant: Variant, least: int) -> Iterator[str]:
    always = [step for step in variant.steps if step.since is None and step.per is None and step.when == When()]
    if len(always) > least:
        yield f"{path}.steps: {len(always)} steps without `from` in {least} minutes; give some a `from` or merge them"


def unit_ids(card: Card) -> tuple[str, ...]:
    """The ids of all variants, exercises, questions, prompts and other units of a card, in its order."""
    variants = [variant.id for block in card.blocks for variant in block.variants]
    reflect = [question.id for exercise in card.exercises for question in exercise.reflect]
    parts = (card.questions, card.prompts, card.intros, card.goals, card.impulses, card.exercises, card.dialogue)
    return (*variants, *reflect, *(unit.id for part in (*parts, card.transfer, card.sheets) for unit in part))


def _section_faults(card: Card) -> Iterator[str]:
    units = set(unit_ids(card))
    covered = {unit for section in card.sections for unit in section.units}
    for unit in sorted(covered - units):
        yield f"section #{unit}: the card has no unit of this id"
    if all(section.units for section in card.sections) and units - covered:
        yield f"body: no section speaks of {', '.join(sorted(units - covered))}; add a core (## Kern / ## Core) or ids"
    for section in card.sections:
        first = next(iter(sentences(section.text)), "")
        if word_count(first) > FIRST_SENTENCE_WORDS:
            yield (
                f"section „{section.heading}“: the first sentence has {word_count(first)} words; citations quote it, "
                f"so at most {FIRST_SENTENCE_WORDS}"
            )


def _evidence_faults(card: Card, sources: frozenset[str] | None) -> Iterator[str]:
    stated = {entry.split()[0] for entry in card.evidence}
    for section in card.sections:
        for group in _SOURCES.findall(section.text):
            for key in sorted(set(re.split(r"[,;\s]+", group)) - stated):
                yield f"section „{section.heading}“: [{key}] is missing in `evidence`"
    for key in sorted(stated - {"own"} - (sources if sources is not None else stated)):
        yield f"evidence: {key} is not in sources.yaml; add it there or correct the key"


# --- files --------------------------------------------------------------------------------------------------------


def file_faults(path: Path, *, twin_required: bool) -> Iterator[str]:
    """Say what is wrong with a card's file, its contents and its twin in the other language."""
    try:
        card = parse_card(path.read_text(encoding="utf-8"), str(path))
    except InvalidInput as problem:
        yield f"{problem.field or 'front matter'}: {problem.remedy}"
        return
    if path.name != f"{card.number:02d}-{card.id}.md" or path.parent.name != card.language:
        yield f"id: the file should be {card.language}/{card.number:02d}-{card.id}.md"
    yield from card_faults(card, _sources(path.parent.parent / "sources.yaml"))
    twin = path.parent.parent / _OTHER[card.language] / path.name
    if twin.exists():
        yield from _twin_faults(card, twin)
    elif twin_required:
        yield f"language: there is no {twin.parent.name}/{twin.name}; every card needs both languages"
    else:
        yield f"{NOTE}there is no {twin.parent.name}/{twin.name} yet; every card needs both languages"


def _twin_faults(card: Card, path: Path) -> Iterator[str]:
    try:
        twin = parse_card(path.read_text(encoding="utf-8"), str(path))
    except InvalidInput:
        return  # its own line says so
    yield from twin_faults(card, twin)


def _sources(path: Path) -> frozenset[str] | None:
    if not path.exists():
        return None
    return frozenset(yaml.safe_load(path.read_text(encoding="utf-8")))


def _files(paths: Sequence[Path]) -> list[Path]:
    return [file for path in paths for file in (sorted(path.glob("**/[0-9][0-9]-*.md")) if path.is_dir() else [path])]


def main(arguments: Sequence[str]) -> int:
    """Write one line per fault and return 1 if there is any, 2 if a file is missing.

    A card named by itself may still wait for its twin: that is a note.
    """
    parser = argparse.ArgumentParser(prog="python -m companion.checks.cards", description=__doc__)
    parser.add_argument("paths", nargs="*", type=Path, help="cards or folders; default: knowledge/")
    paths: list[Path] = parser.parse_args(arguments).paths
    missing = [path for path in paths if not path.exists()]
    if missing:
        sys.stderr.write("".join(f"{path}: there is no such file or folder\n" for path in missing))
        return 2
    faulty = 0
    for file in _files(paths or [Path("knowledge")]):
        for fault in file_faults(file, twin_required=file not in paths):
            sys.stdout.write(f"{file}: {fault}\n")
            faulty = faulty if fault.startswith(NOTE) else 1
    return faulty


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
