"""A chat model that replays what it was given, for tests and evals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from pydantic import BaseModel

from companion.errors import ModelProblem
from companion.llm.model import Deadline, Message

Reply = str | ModelProblem | Callable[[Sequence[Message]], str]

_PIECE = 7  # characters: short enough to cut words and JSON signs apart, as real streams do


class ScriptedModel:
    """Gives its replies in order, in small pieces; `asked` holds the messages of every call.

    A reply is a text, a problem to raise, or a function from the messages to a text. A call after the last reply is a
    `ModelProblem` of kind "unreachable"; a passed deadline is one of kind "timeout".
    """

    def __init__(self, replies: Iterable[Reply], name: str = "scripted:replies", hosted: bool = False) -> None:
        self.name, self.hosted = name, hosted
        self.asked: list[tuple[Message, ...]] = []
        self._replies = iter(replies)

    def stream(self, messages: Sequence[Message], schema: type[BaseModel], deadline: Deadline) -> Iterator[str]:
        """Yield the next reply piece by piece; the schema is not looked at."""
        self.asked.append(tuple(messages))
        text = self._next(messages)
        for start in range(0, len(text), _PIECE):
            if deadline.passed:
                raise ModelProblem("timeout", self.name, "the scripted reply is longer than the deadline")
            yield text[start : start + _PIECE]

    def _next(self, messages: Sequence[Message]) -> str:
        reply = next(self._replies, None)
        if reply is None:
            raise ModelProblem("unreachable", self.name, "the script holds no further reply")
        if isinstance(reply, ModelProblem):
            raise reply
        return reply if isinstance(reply, str) else reply(messages)
