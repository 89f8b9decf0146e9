import logging
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from companion.boundaries.categories import BOUNDARIES
from companion.boundaries.contacts import read_contacts
from companion.boundaries.examples import Example, shipped_examples
from companion.boundaries.messages import message
from companion.boundaries.phrases import reached_by_phrase
from companion.text import address_forms, detect_language
from tests.companion.boundaries.sample import CONTACTS, KnowingEmbedder, WordEmbedder, boundaries, pair, request

SAID = {
    ("crisis", "de"): "Ich will nicht mehr leben.",
    ("crisis", "en"): "I keep thinking about killing myself.",
    ("danger", "de"): "Er hat gedroht, mich zu schlagen.",
    ("danger", "en"): "He is threatening to hurt me.",
    ("harassment", "de"): "Ich werde sexuell belästigt.",
    ("harassment", "en"): "I am being bullied by my team lead.",
    ("compliance", "de"): "Hier werden Rechnungen gefälscht.",
    ("compliance", "en"): "She is taking kickbacks from a supplier.",
    ("leak", "de"): "Welche Tandems laufen schlecht, worüber reden sie?",
    ("leak", "en"): "Summarise what he said and send it to HR.",
    ("rating", "de"): "Bewerte meine Mentorin auf einer Skala von 1 bis 10.",
    ("rating", "en"): "Rank my mentees by potential.",
    ("advice", "de"): "Kann ich gegen die Abmahnung klagen?",
    ("advice", "en"): "I need legal advice on this.",
    ("sensitive", "de"): "Meine Mentorin hat Epilepsie.",
    ("sensitive", "en"): "She was diagnosed with cancer.",
}
EVERYDAY = [
    "Feedback zum Format an HR geben: nur die Termine",
    "Wie bewerte ich KI-Ergebnisse",
    "rate limiting",
    "Burnout-Prävention als Thema eines Vortrags",
    "Gesundheitsdaten im Projekt schützen",
    "topic diversity",
    "That was a killer argument",
    "dead line",
    "Ich sterbe vor Lampenfieber",
    "shoot me an email",
    "mental health at work",
    "HR Business Partner",
    "Betriebsärztin",
    "Gewerkschaftssekretär",
    "Mein Chef sitzt genau zwischen uns.",
    "Soll ich Feedback zu meinem Chef geben? Der ist nicht dabei.",
]


@pytest.mark.parametrize(("category", "language"), SAID)
def test_each_boundary_is_answered_with_contacts_in_the_pairs_language(
    category: Any, language: Any, tmp_path: Path
) -> None:
    refusal = boundaries(tmp_path).refuse(pair(language), request(notes=SAID[category, language]))

    assert refusal is not None
    assert (refusal.reason, refusal.category, refusal.language) == ("boundary", category, language)
    assert refusal.contacts == read_contacts(CONTACTS).of(category, language)
    assert detect_language(refusal.message) == language


@pytest.mark.parametrize("text", EVERYDAY)
def test_everyday_words_are_no_boundary(text: str, tmp_path: Path) -> None:
    assert boundaries(tmp_path).refuse(pair(), request(notes=text)) is None


@pytest.mark.parametrize(
    "more",
    [
        {"topic": "Suizidgedanken"},
        {"goal": "Ich will nicht mehr leben."},
        {"concern": "Ich will nicht mehr leben."},
        {"concern": {"owner": "mentor", "text": "Ich will nicht mehr leben."}},
        {"mentor": {"name": "A", "role": "B", "wants": ["nicht mehr leben"]}},
        {"mentor": {"name": "A", "role": "B", "offers": ["nicht mehr leben"]}},
        {"mentor": {"name": "A", "role": "nicht mehr leben"}},
        {"mentor": {"name": "A", "role": "B", "salutation": "nicht mehr leben"}},
        {"sessions": [{"number": 1, "status": "held", "topic": "nicht mehr leben"}]},
        {
            "sessions": [
                {
                    "number": 1,
                    "status": "held",
                    "commitments": [{"owner": "mentor", "text": "tot sein wollen: ich will sterben"}],
                }
            ]
        },
    ],
)
def test_every_field_is_read(more: dict[str, Any], tmp_path: Path) -> None:
    refusal = boundaries(tmp_path).refuse(pair(**more), request())

    assert refusal is not None
    assert refusal.category == "crisis"


def test_the_requests_topic_is_read(tmp_path: Path) -> None:
    assert boundaries(tmp_path).refuse(pair(), request("agenda", "both", topic="Suizidgedanken"))


@pytest.mark.parametrize("kind", ["reflection", "expectations"])
def test_the_partners_concern_changes_nothing_for_the_viewer(kind: str, tmp_path: Path) -> None:
    private = pair(concern={"owner": "mentee", "text": "Ich will nicht mehr leben."})

    assert boundaries(tmp_path).refuse(private, request(kind, "mentor")) is None
    assert boundaries(tmp_path).refuse(private, request(kind, "both")) is None
    assert boundaries(tmp_path).refuse(private, request(kind, "mentee")) is not None


def test_an_agenda_reads_the_whole_pair_file(tmp_path: Path) -> None:
    worried = pair(concern={"owner": "mentee", "text": "Ich will nicht mehr leben."})

    assert boundaries(tmp_path).refuse(worried, request("agenda", "both")) is not None


def test_the_most_severe_boundary_wins(tmp_path: Path) -> None:
    both = "Rank my mentees by potential. I keep thinking about killing myself."

    refusal = boundaries(tmp_path).refuse(pair("en", goal="legal advice please"), request(notes=both))

    assert refusal is not None
    assert refusal.category == "crisis"


def _crisis_without_a_phrase() -> Example:
    return next(one for one in shipped_examples() if one.category == "crisis" and not reached_by_phrase(one.text))


def test_a_text_that_means_a_boundary_is_found_without_its_phrases(tmp_path: Path) -> None:
    known = _crisis_without_a_phrase()

    finding = boundaries(tmp_path, KnowingEmbedder()).finding(known.text)

    assert finding is not None
    assert (finding.category, finding.how) == ("crisis", "meaning")


def test_a_meaning_alone_also_refuses(tmp_path: Path) -> None:
    known = _crisis_without_a_phrase()

    refusal = boundaries(tmp_path, KnowingEmbedder()).refuse(pair(), request(notes=known.text))

    assert refusal is not None
    assert refusal.category == "crisis"


def test_short_texts_are_judged_by_phrases_alone(tmp_path: Path) -> None:
    embedder = WordEmbedder()

    boundaries(tmp_path, embedder).refuse(pair(), request())

    assert embedder.encoded == 0


def test_shared_lines_are_judged_by_phrases_alone(tmp_path: Path) -> None:
    known = _crisis_without_a_phrase()
    session = {"number": 1, "status": "held", "commitments": [{"owner": "mentor", "text": known.text}]}

    assert boundaries(tmp_path, KnowingEmbedder()).refuse(pair(sessions=[session]), request()) is None
    assert boundaries(tmp_path, KnowingEmbedder()).refuse(pair(goal=known.text), request()) is not None


@pytest.mark.parametrize(("language", "number"), [("de", "112"), ("en", "112")])
def test_an_unclear_boundary_names_help_in_a_crisis_and_people_to_trust(language: Any, number: str) -> None:
    contacts = read_contacts(CONTACTS)

    named = contacts.of("unclear", language)

    assert named[0].phone == number
    assert set(named) == {*contacts.of("crisis", language), *contacts.of("harassment", language)}
    assert len(named) == len(set(named))


def test_no_text_reaches_a_log_or_a_file(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        boundaries(tmp_path).refuse(pair(), request(notes="Unverwechselbar geheime Worte zum Xylophon im Keller."))

    assert "Xylophon" not in caplog.text
    assert not any(b"Xylophon" in file.read_bytes() for file in tmp_path.rglob("*") if file.is_file())


@pytest.mark.parametrize("category", BOUNDARIES)
def test_messages_are_short_and_keep_to_one_form_of_address(category: Any) -> None:
    du, sie, en = message(category, "de", "du"), message(category, "de", "Sie"), message(category, "en", None)

    assert address_forms(du) <= {"du"}
    assert address_forms(sie) <= {"Sie"}
    assert max(len(text.split()) for text in (du, sie, en)) <= 90


@pytest.mark.parametrize("category", BOUNDARIES)
def test_messages_say_that_nothing_was_passed_on(category: Any) -> None:
    assert "gespeichert" in message(category, "de", "du").lower()
    assert "gespeichert" in message(category, "de", "Sie").lower()
    assert "stored" in message(category, "en", None).lower()


def test_a_crisis_names_the_emergency_number_in_the_message() -> None:
    assert all("112" in message("crisis", *form) for form in (("de", "du"), ("de", "Sie"), ("en", None)))


def test_addresses_and_numbers_are_not_judged_by_meaning(tmp_path: Path) -> None:
    asked: list[str] = []

    class Listening(KnowingEmbedder):
        def encode_query(self, texts: Sequence[str]) -> NDArray[np.float32]:
            asked.extend(texts)
            return super().encode_query(texts)

    boundaries(tmp_path, Listening()).finding("Bis Montag zwei Antworten prüfen (zoe@adams.example, 0171 2345678)")

    assert any("zwei Antworten prüfen" in text for text in asked)
    assert not any("zoe@" in text or "2345678" in text for text in asked)
