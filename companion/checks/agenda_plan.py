"""Criteria of an agenda's plan: minutes, starts, owners, shares of time, kinds of blocks, load (A1, A2, A7 to A9)."""

from __future__ import annotations

import re

from companion.checks.context import CheckContext, verdict
from companion.checks.printed import draft_texts
from companion.domain import AgendaDraft, Block, Check

BLOCK_MINUTES_LEAST = 3

_REMOTE = re.compile(
    r"bildschirm|chat|kamera|geteilt|link\b|dokument|verbindung|remote|telefon|online|mikrofon|freigabe|"
    r"screen|camera|shared|connection|telephone|phone|microphone|call\b",
    re.IGNORECASE,
)


def kinds_of(block: Block) -> frozenset[str]:
    """A block's own kind and those folded into it."""
    return frozenset((block.kind, *block.includes))


def minutes_sum(draft: AgendaDraft, context: CheckContext) -> Check:
    """The blocks fill exactly the requested time."""
    total = sum(block.minutes for block in draft.blocks)
    return verdict(
        "A1 minutes sum",
        context,
        total == context.minutes == draft.minutes,
        de=f"{total} von {context.minutes} Minuten",
        en=f"{total} of {context.minutes} minutes",
    )


def starts_follow(draft: AgendaDraft, context: CheckContext) -> Check:
    """Each block begins when the one before ends."""
    expected = [sum(block.minutes for block in draft.blocks[:place]) for place in range(len(draft.blocks))]
    gaps = [block.title for block, start in zip(draft.blocks, expected, strict=True) if block.start != start]
    names = ", ".join(gaps)
    return verdict(
        "A1 starts follow",
        context,
        not gaps,
        de=f"Lücke vor: {names}" if gaps else "ohne Lücke und Überschneidung",
        en=f"gap before: {names}" if gaps else "no gap, no overlap",
    )


def steps_sum(draft: AgendaDraft, context: CheckContext) -> Check:
    """Where steps have minutes, all of a block's steps do, and they fill the block."""
    bad = [block.title for block in draft.blocks if not _steps_fit(block)]
    names = ", ".join(bad)
    return verdict(
        "A1 step minutes sum",
        context,
        not bad,
        de=f"Schritte füllen den Block nicht: {names}" if bad else "Schritte füllen ihren Block genau",
        en=f"steps do not fill: {names}" if bad else "steps fill their block exactly",
    )


def _steps_fit(block: Block) -> bool:
    given = [step.minutes for step in block.steps if step.minutes is not None]
    return not given or (len(given) == len(block.steps) and sum(given) == block.minutes and min(given) >= 1)


def blocks_complete(draft: AgendaDraft, context: CheckContext) -> Check:
    """Every block has time enough, somebody who leads it, and a purpose."""
    bad = [
        block.title
        for block in draft.blocks
        if block.minutes < BLOCK_MINUTES_LEAST or not block.purpose.strip() or not block.lead
    ]
    names = ", ".join(bad)
    return verdict(
        "A2 blocks complete",
        context,
        bool(draft.blocks) and not bad,
        de=f"unvollständig: {names}" if bad else f"{len(draft.blocks)} Blöcke mit Zeit, Führung und Zweck",
        en=f"incomplete: {names}" if bad else f"{len(draft.blocks)} blocks with time, lead and purpose",
    )


def shares_of_time(draft: AgendaDraft, context: CheckContext) -> Check:
    """The mentor's input takes a third at most, the mentee's own activity a third at least.

    Outside working sessions what both do together counts as activity too.
    """
    spent = {kind: sum(b.minutes for b in draft.blocks if b.counts_as == kind) for kind in _CLASSES}
    active = spent["mentee_active"] + (spent["joint"] if draft.phase != "working" else 0)
    total = sum(spent.values())
    return verdict(
        "A7 shares of time",
        context,
        3 * spent["mentor_input"] <= total <= 3 * active,
        de=f"Impuls {spent['mentor_input']}, Mentee aktiv {active} von {total} Minuten",
        en=f"input {spent['mentor_input']}, mentee active {active} of {total} minutes",
    )


_CLASSES = ("mentor_input", "mentee_active", "joint")


def kinds_allowed(draft: AgendaDraft, context: CheckContext) -> Check:
    """Every block belongs into this phase."""
    strangers = sorted({kind for block in draft.blocks for kind in kinds_of(block)} - context.allowed_kinds)
    names = ", ".join(strangers)
    return verdict(
        "A8 blocks fit the phase",
        context,
        not strangers,
        de=f"gehört nicht hierher: {names}" if strangers else f"{len(draft.blocks)} Blöcke passen zur Phase",
        en=f"does not belong here: {names}" if strangers else f"{len(draft.blocks)} blocks fit the phase",
    )


def not_overfilled(draft: AgendaDraft, context: CheckContext) -> Check:
    """At most 4 blocks up to 30 minutes, 5 up to 45, 6 up to 60, then one more per 15 minutes."""
    most = 4 if context.minutes <= 30 else 5 if context.minutes <= 45 else 6 + max(0, context.minutes - 60) // 15
    return verdict(
        "A9 not overfilled",
        context,
        0 < len(draft.blocks) <= most,
        de=f"{len(draft.blocks)} von höchstens {most} Blöcken",
        en=f"{len(draft.blocks)} of at most {most} blocks",
    )


def works_remotely(draft: AgendaDraft, context: CheckContext) -> Check:
    """A remote session says how its steps work through a connection."""
    remote = context.pair.format != "onsite"
    passed = not remote or any(_REMOTE.search(text) for text in draft_texts(draft))
    return verdict(
        "A9 works remotely",
        context,
        passed,
        de="vor Ort" if not remote else "auch über Bildschirm" if passed else "nichts zur Verbindung gesagt",
        en="in one room" if not remote else "works on screen" if passed else "says nothing about the connection",
    )
