"""The only place where parts meet."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from companion.advise import Companion
from companion.domain import Language
from companion.drafted import DraftedEngine
from companion.embed import load_embedder
from companion.errors import InvalidInput
from companion.guided.engine import GuidedEngine
from companion.guided.guidance import Thresholds
from companion.llm import ChatModel, open_chat_model
from companion.prompts import load_prompts
from companion.retrieve import CUE_THRESHOLD, TOPIC_THRESHOLD, Retriever
from companion.settings import Settings
from companion.shipped import shipped
from companion.store import Libraries

if TYPE_CHECKING:
    from companion.embed import Embedder


@dataclass(frozen=True)
class Parts:
    """Everything that a command may need, each made when it is first asked for."""

    settings: Settings

    @cached_property
    def embedder(self) -> Embedder:
        """The embedding model; built from the packaged weights at first use."""
        return load_embedder(self.settings.embedding_model, self.settings.data_dir)

    @cached_property
    def libraries(self) -> Libraries:
        """All libraries of this installation."""
        return Libraries(self.settings.data_dir / "libraries")

    @property
    def knowledge(self) -> Path:
        """The folder of authored guidance."""
        return self.settings.knowledge_dir or shipped("knowledge")

    def retriever(self, library: str) -> Retriever:
        """Retrieval over a library."""
        return Retriever(self.libraries.open(library, self.embedder.name), self.embedder)

    def companion(self, library: str) -> Companion:
        """The companion over a library."""
        from companion.boundaries import Boundaries, read_contacts

        retriever = self.retriever(library)
        opened = retriever.library
        thresholds = Thresholds(cue=CUE_THRESHOLD, topic=TOPIC_THRESHOLD)
        engines: dict[Language, GuidedEngine] = {
            language: GuidedEngine(language, opened.cards(language), opened.passages, retriever, thresholds)
            for language in get_args(Language)
        }
        contacts = read_contacts(self.settings.contacts_file or shipped("knowledge") / "contacts.yaml")
        boundaries = Boundaries(self.embedder, self.settings.data_dir, contacts)
        return Companion(
            retriever,
            engines,
            boundaries,
            self.embedder.encode_query,
            drafted=lambda: self.drafted,
            seconds=self.settings.llm_timeout_seconds,
        )

    @cached_property
    def chat_model(self) -> ChatModel:
        """The chat model that is set up.

        Raises:
            InvalidInput: if none is, or the setting cannot be used.
            ModelProblem: if it may not be used.
            Unavailable: if what its provider needs is not installed.
        """
        settings = self.settings
        if not settings.llm:
            raise InvalidInput(
                "COMPANION_LLM", "", "is not set; name a chat model, e.g. ollama:llama3.2, or use --engine guided"
            )
        return open_chat_model(
            settings.llm,
            base_url=settings.llm_base_url,
            api_key=settings.key,
            allow_hosted=settings.llm_hosted,
            log_content=settings.llm_log_content,
        )

    @cached_property
    def drafted(self) -> DraftedEngine:
        """The engine that asks the chat model."""
        return DraftedEngine(self.chat_model, load_prompts(shipped("prompts")), self.settings.llm_passage_tokens)


def build(settings: Settings) -> Parts:
    """The parts for these settings; nothing heavy happens yet."""
    return Parts(settings)
