"""The file that says where a corpus of cards has its knowledge from."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml
from pydantic import TypeAdapter, ValidationError

from companion.errors import InvalidInput
from companion.store import Source

_NAME = "sources.yaml"
_SOURCES = TypeAdapter(dict[str, Source])


def sources_file(card: Path) -> Path | None:
    """Return the sources file beside the language folders of a card, else beside the card itself, if there is one."""
    folder = card.absolute().parent
    return next((path for path in (folder.parent / _NAME, folder / _NAME) if path.is_file()), None)


def read_sources(path: Path) -> Mapping[str, Source]:
    """Return the sources of a file by their keys.

    Raises:
        InvalidInput: if it cannot be used, because a citation without its caveat would claim too much.
    """
    try:
        return _SOURCES.validate_python(yaml.safe_load(path.read_text(encoding="utf-8")) or {})
    except ValidationError as problem:
        first = problem.errors()[0]
        raise InvalidInput(str(path), ".".join(map(str, first["loc"])), first["msg"]) from problem
    except (OSError, ValueError, yaml.YAMLError) as problem:
        reason = str(problem).partition("\n")[0]
        raise InvalidInput(str(path), "", f"cannot be read: {reason}") from problem
