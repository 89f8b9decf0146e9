"""From whatever a client library raises to one `ModelProblem`, in words that hold nothing of what the server said."""

from __future__ import annotations

import datetime as dt
import json
import socket
import ssl
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from companion.errors import ModelProblem, ModelProblemKind
from companion.llm.line import Line


class _Meaning(NamedTuple):
    kind: ModelProblemKind
    reason: str


_STATUS = {
    401: _Meaning("refused_key", "the key is not accepted; check COMPANION_LLM_API_KEY"),
    402: _Meaning("refused_key", "the account has no credit left; ask its owner"),
    403: _Meaning("refused_key", "the key may not use this model; check COMPANION_LLM_API_KEY and its rights"),
    404: _Meaning("unknown_model", "no such model there; check COMPANION_LLM and COMPANION_LLM_BASE_URL"),
    408: _Meaning("timeout", "the server gave up waiting; try again"),
    413: _Meaning("server_error", "the request is longer than the server accepts"),
    429: _Meaning("rate_limited", "too many requests or no quota left; wait, or ask the account's owner"),
    504: _Meaning("timeout", "the server waited in vain for the model; try again"),
}
_REDIRECT = _Meaning(
    "unreachable", "the server sends us elsewhere, which we do not follow; check COMPANION_LLM_BASE_URL"
)
_NOT_UNDERSTOOD = _Meaning("server_error", "the server does not accept the request")
_FAILED = _Meaning("server_error", "the server failed; try again later")
_TIMEOUT = _Meaning("timeout", "no whole answer in time; raise COMPANION_LLM_TIMEOUT_SECONDS or take a faster model")
_BROKEN_OFF = _Meaning("cut_short", "the connection broke off in the middle of the answer")
_NOT_THERE = _Meaning("unreachable", "no connection; is the server running, and is COMPANION_LLM_BASE_URL right?")
_NO_NAME = _Meaning("unreachable", "no server of that name; check COMPANION_LLM_BASE_URL and the network")
_NO_TRUST = _Meaning("unreachable", "the server's certificate is not trusted")
_GARBAGE = _Meaning("no_json", "what came back is no answer of a chat model; check COMPANION_LLM_BASE_URL")

NOT_UNDERSTOOD = (400, 422)  # statuses that may mean: this server does not know that way of asking for JSON


def translated(error: Exception, line: Line, model: str, begun: bool) -> ModelProblem:
    """Say what an error means; `begun` tells whether a part of the answer has already arrived."""
    if isinstance(error, ModelProblem):
        return error
    chain = tuple(_chain(error))
    if line.status is not None and line.status >= 300:
        return _of_status(line.status, line.headers, model)
    meaning = _of_connection(chain, line, begun) or _of_content(chain)
    return ModelProblem(meaning.kind, model, meaning.reason)


def retry_after(value: str | None, now: dt.datetime) -> float | None:
    """Return the seconds that a Retry-After header asks for, given as seconds or as an HTTP date (RFC 9110, 10.2.3)."""
    if not value:
        return None
    try:
        return max(0.0, float(value))
    except ValueError:
        pass
    try:
        return max(0.0, (parsedate_to_datetime(value) - now).total_seconds())
    except (ValueError, TypeError):  # TypeError: a date without a zone
        return None


def _of_status(status: int, headers: dict[str, str], model: str) -> ModelProblem:
    general = _FAILED if status >= 500 else _NOT_UNDERSTOOD if status >= 400 else _REDIRECT
    meaning = _STATUS.get(status, general)
    wait = retry_after(headers.get("retry-after"), dt.datetime.now(dt.UTC))
    return ModelProblem(meaning.kind, model, f"{meaning.reason} ({status})", status=status, retry_after=wait)


def _of_connection(chain: tuple[BaseException, ...], line: Line, begun: bool) -> _Meaning | None:
    names = {kind.__name__ for error in chain for kind in type(error).__mro__}
    if line.deadline.passed or any(isinstance(error, TimeoutError) for error in chain) or "TimeoutException" in names:
        return _TIMEOUT
    if any(isinstance(error, socket.gaierror) for error in chain):
        return _NO_NAME
    if any(isinstance(error, ssl.SSLError) for error in chain):
        return _NO_TRUST
    if "SSEError" in names:  # httpx-sse counts a wrong content type among the errors of transport
        return None
    if any(isinstance(error, OSError) for error in chain) or "TransportError" in names:
        return _BROKEN_OFF if begun else _NOT_THERE
    return None


def _of_content(chain: tuple[BaseException, ...]) -> _Meaning:
    names = {kind.__name__ for error in chain for kind in type(error).__mro__}
    is_json = not any(isinstance(error, json.JSONDecodeError) for error in chain)
    if is_json and names & {"APIError", "ResponseError"}:  # openai, anthropic; ollama: an error event in the stream
        return _FAILED
    return _GARBAGE


def _chain(error: BaseException) -> Iterator[BaseException]:
    """Yield the error and what caused it, also where a library has hidden the cause with `from None`."""
    at: BaseException | None = error
    while at is not None:
        yield at
        at = at.__cause__ or at.__context__
