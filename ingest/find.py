"""Paths into files to read: which of them may hold guidance, and under which name the library knows each."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from companion.domain import Model
from companion.errors import InvalidInput
from ingest.formats.sniff import kind_of
from ingest.formats.table import FORMATS, NAMES

_CONFIGURATION = frozenset({".yaml", ".yml"})  # among them the side files of documents
_SILENT = (".", "~$", "readme.")  # hidden files, Word's marks of open files, what tells people about a folder
_OFFICE_ENDINGS = """
.doc .dot .docm .dotx .rtf .odt .ott .fodt .pages .wpd .wps .xls .xlsx .xlsm .ods .numbers .csv .tsv .ppt .pptx
.pps .ppsx .odp .key .vsdx .one .msg .eml .mht .mhtml .epub
"""
_OFFICE = frozenset(_OFFICE_ENDINGS.split())


class Skipped(Model):
    """A file that was left out, and why in one line."""

    path: str
    reason: str


class Found(NamedTuple):
    """A file to read and the name under which the library knows it: POSIX, relative to the folder that was given."""

    path: Path
    name: str


class _Reached(NamedTuple):
    file: Path
    root: Path


class Findings(NamedTuple):
    """What the given paths hold, in the order of names."""

    files: tuple[Found, ...]
    skipped: tuple[Skipped, ...]


def find(paths: Sequence[Path]) -> Findings:
    """Look through files and folders; a file that is reached twice counts once.

    Hidden files, YAML files and READMEs below a folder are passed over in silence; a README given by its own path is
    read. Where two folders hold the same name, all names become relative to the folder above both.

    Raises:
        InvalidInput: if a path does not exist.
    """
    skipped: list[Skipped] = []
    reached: dict[Path, _Reached] = {}
    for path in paths:
        for file in _below(path, skipped):
            reached.setdefault(file.resolve(), _Reached(file, path if path.is_dir() else path.parent))
    readable = [item for item in reached.values() if _is_readable(item.file, skipped)]
    return Findings(_named(readable), tuple(sorted(skipped, key=lambda item: item.path)))


def _below(path: Path, skipped: list[Skipped]) -> Iterator[Path]:
    if not path.exists():
        raise InvalidInput(str(path), "", "there is no such file or folder")
    if not path.is_dir():
        yield path
        return

    def unreadable(problem: OSError) -> None:
        skipped.append(Skipped(path=str(problem.filename), reason=f"cannot be opened: {problem.strerror}"))

    for folder, subfolders, names in os.walk(path, onerror=unreadable):
        subfolders[:] = sorted(name for name in subfolders if not name.startswith("."))
        yield from (Path(folder) / name for name in sorted(names) if not _is_silent(name))


def _is_silent(name: str) -> bool:
    return name.lower().startswith(_SILENT)


def _is_readable(file: Path, skipped: list[Skipped]) -> bool:
    suffix = file.suffix.lower()
    reason = None
    if file.is_symlink() and not file.exists():
        reason = f"is a link to {os.readlink(file)}, which is not there; mend or remove it"
    elif not file.is_file():
        reason = "is no regular file"
    elif suffix not in FORMATS and suffix not in _CONFIGURATION:
        reason = _unsupported(file)
    if reason:
        skipped.append(Skipped(path=str(file), reason=reason))
    return reason is None and suffix in FORMATS


def _unsupported(file: Path) -> str:
    suffix = file.suffix.lower()
    if suffix in _OFFICE:
        return f"{suffix} is not supported; open it and save it as DOCX or PDF"
    what = f"{suffix} is" if suffix else "a file without ending is"
    try:
        kind = kind_of(file)
    except OSError:
        kind = None
    if kind and kind.suffix:
        return f"{what} not supported, but it is {kind.words}; let its name end in {kind.suffix}"
    return f"{what} not supported; {NAMES} are"


def _named(reached: Sequence[_Reached]) -> tuple[Found, ...]:
    found = [Found(item.file, _relative(item.file, item.root)) for item in reached]
    if len({item.name for item in found}) < len(found):
        above = Path(os.path.commonpath([item.root.absolute() for item in reached]))
        found = [Found(item.file, _relative(item.file.absolute(), above)) for item in reached]
    return tuple(sorted(found, key=lambda item: item.name))


def _relative(file: Path, root: Path) -> str:
    name = Path(os.path.relpath(file, root)).as_posix()
    return unicodedata.normalize("NFC", name)  # macOS stores names decomposed; a version must not depend on that
