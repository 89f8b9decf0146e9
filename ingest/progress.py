"""How far an ingestion is, as data and as a bar on a terminal."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from typing import Literal

from companion.domain import Model

_WORDS = {"read": "reading files", "embed": "embedding", "store": "storing"}


class Progress(Model):
    """`done` of `total` files (read), texts (embed) or versions (store)."""

    step: Literal["read", "embed", "store"]
    done: int
    total: int


@contextlib.contextmanager
def progress_bar() -> Iterator[Callable[[Progress], None] | None]:
    """Give a callback that draws a bar on stderr, None where that is no terminal."""
    from rich.console import Console
    from rich.progress import Progress as Bars

    console = Console(stderr=True)
    if not console.is_terminal:
        yield None
        return
    with Bars(console=console, transient=True) as bars:
        task = bars.add_task("")
        yield lambda now: bars.update(task, description=_WORDS[now.step], completed=now.done, total=now.total)
