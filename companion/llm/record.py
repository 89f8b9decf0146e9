"""The log of what was sent to a model: that something was sent, how much and how it ended; by default not what."""

from __future__ import annotations

import contextlib
import hashlib
import json
import logging
import time
from collections.abc import Callable, Generator, Iterator, Sequence

from companion.errors import ModelProblem
from companion.llm.model import Message

_log = logging.getLogger("companion.llm")
_TALKATIVE = ("openai", "anthropic")  # at level DEBUG they log whole requests


class Record:
    """Writes one line a call to the logger "companion.llm"; messages and answer only where `content` is set."""

    def __init__(self, content: bool = False, clock: Callable[[], float] = time.monotonic) -> None:
        self._content, self._clock = content, clock

    def kept(self, model: str, messages: Sequence[Message], pieces: Generator[str, None, None]) -> Iterator[str]:
        """Yield the pieces unchanged and log the call when it has ended, however it ends."""
        start, received, outcome = self._clock(), list[str](), "given up"
        self._quieten()
        try:
            with contextlib.closing(pieces):
                for piece in pieces:
                    received.append(piece)
                    yield piece
            outcome = "ok"
        except ModelProblem as problem:
            outcome = problem.kind
            raise
        finally:
            self._write(model, messages, "".join(received), self._clock() - start, outcome)

    def _write(self, model: str, messages: Sequence[Message], answer: str, seconds: float, outcome: str) -> None:
        sent = json.dumps(messages, ensure_ascii=False)
        digest = hashlib.sha256(sent.encode(errors="replace")).hexdigest()
        size = sum(len(message.text) for message in messages)
        _log.info(
            "model=%s messages=%d characters=%d sha256=%s seconds=%.2f received=%d outcome=%s",
            *(model, len(messages), size, digest, seconds, len(answer), outcome),
        )
        if self._content:
            _log.info("model=%s sent=%s answer=%s", model, sent, answer)

    def _quieten(self) -> None:
        if not self._content:
            for name in _TALKATIVE:
                logging.getLogger(name).setLevel(logging.INFO)
