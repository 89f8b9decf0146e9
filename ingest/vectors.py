"""The vectors of a version: those that the live one has already, the others from the embedding model."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from companion.domain import Passage
from companion.errors import Unavailable
from companion.store import Contents, Embeddings, Library
from companion.text import sentences
from ingest.passages import embedded_text
from ingest.progress import Progress

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from companion.embed import Embedder

    Vectors = dict[str, NDArray[np.float32]]

_BATCH = 32  # texts between two steps of the progress bar: some four seconds on two cores


def embed(
    contents: Contents, live: Library | None, embedder: Embedder, on_progress: Callable[[Progress], None]
) -> tuple[Embeddings, int]:
    """Return the vectors of a version's knowledge, and how many of its passages had to be embedded.

    Args:
        contents: the knowledge.
        live: the version whose vectors are taken over where text and embedding model are the same.
        embedder: for everything else.
        on_progress: hears how many texts are embedded.
    """
    import numpy as np

    passages = {passage.id: embedded_text(passage) for passage in contents.passages}
    parts = {part: part for passage in contents.passages for part in parts_of(passage)}
    phrases = {signal.text: signal.text for signal in contents.signals}
    known = _Known(contents, live if live and live.embedding_model == embedder.name else None)
    sides = (
        (passages, known.passages, embedder.encode_document),
        (parts, known.parts, embedder.encode_document),
        (phrases, known.signals, embedder.encode_query),
    )
    tick = _Ticks(on_progress, sum(len(texts.keys() - old) for texts, old, _ in sides))
    of_passages, of_parts, of_phrases = (old | _embed(texts, old, encode, tick) for texts, old, encode in sides)
    rows = np.array([of_passages[passage.id] for passage in contents.passages], dtype=np.float32)
    of_signals = np.array([of_phrases[signal.text] for signal in contents.signals], dtype=np.float32)
    vectors = Embeddings(
        passages=rows,
        sentences=[np.array([of_parts[part] for part in parts_of(passage)]) for passage in contents.passages],
        signals=of_signals.reshape(-1, rows.shape[1]),
    )
    return vectors, len(passages.keys() - known.passages)


def parts_of(passage: Passage) -> Sequence[str]:
    """Return the sentences of a passage, at least one."""
    return sentences(passage.text) or [passage.text]


class _Known:
    """The live version's vectors, as far as they are wanted: of passages by id, of sentences and signals by text."""

    def __init__(self, contents: Contents, live: Library | None) -> None:
        self.passages: Vectors = {}
        self.parts: Vectors = {}
        self.signals: Vectors = {}
        if live is None:
            return
        wanted = {passage.id for passage in contents.passages}
        rows = [row for row, passage in enumerate(live.passages) if passage.id in wanted]
        try:
            self._take(live, rows)
        except Unavailable:  # damaged: then everything is embedded anew, and the new version is whole
            self.passages, self.parts, self.signals = {}, {}, {}

    def _take(self, live: Library, rows: Sequence[int]) -> None:
        ids = [live.passages[row].id for row in rows]
        self.passages = dict(zip(ids, live.vectors(ids), strict=True))
        self.parts = {text: vector for row in rows for text, vector in _parts(live, row)}
        signals = live.all_signals()
        self.signals = dict(zip((signal.text for signal in signals.signals), signals.vectors, strict=True))


def _parts(live: Library, row: int) -> Iterator[tuple[str, NDArray[np.float32]]]:
    texts, vectors = parts_of(live.passages[row]), live.sentence_vectors(row)
    return zip(texts, vectors, strict=True) if len(texts) == len(vectors) else iter(())


def _embed(
    texts: Mapping[str, str],
    known: Vectors,
    encode: Callable[[Sequence[str]], NDArray[np.float32]],
    tick: Callable[[int], None],
) -> Vectors:
    # texts of one length together: a batch takes as long as its longest text does for every one in it
    missing = sorted((key for key in texts if key not in known), key=lambda key: len(texts[key]))
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
