"""The written knowledge of this room: patterns of noise, and example sentences of noise and text."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from companion.domain import Model


class Patterns(Model):
    """What page noise looks like; `patterns.yaml` says what each part means."""

    parts: dict[str, str]
    lines: tuple[str, ...]
    menu: str
    markers: dict[str, tuple[str, ...]]
    signs: dict[str, tuple[str, ...]]
    case_matters: dict[str, tuple[str, ...]]


class Examples(Model):
    """Sentences of noise and of text by language."""

    noise: dict[str, tuple[str, ...]]
    text: dict[str, tuple[str, ...]]


@cache
def patterns() -> Patterns:
    """Read the patterns."""
    return Patterns.model_validate(_data("patterns.yaml"))


@cache
def examples() -> Examples:
    """Read the examples."""
    return Examples.model_validate(_data("examples.yaml"))


def _data(name: str) -> Any:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(files("ingest.clean").joinpath(name).read_text(encoding="utf-8"), Loader=loader)
