import logging

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.text import (
    address_forms,
    count_tokens,
    detect_language,
    normalise,
    sentences,
    without_quotations,
)


def test_normalising_removes_invisible_signs_and_double_spaces():
    assert normalise("Ver\u00adein\u200bbarung \u00a0 auf\n einer\tSeite") == "Vereinbarung auf einer Seite"


@given(st.text())
def test_normalising_twice_changes_nothing_more(text):
    assert normalise(normalise(text)) == normalise(text)


def test_tokens_are_counted_with_the_packaged_encoding():
    assert count_tokens("hello world") == 2


def test_special_tokens_of_the_encoding_are_ordinary_text():
    assert count_tokens("<|endoftext|>") > 1


def test_missing_encoding_is_replaced_by_an_estimate_that_says_so_once(caplog):
    with caplog.at_level(logging.WARNING):
        counts = [count_tokens(text, encoding="no_such_encoding") for text in ("a" * 40, "b" * 41)]
    assert counts == [10, 11]
    assert len(caplog.records) == 1
    assert "characters / 4" in caplog.text


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Wer leitet das?", "de"),
        ("Was tun?", "de"),
        ("Vertraulichkeit", "de"),
        ("LinkedIn sinnvoll nutzen", "de"),
        ("Who leads?", "en"),
        ("How do I start", "en"),
        ("mentoring agreement", "en"),
        ("Agenda", None),
        ("KI", None),
        ("IT", None),
        ("", None),
        ("Compétence numérique pour les dirigeants", None),
    ],
)
def test_language_is_named_only_where_the_text_shows_it(text, language):
    assert detect_language(text) == language


def test_german_dates_titles_and_abbreviations_end_no_sentence():
    text = "Am 8. Oktober kam Dr. Weiß z. B. um 9 Uhr, d. h. früh. Was nun? „Gut so.“ Danach der 3. Termin. Ende."
    assert sentences(text) == [
        "Am 8. Oktober kam Dr. Weiß z. B. um 9 Uhr, d. h. früh.",
        "Was nun?",
        "„Gut so.“",
        "Danach der 3. Termin.",
        "Ende.",
    ]


def test_english_abbreviations_end_no_sentence():
    assert sentences("Ask e.g. Dr. Marsh. She said: “Stop it.” Then nobody came … Really?") == [
        "Ask e.g. Dr. Marsh.",
        "She said: “Stop it.”",
        "Then nobody came …",
        "Really?",
    ]


def test_a_number_that_is_no_date_ends_a_sentence():
    assert sentences("Das war Termin 3. Dann kam die Pause.") == ["Das war Termin 3.", "Dann kam die Pause."]


def test_paragraphs_list_items_and_headings_are_sentences_of_their_own():
    assert sentences("## Kern\n\nErst\nschreiben. Dann tauschen.\n- eine Karte\n- ein Stift") == [
        "## Kern",
        "Erst schreiben.",
        "Dann tauschen.",
        "- eine Karte",
        "- ein Stift",
    ]


@given(st.text(alphabet=st.sampled_from("ab Ä.?!…“„ \n3-#zB")))
def test_sentences_lose_nothing_but_white_space(text):
    assert "".join("".join(sentences(text)).split()) == "".join(text.split())


@pytest.mark.parametrize(
    "text",
    [
        "Was ist dir dabei aufgefallen?",
        "Für jede Zusage wählt ihr ein Wort.",
        "Was ihr braucht, liegt bereit.",
        "Ihr habt 25 Minuten.",
        "Dreht ihr euch im Kreis, führt eine Zeile zu Ende.",
        "Dann tauscht ihr.",
        "Deine Antworten bleiben hier.",
        "Nimm ein leeres Blatt.",
        "Lest beide Sätze vor.",
        "Auf der Karte steht: „Was brauchst du von mir?“",
    ],
)
def test_du_form_is_recognised(text):
    assert address_forms(text) == {"du"}


@pytest.mark.parametrize(
    "text",
    [
        "Die Tastatur bleibt bei Ihnen.",
        "Lesen Sie beide Sätze vor.",
        "Sie haben Zweifel an diesem Format.",
        "Heute ist Ihr Fall an der Reihe.",
        "Was hat Sie an dieser Stelle aufgehalten?",
        "Das Blatt, das Sie mitbringen, liegt oben.",
        "Die Zettel liegen bereit; wählen Sie einen.",
    ],
)
def test_sie_form_is_recognised(text):
    assert address_forms(text) == {"Sie"}


@pytest.mark.parametrize(
    "text",
    [
        "Jede Seite liest ihren Satz.",
        "Jede Seite zeigt ihr Blatt.",
        "Jede Seite legt ihr neues Ziel daneben.",
        "Die Zettel bleiben liegen. Sie werden später gebraucht.",
        "Sie ist fertig.",
        "Ihr Ziel steht fest.",
        "Jede Seite schreibt auf, was ihr neu war.",
        "Was ihr nützt, bleibt stehen.",
        "Am Ende liegt die Zeile da; mit ihr beginnt das nächste Gespräch.",
        "Das Blatt gehört ihr.",
        "Anrede: Sie oder du, beide wählen frei.",
        "Auf dem Zettel steht „du“ oder „Sie“.",
        "Wir bleiben beim Sie.",
        "Vorher: „Sie sind noch nicht fertig.“",
        "Im Vorbeigehen fragt jemand: „Na, worüber redet ihr denn so?“",
        "Sätze aus einer Besprechung: „das hier“, „dann macht ihr zwei das“.",
        "Teuer ist das nicht, und der Euro fällt.",
        "",
    ],
)
def test_no_form_of_address_is_imagined(text):
    assert address_forms(text) == frozenset()


def test_both_forms_in_one_text_are_both_found():
    assert address_forms("Hier liest du vor, dort lesen Sie mit.") == {"du", "Sie"}


def test_users_words_disappear_whatever_their_quotation_marks():
    text = "Wunsch: „nicht ‚wie‘ eine\nMeldung klingen“, sagt Klaus."
    assert without_quotations(text, ["nicht „wie“ eine Meldung klingen", "Klaus"]) == "Wunsch: „“, sagt ."


def test_users_words_inside_longer_words_stay():
    assert without_quotations("KI in der Kiste und im KI-Labor", ["Ki", "KI"]) == " in der Kiste und im -Labor"


def test_the_longer_of_two_overlapping_quotations_goes_first():
    assert without_quotations("KI-Werkzeuge für Texte", ["KI", "KI-Werkzeuge für Texte"]) == ""


def test_empty_quotations_remove_nothing():
    assert without_quotations("Alles bleibt.", ["", " "]) == "Alles bleibt."
