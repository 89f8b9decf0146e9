"""Stops asking a model that keeps failing, and tries again after a while."""

from __future__ import annotations

import contextlib
import threading
import time
from collections.abc import Callable, Iterator

from companion.errors import ModelProblem, ModelProblemKind

_FAILURES = frozenset[ModelProblemKind]({"unreachable", "timeout", "server_error", "rate_limited"})
_NOT_THERE = frozenset[ModelProblemKind]({"unreachable", "timeout"})


class Breaker:
    """Opens after `failures` failed calls in a row; after `seconds` one call may try, and its result decides.

    A refused key or a bad answer is no failure: the server is there. A call that nobody waited for says nothing.
    """

    def __init__(self, failures: int = 3, seconds: float = 60.0, clock: Callable[[], float] = time.monotonic) -> None:
        self._most, self._seconds, self._clock = failures, seconds, clock
        self._lock = threading.Lock()
        self._failed = 0
        self._last: ModelProblemKind = "unreachable"
        self._opened_at: float | None = None
        self._on_trial = False

    @contextlib.contextmanager
    def guarding(self, model: str) -> Iterator[None]:
        """Let one call through and learn from how it ends.

        Raises:
            ModelProblem: at once, while the breaker is open.
        """
        self._enter(model)
        try:
            yield
        except ModelProblem as problem:
            self._learn(problem.kind if problem.kind in _FAILURES else None)
            raise
        except BaseException:
            with self._lock:
                self._on_trial = False
            raise
        self._learn(None)

    def _enter(self, model: str) -> None:
        with self._lock:
            if self._opened_at is None:
                return
            left = self._opened_at + self._seconds - self._clock()
            if left > 0 or self._on_trial:
                kind: ModelProblemKind = "unreachable" if self._last in _NOT_THERE else "busy"
                reason = f"not asked after {self._failed} failed calls in a row; next try in {max(left, 1):.0f} s"
                raise ModelProblem(kind, model, reason)
            self._on_trial = True

    def _learn(self, failure: ModelProblemKind | None) -> None:
        with self._lock:
            self._on_trial = False
            if failure is None:
                self._failed, self._opened_at = 0, None
                return
            self._failed, self._last = self._failed + 1, failure
            if self._failed >= self._most:
                self._opened_at = self._clock()
