"""Reads pair files; whatever is wrong with one is said in one line that names file, place and remedy."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from pydantic import ValidationError

from companion.domain import Commitment, Concern, Contact, Pair, Person, Session
from companion.errors import InvalidInput

if TYPE_CHECKING:
    from pydantic_core import ErrorDetails

# A pair file holds a few dozen lines; anything beyond this is some other file.
_MOST_BYTES = 1_000_000
_KNOWN_KEYS = sorted(
    {name for model in (Pair, Person, Session, Commitment, Concern, Contact) for name in model.model_fields}
)


def read_pair(path: Path) -> Pair:
    """The pair that a YAML file describes.

    Raises:
        InvalidInput: if the file cannot be read or a value cannot be right.
    """
    data = _load(path)
    try:
        return Pair.model_validate(data)
    except ValidationError as problem:
        raise _translated(problem, path) from problem


def _load(path: Path) -> dict[str, Any]:
    text = read_text(path)
    try:
        data = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as problem:
        mark = getattr(problem, "problem_mark", None)
        place = f"line {mark.line + 1}" if mark else "the file"
        raise InvalidInput(str(path), place, "is not valid YAML; check indentation, colons and quotes") from problem
    if not isinstance(data, dict):
        raise InvalidInput(str(path), "", "is not a pair file; `companion schema pair` shows what belongs in it")
    return data


def read_text(path: Path) -> str:
    """The text of a small UTF-8 file.

    Raises:
        InvalidInput: if it is missing, unreadable, too large or not UTF-8.
    """
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise InvalidInput(str(path), "", "is larger than a megabyte; give the right file")
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError as problem:
        raise InvalidInput(str(path), "", "there is no such file") from problem
    except UnicodeDecodeError as problem:
        raise InvalidInput(str(path), "", "is not UTF-8 text; save it as UTF-8") from problem
    except OSError as problem:
        raise InvalidInput(str(path), "", f"cannot be read ({problem.strerror or 'no access'})") from problem


def _translated(problem: ValidationError, path: Path) -> InvalidInput:
    first = problem.errors(include_url=False)[0]
    more = problem.error_count() - 1
    remedy = _remedy(first) + (f" (and {more} more)" if more else "")
    return InvalidInput(str(path), place(first["loc"]), remedy)


def place(loc: tuple[int | str, ...]) -> str:
    """A path into the file, such as sessions[1].commitments[0].owner."""
    text = ""
    for part in loc:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else part
    return text


def _remedy(error: ErrorDetails) -> str:
    kind, key = error["type"], str(error["loc"][-1]) if error["loc"] else ""
    if kind == "extra_forbidden":
        near = difflib.get_close_matches(key, _KNOWN_KEYS, n=1)
        return f"unknown key; did you mean {near[0]}?" if near else "unknown key; remove it"
    if kind == "missing":
        return "is missing; add it"
    message = error["msg"].removeprefix("Value error, ")
    return message[0].lower() + message[1:]


def pair_schema() -> dict[str, Any]:
    """The JSON Schema of a pair file."""
    schema: dict[str, Any] = Pair.model_json_schema()
    plain = {"type": "string", "minLength": 1, "description": "a plain text belongs to whoever asks"}
    schema["properties"]["concern"]["anyOf"].insert(0, plain)
    return schema
