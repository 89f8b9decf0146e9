import datetime as dt

import numpy as np
import pytest

from companion.checks.context import CheckContext
from companion.checks.similar import Similarity
from companion.domain import (
    Agenda,
    AgendaDraft,
    AgreementField,
    Block,
    ExpectationDraft,
    ExpectationSet,
    IfThen,
    NextStep,
    Pair,
    Passage,
    Person,
    Prompt,
    Provenance,
    Question,
    ReflectionDraft,
    ReflectionSet,
    Request,
    Step,
)
from companion.errors import MalformedDraft
from companion.verify import excerpt, verify

DAY = dt.date(2026, 11, 24)
COMMON = {"language": "en", "address": None, "pair_id": "t", "title": "A session"}
PROVENANCE = Provenance(engine="guided", library="guidance", library_version="1", created_at=DAY)


def encode(texts):
    return np.ones((len(texts), 1), dtype=np.float32)


def passage(key, text="The first sentence\nis quoted. The second is not."):
    return Passage(
        id=key,
        card=f"card-{key}",
        number=7,
        kind="practice",
        title=f"Title {key}",
        source="own",
        language="en",
        file="f",
        text=text,
    )


EVIDENCE = [passage("a"), passage("b"), passage("unused")]


def context(kind):
    pair = Pair(
        id="t",
        language="en",
        mentor=Person(name="Owen", role="Trainee"),
        mentee=Person(name="Judith", role="Director"),
        topic="Shared pages",
        session_minutes=15,
    )
    return CheckContext(pair=pair, request=Request(kind=kind, today=DAY), allowed_kinds=frozenset(("close",)))


def agenda(**changes):
    block = Block(
        start=0,
        minutes=15,
        kind="close",
        counts_as="joint",
        title="Keep and change",
        purpose="Leave with a date.",
        lead="both",
        steps=(Step(text="Each names one thing to keep."),),
        if_stuck="Begin with the smaller one.",
        leaves="a card",
        citations=("b", "a"),
    )
    next_step = NextStep(owner="mentor", text="Send a photo", due=DAY, citations=("b",))
    fields = {"phase": "closing", "minutes": 15, "goal": "Shared pages", "blocks": (block,), "next_steps": (next_step,)}
    return AgendaDraft(**(COMMON | fields | changes))


def reflection():
    question = Question(id="q", text="What stayed with you?", dimension="noticing", citations=("a",))
    plan = IfThen(when="it rains", then="I walk", citations=("b",))
    return ReflectionDraft(
        **COMMON, phase="working", role="mentor", intro="Yours.", questions=(question,), if_then=plan
    )


def expectations():
    prompt = Prompt(
        id="p",
        area="aim",
        side="mentor",
        question="What is it for?",
        offer_or_need="need",
        sentence_starter="It is …",
        optional_disclosure=False,
        answered_by=("mentor", "mentee"),
        citations=("a",),
    )
    return ExpectationDraft(
        **COMMON,
        phase="kick_off",
        role="mentor",
        intro="Read.",
        prompts=(prompt,),
        if_stuck="Write.",
        agreement=(AgreementField(area="aim", field="___", citations=("b",)),),
        review_date=DAY,
        contact="Office",
    )


def verified(draft):
    return verify(draft, EVIDENCE, context(draft.kind), PROVENANCE, Similarity(encode))


def test_every_cited_passage_is_listed_once_and_nothing_else():
    artefact = verified(agenda())
    assert [citation.id for citation in artefact.citations] == ["b", "a"]


def test_a_citation_quotes_the_first_sentence_with_title_and_source():
    citation = verified(agenda()).citations[0]
    assert (citation.card, citation.number, citation.title, citation.source) == ("card-b", 7, "Title b", "own")
    assert citation.excerpt == "The first sentence is quoted."


def test_an_unknown_id_is_no_artefact():
    with pytest.raises(MalformedDraft, match="nowhere"):
        verified(agenda(goal_citations=("nowhere",)))


@pytest.mark.parametrize(
    ("draft", "kind"), [(agenda(), Agenda), (reflection(), ReflectionSet), (expectations(), ExpectationSet)]
)
def test_each_draft_becomes_its_artefact_with_all_its_fields(draft, kind):
    artefact = verified(draft)
    assert type(artefact) is kind
    assert artefact.provenance == PROVENANCE
    assert {name: getattr(artefact, name) for name in type(draft).model_fields} == dict(draft)


@pytest.mark.parametrize(("draft", "letter"), [(agenda(), "A"), (reflection(), "B"), (expectations(), "C")])
def test_each_kind_is_held_against_its_own_rubric(draft, letter):
    names = [check.name for check in verified(draft).checks]
    assert len(names) == len(set(names))
    assert {name[0] for name in names if name[1].isdigit()} == {letter}
    assert {"Citations hold", "Every part cites", "Grounded in its sources"} <= set(names)


def test_a_failing_check_is_a_verdict_and_no_error():
    failed = [check.name for check in verified(agenda(minutes=20)).checks if not check.passed]
    assert failed == ["A1 minutes sum"]


def test_the_same_draft_gives_the_same_artefact():
    assert verified(agenda()).model_dump_json() == verified(agenda()).model_dump_json()


def test_a_heading_is_no_excerpt():
    assert excerpt("## Core\n\nMove, do not drop. Then agree afresh.") == "Move, do not drop."


def test_a_passage_of_headings_has_no_excerpt():
    assert excerpt("# Only\n\n## headings") == ""
