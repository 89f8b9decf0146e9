"""A reader passes on what its source gives, and stops listening when the deadline is over."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Generator

import pytest

from companion.llm import Deadline
from companion.llm.line import Line
from companion.llm.reader import Reader


def endless() -> Generator[int, None, None]:
    yield from itertools.count()


def test_pieces_come_in_order_from_another_thread() -> None:
    def source() -> Generator[str, None, None]:
        yield threading.current_thread().name
        yield "end"

    assert list(Reader(source, Line(Deadline(10)))) == ["companion-llm", "end"]


def test_what_the_source_raises_is_raised_here() -> None:
    def source() -> Generator[str, None, None]:
        yield "one"
        raise LookupError("lost")

    pieces = iter(Reader(source, Line(Deadline(10))))
    assert next(pieces) == "one"
    with pytest.raises(LookupError, match="lost"):
        next(pieces)


def test_a_source_that_is_always_faster_ends_at_the_deadline_too() -> None:
    now = [0.0]
    line = Line(Deadline(10, lambda: now[0]))
    pieces = iter(Reader(endless, line))
    assert [next(pieces), next(pieces)] == [0, 1]
    now[0] = 10.0
    with pytest.raises(TimeoutError):
        next(pieces)
    assert line.is_cut
