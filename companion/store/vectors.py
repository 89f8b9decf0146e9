"""Vectors in Chroma's files: the only place that knows chromadb.

Chroma writes into its folder whenever somebody opens it, even to read: a row in `acquire_write`, and below 1,000
vectors the index files as well (chromadb 1.5.9, seen by comparing the files before and after a query). A version is
read by several processes, so that each of them opens a private copy; 10,000 vectors of 384 numbers are 30 MB.
"""

from __future__ import annotations

import weakref
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from companion.domain import Passage
from companion.errors import Unavailable
from companion.store.contents import Scored
from companion.store.copies import PrivateCopy
from companion.store.folder import VersionFolder

if TYPE_CHECKING:
    import numpy as np
    from chromadb.api.client import Client
    from numpy.typing import NDArray

_FOLDER = "chroma"
_COLLECTION = "passages"
_BATCH = 5_000  # Chroma takes at most 5,461 rows in one call
_INDEX: Any = {  # the default finds 84 % of the nearest 50 of 10,000 clustered vectors, this 99.9 % in 3 ms
    "hnsw": {"space": "cosine", "ef_construction": 200, "ef_search": 1_000, "max_neighbors": 32}
}


def write_vectors(version: Path, passages: Sequence[Passage], vectors: NDArray[np.float32]) -> None:
    """Store the vectors of a version's passages, float32 (n, d), in a folder that nobody reads yet."""
    client = _client(version / _FOLDER)
    try:
        collection = client.create_collection(_COLLECTION, embedding_function=None, configuration=_INDEX)
        for start in range(0, len(passages), _BATCH):
            batch = passages[start : start + _BATCH]
            collection.add(
                ids=[passage.id for passage in batch],
                embeddings=vectors[start : start + _BATCH],
                metadatas=[{"language": p.language, "kind": p.kind, "card": p.card, "file": p.file} for p in batch],
            )
    finally:
        client.close()


class Vectors:
    """The vectors of one version, opened from a private copy; threads may share it."""

    def __init__(self, version: VersionFolder) -> None:
        """Copy and open Chroma's files.

        Raises:
            Unavailable: if they are missing or damaged.
        """
        copy = _private_copy(version)
        client = _client(copy.path)
        self.close = weakref.finalize(self, _release, client, copy)
        self._collection = client.get_collection(_COLLECTION, embedding_function=None)

    def nearest(self, vector: NDArray[np.float32], n: int, where: Mapping[str, str] | None) -> list[Scored]:
        """Return the `n` passages nearest to a vector (d,), best first; equal scores in the order of their ids."""
        if n < 1:
            return []
        found: Any = self._collection.query(
            query_embeddings=vector.reshape(1, -1), n_results=n, where=_filter(where), include=["distances"]
        )
        distances = zip(found["ids"][0], found["distances"][0], strict=True)
        scored = [Scored(name, max(-1.0, min(1.0, 1.0 - distance))) for name, distance in distances]
        return sorted(scored, key=lambda item: (-item.score, item.id))

    def of(self, ids: Sequence[str]) -> NDArray[np.float32]:
        """Return the vectors of passages, at least one: float32 (len(ids), d).

        Raises:
            KeyError: if the version has no such passage.
        """
        import numpy as np

        rows: dict[str, NDArray[np.float32]] = {}
        once = list(dict.fromkeys(ids))
        for start in range(0, len(once), _BATCH):
            found: Any = self._collection.get(ids=once[start : start + _BATCH], include=["embeddings"])
            rows.update(zip(found["ids"], found["embeddings"], strict=True))
        return np.array([rows[name] for name in ids], dtype=np.float32)


def _private_copy(version: VersionFolder) -> PrivateCopy:
    try:
        copy = PrivateCopy(version.path / _FOLDER)
    except OSError as problem:
        raise version.damaged(_FOLDER) from problem
    try:
        version.check(_FOLDER, copy.path)
    except Unavailable:
        copy.remove()
        raise
    return copy


def _client(folder: Path) -> Client:
    import chromadb
    from chromadb.config import Settings

    client = chromadb.PersistentClient(path=str(folder), settings=Settings(anonymized_telemetry=False))
    return cast("Client", client)  # its declared type knows no `close`


def _release(client: Client, copy: PrivateCopy) -> None:
    client.close()
    copy.remove()


def _filter(where: Mapping[str, str] | None) -> Any:
    terms = [{key: value} for key, value in (where or {}).items()]
    return {"$and": terms} if len(terms) > 1 else next(iter(terms), None)
