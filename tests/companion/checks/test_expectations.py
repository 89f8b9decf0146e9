import datetime as dt

import pytest

from companion.checks import expectations as checks


def prompting(draft, place, **changes):
    prompts = list(draft.prompts)
    prompts[place] = prompts[place].model_copy(update=changes)
    return draft.model_copy(update={"prompts": tuple(prompts)})


def agreeing(draft, area, text):
    lines = tuple(line.model_copy(update={"field": text}) if line.area == area else line for line in draft.agreement)
    return draft.model_copy(update={"agreement": lines})


@pytest.mark.parametrize("criterion", checks.CRITERIA)
def test_a_good_sheet_passes_every_criterion(criterion, expectations, expectations_context):
    verdict = criterion(expectations, expectations_context)
    assert verdict.passed, verdict


@pytest.mark.parametrize("measure", checks.MEASURES)
def test_a_good_sheet_passes_every_measure(measure, expectations, expectations_context, similarity):
    verdict = measure(expectations, expectations_context, similarity)
    assert verdict.passed, verdict


def test_too_few_areas_are_found(expectations, expectations_context):
    draft = expectations.model_copy(update={"prompts": expectations.prompts[:7]})
    verdict = checks.areas_covered(draft, expectations_context)
    assert (verdict.passed, verdict.detail) == (False, "7 of 10 areas")


def test_the_joint_part_counts_the_lines_of_the_agreement(expectations, expectations_context):
    lines = tuple(expectations.agreement[0].model_copy(update={"area": prompt.area}) for prompt in expectations.prompts)
    draft = expectations.model_copy(update={"role": "both", "prompts": expectations.prompts[:2], "agreement": lines})
    assert checks.areas_covered(draft, expectations_context).passed


def test_a_one_sided_prompt_is_found(expectations, expectations_context):
    assert not checks.both_sides_answer(
        prompting(expectations, 0, answered_by=("mentor",)), expectations_context
    ).passed


def test_a_sheet_of_needs_alone_is_found(expectations, expectations_context):
    draft = prompting(prompting(expectations, 1, offer_or_need="need"), 3, offer_or_need="need")
    assert not checks.offers_and_needs(draft, expectations_context).passed


@pytest.mark.parametrize(
    ("criterion", "text"),
    [
        (checks.single_questions, "What do you offer? What do you need?"),
        (checks.open_questions, "Do you have time for this?"),
        (checks.short_questions, "What " + "very " * 24 + "long?"),
        (checks.fair_questions, "Why did you not say so before?"),
        (checks.no_avoided_words, "What would you teach first?"),
        (checks.no_promise, "What would be good for your career?"),
    ],
)
def test_a_poor_prompt_is_found(expectations, expectations_context, criterion, text):
    assert not criterion(prompting(expectations, 0, question=text), expectations_context).passed


def test_a_prompt_that_leads_to_no_sentence_is_found(expectations, expectations_context):
    draft = prompting(expectations, 0, sentence_starter="A complete sentence.")
    assert not checks.leads_to_sentence(draft, expectations_context).passed


@pytest.mark.parametrize("text", ["Everything stays between us.", "Exceptions: danger to a person.", ""])
def test_confidentiality_without_limits_is_found(expectations, expectations_context, text):
    draft = agreeing(expectations, "confidentiality", text)
    assert not checks.confidentiality_has_limits(draft, expectations_context).passed


def test_a_promise_of_protection_in_the_agreement_is_found(expectations, expectations_context):
    draft = agreeing(expectations, "review", "Either side may stop without any disadvantage.")
    assert not checks.no_promise(draft, expectations_context).passed


def test_a_forced_answer_on_personal_matters_is_found(expectations, expectations_context, similarity):
    draft = prompting(expectations, 7, optional_disclosure=False)
    assert not checks.no_go_is_optional(draft, expectations_context, similarity).passed


def test_a_personal_question_in_another_area_is_found_by_meaning(expectations, expectations_context, similarity):
    draft = prompting(expectations, 0, question="What about your private life should stay outside?")
    assert not checks.no_go_is_optional(draft, expectations_context, similarity).passed


def test_an_agreement_without_exit_is_found(expectations, expectations_context, similarity):
    draft = agreeing(expectations, "review", "We meet again in March.")
    assert not checks.exit_without_fault(draft, expectations_context, similarity).passed


def test_a_missing_contact_is_found(expectations, expectations_context, similarity):
    draft = expectations.model_copy(update={"contact": " "})
    assert not checks.exit_without_fault(draft, expectations_context, similarity).passed


def test_a_review_in_the_past_is_found(expectations, expectations_context):
    draft = expectations.model_copy(update={"review_date": dt.date(2026, 11, 24)})
    assert not checks.review_is_dated(draft, expectations_context).passed


def test_another_language_is_found(expectations, expectations_context):
    text = "Lesen Sie die Fragen in Ruhe und kreuzen Sie drei an, die zuerst auf den Tisch sollen."
    draft = expectations.model_copy(update={"intro": text})
    assert not checks.one_voice(draft, expectations_context).passed
