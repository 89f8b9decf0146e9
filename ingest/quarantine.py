"""Passages that read like orders to a language model wait here until a facilitator lets them out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING, NamedTuple

from companion.domain import Passage
from companion.errors import InvalidInput, Unavailable
from companion.store import Contents, Libraries, Library, Quarantined
from ingest.duplicates import merge
from ingest.progress import Progress
from ingest.screen import screen
from ingest.vectors import embed

if TYPE_CHECKING:
    from companion.embed import Embedder


class Separated(NamedTuple):
    """Passages that may be found, and those that may not."""

    passages: tuple[Passage, ...]
    quarantined: tuple[Quarantined, ...]


def separate(passages: Sequence[Passage], released: Collection[str]) -> Separated:
    """Set aside what gives orders in its text, heading or title, unless a facilitator has released it."""
    reasons = {passage.id: _reason(passage) for passage in passages if passage.id not in released}
    kept = tuple(passage for passage in passages if not reasons.get(passage.id))
    held = (Quarantined(passage=passage, reason=reasons.get(passage.id) or "") for passage in passages)
    return Separated(kept, tuple(item for item in held if item.reason))


def release(
    ids: Collection[str],
    library: str,
    libraries: Libraries,
    embedder: Embedder,
    on_progress: Callable[[Progress], None] | None = None,
) -> str:
    """Let passages out of a library's quarantine, now and for all later ingestions; return the new version.

    Raises:
        InvalidInput: if one of them is not in quarantine.
        Unavailable: if there is no such library.
        Busy: if another process is ingesting into it.
    """
    with libraries.writing(library) as writer:
        live = writer.live
        if live is None:
            raise Unavailable(f"library {library}", "run `companion ingest` first")
        contents = _without_quarantine(live, ids)
        writer.release(ids)
        vectors, _ = embed(contents, live, embedder, on_progress or (lambda _: None))
        return writer.publish(contents, live.files, embedder.name, vectors)


def _without_quarantine(live: Library, ids: Collection[str]) -> Contents:
    contents = live.contents()
    waiting = {item.passage.id: item.passage for item in contents.quarantined}
    for name in ids:
        if name not in waiting:
            raise InvalidInput(
                f"library {live.name}", name, "is not in quarantine; `companion quarantine` lists what is"
            )
    freed = [waiting[name] for name in dict.fromkeys(ids)]
    passages = sorted((*contents.passages, *freed), key=lambda passage: (passage.file, passage.position))
    return contents.model_copy(
        update={
            "passages": merge(passages).passages,
            "quarantined": tuple(item for item in contents.quarantined if item.passage.id not in ids),
        }
    )


def _reason(passage: Passage) -> str | None:
    return next(filter(None, map(screen, (passage.text, passage.heading, passage.title))), None)
