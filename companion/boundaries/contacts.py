"""Whom a refusal names: a YAML file that the company edits."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, get_args

import yaml
from pydantic import ConfigDict, Field, RootModel, ValidationError

from companion.boundaries.categories import CATEGORIES, Boundary, Category
from companion.domain import Contact, Language
from companion.errors import InvalidInput
from companion.pairs import place, read_text

People = Annotated[tuple[Contact, ...], Field(min_length=1)]


class Contacts(RootModel[dict[Category, dict[Language, People]]]):
    """The contacts of each category in each language; complete once read."""

    model_config = ConfigDict(frozen=True)

    def of(self, boundary: Boundary, language: Language) -> tuple[Contact, ...]:
        """Whom to name for a boundary in a language; for an unclear one whoever helps in a crisis or is trusted."""
        if boundary != "unclear":
            return self.root[boundary][language]
        both = (*self.root["crisis"][language], *self.root["harassment"][language])
        return tuple(dict.fromkeys(both))


def read_contacts(path: Path) -> Contacts:
    """The contacts that a YAML file lists.

    Raises:
        InvalidInput: if the file cannot be read, lacks a category or language, or holds something else.
    """
    data = _load(path)
    try:
        contacts = Contacts.model_validate(data)
    except ValidationError as problem:
        first = problem.errors(include_url=False)[0]
        raise InvalidInput(str(path), place(first["loc"]).removesuffix(".[key]"), _remedy(first["type"])) from problem
    for category in CATEGORIES:
        for language in get_args(Language):
            if language not in contacts.root.get(category, {}):
                raise InvalidInput(str(path), f"{category}.{language}", "is missing; add at least one contact")
    return contacts


def _load(path: Path) -> Mapping[str, object]:
    try:
        data = yaml.safe_load(read_text(path))
    except (yaml.YAMLError, ValueError, RecursionError) as problem:
        mark = getattr(problem, "problem_mark", None)
        line = f"line {mark.line + 1}" if mark else "the file"
        raise InvalidInput(str(path), line, "is not valid YAML; check indentation, colons and quotes") from problem
    if not isinstance(data, dict):
        raise InvalidInput(str(path), "", "is no contacts file; start from knowledge/contacts.yaml")
    return data


_REMEDIES = {
    "missing": "is missing; add it",
    "extra_forbidden": "unknown key; a contact has name, phone, email and note",
    "literal_error": f"unknown; categories are {', '.join(CATEGORIES)}, languages {', '.join(get_args(Language))}",
    "string_type": "must be text; put it in quotes",
    "too_short": "needs at least one contact",
    "string_too_short": "is empty; fill it in or remove the line",
    "string_too_long": "is longer than 200 characters; shorten it",
    "tuple_type": "must be a list of contacts, each on a line that begins with a dash",
    "dict_type": "must hold `de:` and `en:` with lists of contacts",
}


def _remedy(kind: str) -> str:
    return _REMEDIES.get(kind, "cannot be used; start from knowledge/contacts.yaml")
