"""A chat model behind a server: retries, falls back to plainer ways of asking, and gives up in time."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Generator, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from pydantic import BaseModel

from companion.errors import ModelProblem
from companion.llm.breaker import Breaker
from companion.llm.line import Line
from companion.llm.model import Deadline, Message
from companion.llm.problems import NOT_UNDERSTOOD, translated
from companion.llm.reader import Reader
from companion.llm.record import Record
from companion.llm.shapes import Shape, ask, text

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

MOST_CHARACTERS = 40_000  # several times the words of the longest artefact; a model that repeats itself never stops
_JITTER = (0.05, 0.25)  # seconds: clients that failed together should not come back together


class Call(NamedTuple):
    """What is asked once: the words, the schema of the answer and the time for it."""

    messages: Sequence[Message]
    schema: type[BaseModel]
    deadline: Deadline


class RemoteModel:
    """Streams from whatever `connect` opens over a line, and turns all trouble into `ModelProblem`.

    One further try after a failed connection or a failing server, if nothing of the answer has arrived; a server that
    asks for patience gets it if the deadline allows. A way of asking that the server refuses is not tried again.
    """

    def __init__(
        self,
        name: str,
        hosted: bool,
        connect: Callable[[Line], BaseChatModel],
        shapes: tuple[Shape, ...],
        *,
        breaker: Breaker,
        record: Record,
        most_characters: int = MOST_CHARACTERS,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.name, self.hosted = name, hosted
        self._connect, self._shapes = connect, shapes
        self._breaker, self._record = breaker, record
        self._most, self._sleep = most_characters, sleep

    def stream(self, messages: Sequence[Message], schema: type[BaseModel], deadline: Deadline) -> Iterator[str]:
        """Yield pieces of a JSON text that is meant to satisfy the schema; never longer than the deadline.

        Raises:
            ModelProblem: if no answer, or no whole answer, is to be had.
        """
        return self._record.kept(self.name, messages, self._guarded(Call(messages, schema, deadline)))

    def _guarded(self, call: Call) -> Generator[str, None, None]:
        if call.deadline.passed:
            raise ModelProblem("timeout", self.name, "no time is left to ask")
        with self._breaker.guarding(self.name), contextlib.closing(self._answered(call)) as pieces:
            yield from self._bounded(pieces)

    def _bounded(self, pieces: Iterator[str]) -> Iterator[str]:
        left = self._most
        for piece in pieces:
            left -= len(piece)
            if left < 0:
                raise ModelProblem("cut_short", self.name, f"the answer does not end within {self._most} characters")
            yield piece

    def _answered(self, call: Call) -> Generator[str, None, None]:
        first, rest = self._understood(call, self._shapes)
        with contextlib.closing(rest):
            yield first
            yield from rest

    def _understood(self, call: Call, shapes: tuple[Shape, ...]) -> tuple[str, Generator[str, None, None]]:
        """Ask in the best way that the server understands, and remember it."""
        best, plainer = shapes[0], shapes[1:]
        try:
            begun = self._begun(call, best)
        except ModelProblem as problem:
            if plainer and problem.status in NOT_UNDERSTOOD:
                return self._understood(call, plainer)
            raise
        self._shapes = shapes
        return begun

    def _begun(self, call: Call, shape: Shape) -> tuple[str, Generator[str, None, None]]:
        """Wait for the first piece, with a second try where that may help."""
        from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_random

        jitter = wait_random(*_JITTER)
        tries = Retrying(
            stop=stop_after_attempt(2),
            retry=retry_if_exception(lambda error: _worth_another(error, call.deadline)),
            wait=lambda state: jitter(state) + _patience(state.outcome.exception() if state.outcome else None),
            sleep=self._sleep,
            reraise=True,
        )
        return tries(self._first, call, shape)

    def _first(self, call: Call, shape: Shape) -> tuple[str, Generator[str, None, None]]:
        pieces = self._raw(call, shape)
        return next(pieces), pieces

    def _raw(self, call: Call, shape: Shape) -> Generator[str, None, None]:
        """Yield the pieces of one request as they arrive; there is always one, or a problem."""
        line = Line(call.deadline)
        begun = False
        try:
            for piece in Reader(lambda: self._source(line, call, shape), line):
                begun = True
                yield piece
        except Exception as error:
            raise translated(error, line, self.name, begun) from error

    def _source(self, line: Line, call: Call, shape: Shape) -> Generator[str, None, None]:
        """Runs in the reader's thread."""
        from langsmith import tracing_context

        with tracing_context(enabled=False):  # else a variable of the environment would send all text to a third party
            yield from text(ask(self._connect(line), shape, call.messages, call.schema), shape, self.name)


def _worth_another(error: BaseException, deadline: Deadline) -> bool:
    fits = _patience(error) + _JITTER[1] < deadline.remaining()
    return isinstance(error, ModelProblem) and fits and _may_pass(error)


def _may_pass(problem: ModelProblem) -> bool:
    if problem.kind == "rate_limited":
        return problem.retry_after is not None
    return problem.kind in {"unreachable", "server_error"} and (problem.status is None or problem.status >= 500)


def _patience(error: BaseException | None) -> float:
    return (error.retry_after or 0.0) if isinstance(error, ModelProblem) else 0.0
