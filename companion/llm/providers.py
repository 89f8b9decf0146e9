"""The providers: what each needs, and how LangChain is told to talk to it over a line of ours."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from companion.llm.line import Line
from companion.llm.shapes import Shape

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

_AZURE_VERSION = "2024-10-21"  # the latest stable version of the dated protocol; knows JSON schemas


@dataclass(frozen=True)
class Target:
    """Whom to talk to: the provider's name for the model, the address, the key and whether text leaves the house."""

    model: str
    base_url: str
    api_key: str
    hosted: bool


class Provider(NamedTuple):
    """How to reach one kind of server.

    `module` is what the extra installs, `shapes` the ways it may know to answer in JSON, best first; `base_url` is
    where it is found unless somebody says otherwise.
    """

    extra: str
    module: str
    base_url: str
    shapes: tuple[Shape, ...]
    connect: Callable[[Target, Line], BaseChatModel]

    @property
    def installed(self) -> bool:
        """Whether the extra is there; nothing is imported."""
        return importlib.util.find_spec(self.module) is not None


def _openai(target: Target, line: Line) -> BaseChatModel:
    http = importlib.import_module("httpx2")
    return _opened(
        "openai",
        target,
        base_url=target.base_url,
        api_key=target.api_key,
        http_client=line.client(http, target.hosted),
        max_retries=0,
        use_responses_api=False,  # the one protocol that all compatible servers share
    )


def _azure(target: Target, line: Line) -> BaseChatModel:
    http = importlib.import_module("httpx2")
    return _opened(
        "azure_openai",
        target,
        azure_endpoint=target.base_url,
        azure_deployment=target.model,
        api_version=_AZURE_VERSION,
        api_key=target.api_key,
        http_client=line.client(http, target.hosted),
        max_retries=0,
        use_responses_api=False,
    )


def _mistral(target: Target, line: Line) -> BaseChatModel:
    http = importlib.import_module("httpx")
    client = line.client(http, target.hosted, base_url=target.base_url, headers=_bearer(target))
    more = {"endpoint": target.base_url, "api_key": target.api_key, "max_retries": 1}  # which means one try
    return _opened("mistralai", target, client=client, **more)


def _ollama(target: Target, line: Line) -> BaseChatModel:
    http = importlib.import_module("httpx")
    options = {**line.options(http, target.hosted), "headers": _bearer(target)}
    return _opened("ollama", target, base_url=target.base_url, sync_client_kwargs=options)


def _anthropic(target: Target, line: Line) -> BaseChatModel:
    """Give it our HTTP client: `ChatAnthropic` has no argument for one, but makes its own only when it is asked."""
    http = importlib.import_module("httpx2")
    anthropic = importlib.import_module("anthropic")
    access = {"base_url": target.base_url, "api_key": target.api_key, "max_retries": 0}
    model = _opened("anthropic", target, **access)
    model.__dict__["_client"] = anthropic.Client(**access, http_client=line.client(http, target.hosted))
    return model


def _bearer(target: Target) -> dict[str, str]:
    return {"Authorization": f"Bearer {target.api_key}"}


def _opened(provider: str, target: Target, **more: Any) -> BaseChatModel:
    from langchain.chat_models import init_chat_model

    model: BaseChatModel = init_chat_model(target.model, model_provider=provider, **more)
    return model


_ALL: tuple[Shape, ...] = ("json_schema", "tool", "prompt")

PROVIDERS = {
    "openai": Provider("openai", "langchain_openai", "https://api.openai.com/v1", _ALL, _openai),
    "azure": Provider("azure", "langchain_openai", "", _ALL, _azure),
    # every Claude model knows tools, only some know schemas
    "anthropic": Provider(
        "anthropic", "langchain_anthropic", "https://api.anthropic.com", ("tool", "prompt"), _anthropic
    ),
    "mistral": Provider("mistral", "langchain_mistralai", "https://api.mistral.ai/v1", _ALL, _mistral),
    "ollama": Provider("ollama", "langchain_ollama", "http://127.0.0.1:11434", _ALL, _ollama),
    "llamacpp": Provider("llamacpp", "xllamacpp", "", _ALL, _openai),
}
