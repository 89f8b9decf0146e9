"""The log tells that something was sent, never what, and never a key."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Generator

import pytest
from pydantic import SecretStr

from companion.errors import ModelProblem
from companion.llm import open_chat_model
from companion.llm.record import Record
from tests.companion.llm.conftest import KEY
from tests.companion.llm.faulty import FaultyServer, answers, status
from tests.companion.llm.sample import MESSAGES, hear


def pieces(problem: ModelProblem | None = None) -> Generator[str, None, None]:
    yield "{}"
    if problem:
        raise problem


def lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [record.getMessage() for record in caplog.records if record.name == "companion.llm"]


def test_one_line_names_model_size_digest_seconds_and_outcome(caplog: pytest.LogCaptureFixture) -> None:
    ticks = iter([1.0, 3.5])
    caplog.set_level(logging.INFO)
    list(Record(clock=lambda: next(ticks)).kept("openai:m", MESSAGES, pieces()))
    (line,) = lines(caplog)
    digest = hashlib.sha256(json.dumps(MESSAGES, ensure_ascii=False).encode()).hexdigest()
    assert line == f"model=openai:m messages=2 characters=27 sha256={digest} seconds=2.50 received=2 outcome=ok"


def test_a_failed_call_is_logged_with_its_kind(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    with pytest.raises(ModelProblem):
        list(Record().kept("openai:m", MESSAGES, pieces(ModelProblem("timeout", "openai:m", "late"))))
    assert lines(caplog)[0].endswith("received=2 outcome=timeout")


def test_a_call_that_nobody_listened_to_the_end_is_logged_too(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    kept = Record().kept("openai:m", MESSAGES, pieces())
    next(iter(kept))
    del kept
    assert lines(caplog)[0].endswith("outcome=given up")


@pytest.mark.parametrize("provider", ["openai", "azure", "anthropic", "mistral", "ollama"])
def test_no_logger_of_the_process_sees_content_or_key(
    caplog: pytest.LogCaptureFixture, client_libraries: None, provider: str
) -> None:
    """All loggers at their most talkative, as somebody sets them who looks for a mistake."""
    caplog.set_level(logging.DEBUG)
    with FaultyServer(answers("Zoë answers"), status(401, f'{{"error": "{KEY}"}}')) as server:
        model = open_chat_model(f"{provider}:any", base_url=server.base_url, api_key=SecretStr(KEY), allow_hosted=True)
        hear(model)
        hear(model)
    assert len(lines(caplog)) == 2
    assert "Zoë" not in caplog.text
    assert "Be brief" not in caplog.text
    assert KEY not in caplog.text


def test_content_is_logged_where_somebody_asks_for_it(caplog: pytest.LogCaptureFixture, client_libraries: None) -> None:
    caplog.set_level(logging.INFO)
    with FaultyServer(answers("An answer")) as server:
        model = open_chat_model("openai:any", base_url=server.base_url, api_key=SecretStr(KEY), log_content=True)
        hear(model)
    assert "Zoë" in lines(caplog)[1]
    assert "An answer" in lines(caplog)[1]
    assert KEY not in caplog.text
