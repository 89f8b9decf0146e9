"""Good drafts to mutate, the contexts they belong to, and embeddings that need no model."""

import datetime as dt
import hashlib
import re

import numpy as np
import pytest

from companion.checks.context import CheckContext
from companion.checks.similar import Similarity
from companion.domain import (
    AgendaDraft,
    AgreementField,
    Block,
    CarriedOver,
    Commitment,
    Concern,
    ExpectationDraft,
    IfThen,
    NextStep,
    OpeningLine,
    Pair,
    Person,
    Prompt,
    Question,
    ReflectionDraft,
    Request,
    Session,
    Step,
)

TODAY = dt.date(2026, 11, 24)


def bag_of_words(texts):
    rows = np.zeros((len(texts), 512), dtype=np.float32)
    for row, text in zip(rows, texts, strict=True):
        for word in re.findall(r"\w+", text.casefold()):
            row[int(hashlib.sha1(word.encode()).hexdigest(), 16) % 512] += 1
    return rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), 1e-9)


@pytest.fixture
def similarity():
    return Similarity(bag_of_words)


@pytest.fixture
def pair():
    return Pair(
        id="tandem-01",
        language="de",
        address="du",
        mentor=Person(name="Emre Demir", role="Trainee", offers=("kurze Texte",)),
        mentee=Person(name="Dr. Karin Voss", role="Werkleiterin", wants=("Rundmails, die jemand liest",)),
        topic="Rundmails",
        concern=Concern(owner="mentee", text="Ich fürchte, am Ende schreibt mir jemand jedes Wort vor"),
        sessions=(
            Session(
                number=1,
                date=dt.date(2026, 10, 29),
                status="held",
                commitments=(
                    Commitment(owner="mentor", text="Die Hausregel heraussuchen"),
                    Commitment(owner="mentee", text="Eine Mail aus dem Herbst mitbringen"),
                    Commitment(owner="mentor", text="Einen gemeinsamen Ordner anlegen", status="done"),
                ),
            ),
        ),
    )


def block(start, minutes, kind, counts_as, **more):
    fields = {
        "title": f"Block {kind}",
        "purpose": "Damit am Ende etwas auf dem Tisch liegt.",
        "lead": "mentor",
        "steps": (Step(text="Emre und Karin lesen vor."),),
        "if_stuck": "Mit der ersten Zeile anfangen.",
        "leaves": "ein Blatt",
        "citations": (f"p-{kind}",),
    }
    return Block(start=start, minutes=minutes, kind=kind, counts_as=counts_as, **(fields | more))


@pytest.fixture
def agenda():
    return AgendaDraft(
        language="de",
        address="du",
        pair_id="tandem-01",
        phase="working",
        title="Termin 2: Rundmails",
        minutes=45,
        goal="Am Ende liegt vor: der Entwurf. Thema: Rundmails.",
        blocks=(
            block(
                0,
                6,
                "check_in",
                "joint",
                steps=(
                    Step(text="Emre berichtet: „Die Hausregel heraussuchen“", minutes=3),
                    Step(text="Karin berichtet: „Eine Mail aus dem Herbst mitbringen“", minutes=3),
                ),
                questions=("Was lief anders als gedacht?",),
                asked_by=("both",),
            ),
            block(6, 9, "impulse", "mentor_input", opening_line=OpeningLine(who="mentor", text="Darf ich anfangen?")),
            block(15, 20, "try_out", "mentee_active", lead="mentee"),
            block(
                35,
                10,
                "close",
                "joint",
                steps=(Step(text="Jede Seite nennt eines zum Beibehalten und eines zum Ändern."),),
                questions=("Was soll ich beim nächsten Mal anders machen?",),
                asked_by=("mentee",),
            ),
        ),
        carried_over=(
            CarriedOver(owner="mentor", text="Die Hausregel heraussuchen", from_session=1),
            CarriedOver(owner="mentee", text="Eine Mail aus dem Herbst mitbringen", from_session=1),
        ),
        next_steps=(NextStep(owner="mentee", text="den Entwurf verschicken", due=dt.date(2026, 12, 1)),),
    )


@pytest.fixture
def agenda_context(pair):
    return CheckContext(
        pair=pair,
        request=Request(kind="agenda", minutes=45, today=TODAY),
        allowed_kinds=frozenset(("check_in", "impulse", "try_out", "close")),
        never=("stur",),
    )


def question(name, dimension, text):
    return Question(id=name, text=text, dimension=dimension, citations=("p-1",))


@pytest.fixture
def reflection():
    return ReflectionDraft(
        language="de",
        address="du",
        pair_id="tandem-01",
        phase="working",
        title="Nach Termin 2",
        role="mentee",
        intro="Deine Antworten siehst nur du.",
        questions=(
            question("a", "noticing", "Wen hattest du beim Schreiben der Rundmail vor Augen?"),
            question("b", "meaning", "Welche Gewohnheit steht seit heute infrage?"),
            question("c", "doing", "In welcher Mail setzt du die Bitte nach oben?"),
            question("d", "relationship", "Was würde es Emre leichter machen, dir zu widersprechen?"),
        ),
        if_then=IfThen(when="eine Mail an mehr als zehn Leute geht", then="lese ich drei Zeilen laut"),
        open_commitments=("Eine Mail aus dem Herbst mitbringen",),
    )


@pytest.fixture
def reflection_context(pair):
    return CheckContext(
        pair=pair,
        request=Request(kind="reflection", viewer="mentee", today=TODAY, notes="Die Bitte stand erst ganz unten"),
        anchors=("Rundmail",),
        other_questions=("Worauf hast du heute verzichtet?",),
    )


def prompt(area, offer_or_need, question_text, **more):
    fields = {
        "id": area,
        "area": area,
        "side": "mentor",
        "question": question_text,
        "offer_or_need": offer_or_need,
        "sentence_starter": "I can promise …",
        "optional_disclosure": area == "no_go",
        "answered_by": ("mentor", "mentee"),
        "citations": ("p-1",),
    }
    return Prompt(**(fields | more))


AGREED = {
    "aim": "By ___ we will have ___",
    "confidentiality": "What is said stays between us, toward line managers too. Exceptions: danger to a person.",
    "review": "Either side may stop without giving reasons.",
}


@pytest.fixture
def expectations():
    return ExpectationDraft(
        language="en",
        address=None,
        pair_id="tandem-02",
        phase="kick_off",
        title="Before the first session",
        role="mentor",
        intro="Read the prompts and choose three.",
        prompts=(
            prompt("aim", "need", "What should have happened by session six?"),
            prompt("topics", "offer", "Which part could you show from your own use?"),
            prompt("roles", "need", "What helps you when you do not know?"),
            prompt("time", "offer", "Which hours can you keep free?"),
            prompt("channel", "need", "How would you like to be reached?"),
            prompt("confidentiality", "need", "Which words must stay in the room?"),
            prompt("feedback", "need", "In what form does an awkward word reach you best?"),
            prompt("no_go", "need", "What would you rather leave outside?"),
        ),
        if_stuck="Each finishes one sentence in writing.",
        agreement=tuple(AgreementField(area=area, field=text) for area, text in AGREED.items()),
        review_date=dt.date(2027, 3, 3),
        contact="Programme office",
    )


@pytest.fixture
def expectations_context():
    pair = Pair(
        id="tandem-02",
        language="en",
        mentor=Person(name="Owen Pryce", role="Trainee"),
        mentee=Person(name="Judith Hale", role="Finance director", wants=("fewer slides",)),
        topic="Social media",
    )
    return CheckContext(pair=pair, request=Request(kind="expectations", viewer="mentor", today=TODAY))
