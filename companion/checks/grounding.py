"""Whether an artefact stands on its sources: citations resolve, excerpts are verbatim, texts are near."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from companion.checks.context import CheckContext, verdict
from companion.checks.printed import cited_ids, grounded_parts
from companion.checks.similar import Similarity
from companion.domain import Check, Citation, Draft, Passage

# Measured with multilingual-e5-small, the first 300 characters of each text. Blocks of an agenda: .83 to .95 to their
# own section, .80 to .92 to sections of other cards (area under the curve .89 German, .92 English). Single questions
# are too short to tell as well: .75 to .89 to their own section, .80 in the middle to others (area .68 to .82). Both
# bounds lose no own section and find only the most foreign ones; by construction the planner cites what it prints.
GROUNDED_LEAST = {"agenda": 0.83, "reflection": 0.75, "expectations": 0.75}
GROUNDED_CHARACTERS = 300


def citations_hold(
    draft: Draft, citations: Sequence[Citation], evidence: Mapping[str, Passage], context: CheckContext
) -> Check:
    """Every id used is listed once and nothing else is, and every excerpt stands word for word in its passage."""
    listed = [citation.id for citation in citations]
    complete = sorted(listed) == sorted(cited_ids(draft))
    verbatim = [citation for citation in citations if citation.id in evidence and _quotes(citation, evidence)]
    return verdict(
        "Citations hold",
        context,
        complete and len(verbatim) == len(citations),
        de=f"{len(verbatim)} von {len(citations)} Quellen wörtlich belegt",
        en=f"{len(verbatim)} of {len(citations)} sources quoted word for word",
    )


def _quotes(citation: Citation, evidence: Mapping[str, Passage]) -> bool:
    """Line breaks of the source do not count."""
    text = " ".join(evidence[citation.id].text.split())
    return bool(citation.excerpt) and " ".join(citation.excerpt.split()) in text


def parts_cited(draft: Draft, context: CheckContext) -> Check:
    """Every block, question and prompt names at least one source."""
    parts = list(grounded_parts(draft))
    cited = sum(bool(ids) for _, ids in parts)
    return verdict(
        "Every part cites",
        context,
        0 < cited == len(parts),
        de=f"{cited} von {len(parts)} Teilen mit Quelle",
        en=f"{cited} of {len(parts)} parts with a source",
    )


def grounded(draft: Draft, evidence: Mapping[str, Passage], context: CheckContext, similarity: Similarity) -> Check:
    """Every block, question and prompt is near in meaning to a passage it cites."""
    parts = list(grounded_parts(draft))
    opening = {key: passage.text[:GROUNDED_CHARACTERS] for key, passage in evidence.items()}
    near = [
        similarity.nearest(text[:GROUNDED_CHARACTERS], [opening[key] for key in ids if key in opening])
        for text, ids in parts
    ]
    least = min(near, default=0.0)
    return verdict(
        "Grounded in its sources",
        context,
        least >= GROUNDED_LEAST[draft.kind],
        de=f"geringste Nähe eines Teils zu seinen Quellen {least:.2f}".replace(".", ","),
        en=f"least nearness of a part to its sources {least:.2f}",
    )
