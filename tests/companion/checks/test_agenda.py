import pytest

from companion.checks import agenda as checks
from companion.checks import agenda_course as course
from companion.checks import agenda_plan as plan
from companion.checks import shared
from companion.domain import Commitment, OpeningLine, Session, Sheet, Step


def with_block(draft, place, **changes):
    blocks = list(draft.blocks)
    blocks[place] = blocks[place].model_copy(update=changes)
    return draft.model_copy(update={"blocks": tuple(blocks)})


def without_block(draft, place):
    return draft.model_copy(update={"blocks": draft.blocks[:place] + draft.blocks[place + 1 :]})


def with_pair(context, **changes):
    return context.model_copy(update={"pair": context.pair.model_copy(update=changes)})


@pytest.mark.parametrize("criterion", checks.CRITERIA)
def test_a_good_agenda_passes_every_criterion(criterion, agenda, agenda_context):
    verdict = criterion(agenda, agenda_context)
    assert verdict.passed, verdict


@pytest.mark.parametrize("measure", checks.MEASURES)
def test_a_good_agenda_passes_every_measure(measure, agenda, agenda_context, similarity):
    verdict = measure(agenda, agenda_context, similarity)
    assert verdict.passed, verdict


def test_names_are_unique_and_details_are_german(agenda, agenda_context):
    verdicts = [criterion(agenda, agenda_context) for criterion in checks.CRITERIA]
    assert len({verdict.name for verdict in verdicts}) == len(verdicts)
    assert plan.minutes_sum(agenda, agenda_context).detail == "45 von 45 Minuten"


def test_a_minute_too_many_is_found(agenda, agenda_context):
    assert not plan.minutes_sum(with_block(agenda, 1, minutes=10), agenda_context).passed


def test_another_length_than_requested_is_found(agenda, agenda_context):
    request = agenda_context.request.model_copy(update={"minutes": 60})
    verdict = plan.minutes_sum(agenda, agenda_context.model_copy(update={"request": request}))
    assert (verdict.passed, verdict.detail) == (False, "45 von 60 Minuten")


def test_a_gap_between_blocks_is_found(agenda, agenda_context):
    verdict = plan.starts_follow(with_block(agenda, 2, start=16), agenda_context)
    assert not verdict.passed
    assert "try_out" in verdict.detail


@pytest.mark.parametrize("minutes", [(2, 3), (3, None), (6, 0)])
def test_steps_that_do_not_fill_their_block_are_found(agenda, agenda_context, minutes):
    steps = tuple(Step(text="Vorlesen.", minutes=share) for share in minutes)
    assert not plan.steps_sum(with_block(agenda, 0, steps=steps), agenda_context).passed


@pytest.mark.parametrize("changes", [{"minutes": 2}, {"purpose": " "}])
def test_an_incomplete_block_is_found(agenda, agenda_context, changes):
    assert not plan.blocks_complete(with_block(agenda, 1, **changes), agenda_context).passed


def test_a_forgotten_commitment_is_found(agenda, agenda_context):
    draft = agenda.model_copy(update={"carried_over": agenda.carried_over[:1]})
    assert not course.commitments_first(draft, agenda_context).passed


def test_a_first_block_that_ignores_history_is_found(agenda, agenda_context):
    assert not course.commitments_first(without_block(agenda, 0), agenda_context).passed


def test_without_history_no_look_back_is_asked_for(agenda, agenda_context):
    draft = without_block(agenda.model_copy(update={"carried_over": ()}), 0)
    assert course.commitments_first(draft, with_pair(agenda_context, sessions=())).passed


def test_a_finished_commitment_that_returns_is_found(agenda, agenda_context):
    draft = with_block(agenda, 2, purpose="Jetzt einen gemeinsamen Ordner anlegen.")
    assert not course.done_stays_done(draft, agenda_context).passed


def test_a_finished_commitment_of_one_word_counts_only_in_quotation_marks(agenda, agenda_context):
    done = Session(number=1, status="held", commitments=(Commitment(owner="mentor", text="Lesen", status="done"),))
    context = with_pair(agenda_context, sessions=(done,))
    assert course.done_stays_done(with_block(agenda, 2, purpose="Zuerst lesen, dann reden."), context).passed
    assert not course.done_stays_done(with_block(agenda, 2, purpose="Offen: „Lesen“"), context).passed


def test_a_commitment_that_the_first_block_ignores_is_found(agenda, agenda_context, similarity):
    draft = with_block(agenda, 0, steps=(Step(text="Alle kommen an."),))
    assert not course.commitments_met(draft, agenda_context, similarity).passed


def test_a_finished_commitment_in_other_words_is_found(agenda, agenda_context, similarity):
    draft = with_block(agenda, 2, steps=(Step(text="Anlegen: einen gemeinsamen Ordner."),))
    assert not course.done_not_paraphrased(draft, agenda_context, similarity).passed


def test_an_agenda_without_next_step_is_found(agenda, agenda_context):
    assert not course.ends_with_next_step(agenda.model_copy(update={"next_steps": ()}), agenda_context).passed


def test_an_agenda_that_does_not_close_is_found(agenda, agenda_context):
    assert not course.ends_with_next_step(without_block(agenda, 3), agenda_context).passed


def test_a_close_folded_into_the_last_block_counts(agenda, agenda_context):
    draft = with_block(agenda, 3, kind="agreement", includes=("close",))
    assert course.ends_with_next_step(draft, agenda_context).passed


def test_a_last_block_without_feedback_is_found(agenda, agenda_context):
    draft = with_block(agenda, 3, steps=(Step(text="Emre und Karin tragen Daten ein."),), questions=())
    assert not course.feedback_both_ways(draft, agenda_context).passed


def test_feedback_of_one_side_alone_is_found(agenda, agenda_context):
    draft = with_block(agenda, 3, steps=(Step(text="Emre nennt eines zum Beibehalten."),))
    assert not course.feedback_both_ways(draft, agenda_context).passed


def kick_off(draft):
    texts = {
        "expectations": "Karten beschriften und tauschen.",
        "confidentiality": "Was bleibt unter uns? Ausnahmen: Gefahr für Menschen.",
        "agreement": "Verschieben statt streichen: Wer nicht kann, nennt zwei Tage.",
    }
    blocks = tuple(
        block.model_copy(update={"kind": kind, "steps": (Step(text=text),), "counts_as": "joint"})
        for block, (kind, text) in zip(draft.blocks, texts.items(), strict=False)
    )
    return draft.model_copy(update={"phase": "kick_off", "blocks": blocks})


def test_a_complete_kick_off_passes(agenda, agenda_context):
    assert course.kick_off_complete(kick_off(agenda), agenda_context).passed


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_kick_off_that_lacks_a_part_is_found(agenda, agenda_context, place):
    assert not course.kick_off_complete(without_block(kick_off(agenda), place), agenda_context).passed


def test_a_kick_off_names_what_is_there_in_the_pairs_language(agenda, agenda_context):
    english = with_pair(agenda_context, language="en", address=None)
    complete = course.kick_off_complete(kick_off(agenda), english).detail
    assert complete == "there: expectations, confidentiality with limits, cancelling rule"
    empty = kick_off(agenda).model_copy(update={"blocks": ()})
    assert course.kick_off_complete(empty, english).detail == "there: nothing"


def test_confidentiality_without_limits_is_found(agenda, agenda_context):
    draft = with_block(kick_off(agenda), 1, steps=(Step(text="Alles bleibt hier."),))
    assert "Vertraulichkeit" not in course.kick_off_complete(draft, agenda_context).detail


def test_a_goal_on_something_else_is_found(agenda, agenda_context, similarity):
    draft = agenda.model_copy(update={"goal": "Eine Tabelle sortieren."})
    assert not course.goal_on_topic(draft, agenda_context, similarity).passed


def test_too_much_input_is_found(agenda, agenda_context):
    assert not plan.shares_of_time(with_block(agenda, 0, counts_as="mentor_input", minutes=7), agenda_context).passed


def test_too_little_own_activity_is_found(agenda, agenda_context):
    assert not plan.shares_of_time(with_block(agenda, 2, counts_as="joint"), agenda_context).passed


def test_outside_working_sessions_joint_time_is_activity(agenda, agenda_context):
    draft = with_block(agenda, 2, counts_as="joint").model_copy(update={"phase": "kick_off"})
    assert plan.shares_of_time(draft, agenda_context).passed


@pytest.mark.parametrize("changes", [{"kind": "harvest"}, {"includes": ("thanks",)}])
def test_a_block_of_another_phase_is_found(agenda, agenda_context, changes):
    assert not plan.kinds_allowed(with_block(agenda, 1, **changes), agenda_context).passed


@pytest.mark.parametrize(("minutes", "most"), [(30, 4), (45, 5), (60, 6), (74, 6), (75, 7), (90, 8)])
def test_the_number_of_blocks_depends_on_the_length(agenda, agenda_context, minutes, most):
    request = agenda_context.request.model_copy(update={"minutes": minutes})
    context = agenda_context.model_copy(update={"request": request})
    filled = agenda.model_copy(update={"blocks": agenda.blocks[:1] * most})
    overfilled = agenda.model_copy(update={"blocks": agenda.blocks[:1] * (most + 1)})
    assert plan.not_overfilled(filled, context).passed
    assert not plan.not_overfilled(overfilled, context).passed


def test_a_remote_session_needs_a_word_about_the_connection(agenda, agenda_context):
    remote = with_pair(agenda_context, format="remote")
    assert not plan.works_remotely(agenda, remote).passed
    assert plan.works_remotely(agenda.model_copy(update={"notes": ("Der Bildschirm wechselt einmal.",)}), remote).passed


def test_teaching_words_are_found_and_named(agenda, agenda_context):
    verdict = checks.no_teaching(with_block(agenda, 1, purpose="Emre unterrichtet."), agenda_context)
    assert (verdict.passed, verdict.detail) == (False, "„unterrichtet“")


def test_offenders_are_quoted_in_the_pairs_language(agenda, agenda_context):
    english = with_pair(agenda_context, language="en", address=None)
    draft = with_block(agenda.model_copy(update={"language": "en"}), 1, purpose="Emre teaches.")
    assert checks.no_teaching(draft, english).detail == "“teaches”"


def test_age_words_are_found(agenda, agenda_context):
    assert not checks.no_cohorts(with_block(agenda, 1, purpose="Jüngere Kollegen lesen anders."), agenda_context).passed


def test_what_the_pair_typed_is_no_mistake(agenda, agenda_context):
    wish = "Was die Generation Z von Lehrern will"
    mentee = agenda_context.pair.mentee.model_copy(update={"wants": (wish,)})
    draft = with_block(agenda, 1, purpose=f"Wunsch: „{wish}“")
    context = with_pair(agenda_context, mentee=mentee)
    assert checks.no_teaching(draft, context).passed
    assert checks.no_cohorts(draft, context).passed


def test_the_other_form_of_address_is_found(agenda, agenda_context):
    assert not checks.one_voice(with_block(agenda, 1, if_stuck="Lesen Sie die erste Zeile."), agenda_context).passed


def test_another_language_is_found(agenda, agenda_context):
    text = "Read the first line aloud, and say what you would like to change about it before we go on."
    assert not checks.one_voice(with_block(agenda, 1, if_stuck=text), agenda_context).passed


def test_a_practice_sheet_may_speak_in_any_voice(agenda, agenda_context):
    sheet = Sheet(title="Übungstext", text="Sehr geehrte Damen und Herren, bitte senden Sie uns das Formular.")
    assert checks.one_voice(agenda.model_copy(update={"sheets": (sheet,)}), agenda_context).passed


@pytest.mark.parametrize(
    ("criterion", "text"),
    [
        (checks.single_questions, "Was war neu? Was fehlt?"),
        (checks.open_questions, "Hast du etwas Neues gesehen?"),
        (checks.short_questions, "Was " + "sehr " * 24 + "Langes?"),
        (checks.fair_questions, "Warum hast du das nicht früher gesagt?"),
        (checks.fair_questions, "Wie gut war Emre heute?"),
    ],
)
def test_a_poor_question_is_found(agenda, agenda_context, criterion, text):
    assert not criterion(with_block(agenda, 1, questions=(text,), asked_by=("mentor",)), agenda_context).passed


def test_an_opening_line_may_ask_for_permission(agenda, agenda_context):
    opening = OpeningLine(who="mentor", text="Ich habe zwei Beispiele. Darf ich mit dem kleineren anfangen?")
    assert checks.open_questions(with_block(agenda, 1, opening_line=opening), agenda_context).passed


def test_an_unfilled_slot_is_found(agenda, agenda_context):
    assert not shared.no_open_slot(with_block(agenda, 1, purpose="{mentor} zeigt etwas."), agenda_context).passed


def test_a_quoted_concern_is_found_and_not_repeated(agenda, agenda_context):
    verdict = shared.private_words_stay_private(
        with_block(agenda, 1, purpose="Falls am Ende schreibt mir jemand etwas."), agenda_context
    )
    assert not verdict.passed
    assert "schreibt mir jemand" not in verdict.detail


def test_words_of_the_concern_that_are_shared_anyway_may_be_printed(agenda, agenda_context):
    context = with_pair(agenda_context, goal="am Ende schreibt mir jemand zurück")
    draft = with_block(agenda, 1, purpose="Ziel: „am Ende schreibt mir jemand zurück“")
    assert shared.private_words_stay_private(draft, context).passed


def test_a_label_is_found_and_not_repeated(agenda, agenda_context):
    verdict = shared.avoids_never_words(with_block(agenda, 1, purpose="Nicht stur bleiben."), agenda_context)
    assert not verdict.passed
    assert "stur" not in verdict.detail
