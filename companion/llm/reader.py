"""Reads a blocking stream in a thread of its own, so that no server can make us wait longer than the deadline."""

from __future__ import annotations

import contextlib
import queue
import threading
from collections.abc import Callable, Generator, Iterator
from typing import Generic, NamedTuple, TypeVar

from companion.llm.line import Line

Piece = TypeVar("Piece")


class _End(NamedTuple):
    error: Exception | None


class Reader(Generic[Piece]):
    """Iterates over what `source` yields and raises what it raises, or TimeoutError when the line's deadline passes.

    However the iteration ends, the line is cut and the thread ends soon after.
    """

    def __init__(self, source: Callable[[], Generator[Piece, None, None]], line: Line) -> None:
        self._source, self._line = source, line
        self._arrivals: queue.SimpleQueue[Piece | _End] = queue.SimpleQueue()

    def __iter__(self) -> Iterator[Piece]:
        """Yield the pieces as they arrive."""
        threading.Thread(target=self._pump, name="companion-llm", daemon=True).start()
        try:
            while not isinstance(arrival := self._next(), _End):
                yield arrival
            if arrival.error is not None:
                raise arrival.error
        finally:
            self._line.cut()

    def _next(self) -> Piece | _End:
        if self._line.deadline.passed:  # a fast endless stream would always have something waiting
            raise TimeoutError
        try:
            return self._arrivals.get(timeout=self._line.deadline.remaining())
        except queue.Empty:
            raise TimeoutError from None

    def _pump(self) -> None:
        error: Exception | None = None
        try:
            with contextlib.closing(self._source()) as pieces:
                for piece in pieces:
                    if self._line.is_cut:
                        break
                    self._arrivals.put(piece)
        except Exception as problem:  # noqa: BLE001 - vendors raise anything; the reading thread translates it
            error = problem
        finally:
            self._line.close()
            self._arrivals.put(_End(error))
