import pytest

from companion.checks.wording import AGE, BLAME, CAREER, PRIVATE, SCALES, TEACHING, avoided, rates_person

AVOIDED = [
    (TEACHING, "de", "Die Mentorin ist keine Lehrerin."),
    (TEACHING, "de", "Als Hausaufgabe liest {mentee} zwei Seiten."),
    (TEACHING, "de", "Jonas bringt Sabine die Formel bei."),
    (TEACHING, "de", "Niemand soll hier belehrt werden."),
    (TEACHING, "en", "Zoë teaches the shortcut."),
    (TEACHING, "en", "Take it home as homework."),
    (TEACHING, "en", "Three lessons for students."),
    (TEACHING, "en", "This is no class."),
    (AGE, "de", "Die Generation Z tickt anders."),
    (AGE, "de", "Ältere Kollegen tun sich schwer."),
    (AGE, "de", "In Ihrem Alter ist das neu."),
    (AGE, "de", "Das wissen die Jungen besser."),
    (AGE, "en", "Young people expect that."),
    (AGE, "en", "A digital native needs no manual."),
    (AGE, "en", "What does your generation say?"),
    (AGE, "en", "The older leaders hesitate."),
    (CAREER, "de", "Das bringt Ihre Karriere voran."),
    (CAREER, "de", "Aufhören geht ohne Nachteile."),
    (CAREER, "en", "It will be good for your career."),
    (CAREER, "en", "Stop without any disadvantage."),
    (BLAME, "de", "Warum hast du die Liste nicht verschickt?"),
    (BLAME, "en", "Why didn't you send the list?"),
    (BLAME, "en", "Why have you never asked?"),
    (SCALES, "de", "Wo liegt das auf einer Skala?"),
    (SCALES, "en", "Where is that on a scale of one to ten?"),
    (PRIVATE, "de", "Was sagt Ihre Familie dazu?"),
    (PRIVATE, "en", "How is your health these days?"),
]

FINE = [
    ("de", "Das Lernziel steht in der alten Fassung der Vereinbarung."),
    ("de", "Wegen Berufsschule und Prüfungen fehlt der Mai."),
    ("de", "Die jüngsten Zahlen liegen neben einer älteren Datei."),
    ("de", "Jede Seite bringt ein Beispiel mit, auch bei Regen."),
    ("de", "Wer eine neue Generation von Texten prüft, liest zuerst laut."),
    ("de", "Das Familienunternehmen sucht eine Nachfolge."),
    ("de", "Warum ist dir diese Zeile wichtig?"),
    ("de", "Dual Studierende und Trainees führen durch den Termin."),
    ("de", "Eine Notiz genügt, eine Note gibt es nicht."),
    ("en", "We classify each item as read, decide or talk."),
    ("en", "A trainee and a dual student share the asset class report."),
    ("en", "Open the old version beside the new one."),
    ("en", "Text generation needs a check."),
    ("en", "The family business asked for a first-class answer."),
    ("en", "Whoever feels rank in the room turns a card."),
    ("en", "Why does this line matter to you?"),
]


@pytest.mark.parametrize(("lexicon", "language", "text"), AVOIDED)
def test_avoided_words_are_found(lexicon, language, text):
    assert avoided(lexicon, text, language)


@pytest.mark.parametrize(("language", "text"), FINE)
def test_ordinary_words_raise_no_alarm(language, text):
    assert not [
        word for lexicon in (TEACHING, AGE, CAREER, BLAME, SCALES, PRIVATE) for word in avoided(lexicon, text, language)
    ]


def test_each_word_is_listed_once_as_it_stands():
    assert avoided(TEACHING, "Lehrer und Schüler, Lehrer und Schüler", "de") == ("Lehrer", "Schüler")


def test_a_verdict_on_a_person_is_recognised_by_name():
    assert rates_person("Wie gut ist Klaus vorbereitet?", "de", ("Klaus",))
    assert rates_person("How would you rate Zoë?", "en", ("Zoë",))


def test_a_verdict_on_a_draft_is_none_on_a_person():
    assert not rates_person("Wie gut trägt der zweite Entwurf?", "de", ("Klaus",))
    assert not rates_person("What did Zoë show first?", "en", ("Zoë",))
