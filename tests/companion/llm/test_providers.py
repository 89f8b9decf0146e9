"""Each provider's own protocol, spoken by a server on this machine."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import SecretStr

from companion.llm import ChatModel, open_chat_model
from tests.companion.llm.conftest import KEY
from tests.companion.llm.faulty import (
    Asked,
    Behaviour,
    Exchange,
    FaultyServer,
    answers,
    drips,
    events,
    hangs,
    status,
)
from tests.companion.llm.sample import GOOD, SHORT, hear

pytestmark = pytest.mark.usefixtures("client_libraries")


def claude(*pieces: str, reason: str = "tool_use") -> Behaviour:
    tool = {"type": "tool_use", "id": "t", "name": "Item", "input": {}}
    deltas = [_claude("content_block_delta", index=1, delta=_json(piece)) for piece in pieces]
    message: dict[str, Any] = {
        "id": "m",
        "type": "message",
        "role": "assistant",
        "content": [],
        "model": "m",
        "stop_reason": None,
    }
    usage = {"input_tokens": 1, "output_tokens": 1}
    return events(
        _claude("message_start", message={**message, "stop_sequence": None, "usage": usage}),
        _claude("content_block_start", index=0, content_block={"type": "text", "text": ""}),
        _claude("content_block_delta", index=0, delta={"type": "text_delta", "text": "Sure."}),
        _claude("content_block_stop", index=0),
        _claude("content_block_start", index=1, content_block=tool),
        *deltas,
        _claude("content_block_stop", index=1),
        _claude("message_delta", delta={"stop_reason": reason, "stop_sequence": None}, usage=usage),
        _claude("message_stop"),
    )


def _json(piece: str) -> dict[str, str]:
    return {"type": "input_json_delta", "partial_json": piece}


def _claude(kind: str, **fields: Any) -> str:
    return f"event: {kind}\ndata: {json.dumps({'type': kind, **fields})}\n\n"


def llama(*pieces: str, reason: str = "stop") -> Behaviour:
    lines = [_llama(piece) for piece in pieces]
    return events(*lines, _llama("", done=True, done_reason=reason), kind="application/x-ndjson")


def _llama(text: str, **fields: Any) -> str:
    message = {"role": "assistant", "content": text}
    line = {"model": "m", "created_at": "2026-01-01T00:00:00Z", "message": message, "done": False, **fields}
    return json.dumps(line) + "\n"


ANSWERS = {
    "openai": answers(*GOOD),
    "azure": answers(*GOOD),
    "anthropic": claude(*GOOD),
    "mistral": answers(*GOOD),
    "ollama": llama(*GOOD),
}
CUT = {
    "openai": answers(*GOOD, finish="length"),
    "azure": answers(*GOOD, finish="content_filter"),
    "anthropic": claude(*GOOD, reason="max_tokens"),
    "mistral": answers(*GOOD, finish="model_length"),
    "ollama": llama(*GOOD, reason="length"),
}
PATHS = {
    "openai": "/v1/chat/completions",
    "azure": "/openai/deployments/any/chat/completions?api-version=2024-10-21",
    "anthropic": "/v1/messages",
    "mistral": "/v1/chat/completions",
    "ollama": "/api/chat",
}
EVERY = pytest.mark.parametrize("provider", ANSWERS)


def opened(provider: str, server: FaultyServer) -> ChatModel:
    base_url = server.base_url if provider in {"openai", "mistral"} else server.origin
    return open_chat_model(f"{provider}:any", base_url=base_url, api_key=SecretStr(KEY), allow_hosted=True)


def key_of(asked: Asked) -> str:
    header = next(asked.headers[name] for name in ("api-key", "x-api-key", "authorization") if name in asked.headers)
    return header.removeprefix("Bearer ")


@EVERY
def test_the_answer_comes_in_pieces_from_the_right_address_with_the_right_key(provider: str) -> None:
    with FaultyServer(ANSWERS[provider]) as server:
        heard = hear(opened(provider, server))
    assert (heard.pieces, heard.problem) == (GOOD, None)
    (asked,) = server.asked
    assert asked.path == PATHS[provider]
    assert key_of(asked) == KEY


@EVERY
def test_the_schema_is_part_of_the_request(provider: str) -> None:
    with FaultyServer(ANSWERS[provider]) as server:
        hear(opened(provider, server))
    body = server.asked[0].body
    place = {"anthropic": "tools", "ollama": "format"}.get(provider, "response_format")
    assert '"required": ["id", "text"]' in json.dumps(body[place])


@EVERY
def test_an_answer_that_was_cut_says_so(provider: str) -> None:
    with FaultyServer(CUT[provider]) as server:
        assert hear(opened(provider, server)).kind == "cut_short"


@EVERY
@pytest.mark.parametrize(("code", "kind"), [(401, "refused_key"), (404, "unknown_model"), (429, "rate_limited")])
def test_a_refusal_has_its_kind(provider: str, code: int, kind: str) -> None:
    with FaultyServer(status(code, json.dumps({"error": KEY, "message": KEY}), retry_after="99")) as server:
        problem = hear(opened(provider, server)).problem
    assert problem is not None
    assert (problem.kind, problem.retry_after) == (kind, 99)
    assert KEY not in str(problem)


@EVERY
def test_a_server_that_fails_once_is_asked_again(provider: str) -> None:
    with FaultyServer(status(500), ANSWERS[provider]) as server:
        assert hear(opened(provider, server)).pieces == GOOD
    assert len(server.asked) == 2


@EVERY
def test_nobody_at_the_port_is_unreachable(provider: str) -> None:
    with FaultyServer(hangs) as server:
        model = opened(provider, server)
    assert hear(model).kind == "unreachable"


@EVERY
def test_silence_ends_at_the_deadline(provider: str) -> None:
    with FaultyServer(hangs) as server:
        heard = hear(opened(provider, server), SHORT)
    assert heard.kind == "timeout"
    assert heard.seconds < SHORT + 1


@EVERY
def test_a_drip_of_nothing_ends_at_the_deadline(provider: str) -> None:
    with FaultyServer(drips([" "] * 1000, 0.02)) as server:
        heard = hear(opened(provider, server), SHORT)
    assert heard.kind == "timeout"
    assert heard.seconds < SHORT + 1


@EVERY
def test_a_connection_that_breaks_in_the_middle_cuts_the_answer(provider: str) -> None:
    def breaks(exchange: Exchange) -> None:
        exchange.end = lambda: None  # type: ignore[method-assign]
        ANSWERS[provider](exchange)

    with FaultyServer(breaks) as server:
        heard = hear(opened(provider, server))
    assert heard.kind in {"cut_short", None}  # None: everything had arrived, and the client no longer looked
    assert heard.text == "".join(GOOD)


@EVERY
def test_a_web_page_is_no_answer(provider: str) -> None:
    with FaultyServer(events("<html>\n<p>Welcome</p>\n</html>\n", kind="text/html")) as server:
        assert hear(opened(provider, server)).kind == "no_json"
