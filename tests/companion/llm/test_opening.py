"""A setting becomes a model, or one clear line says why not."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import SecretStr

from companion.errors import InvalidInput, ModelProblem, Unavailable
from companion.llm import open_chat_model
from companion.llm.providers import PROVIDERS
from tests.companion.llm.conftest import KEY


@pytest.mark.parametrize("setting", ["", "gpt-4.1", "openai", "openai:", "watson:x", ":x"])
def test_a_setting_without_provider_or_model_is_refused(setting: str) -> None:
    with pytest.raises(InvalidInput, match="COMPANION_LLM: needs a provider and a model: openai:…, azure:…"):
        open_chat_model(setting)


@pytest.mark.parametrize("setting", ["openai:m", "azure:m", "anthropic:m", "mistral:m", "ollama:m:cloud"])
def test_text_leaves_the_house_only_where_somebody_allows_it(setting: str) -> None:
    with pytest.raises(ModelProblem, match="COMPANION_LLM_HOSTED=true") as raised:
        open_chat_model(setting, api_key=SecretStr(KEY))
    assert raised.value.kind == "not_allowed"


def test_a_hosted_model_without_a_key_is_refused_before_anything_is_sent() -> None:
    with pytest.raises(ModelProblem, match="COMPANION_LLM_API_KEY") as raised:
        open_chat_model("anthropic:m", allow_hosted=True)
    assert raised.value.kind == "refused_key"


def test_azure_needs_an_address() -> None:
    with pytest.raises(InvalidInput, match="COMPANION_LLM_BASE_URL"):
        open_chat_model("azure:m", allow_hosted=True, api_key=SecretStr(KEY))


def test_a_missing_model_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="there is no file .*none.gguf"):
        open_chat_model(f"llamacpp:{tmp_path / 'none.gguf'}")


def test_a_missing_extra_is_one_line_that_can_be_pasted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(PROVIDERS, "mistral", PROVIDERS["mistral"]._replace(module="not_installed_here"))
    with pytest.raises(Unavailable) as raised:
        open_chat_model("mistral:m", allow_hosted=True, api_key=SecretStr(KEY))
    assert str(raised.value) == "mistral:m: pip install 'reverse-mentoring-companion[mistral]'"


def test_the_name_tells_provider_and_model_but_no_folder(tmp_path: Path) -> None:
    weights = tmp_path / "small.gguf"
    weights.touch()
    assert open_chat_model(f"llamacpp:{weights}").name == "llamacpp:small.gguf"
    assert open_chat_model("ollama:llama3.2:3b").name == "ollama:llama3.2:3b"


def test_opening_imports_no_client_library() -> None:
    code = (
        "import sys; from companion.llm import open_chat_model; open_chat_model('ollama:m');"
        "sys.exit(any(name in sys.modules for name in ('langchain', 'langchain_core', 'ollama', 'openai', 'httpx')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_every_provider_has_its_extra() -> None:
    import tomllib

    project = tomllib.loads(Path("pyproject.toml").read_text())["project"]
    assert project["name"] == "reverse-mentoring-companion"
    assert {provider.extra for provider in PROVIDERS.values()} <= set(project["optional-dependencies"])
