"""The whole path: pair and request in, verified artefact or refusal out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from companion.checks.context import Encode
from companion.domain import Artefact, Pair, Refusal, Request
from companion.guided.engine import GuidedEngine
from companion.store import Library
from companion.verify import verify


class BoundaryCheck(Protocol):
    """Says no before anything is made."""

    def refuse(self, pair: Pair, request: Request) -> Refusal | None: ...


@dataclass(frozen=True)
class Companion:
    """Prepares conversations from one library.

    Attributes:
        library: the guidance.
        engine: plans drafts, for one language each.
        boundaries: what is declined or handed to people.
        encode: text embeddings for the semantic checks.
    """

    library: Library
    engines: dict[str, GuidedEngine]
    boundaries: BoundaryCheck
    encode: Encode

    def advise(self, pair: Pair, request: Request) -> Artefact | Refusal:
        """The artefact that a viewer asks for, or a warm refusal.

        The partner's private notes are no argument of this function: what a viewer may not see cannot shape it.
        """
        refusal = self.boundaries.refuse(pair, request)
        if refusal:
            return refusal
        draft = self._draft(pair, request)
        if draft is None:
            return self._thin(pair)
        return verify(
            draft, self.library.passages, self._context(pair, request), self._provenance(request), self.encode
        )
