"""The only place where parts meet."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, get_args

from companion.advise import Companion
from companion.domain import Language
from companion.embed import load_embedder
from companion.guided.engine import GuidedEngine
from companion.guided.guidance import Thresholds
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
        return Companion(opened, engines, boundaries, self.embedder.encode_query)


def build(settings: Settings) -> Parts:
    """The parts for these settings; nothing heavy happens yet."""
    return Parts(settings)
