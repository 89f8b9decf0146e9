"""The folder of one version: plain files, an index each for words and vectors, and a manifest that vouches for them."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from pathlib import Path

from pydantic import ValidationError

from companion.domain import Model
from companion.errors import Unavailable
from companion.store.contents import FORMAT

_MANIFEST = "manifest.json"


class Manifest(Model):
    """What a version says of itself.

    `files` maps each ingested file to a digest of what it gave; `checksums` maps each stored file to its SHA-256.
    """

    format: int = FORMAT
    library: str
    version: str
    embedding_model: str
    dimensions: int
    files: Mapping[str, str]
    checksums: Mapping[str, str] = {}


class VersionFolder:
    """An immutable folder whose files are what they were when it was sealed."""

    def __init__(self, library: str, path: Path) -> None:
        """Read the manifest.

        Raises:
            Unavailable: if there is none, or one of another release.
        """
        self.library, self.path = library, path
        try:
            self.manifest = Manifest.model_validate_json((path / _MANIFEST).read_bytes())
        except (OSError, ValidationError) as problem:
            raise self.damaged(_MANIFEST) from problem
        if self.manifest.format != FORMAT:
            raise self.damaged("written by another release of the companion")

    def read(self, name: str) -> bytes:
        """Return a file's bytes.

        Raises:
            Unavailable: if they are not the ones that were sealed.
        """
        return self._checked(self.path / name, name)

    def check(self, below: str, copy: Path | None = None) -> None:
        """Compare all files below a subfolder, or a copy of it, with their checksums.

        Raises:
            Unavailable: if one is missing or differs.
        """
        place = copy or self.path / below
        for name in self.manifest.checksums:
            if name.startswith(below):
                self._checked(place / name.removeprefix(below).lstrip("/"), name)

    def damaged(self, what: str) -> Unavailable:
        """Return the error that says what is wrong with this version and what to do."""
        remedy = f"its files are damaged or gone ({what}); run `companion ingest` again"
        return Unavailable(f"library {self.library}", remedy)

    def _checked(self, path: Path, name: str) -> bytes:
        try:
            data = path.read_bytes()
        except OSError as problem:
            raise self.damaged(name) from problem
        if hashlib.sha256(data).hexdigest() != self.manifest.checksums.get(name):
            raise self.damaged(name)
        return data


def seal(path: Path, manifest: Manifest) -> None:
    """Write the manifest with the checksums of all files of a folder; all is on the disk before this returns."""
    stored = sorted(file for file in path.rglob("*") if file.is_file())
    checksums = {file.relative_to(path).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest() for file in stored}
    sealed = manifest.model_copy(update={"checksums": checksums})
    (path / _MANIFEST).write_text(sealed.model_dump_json(indent=1), encoding="utf-8")
    for file in (*stored, path / _MANIFEST):
        flush(file)


def flush(path: Path) -> None:
    """Return when a file's bytes, or a folder's names, are on the disk, so that losing power cannot undo them."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
