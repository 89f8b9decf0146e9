"""All given files as the knowledge of one version."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import yaml
from pydantic import ValidationError

from companion.domain import Model, Passage
from companion.errors import InvalidInput
from companion.store import Contents, Source
from ingest.find import Found, Skipped, find
from ingest.passages import passages, signals
from ingest.progress import Progress
from ingest.read import Document, read

_SOURCES = "sources.yaml"
_DIGEST_LENGTH = 16  # hexadecimal digits


class Corpus(Model):
    """What the files give; `files` maps each of them to a digest of what it gave."""

    contents: Contents
    files: Mapping[str, str]
    skipped: tuple[Skipped, ...]


class _Part(NamedTuple):
    document: Document
    passages: tuple[Passage, ...]
    sources: Mapping[str, Source]


def gather(paths: Sequence[Path], on_progress: Callable[[Progress], None]) -> Corpus:
    """Read all files below the paths.

    Raises:
        InvalidInput: if a path does not exist, a `sources.yaml` beside a card cannot be used or nothing at all can be
            read; a file that is merely no good is skipped.
    """
    findings = find(paths)
    skipped = list(findings.skipped)
    parts = list(_parts(findings.files, skipped, on_progress))
    if not parts:
        first = f": {skipped[0].path} {skipped[0].reason}" if skipped else ""
        raise InvalidInput(", ".join(map(str, paths)), "", f"holds no guidance that can be read{first}")
    cards = [part.document.card for part in parts if part.document.card]
    contents = Contents(
        passages=tuple(passage for part in parts for passage in part.passages),
        cards=tuple(cards),
        signals=tuple(signal for card in cards for signal in signals(card)),
        sources={key: source for part in parts for key, source in part.sources.items()},
    )
    files = {part.document.file: _digest(part) for part in parts}
    return Corpus(contents=contents, files=files, skipped=tuple(sorted(skipped, key=lambda item: item.path)))


def _parts(
    files: Sequence[Found], skipped: list[Skipped], on_progress: Callable[[Progress], None]
) -> Iterator[_Part]:
    card_files: dict[tuple[str, str], str] = {}
    for number, found in enumerate(files, start=1):
        try:
            yield _part(found, card_files)
        except InvalidInput as problem:
            reason = f"{problem.field}: {problem.remedy}" if problem.field else problem.remedy
            skipped.append(Skipped(path=str(found.path), reason=reason))
        on_progress(Progress(step="read", done=number, total=len(files)))


def _part(found: Found, card_files: dict[tuple[str, str], str]) -> _Part:
    document = read(found)
    if document.card is None:
        return _Part(document, passages(document, {}), {})
    first = card_files.setdefault((document.card.id, document.card.language), found.name)
    if first != found.name:
        raise InvalidInput(str(found.path), "id", f"{document.card.id} is taken by {first}")
    sources = _sources(found.path)
    return _Part(document, passages(document, sources), sources)
