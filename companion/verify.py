"""Turns a draft into an artefact: resolves its citations and holds it against the rubric."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from companion.checks import agenda, expectations, reflection
from companion.checks.context import CheckContext
from companion.checks.grounding import citations_hold, grounded, parts_cited
from companion.checks.printed import cited_ids
from companion.checks.similar import Similarity
from companion.domain import (
    Agenda,
    AgendaDraft,
    Artefact,
    Check,
    Citation,
    Draft,
    ExpectationDraft,
    ExpectationSet,
    Passage,
    Provenance,
    ReflectionDraft,
    ReflectionSet,
)
from companion.errors import MalformedDraft
from companion.text import sentences


def verify(
    draft: Draft, evidence: Sequence[Passage], context: CheckContext, provenance: Provenance, similarity: Similarity
) -> Artefact:
    """Return the artefact with every passage it cites and the verdict of every check.

    A check that fails is a verdict like any other: the artefact says what it does not keep.

    Args:
        draft: what an engine made.
        evidence: the passages it may cite.
        context: the facts it is checked against.
        provenance: which engine and library made it.
        similarity: of texts, for the criteria of meaning; whoever verifies variants of one draft keeps it.

    Raises:
        MalformedDraft: if the draft cites a passage that is not among the evidence.
    """
    passages = {passage.id: passage for passage in evidence}
    citations = tuple(_citation(key, passages) for key in cited_ids(draft))
    checks = (
        *_rubric(draft, context, similarity),
        citations_hold(draft, citations, passages, context),
        parts_cited(draft, context),
        grounded(draft, passages, context, similarity),
    )
    return _artefact(draft, citations, provenance, checks)


def excerpt(text: str) -> str:
    """The first sentence of a passage that is no heading, on one line."""
    found = [sentence for sentence in sentences(text) if not sentence.startswith("#")]
    return found[0] if found else ""


def _citation(key: str, passages: Mapping[str, Passage]) -> Citation:
    passage = passages.get(key)
    if passage is None:
        raise MalformedDraft(f"it cites {key}, which is not among the {len(passages)} passages given")
    return Citation(
        id=passage.id,
        card=passage.card,
        number=passage.number,
        title=passage.title,
        source=passage.source,
        excerpt=excerpt(passage.text),
    )


def _rubric(draft: Draft, context: CheckContext, similarity: Similarity) -> tuple[Check, ...]:
    if isinstance(draft, AgendaDraft):
        decided = [criterion(draft, context) for criterion in agenda.CRITERIA]
        return (*decided, *(measure(draft, context, similarity) for measure in agenda.MEASURES))
    if isinstance(draft, ReflectionDraft):
        decided = [criterion(draft, context) for criterion in reflection.CRITERIA]
        return (*decided, *(measure(draft, context, similarity) for measure in reflection.MEASURES))
    decided = [criterion(draft, context) for criterion in expectations.CRITERIA]
    return (*decided, *(measure(draft, context, similarity) for measure in expectations.MEASURES))


def _artefact(
    draft: Draft, citations: tuple[Citation, ...], provenance: Provenance, checks: tuple[Check, ...]
) -> Artefact:
    fields = {name: getattr(draft, name) for name in type(draft).model_fields}
    if isinstance(draft, AgendaDraft):
        return Agenda(**fields, citations=citations, provenance=provenance, checks=checks)
    if isinstance(draft, ExpectationDraft):
        return ExpectationSet(**fields, citations=citations, provenance=provenance, checks=checks)
    return ReflectionSet(**fields, citations=citations, provenance=provenance, checks=checks)
