import pytest

from companion.checks.questions import has_two_matters, is_open, question_faults, word_count

GOOD = {
    "de": [
        "Was ist dir heute zuerst aufgefallen?",
        "In welchem Moment der Woche passt das in deinen Tag?",
        "Woran entscheiden wir am 13. Januar, wie es weitergeht?",
        "Was müsste geschehen sein, damit Sie sagen: Das war die Zeit wert?",
        "Wie verteilten sich beim Vorlesen deine Fragen und deine Vorschläge?",
        "Wenn Sie an heute denken: Was bleibt?",
        "Wo und wie lesen Sie mit?",
        "Woran merkst du, was trägt und was nicht?",
        "Wer macht was und bis wann?",
        "Welchen Schritt und welche Hilfe brauchst du?",
        "Denk an die letzte Runde. Was fiel weg?",
        "Für wen ist diese Zeile?",
    ],
    "en": [
        "What did it take to say so?",
        "When you look back, what stays with you?",
        "Which part would you keep or change?",
        "Who does what, and by when?",
        "How do you decide what stays and what goes?",
        "By what sign would you notice it?",
    ],
}
CLOSED = {
    "de": [
        "Hast du das bemerkt?",
        "Merkst du, was passiert?",
        "Wenn du zurückblickst, hast du gemerkt, was fehlt?",
        "Eine Frage noch: Können Sie sagen, was fehlt?",
        "Rückblickend gut gelaufen?",
    ],
    "en": ["Did you notice what changed?", "When you look back, did it help?", "Anything else?"],
}
DOUBLE = {
    "de": [
        "Was hat dich überrascht und was nimmst du mit?",
        "Was hilft und was stört?",
        "Was war neu und haben Sie es notiert?",
    ],
    "en": ["What surprised you and what will you do next?", "What helped, and would you do it again?"],
}


def cases(table):
    return [(language, text) for language, texts in table.items() for text in texts]


@pytest.mark.parametrize(("language", "text"), cases(GOOD))
def test_good_questions_raise_no_alarm(language, text):
    assert list(question_faults(text, language)) == []


@pytest.mark.parametrize(("language", "text"), cases(CLOSED))
def test_closed_questions_are_found(language, text):
    assert not is_open(text, language)


@pytest.mark.parametrize(("language", "text"), cases(DOUBLE))
def test_double_questions_are_found(language, text):
    assert has_two_matters(text, language)


def test_only_the_sentence_that_asks_is_judged():
    assert not is_open("Nimm die Liste von heute. Hast du gesehen, was fehlt?", "de")
    assert is_open("Hast du die Liste da, lies sie vor. Was fehlt?", "de")


def test_a_text_without_question_mark_is_judged_as_a_whole():
    assert is_open("Was bleibt", "de")


@pytest.mark.parametrize("text", ["Was bleibt.", "Was bleibt? Was geht?"])
def test_exactly_one_question_mark_is_asked_for(text):
    assert "question marks" in next(question_faults(text, "de"))


def test_a_hyphenated_word_counts_once_and_a_dash_not_at_all():
    assert word_count("Hans-Jürgen fragt – und wartet …") == 4
