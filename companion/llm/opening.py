"""From a setting such as `openai:gpt-4.1-mini` to a chat model."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from pydantic import SecretStr

from companion.errors import InvalidInput, ModelProblem, Unavailable
from companion.llm.breaker import Breaker
from companion.llm.hosting import is_hosted
from companion.llm.line import Line
from companion.llm.llamacpp import LlamaServer
from companion.llm.model import ChatModel
from companion.llm.providers import PROVIDERS, Provider, Target
from companion.llm.record import Record
from companion.llm.remote import RemoteModel

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_SETTING = "COMPANION_LLM"
_KEYLESS = "none"  # compatible servers in the house often want no key, but the client library wants one


def open_chat_model(
    setting: str,
    *,
    base_url: str | None = None,
    api_key: SecretStr | None = None,
    allow_hosted: bool = False,
    log_content: bool = False,
) -> ChatModel:
    """Open the model that the setting names as `provider:model`; nothing is asked yet.

    Raises:
        InvalidInput: if the setting names no provider, no model, no such file or no address.
        ModelProblem: of kind not_allowed if text would leave the house and nobody has allowed that; of kind
            refused_key if a key is needed and missing.
        Unavailable: if the provider's extra is not installed.
    """
    name, _, model = setting.partition(":")
    provider = _provider(name, model)
    shown = f"{name}:{Path(model).name}" if name == "llamacpp" else setting  # provenance shows no folder of a machine
    hosted = is_hosted(name, model, base_url or provider.base_url)
    _check_allowed(shown, hosted, allow_hosted)
    _check_installed(shown, provider)
    if name == "llamacpp":
        connect = partial(_in_process, _server(model, shown), model)
    else:
        target = Target(
            model, _address(name, base_url or provider.base_url), _key(name, shown, api_key, hosted), hosted
        )
        connect = partial(provider.connect, target)
    return RemoteModel(shown, hosted, connect, provider.shapes, breaker=Breaker(), record=Record(log_content))


def _provider(name: str, model: str) -> Provider:
    if name not in PROVIDERS or not model:
        known = ", ".join(f"{provider}:…" for provider in PROVIDERS)
        raise InvalidInput(_SETTING, "", f"needs a provider and a model: {known}")
    return PROVIDERS[name]


def _check_allowed(shown: str, hosted: bool, allowed: bool) -> None:
    if hosted and not allowed:
        remedy = "would send text out of this house; set COMPANION_LLM_HOSTED=true to allow it, or take a model in it"
        raise ModelProblem("not_allowed", shown, f"{remedy} (ollama:…, llamacpp:…, a local COMPANION_LLM_BASE_URL)")


def _check_installed(shown: str, provider: Provider) -> None:
    if not provider.installed:
        raise Unavailable(shown, f"pip install 'reverse-mentoring-companion[{provider.extra}]'")


def _address(name: str, base_url: str) -> str:
    if not base_url:
        raise InvalidInput("COMPANION_LLM_BASE_URL", "", f"{name} needs it, e.g. https://NAME.openai.azure.com")
    return base_url


def _key(name: str, shown: str, api_key: SecretStr | None, hosted: bool) -> str:
    key = api_key.get_secret_value() if api_key else ""
    if not key and hosted and name != "ollama":
        raise ModelProblem("refused_key", shown, "needs a key; set COMPANION_LLM_API_KEY")
    return key or _KEYLESS


def _server(path: str, shown: str) -> LlamaServer:
    if not Path(path).is_file():
        raise InvalidInput(_SETTING, "", f"there is no file {path}")
    return LlamaServer(Path(path), shown)


def _in_process(server: LlamaServer, model: str, line: Line) -> BaseChatModel:
    target = Target(model, server.base_url(), server.key, hosted=False)
    return PROVIDERS["llamacpp"].connect(target, line)
