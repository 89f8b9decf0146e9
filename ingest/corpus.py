"""All given files as the knowledge of one version."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from companion.domain import Model, Passage
from companion.errors import InvalidInput
from companion.store import Contents, Quarantined, Source
from ingest.duplicates import Duplicate, merge
from ingest.find import Found, Skipped, find
from ingest.passages import passages, signals
from ingest.progress import Progress
from ingest.quarantine import separate
from ingest.read import Document, read
from ingest.sources import read_sources, sources_file

_DIGEST_LENGTH = 16  # hexadecimal digits


class Corpus(Model):
    """What the files give.

    Attributes:
        contents: the knowledge.
        files: each of them, and a digest of what it gave.
        skipped: files of which nothing could be made.
        duplicates: what several files say.
        hidden: files with hidden text, which was dropped, and in how many places.
    """

    contents: Contents
    files: Mapping[str, str]
    skipped: tuple[Skipped, ...]
    duplicates: tuple[Duplicate, ...]
    hidden: Mapping[str, int]


class _Part(NamedTuple):
    document: Document
    passages: tuple[Passage, ...]
    sources: Mapping[str, Source]


def gather(paths: Sequence[Path], released: Collection[str], on_progress: Callable[[Progress], None]) -> Corpus:
    """Read all files below the paths.

    Args:
        paths: files or folders.
        released: ids of passages that stay out of quarantine.
        on_progress: hears how many files are read.

    Raises:
        InvalidInput: if a path does not exist, a `sources.yaml` beside a card cannot be used or nothing at all can be
            read; a file that is merely no good is skipped.
    """
    findings = find(paths)
    skipped = list(findings.skipped)
    documents = _documents(findings.files, skipped, on_progress)
    if not documents:
        first = f" ({skipped[0].path} {skipped[0].reason})" if skipped else ""
        raise InvalidInput(", ".join(map(str, paths)), "", f"there is no guidance that can be read{first}")
    parts = list(_parts(documents))
    separated = separate([passage for part in parts for passage in part.passages], released)
    if not separated.passages:
        file = separated.quarantined[0].passage.file
        raise InvalidInput(
            file, "", "all of it would be in quarantine, as it gives orders to language models; reword it"
        )
    found = merge(separated.passages)
    return Corpus(
        contents=_contents(parts, found.passages, separated.quarantined),
        files={part.document.file: _digest(part) for part in parts},
        skipped=tuple(sorted(skipped, key=lambda item: item.path)),
        duplicates=found.duplicates,
        hidden={part.document.file: part.document.hidden for part in parts if part.document.hidden},
    )


def _documents(
    files: Sequence[Found], skipped: list[Skipped], on_progress: Callable[[Progress], None]
) -> dict[Found, Document]:
    documents: dict[Found, Document] = {}
    cards: dict[tuple[str, str], str] = {}
    for number, found in enumerate(files, start=1):
        try:
            documents[found] = _unique(read(found), cards)
        except InvalidInput as problem:
            reason = f"{problem.field}: {problem.remedy}" if problem.field else problem.remedy
            skipped.append(Skipped(path=str(found.path), reason=reason))
        on_progress(Progress(step="read", done=number, total=len(files)))
    return documents


def _unique(document: Document, cards: dict[tuple[str, str], str]) -> Document:
    if document.card:
        first = cards.setdefault((document.card.id, document.card.language), document.file)
        if first != document.file:
            raise InvalidInput(document.file, "id", f"{document.card.id} is already taken by {first}")
    return document


def _parts(documents: Mapping[Found, Document]) -> Iterator[_Part]:
    known: dict[Path, Mapping[str, Source]] = {}
    for found, document in documents.items():
        file = sources_file(found.path) if document.card else None
        if file and file not in known:
            known[file] = read_sources(file)
        sources = known[file] if file else {}
        yield _Part(document, passages(document, sources), sources)


def _contents(parts: Sequence[_Part], passages: tuple[Passage, ...], quarantined: tuple[Quarantined, ...]) -> Contents:
    cards = tuple(part.document.card for part in parts if part.document.card)
    return Contents(
        passages=passages,
        cards=cards,
        signals=tuple(signal for card in cards for signal in signals(card)),
        sources={key: source for part in parts for key, source in part.sources.items()},
        quarantined=quarantined,
    )


def _digest(part: _Part) -> str:
    digest = hashlib.sha256(part.document.model_dump_json().encode())
    for passage in part.passages:
        digest.update(passage.model_dump_json().encode())
    return digest.hexdigest()[:_DIGEST_LENGTH]
