"""One ingestion: a new version of a library goes live, or nothing changes at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from companion.domain import Model
from companion.errors import Unavailable
from companion.store import Contents, Libraries, Library, Writer
from ingest.corpus import Corpus, gather
from ingest.find import Skipped
from ingest.passages import embedded_text
from ingest.progress import Progress

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from companion.embed import Embedder

    Vectors = dict[str, NDArray[np.float32]]

_BATCH = 32  # texts between two steps of the progress bar: some four seconds on two cores


class Report(Model):
    """What an ingestion did; `added` to `unchanged` count files, `embedded` counts passages."""

    library: str
    version: str
    added: int
    changed: int
    removed: int
    unchanged: int
    skipped: tuple[Skipped, ...]
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

    Passages that the live version holds already, from the same embedding model, are not embedded again. If the
    knowledge is the same, the version stays. Readers see the old version until the new one is complete.

    Raises:
        InvalidInput: if a path does not exist, holds nothing readable, or the library's name is none.
        Busy: if another process is ingesting into this library.
    """
    report_progress = on_progress or (lambda _: None)
    with libraries.writing(library) as writer:
        corpus = gather(paths, report_progress)
        version = corpus.contents.version(embedder.name)
        embedded = 0 if writer.adopt(version) else _publish(corpus, writer, embedder, report_progress)
        return _report(library, version, corpus, writer.live, embedded)


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
        passages=len(corpus.contents.passages),
        embedded=embedded,
    )


def _publish(corpus: Corpus, writer: Writer, embedder: Embedder, on_progress: Callable[[Progress], None]) -> int:
    """Embed what is new, publish the version and return how many passages were embedded."""
    import numpy as np

    contents = corpus.contents
    passages = {passage.id: embedded_text(passage) for passage in contents.passages}
    signals = {signal.text: signal.text for signal in contents.signals}
    known, known_signals = _known(contents, writer.live, embedder.name)
    tick = _Ticks(on_progress, len(passages.keys() - known) + len(signals.keys() - known_signals))
    vectors = known | _embed(passages, known, embedder.encode_document, tick)
    signal_vectors = known_signals | _embed(signals, known_signals, embedder.encode_query, tick)
    on_progress(Progress(step="store", done=0, total=1))
    rows = np.array([vectors[passage.id] for passage in contents.passages], dtype=np.float32)
    signal_rows = [signal_vectors[signal.text] for signal in contents.signals]
    writer.publish(
        contents,
        corpus.files,
        embedder.name,
        rows,
        np.array(signal_rows, dtype=np.float32).reshape(-1, rows.shape[1]),
    )
    on_progress(Progress(step="store", done=1, total=1))
    return len(passages.keys() - known)


def _known(contents: Contents, live: Library | None, embedding_model: str) -> tuple[Vectors, Vectors]:
    """Return the live version's vectors of passages, by id, and of signals, by text, as far as they are wanted."""
    if live is None or live.embedding_model != embedding_model:
        return {}, {}
    wanted = {passage.id for passage in contents.passages}
    ids = [passage.id for passage in live.passages if passage.id in wanted]
    try:
        signals = live.all_signals()
        texts = (signal.text for signal in signals.signals)
        return dict(zip(ids, live.vectors(ids), strict=True)), dict(zip(texts, signals.vectors, strict=True))
    except Unavailable:  # damaged: then everything is embedded anew, and the new version is whole
        return {}, {}


def _embed(
    texts: Mapping[str, str],
    known: Vectors,
    encode: Callable[[Sequence[str]], NDArray[np.float32]],
    tick: Callable[[int], None],
) -> Vectors:
    missing = [key for key in texts if key not in known]
    vectors: Vectors = {}
    for start in range(0, len(missing), _BATCH):
        batch = missing[start : start + _BATCH]
        vectors.update(zip(batch, encode([texts[key] for key in batch]), strict=True))
        tick(len(batch))
    return vectors


class _Ticks:
    """Counts embedded texts and reports them."""

    def __init__(self, on_progress: Callable[[Progress], None], total: int) -> None:
        self._on_progress, self._total, self._done = on_progress, total, 0

    def __call__(self, more: int) -> None:
        self._done += more
        self._on_progress(Progress(step="embed", done=self._done, total=self._total))
