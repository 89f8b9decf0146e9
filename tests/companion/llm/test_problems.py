"""What cannot be made to happen on a loopback port is told apart by its cause."""

from __future__ import annotations

import datetime as dt
import socket
import ssl

import httpx
import pytest

from companion.errors import ModelProblem
from companion.llm import Deadline
from companion.llm.line import Line
from companion.llm.problems import retry_after, translated

NOW = dt.datetime(2026, 11, 22, 12, 0, 0, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        ("3", 3.0),
        ("0.5", 0.5),
        ("-4", 0.0),
        ("Sun, 22 Nov 2026 12:00:07 GMT", 7.0),
        ("Sun, 22 Nov 2026 11:00:00 GMT", 0.0),
        ("Sun, 22 Nov 2026 12:00:07 -0000", None),
        ("soon", None),
        ("", None),
        (None, None),
    ],
)
def test_retry_after_is_read_as_seconds_or_as_a_moment(header: str | None, seconds: float | None) -> None:
    assert retry_after(header, NOW) == seconds


def wrapped(cause: Exception, around: Exception) -> Exception:
    try:
        try:
            raise cause
        except Exception as inner:
            raise around from inner
    except Exception as outer:  # noqa: BLE001 - it is the one just made
        return outer


def problem(error: Exception, seconds: float = 10, begun: bool = False) -> ModelProblem:
    return translated(error, Line(Deadline(seconds)), "openai:m", begun)


@pytest.mark.parametrize(
    ("cause", "kind", "words"),
    [
        (socket.gaierror(-2, "Name or service not known"), "unreachable", "no server of that name"),
        (ssl.SSLCertVerificationError(1, "self-signed"), "unreachable", "certificate is not trusted"),
        (ConnectionRefusedError(111, "refused"), "unreachable", "is the server running"),
        (TimeoutError(), "timeout", "in time"),
    ],
)
def test_the_cause_below_a_connection_error_is_told(cause: Exception, kind: str, words: str) -> None:
    told = problem(wrapped(cause, httpx.ConnectError("")))
    assert told.kind == kind
    assert words in str(told)


def test_any_error_after_the_deadline_is_a_timeout() -> None:
    assert problem(httpx.ReadError(""), seconds=0).kind == "timeout"


def test_a_break_in_the_middle_is_not_a_missing_server() -> None:
    assert problem(httpx.RemoteProtocolError(""), begun=True).kind == "cut_short"
    assert problem(httpx.RemoteProtocolError("")).kind == "unreachable"


def test_a_model_problem_stays_as_it_is() -> None:
    known = ModelProblem("cut_short", "openai:m", "the end is missing")
    assert problem(known) is known
