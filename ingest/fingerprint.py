"""What an ingestion depends on, in one digest: where nothing has changed, nothing needs to be read again."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

import companion
import ingest
from ingest.declared import side_file
from ingest.find import Found, Skipped, find
from ingest.sources import sources_file

_OWN = ("*.py", "*.yaml")  # a release that reads otherwise reads everything once


def fingerprint(paths: Sequence[Path], released: Collection[str], embedding_model: str) -> str | None:
    """Return a digest of all files below the paths, of what is said about them and of the program that reads them.

    None if a file cannot be read: then the ingestion itself shall say so.

    Raises:
        InvalidInput: if a path does not exist.
    """
    findings = find(paths)
    digest = hashlib.sha256(repr((sorted(released), embedding_model, _of_program())).encode())
    try:
        for found in findings.files:
            digest.update(repr((found.name, *map(_of_file, _read_for(found)))).encode())
        digest.update(repr([_of_skipped(item) for item in findings.skipped]).encode())
    except OSError:
        return None
    return digest.hexdigest()


def _read_for(found: Found) -> Iterator[Path]:
    yield found.path
    yield from (path for path in (side_file(found.path), sources_file(found.path)) if path and path.is_file())


def _of_file(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _of_skipped(item: Skipped) -> tuple[str, str]:
    return item.path, item.reason


def _of_program() -> str:
    digest = hashlib.sha256()
    for package in (ingest, companion):
        root = Path(str(package.__file__)).parent
        for path in sorted(path for pattern in _OWN for path in root.rglob(pattern) if "_data" not in path.parts):
            digest.update(path.relative_to(root).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()
