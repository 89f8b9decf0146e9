"""One ingestion: a new version of a library goes live, or nothing changes at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from companion.domain import Model
from companion.store import LastRun, Libraries, Library, Quarantined, Writer
from ingest.corpus import Corpus, gather
from ingest.duplicates import Duplicate
from ingest.find import Skipped
from ingest.fingerprint import fingerprint
from ingest.progress import Progress
from ingest.vectors import embed

if TYPE_CHECKING:
    from companion.embed import Embedder


class Report(Model):
    """What an ingestion did.

    `added` to `unchanged` count files, `passages` and `embedded` passages; `hidden` says in how many places of which
    file hidden text was dropped, `quarantined` which passages are not found until somebody releases them.
    """

    library: str
    version: str
    added: int
    changed: int
    removed: int
    unchanged: int
    skipped: tuple[Skipped, ...]
    hidden: Mapping[str, int]
    duplicates: tuple[Duplicate, ...]
    quarantined: tuple[Quarantined, ...]
    passages: int
    embedded: int


def ingest(
    paths: Sequence[Path],
    library: str,
    libraries: Libraries,
    embedder: Embedder,
    on_progress: Callable[[Progress], None] | None = None,
) -> Report:
    """Make a library consist of exactly the guidance below the paths.

    Where no file has changed, none is read again. Passages that the live version holds already, from the same embedding
    model, are not embedded again. If the knowledge is the same, the version stays. Readers see the old version until
    the new one is complete.

    Raises:
        InvalidInput: if a path does not exist, holds nothing readable, or the library's name is none.
        Busy: if another process is ingesting into this library.
    """
    report_progress = on_progress or (lambda _: None)
    with libraries.writing(library) as writer:
        inputs = fingerprint(paths, writer.released, embedder.name)
        if (last := writer.last) and last.inputs == inputs and writer.adopt(last.version):
            return _again(Report.model_validate_json(last.remarks))
        corpus = gather(paths, writer.released, report_progress)
        version = corpus.contents.version(embedder.name)
        embedded = 0 if writer.adopt(version) else _publish(corpus, writer, embedder, report_progress)
        report = _report(library, version, corpus, writer.live, embedded)
        if inputs:
            writer.remember(LastRun(inputs=inputs, version=version, remarks=report.model_dump_json()))
        return report


def _again(report: Report) -> Report:
    """The report of the same ingestion once more: everything is as it was."""
    files = report.added + report.changed + report.unchanged
    return report.model_copy(update={"added": 0, "changed": 0, "removed": 0, "unchanged": files, "embedded": 0})


def _report(library: str, version: str, corpus: Corpus, before: Library | None, embedded: int) -> Report:
    old = before.files if before else {}
    both = corpus.files.keys() & old.keys()
    changed = sum(corpus.files[name] != old[name] for name in both)
    return Report(
        library=library,
        version=version,
        added=len(corpus.files) - len(both),
        changed=changed,
        removed=len(old) - len(both),
        unchanged=len(both) - changed,
        skipped=corpus.skipped,
        hidden=corpus.hidden,
        duplicates=corpus.duplicates,
        quarantined=corpus.contents.quarantined,
        passages=len(corpus.contents.passages),
        embedded=embedded,
    )


def _publish(corpus: Corpus, writer: Writer, embedder: Embedder, on_progress: Callable[[Progress], None]) -> int:
    """Embed what is new, publish the version and return how many passages were embedded."""
    vectors, embedded = embed(corpus.contents, writer.live, embedder, on_progress)
    on_progress(Progress(step="store", done=0, total=1))
    writer.publish(corpus.contents, corpus.files, embedder.name, vectors)
    on_progress(Progress(step="store", done=1, total=1))
    return embedded
