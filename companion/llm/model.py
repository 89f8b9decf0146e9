"""What a chat model is to the companion: messages and a schema in, pieces of JSON text out, before a deadline."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Literal, NamedTuple, Protocol

from pydantic import BaseModel

Role = Literal["system", "user", "assistant"]


class Message(NamedTuple):
    """One turn of a conversation."""

    role: Role
    text: str


class Deadline:
    """A moment that several calls share; `seconds` from now on by `clock`."""

    def __init__(self, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._end = clock() + seconds

    def remaining(self) -> float:
        """Seconds that are left, never below 0."""
        return max(0.0, self._end - self._clock())

    @property
    def passed(self) -> bool:
        """Whether no time is left."""
        return self.remaining() == 0.0


class ChatModel(Protocol):
    """Answers in JSON. `name` is what provenance prints; `hosted` says that text leaves this machine or house."""

    name: str
    hosted: bool

    def stream(self, messages: Sequence[Message], schema: type[BaseModel], deadline: Deadline) -> Iterator[str]:
        """Yield pieces of a JSON text that is meant to satisfy the schema; never longer than the deadline.

        Raises:
            ModelProblem: if no answer, or no whole answer, is to be had.
        """
