"""The whole path: pair and request in, verified artefact or refusal out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, get_args

from companion.checks.context import CheckContext, Encode
from companion.checks.printed import cited_ids
from companion.checks.similar import Similarity
from companion.domain import Artefact, Done, Draft, Event, Hit, Language, Pair, Passage, Provenance, Refusal, Request
from companion.drafted import DraftedEngine, Outcome, Work, words_of
from companion.guided.engine import GuidedEngine, Planned
from companion.llm import Deadline
from companion.retrieve import Retriever
from companion.store import Library
from companion.verify import verify
from companion.words import say


class BoundaryCheck(Protocol):
    """Says no before anything is made."""

    def refuse(self, pair: Pair, request: Request) -> Refusal | None:
        """A refusal where people are needed or where the companion keeps out, else None."""


class DraftedEngineOf(Protocol):
    """Gives the engine that asks a chat model, when somebody wants one."""

    def __call__(self) -> DraftedEngine:
        """The engine.

        Raises:
            InvalidInput: if no chat model is set up.
            ModelProblem: if the one that is set up may not be used.
        """


@dataclass(frozen=True)
class Companion:
    """Prepares conversations from one library.

    Attributes:
        retriever: finds the guidance.
        engines: plan drafts, one a language.
        boundaries: what is declined or handed to people.
        encode: embeds texts for the semantic checks.
        drafted: the engine that asks a chat model.
        seconds: for one artefact in which a chat model takes part.
    """

    retriever: Retriever
    engines: Mapping[Language, GuidedEngine]
    boundaries: BoundaryCheck
    encode: Encode
    drafted: DraftedEngineOf
    seconds: float

    @property
    def library(self) -> Library:
        """The guidance."""
        return self.retriever.library

    def advise(self, pair: Pair, request: Request) -> Artefact | Refusal:
        """The artefact that a viewer asks for, or a warm refusal.

        The partner's private notes are no argument of this function: what a viewer may not see cannot shape it.
        """
        return next(event.result for event in self.stream(pair, request) if isinstance(event, Done))

    def stream(self, pair: Pair, request: Request) -> Iterator[Event]:
        """The same, with every item that a chat model may reword as soon as it is settled; `Done` comes last."""
        refusal = self.boundaries.refuse(pair, request)
        if refusal:
            yield Done(result=refusal)
            return
        planned = self.engines[pair.language].draft(pair, request)
        if planned is None:
            yield Done(result=self._thin(pair))
        elif request.engine == "guided":
            verified = self._verifier(planned, pair, request)
            yield Done(result=verified(planned.draft, self._provenance(request)))
        else:
            yield from self._reworded(planned, pair, request)

    def _reworded(self, planned: Planned, pair: Pair, request: Request) -> Iterator[Event]:
        deadline, engine = Deadline(self.seconds), self.drafted()
        work = self._work(planned, pair, request)
        outcome = yield from engine.reword(work, deadline)
        provenance = self._provenance(request).model_copy(
            update={
                "engine": "llm" if outcome.reworded else "guided",
                "model": engine.model.name,
                "prompt_digest": engine.prompt(planned.draft).digest,
                "reworded_items": outcome.reworded,
                "replaced_items": outcome.replaced,
            }
        )
        yield Done(result=work.verified(_with_note(outcome), provenance))

    def _work(self, planned: Planned, pair: Pair, request: Request) -> Work:
        """The evidence is what the guided items cite, then what the pair's words find."""
        cited = [Hit(passage=self._by_id[key], score=1, dense=1, lexical=1) for key in cited_ids(planned.draft)]
        similarity = Similarity(self.encode)
        return Work(
            pair=pair,
            request=request,
            draft=planned.draft,
            evidence=(*cited, *self.retriever.evidence(pair.model_copy(update={"concern": None}), _public(request))),
            verified=self._verifier(planned, pair, request, similarity),
            provenance=self._provenance(request),
            similarity=similarity,
            own_words=_context(planned, pair, request).users_words,
            vocabulary=self._vocabulary[pair.language],
        )

    def _verifier(
        self, planned: Planned, pair: Pair, request: Request, similarity: Similarity | None = None
    ) -> Callable[[Draft, Provenance], Artefact]:
        context, similarity = _context(planned, pair, request), similarity or Similarity(self.encode)
        return lambda draft, provenance: verify(draft, self.library.passages, context, provenance, similarity)

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

    @cached_property
    def _by_id(self) -> Mapping[str, Passage]:
        return {passage.id: passage for passage in self.library.passages}

    @cached_property
    def _vocabulary(self) -> Mapping[Language, frozenset[str]]:
        authored = [passage for passage in self.library.passages if passage.is_authored]
        return {
            language: words_of(" ".join(passage.text for passage in authored if passage.language == language))
            for language in get_args(Language)
        }


def _with_note(outcome: Outcome) -> Draft:
    """The draft with a remark for the reader if the model as a whole was of no use."""
    nothing = None if outcome.reworded else say(outcome.draft.language, "drafted.nothing")
    note = outcome.problem or nothing
    return outcome.draft.model_copy(update={"notes": (*outcome.draft.notes, note)}) if note else outcome.draft


def _public(request: Request) -> Request:
    """The request without private notes: what a model is told must not depend on them."""
    return request.model_copy(update={"notes": None})


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
