"""What people say about a document: in its front matter, or in a side file for formats that have none.

The side file of `handbook.pdf` is `handbook.pdf.yaml`. Without a word about it, a document is internal: what an
organisation pours in must not leave the building unless somebody says that it may.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml
from pydantic import ConfigDict, ValidationError

from companion.domain import Confidentiality, Language, Model, ShortText
from companion.errors import InvalidInput

_SUFFIX = ".yaml"
_BYTES_MOST = 100_000  # four fields take a few hundred
_NO_YAML = (yaml.YAMLError, ValueError, RecursionError)  # ValueError: a date such as 2026-02-31
_FIELDS = ("confidentiality", "licence", "license", "title", "language")
_REMEDIES = {
    "confidentiality": "must be public or internal",
    "language": "must be de or en",
    "licence": "must be one line of text",
    "title": "must be one line of text",
}


class Declared(Model):
    """What is said about a document; None where nothing is."""

    model_config = ConfigDict(frozen=True, extra="forbid", coerce_numbers_to_str=True)

    confidentiality: Confidentiality | None = None
    licence: ShortText | None = None
    title: ShortText | None = None
    language: Language | None = None


def declared(path: Path, front: Mapping[str, Any]) -> Declared:
    """Return what the front matter of a file and its side file say.

    A front matter may hold fields of other programs, such as tags; a side file is only for this.

    Raises:
        InvalidInput: if a value is none of those that are known, a field of the side file is unknown, or both places
            speak about the same; the line names file, field and remedy.
    """
    side = side_file(path)
    own = _fields(path, {name: value for name, value in front.items() if name in _FIELDS}, "")
    beside = _fields(path, _read(path, side), f"{side.name}: ")
    for name in own.keys() & beside.keys():
        raise InvalidInput(str(path), f"{side.name}: {name}", "is in the file's front matter too; keep one of them")
    return _validated(path, own, "").model_copy(
        update=_validated(path, beside, f"{side.name}: ").model_dump(exclude_none=True)
    )


def side_file(path: Path) -> Path:
    """Return where people may say something about a file."""
    return path.with_name(path.name + _SUFFIX)


def _read(path: Path, side: Path) -> Mapping[str, Any]:
    if not side.is_file():
        return {}
    try:
        with side.open(encoding="utf-8") as file:
            fields = yaml.safe_load(file.read(_BYTES_MOST))
    except OSError as problem:
        raise InvalidInput(str(path), side.name, f"cannot be read: {problem.strerror}") from problem
    except _NO_YAML as problem:
        reason = str(problem).partition("\n")[0]
        raise InvalidInput(str(path), side.name, f"is not valid YAML: {reason}") from problem
    if fields is not None and not isinstance(fields, dict):
        raise InvalidInput(str(path), side.name, "must hold fields such as `confidentiality: internal`")
    return fields or {}


def _fields(path: Path, given: Mapping[str, Any], place: str) -> Mapping[str, Any]:
    """Return the fields that hold something, `license` under its other name."""
    if "licence" in given and "license" in given:
        raise InvalidInput(str(path), f"{place}license", "is the same as licence; keep one of them")
    renamed = {"licence" if name == "license" else str(name): value for name, value in given.items()}
    return {name: value for name, value in renamed.items() if value is not None}


def _validated(path: Path, fields: Mapping[str, Any], place: str) -> Declared:
    try:
        return Declared.model_validate(fields)
    except ValidationError as problem:
        name = str(problem.errors()[0]["loc"][0])
        remedy = _REMEDIES.get(name, "is unknown; known are confidentiality, licence, title and language")
        raise InvalidInput(str(path), f"{place}{name}", remedy) from problem
