"""The whole path: pair and request in, verified artefact or refusal out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from companion.checks.context import CheckContext, Encode
from companion.domain import Artefact, Language, Pair, Provenance, Refusal, Request
from companion.guided.engine import GuidedEngine, Planned
from companion.store import Library
from companion.verify import verify
from companion.words import say


class BoundaryCheck(Protocol):
    """Says no before anything is made."""

    def refuse(self, pair: Pair, request: Request) -> Refusal | None:
        """A refusal where people are needed or where the companion keeps out, else None."""


@dataclass(frozen=True)
class Companion:
    """Prepares conversations from one library.

    Attributes:
        library: the guidance.
        engines: plan drafts, one a language.
        boundaries: what is declined or handed to people.
        encode: embeds texts for the semantic checks.
    """

    library: Library
    engines: Mapping[Language, GuidedEngine]
    boundaries: BoundaryCheck
    encode: Encode

    def advise(self, pair: Pair, request: Request) -> Artefact | Refusal:
        """The artefact that a viewer asks for, or a warm refusal.

        The partner's private notes are no argument of this function: what a viewer may not see cannot shape it.
        """
        refusal = self.boundaries.refuse(pair, request)
        if refusal:
            return refusal
        planned = self.engines[pair.language].draft(pair, request)
        if planned is None:
            return self._thin(pair)
        context = _context(planned, pair, request)
        return verify(planned.draft, self.library.passages, context, self._provenance(request), self.encode)

    def _thin(self, pair: Pair) -> Refusal:
        message = say(pair.language, "refusal.thin_evidence", pair.address, library=self.library.name)
        return Refusal(reason="thin_evidence", category="guidance", language=pair.language, message=message)

    def _provenance(self, request: Request) -> Provenance:
        return Provenance(
            engine="guided",
            library=self.library.name,
            library_version=self.library.version,
            created_at=request.today,
        )


def _context(planned: Planned, pair: Pair, request: Request) -> CheckContext:
    return CheckContext(
        pair=pair,
        request=request,
        allowed_kinds=planned.allowed_kinds,
        own_words=planned.own_words,
        never=planned.never,
        anchors=planned.anchors,
        other_questions=planned.other_questions,
    )
