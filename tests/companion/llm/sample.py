"""What the tests here ask and how they listen."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import NamedTuple

from pydantic import BaseModel

from companion.errors import ModelProblem
from companion.llm import ChatModel, Deadline, Message
from tests.companion.llm.faulty import FaultyServer

MESSAGES = (Message("system", "Be brief."), Message("user", "Ask Zoë something."))
GOOD = ('{"id": "a", ', '"text": "Zoë?"}')  # an answer that satisfies the schema, in two pieces
SHORT = 0.3  # seconds: as long as a test may wait for a deadline
LONG = 10.0  # seconds: never reached, unless something hangs


Open = Callable[[FaultyServer], ChatModel]


class Item(BaseModel):
    """What the tests ask for."""

    id: str
    text: str


class Heard(NamedTuple):
    """How one call went."""

    pieces: tuple[str, ...]
    problem: ModelProblem | None
    seconds: float

    @property
    def text(self) -> str:
        """The whole answer, as far as it came."""
        return "".join(self.pieces)

    @property
    def kind(self) -> str | None:
        """Why it failed, if it did."""
        return self.problem.kind if self.problem else None


def hear(model: ChatModel, seconds: float = LONG) -> Heard:
    """Ask and listen to the end, however it comes."""
    start, pieces = time.monotonic(), list[str]()
    try:
        for piece in model.stream(MESSAGES, Item, Deadline(seconds)):
            pieces.append(piece)
    except ModelProblem as problem:
        return Heard(tuple(pieces), problem, time.monotonic() - start)
    return Heard(tuple(pieces), None, time.monotonic() - start)
