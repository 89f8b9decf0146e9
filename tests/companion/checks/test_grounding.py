import pytest

from companion.checks.grounding import citations_hold, grounded, parts_cited
from companion.domain import Citation, Passage

SECTION = "Wer beim Schreiben der Rundmail jemanden vor Augen hat,\nschreibt kürzer. Das zeigt die Praxis."


@pytest.fixture
def evidence():
    passage = Passage(
        id="p-1", card="c", kind="practice", title="T", source="own", language="de", file="f", text=SECTION
    )
    return {"p-1": passage}


def cited(excerpt="Wer beim Schreiben der Rundmail jemanden vor Augen hat, schreibt kürzer.", key="p-1"):
    return Citation(id=key, card="c", title="T", source="own", excerpt=excerpt)


def test_verbatim_citations_hold_whatever_the_line_breaks(reflection, evidence, reflection_context):
    assert citations_hold(reflection, [cited()], evidence, reflection_context).passed


@pytest.mark.parametrize(
    "citations", [[], [cited(), cited()], [cited(), cited(key="p-2")], [cited("Wer schreibt, hat")], [cited("")]]
)
def test_missing_foreign_or_altered_citations_are_found(reflection, evidence, reflection_context, citations):
    assert not citations_hold(reflection, citations, evidence, reflection_context).passed


def test_a_question_without_source_is_found(reflection, reflection_context):
    questions = (reflection.questions[0].model_copy(update={"citations": ()}), *reflection.questions[1:])
    assert parts_cited(reflection, reflection_context).passed
    assert not parts_cited(reflection.model_copy(update={"questions": questions}), reflection_context).passed


def test_nearness_to_sources_is_the_weakest_part(reflection, evidence, reflection_context, similarity):
    near = reflection.questions[0].model_copy(update={"text": SECTION})
    far = reflection.questions[1].model_copy(update={"text": "Etwas völlig anderes?"})
    grounded_draft = reflection.model_copy(update={"questions": (near,)})
    strayed_draft = reflection.model_copy(update={"questions": (near, far)})
    assert grounded(grounded_draft, evidence, reflection_context, similarity).passed
    assert not grounded(strayed_draft, evidence, reflection_context, similarity).passed
