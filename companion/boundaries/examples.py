"""Labelled texts that show where a boundary lies: the development half of the labelled set."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

import yaml
from pydantic import TypeAdapter

from companion.boundaries.categories import Category
from companion.domain import Language, Model


class Example(Model):
    """A text with its category; "none" marks a near miss, which must not be refused."""

    id: str
    language: Language
    field: str
    category: Category | Literal["none"]
    half: Literal["dev", "held_out"]
    text: str


_EXAMPLES = TypeAdapter(tuple[Example, ...])


def read_examples(path: Path) -> tuple[Example, ...]:
    """The labelled texts in a YAML file."""
    return _parsed(path.read_text(encoding="utf-8"))


@cache
def shipped_examples() -> tuple[Example, ...]:
    """The texts that the classifier learns from."""
    return _parsed(files("companion.boundaries").joinpath("examples.yaml").read_text(encoding="utf-8"))


def _parsed(text: str) -> tuple[Example, ...]:
    return _EXAMPLES.validate_python(yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)))
