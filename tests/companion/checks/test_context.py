from companion.checks.context import shown, verdict


def test_the_detail_is_in_the_pairs_language(agenda_context, expectations_context):
    assert verdict("X", agenda_context, True, de="gut", en="good").detail == "gut"
    assert verdict("X", expectations_context, True, de="gut", en="good").detail == "good"


def test_long_texts_are_cut_before_they_are_quoted():
    assert shown("kurz", "de") == "„kurz“"
    assert shown("x" * 61, "en") == "“" + "x" * 57 + "…”"


def test_people_are_known_by_name_first_name_and_salutation(agenda_context):
    mentee = agenda_context.pair.mentee.model_copy(update={"salutation": "Frau Dr. Voss"})
    context = agenda_context.model_copy(update={"pair": agenda_context.pair.model_copy(update={"mentee": mentee})})
    assert {"Emre", "Karin", "Dr. Karin Voss", "Frau Dr. Voss"} <= set(context.people)
    assert "Dr." not in context.people


def test_what_both_know_is_shared_and_what_one_wrote_in_private_is_not(reflection_context):
    shared = reflection_context.shared_words
    assert {"Rundmails", "Eine Mail aus dem Herbst mitbringen", "Werkleiterin"} <= set(shared)
    assert not {reflection_context.request.notes, reflection_context.pair.concern.text} & set(shared)


def test_the_requested_length_wins_over_the_usual_one(agenda_context, expectations_context):
    assert (agenda_context.minutes, expectations_context.minutes) == (45, 60)
