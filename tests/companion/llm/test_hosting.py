"""Text stays in the house only where the address proves it."""

from __future__ import annotations

import pytest

from companion.llm.hosting import is_hosted

AT_HOME = [
    "http://localhost:8000/v1",
    "http://LOCALHOST.:8000/v1",
    "http://vllm.localhost/v1",
    "http://127.0.0.1:1234/v1",
    "http://[::1]:8000/v1",
    "http://10.1.2.3/v1",
    "http://172.16.0.9/v1",
    "http://192.168.178.20:1234/v1",
    "http://[fd12::1]/v1",
    "http://[fe80::1]/v1",
    "http://[::ffff:192.168.0.1]/v1",
    "https://llm.local/v1",
    "https://llm.corp.internal/v1",
]
OUTSIDE = [
    None,
    "",
    "https://api.openai.com/v1",
    "http://8.8.8.8/v1",
    "http://172.32.0.1/v1",
    "http://[::ffff:8.8.8.8]/v1",
    "http://[2001:db8::1]/v1",
    "http://localhost@example.org/v1",
    "http://localhost.example.org/v1",
    "http://127.0.0.1.example.org/v1",
    "http://mylocal/v1",
    "http://local/v1",
    "http://2130706433/v1",
    "localhost:8000/v1",
]


@pytest.mark.parametrize("base_url", AT_HOME)
def test_a_compatible_server_in_the_house_is_not_hosted(base_url: str) -> None:
    assert not is_hosted("openai", "m", base_url)


@pytest.mark.parametrize("base_url", OUTSIDE)
def test_any_other_address_is_hosted(base_url: str | None) -> None:
    assert is_hosted("openai", "m", base_url)


@pytest.mark.parametrize("provider", ["azure", "anthropic", "mistral"])
def test_these_providers_are_hosted_wherever_they_seem_to_be(provider: str) -> None:
    assert is_hosted(provider, "m", "http://127.0.0.1/v1")


@pytest.mark.parametrize(
    ("model", "base_url", "hosted"),
    [
        ("llama3.2", "http://127.0.0.1:11434", False),
        ("llama3.2:3b", "http://localhost:11434", False),
        ("llama3.2", "http://192.168.0.7:11434", True),
        ("llama3.2", "https://ollama.example.org", True),
        ("gpt-oss:120b-cloud", "http://127.0.0.1:11434", True),
        ("glm-4.6:cloud", "http://127.0.0.1:11434", True),
    ],
)
def test_ollama_stays_in_the_house_on_this_machine_only(model: str, base_url: str, hosted: bool) -> None:
    assert is_hosted("ollama", model, base_url) is hosted


def test_a_model_in_this_process_is_not_hosted() -> None:
    assert not is_hosted("llamacpp", "/m.gguf", None)
