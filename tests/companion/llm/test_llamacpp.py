"""A real model in this process: it starts when asked, streams, keeps to the schema and stops."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest
from pydantic import BaseModel, Field

from companion.llm import ChatModel, Deadline, Message, open_chat_model
from companion.llm.llamacpp import LlamaServer
from tests.companion.llm.sample import hear

MINUTES = 120.0  # seconds: a slow machine that does other things too


class Choice(BaseModel):
    """An answer that words alone would rarely be."""

    colour: Literal["red", "green"]
    reason: str = Field(max_length=40)


def test_a_real_model_streams_json_that_satisfies_the_schema(small_model: ChatModel) -> None:
    messages = [Message("user", "Red or green? Give a reason. JSON.")]
    pieces = list(small_model.stream(messages, Choice, Deadline(MINUTES)))
    assert len(pieces) > 5
    Choice.model_validate_json("".join(pieces))


def test_it_is_named_without_its_folder_and_stays_in_the_house(small_model: ChatModel) -> None:
    assert small_model.name == "llamacpp:SmolLM2-135M-Instruct.Q4_1.gguf"
    assert not small_model.hosted


def test_a_file_that_is_no_model_is_a_problem_not_a_crash(tmp_path: Path, client_libraries: None) -> None:
    weights = tmp_path / "wrong.gguf"
    weights.write_bytes(b"GGUF and then nothing of use")
    heard = hear(open_chat_model(f"llamacpp:{weights}"))
    assert heard.kind == "unreachable"
    assert str(heard.problem) == "llamacpp:wrong.gguf: llama.cpp cannot load the file; is it GGUF?"


def test_strangers_on_this_machine_are_not_served(weights: Path) -> None:
    import httpx

    server = LlamaServer(weights, "llamacpp:small")
    try:
        address = server.base_url()
        assert server.base_url() == address
        reply = httpx.post(f"{address}/chat/completions", json={"messages": []}, trust_env=False)
        assert reply.status_code == 401
    finally:
        server.stop()
    with pytest.raises(httpx.ConnectError):
        httpx.post(f"{address}/chat/completions", json={}, trust_env=False)


def test_a_broken_off_answer_leaves_the_model_ready_for_the_next(small_model: ChatModel) -> None:
    pieces = iter(small_model.stream([Message("user", "Count to one million.")], Long, Deadline(MINUTES)))
    next(pieces)
    del pieces
    short = [Message("user", "Red or green? JSON.")]
    assert list(small_model.stream(short, Choice, Deadline(MINUTES)))


class Long(BaseModel):
    """As much as the model likes."""

    text: str
