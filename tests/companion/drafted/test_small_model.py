"""A real small model from end to end over HTTP: the road holds, however little it has to say."""

from __future__ import annotations

import dataclasses

import pytest

from companion.domain import Artefact, Done, Request
from companion.drafted import DraftedEngine
from companion.llm import ChatModel
from companion.prompts import load_prompts
from companion.shipped import shipped
from companion.wiring import Parts
from tests.companion.drafted.sample import TODAY, failed, guidance, pair

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])

SECONDS = 60.0  # 135 million parameters on two slow cores
BUDGET = 200  # tokens of passages: less to read


def test_a_real_model_ends_in_a_valid_artefact(parts: Parts, small_model: ChatModel) -> None:
    engine = DraftedEngine(small_model, load_prompts(shipped("prompts")), BUDGET)
    companion = dataclasses.replace(guidance(parts), drafted=lambda: engine, seconds=SECONDS)
    request = Request(kind="reflection", viewer="mentee", engine="llm", today=TODAY)
    *_, last = companion.stream(pair(), request)
    assert isinstance(last, Done)
    assert isinstance(last.result, Artefact)
    assert failed(last.result) == []
    assert last.result.provenance.model == "llamacpp:SmolLM2-135M-Instruct.Q4_1.gguf"
    assert last.result.provenance.prompt_digest
