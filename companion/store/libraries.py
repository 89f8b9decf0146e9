"""All libraries below a folder: which version is live, and how the next one takes its place.

libraries/guidance/live              id of the live version; replaced in one step
libraries/guidance/3f9c0a1b2d4e/     a version; never changed after it got its name
libraries/guidance/.building-4711/   what process 4711 is building
libraries/guidance/released.json     passages that a facilitator let out of quarantine, for all versions to come
libraries/guidance/last.json         what the last ingestion read, what it made of it and what it had to say
libraries/guidance/lock, lock.json   one writer at a time, and who it is
"""

from __future__ import annotations

import contextlib
import os
import re
import shutil
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from companion.domain import Model
from companion.errors import InvalidInput, Unavailable, WrongModel
from companion.store.contents import Contents, Embeddings
from companion.store.folder import Manifest, VersionFolder, flush, seal
from companion.store.library import LEXICAL, SIGNAL_VECTORS, Library
from companion.store.lock import locked
from companion.store.sentences import write_sentences
from companion.store.vectors import write_vectors

_LIVE = "live"
_RELEASED = "released.json"
_LAST = "last.json"
_BUILDING = ".building-"
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,62}")
_VERSION = re.compile(r"[0-9a-f]{12}")
_IDS = TypeAdapter(tuple[str, ...])


class Libraries:
    """The libraries in a folder, which appears with the first of them."""

    def __init__(self, root: Path) -> None:
        self._root = root

    def names(self) -> tuple[str, ...]:
        """Return the names of all libraries that can be opened."""
        return tuple(sorted(path.parent.name for path in self._root.glob(f"*/{_LIVE}")))

    def live(self, name: str) -> str | None:
        """Return the id of a library's live version, None if there is no such library: cheap enough to ask often."""
        try:
            return (self._folder(name) / _LIVE).read_text(encoding="ascii").strip()
        except FileNotFoundError:
            return None

    def open(self, name: str, embedding_model: str) -> Library:
        """Open the live version of a library.

        Raises:
            InvalidInput: if this is no name for a library.
            Unavailable: if there is no such library or its files are damaged.
            WrongModel: if another embedding model made it.
        """
        library = self._open_live(name)
        if library.embedding_model != embedding_model:
            raise WrongModel(name, library.embedding_model, embedding_model)
        return library

    @contextlib.contextmanager
    def writing(self, name: str) -> Iterator[Writer]:
        """Hold a library's lock and give a writer; readers see nothing until it publishes.

        Raises:
            InvalidInput: if this is no name for a library.
            Busy: at once, if another process is writing.
        """
        folder = self._folder(name)
        folder.mkdir(parents=True, exist_ok=True)
        with locked(name, folder):
            _remove_leftovers(folder)
            try:
                yield Writer(name, folder, self._live_if_sound(name))
            finally:
                _remove_leftovers(folder)

    def _live_if_sound(self, name: str) -> Library | None:
        try:
            return self._open_live(name)
        except Unavailable:
            return None

    def _open_live(self, name: str) -> Library:
        version = self.live(name)
        if version is None:
            command = "companion ingest" if name == "guidance" else f"companion ingest PATH --library {name}"
            raise Unavailable(f"library {name}", f"run `{command}` first")
        return Library(VersionFolder(name, self._folder(name) / version))

    def _folder(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise InvalidInput(f"library {name!r}", "", "use up to 63 letters, digits, - and _ as its name")
        return self._root / name


class LastRun(Model):
    """A digest of all that an ingestion read, the version that it led to, and what it had to say in its own words."""

    inputs: str
    version: str
    remarks: str


class Writer:
    """Builds and publishes versions of one library while its lock is held.

    Attributes:
        live: the version that readers see, None if there is none or its files are damaged.
    """

    def __init__(self, name: str, folder: Path, live: Library | None) -> None:
        self.live = live
        self._name, self._folder = name, folder

    @property
    def released(self) -> frozenset[str]:
        """The ids of passages that a facilitator let out of quarantine."""
        path = self._folder / _RELEASED
        return frozenset(_IDS.validate_json(path.read_bytes())) if path.exists() else frozenset()

    def release(self, ids: Collection[str]) -> None:
        """Remember that these passages may be found; the next version that is published has them."""
        self._replace(_RELEASED, _IDS.dump_json(tuple(sorted(self.released.union(ids)))))

    @property
    def last(self) -> LastRun | None:
        """The last ingestion, as long as the version that it led to is live."""
        path = self._folder / _LAST
        try:
            last = LastRun.model_validate_json(path.read_bytes())
        except (OSError, ValidationError):  # damaged or of another release: then everything is read again
            return None
        return last if self.live is not None and self.live.version == last.version else None

    def remember(self, last: LastRun) -> None:
        """Keep what the next ingestion will want to know."""
        self._replace(_LAST, last.model_dump_json().encode())

    def adopt(self, version: str) -> bool:
        """Make a version live that is still there and whole; return False if there is none."""
        try:
            VersionFolder(self._name, self._folder / version).check("")
        except Unavailable:
            return False
        self._point_to(version)
        return True

    def publish(
        self,
        contents: Contents,
        files: Mapping[str, str],
        embedding_model: str,
        vectors: Embeddings,
    ) -> str:
        """Write a version, make it live and return its id; a run that dies before the last step changes nothing.

        Args:
            contents: with at least one passage.
            files: ingested file -> digest of what it gave.
            embedding_model: made the vectors.
            vectors: of all passages, their sentences and all signals.
        """
        version = contents.version(embedding_model)
        building = self._folder / f"{_BUILDING}{os.getpid()}"
        building.mkdir()
        _fill(building, contents, vectors)
        manifest = Manifest(
            library=self._name,
            version=version,
            embedding_model=embedding_model,
            dimensions=vectors.passages.shape[1],
            files=files,
        )
        seal(building, manifest)
        shutil.rmtree(self._folder / version, ignore_errors=True)  # only a damaged one can be there, see `adopt`
        building.rename(self._folder / version)
        self._point_to(version)
        return version

    def _point_to(self, version: str) -> None:
        if self.live is not None and self.live.version == version:
            return
        self._replace(_LIVE, f"{version}\n".encode())
        self._prune({version, self.live.version if self.live else version})

    def _replace(self, name: str, data: bytes) -> None:
        fresh = self._folder / f"{_BUILDING}{name}"
        fresh.write_bytes(data)
        flush(fresh)
        fresh.replace(self._folder / name)
        flush(self._folder)

    def _prune(self, keep: set[str]) -> None:
        for path in self._folder.iterdir():
            if _VERSION.fullmatch(path.name) and path.name not in keep:
                shutil.rmtree(path, ignore_errors=True)


def _fill(building: Path, contents: Contents, vectors: Embeddings) -> None:
    import numpy as np

    from companion.lexical import LexicalIndex

    for name, data in contents.encoded().items():
        (building / name).write_bytes(data)
    np.save(building / SIGNAL_VECTORS, vectors.signals)
    LexicalIndex.build(contents.passages).save(building / LEXICAL)
    write_sentences(building, vectors.sentences)
    write_vectors(building, contents.passages, vectors.passages)


def _remove_leftovers(folder: Path) -> None:
    for path in folder.glob(f"{_BUILDING}*"):
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()
