import pytest

from companion.checks import reflection as checks
from companion.checks import shared


def asking(draft, place, **changes):
    questions = list(draft.questions)
    questions[place] = questions[place].model_copy(update=changes)
    return draft.model_copy(update={"questions": tuple(questions)})


@pytest.mark.parametrize("criterion", checks.CRITERIA)
def test_good_questions_pass_every_criterion(criterion, reflection, reflection_context):
    verdict = criterion(reflection, reflection_context)
    assert verdict.passed, verdict


@pytest.mark.parametrize("measure", checks.MEASURES)
def test_good_questions_pass_every_measure(measure, reflection, reflection_context, similarity):
    verdict = measure(reflection, reflection_context, similarity)
    assert verdict.passed, verdict


@pytest.mark.parametrize(
    ("criterion", "text"),
    [
        (checks.single_questions, "Was war neu und was nimmst du mit?"),
        (checks.open_questions, "Konntest du heute zuhören?"),
        (checks.short_questions, "Was " + "sehr " * 24 + "Langes?"),
        (checks.no_blame, "Warum hast du nicht gefragt?"),
        (checks.no_verdicts, "Wie gut ist Emre als Mentor?"),
        (checks.no_verdicts, "Wo liegt das auf einer Skala von eins bis zehn?"),
        (checks.no_verdicts, "Was sagt deine Familie dazu?"),
        (checks.no_avoided_words, "Was hat der Unterricht gebracht?"),
        (checks.one_voice, "Was nehmen Sie mit?"),
        (shared.private_words_stay_private, "Was heißt es, wenn die Bitte stand erst ganz unten?"),
    ],
)
def test_a_poor_question_is_found(reflection, reflection_context, criterion, text):
    assert not criterion(asking(reflection, 0, text=text), reflection_context).passed


@pytest.mark.parametrize("places", [slice(0, 3), slice(0, 0)])
def test_too_few_questions_are_found(reflection, reflection_context, places):
    draft = reflection.model_copy(update={"questions": reflection.questions[places]})
    assert not checks.enough_questions(draft, reflection_context).passed


def test_the_same_question_twice_is_found(reflection, reflection_context):
    draft = asking(reflection, 1, text=reflection.questions[0].text)
    assert not checks.enough_questions(draft, reflection_context).passed


def test_two_questions_of_one_meaning_are_found(reflection, reflection_context, similarity):
    draft = asking(reflection, 1, text="Beim Schreiben der Rundmail, wen hattest du vor Augen?")
    assert not checks.no_near_duplicates(draft, reflection_context, similarity).passed


def test_a_question_that_the_other_side_gets_too_is_found(reflection, reflection_context, similarity):
    draft = asking(reflection, 1, text="Worauf hast du heute verzichtet?")
    assert not checks.sets_differ(draft, reflection_context, similarity).passed


def test_questions_about_nothing_in_particular_are_found(reflection, reflection_context, similarity):
    draft = asking(reflection, 0, text="Was war heute los?")
    draft = asking(draft, 2, text="Was tust du morgen?")
    assert not checks.anchored(draft, reflection_context, similarity).passed


@pytest.mark.parametrize(("place", "dimension"), [(0, "relationship"), (1, "doing"), (3, "meaning")])
def test_a_missing_or_doubled_dimension_is_found(reflection, reflection_context, place, dimension):
    assert not checks.dimensions_covered(asking(reflection, place, dimension=dimension), reflection_context).passed


def test_a_commitment_of_the_other_side_is_found(reflection, reflection_context):
    draft = reflection.model_copy(update={"open_commitments": ("Die Hausregel heraussuchen",)})
    assert not checks.own_commitments_only(draft, reflection_context).passed
