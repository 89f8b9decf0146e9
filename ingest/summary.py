"""What an ingestion did and what waits in quarantine, as lines for whoever typed the command."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from companion.store import Quarantined
from ingest.job import Report

_EXCERPT = 160  # characters


def report_lines(report: Report) -> Iterator[str]:
    """The counts, then a line for everything that somebody may want to look at."""
    yield f"library {report.library}, version {report.version}: {report.passages} passages"
    counts = f"{report.added} added, {report.changed} changed, {report.removed} removed, {report.unchanged} unchanged"
    yield f"files: {counts}; passages embedded: {report.embedded}"
    yield from (f"skipped: {skipped.path}: {skipped.reason}" for skipped in report.skipped)
    for file, places in report.hidden.items():
        yield f"hidden text dropped: {file}: in {_count(places, 'place')}"
    for item in report.duplicates:
        yield f"same text: {item.file}: {_count(item.passages, 'passage')} stored once, with {item.same_as}"
    yield from quarantine_lines(report.quarantined)


def quarantine_lines(quarantined: Sequence[Quarantined]) -> Iterator[str]:
    """A line for each passage in quarantine and how it starts; at the end, what to do about them."""
    for item in quarantined:
        passage = item.passage
        place = f"{passage.file} › {passage.heading}" if passage.heading else passage.file
        yield f"in quarantine: {passage.id}: {place}: {item.reason}"
        yield f"    {_excerpt(passage.text)}"
    if quarantined:
        yield "These passages are not found. Is one harmless, let it out: companion quarantine release ID"


def _excerpt(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _EXCERPT else f"{line[:_EXCERPT].rstrip()} …"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
