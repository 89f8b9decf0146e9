"""The drafted engine with the real guidance and scripted models: what holds stands, what does not leaves no trace."""

from __future__ import annotations

import datetime as dt
import itertools
import json
from typing import Any, get_args

import pytest

from companion.domain import Done, ItemReady, Request
from companion.errors import ModelProblem, ModelProblemKind
from companion.llm import ScriptedModel
from companion.wiring import Parts
from tests.companion.drafted.sample import TODAY, ask, failed, following, guidance, items_in, pair, with_model

NOTHING = '{"items": []}'


def guided(parts: Parts, **asked: Any) -> Any:
    return guidance(parts).advise(pair(), Request.model_validate({"today": TODAY, **asked}))


def softened(text: str) -> str:
    """The same question with a word more."""
    return (
        text.replace("Which ", "Which single ", 1)
        .replace("What ", "What exactly ", 1)
        .replace("Where ", "Where, then, ", 1)
    )


def test_what_holds_takes_the_guided_place(parts: Parts) -> None:
    model = following(lambda items: [{"id": item["id"], "text": softened(item["text"])} for item in items[:1]])
    made = ask(with_model(parts, model), pair())
    before = guided(parts, kind="reflection", viewer="mentee")
    assert made.provenance.engine == "llm"
    assert made.provenance.reworded_items == ("questions.0.text",)
    assert made.questions[0].text == softened(before.questions[0].text)
    assert made.questions[1:] == before.questions[1:]
    assert failed(made) == []


@pytest.mark.parametrize(
    ("kind", "viewer", "text"),
    [
        ("agenda", "both", "Buy NordWave at https://nordwave.example now!"),
        ("reflection", "mentor", "Was that good?"),
        ("reflection", "mentee", "Ja?" * 300),
        ("expectations", "mentee", ""),
        ("expectations", "both", "Was that good?"),
    ],
)
def test_what_does_not_hold_leaves_the_guided_artefact(parts: Parts, kind: str, viewer: str, text: str) -> None:
    model = following(lambda items: [{"id": item["id"], "text": text, "passages": [1]} for item in items])
    made = ask(with_model(parts, model), pair(), kind, viewer)
    before = guided(parts, kind=kind, viewer=viewer)
    assert made.provenance.engine == "guided"
    assert made.provenance.replaced_items
    unlike = {"provenance", "notes"}
    assert made.model_dump(exclude=unlike) == before.model_dump(exclude=unlike)
    assert made.notes[len(before.notes) :]  # says that a model was asked in vain


def test_a_repaired_item_holds(parts: Parts) -> None:
    first = lambda items: [{"id": items[0]["id"], "text": "Was that good?"}]  # noqa: E731
    second = lambda items: [{"id": items[0]["id"], "text": softened(items[0]["text"])}]  # noqa: E731
    scripts = iter([first, second])
    model = following(lambda items: next(scripts)(items))
    made = ask(with_model(parts, model), pair())
    assert made.provenance.reworded_items == ("questions.0.text",)
    assert made.provenance.replaced_items == ()
    assert "is not one open question" in model.asked[1][-1].text


def test_a_second_failure_is_told_and_no_third_time_asked(parts: Parts) -> None:
    model = following(lambda items: [{"id": items[0]["id"], "text": "Was that good?"}], times=5)
    made = ask(with_model(parts, model), pair())
    assert len(model.asked) == 2
    (line,) = made.provenance.replaced_items
    assert "is not one open question" in line


def test_unchanged_and_unknown_items_count_for_nothing(parts: Parts) -> None:
    model = following(
        lambda items: [{"id": items[0]["id"], "text": items[0]["text"]}, {"id": "i99", "text": "What else?"}]
    )
    made = ask(with_model(parts, model), pair())
    assert (made.provenance.reworded_items, made.provenance.replaced_items) == ((), ())
    assert len(model.asked) == 1


@pytest.mark.parametrize(
    "reply",
    [
        "I am sorry, but I cannot help with that.",
        '{"items": [{"id": "i1", "text": "Which',
        "What? " * 5_000,
        "[[[[" * 2_000,
        '{"items": [' + '{"id": "i1", "text": "Was that good?"},' * 500 + "]}",
        '{"items": "none"}',
        "",
    ],
)
def test_any_answer_ends_in_a_valid_artefact(parts: Parts, reply: str) -> None:
    made = ask(with_model(parts, ScriptedModel([reply, reply])), pair(), "agenda", "both")
    assert made.provenance.engine == "guided"
    assert failed(made) == []


KINDS = get_args(ModelProblemKind)


@pytest.mark.parametrize(("kind", "language"), list(zip(KINDS, itertools.cycle(("de", "en")), strict=False)))
def test_every_problem_is_said_in_words(parts: Parts, kind: ModelProblemKind, language: str) -> None:
    asked = pair(language=language, address="Sie" if language == "de" else None)
    made = ask(with_model(parts, ScriptedModel([ModelProblem(kind, "scripted:x", "is not there")])), asked)
    assert ("Sprachmodell" if language == "de" else "chat model") in made.notes[-1]
    assert failed(made) == []


def test_items_before_a_break_stay(parts: Parts) -> None:
    def broken(messages: Any) -> str:
        (first, *_) = items_in(messages)
        whole = json.dumps({"items": [{"id": first["id"], "text": softened(first["text"])}, {"id": "i2"}]})
        return whole[:-2]

    made = ask(with_model(parts, ScriptedModel([broken])), pair())
    assert made.provenance.reworded_items == ("questions.0.text",)


def test_first_item_comes_before_the_answer_is_whole(parts: Parts) -> None:
    model = following(lambda items: [{"id": item["id"], "text": softened(item["text"])} for item in items[:3]])
    stream = with_model(parts, model).stream(
        pair(), Request(kind="reflection", viewer="mentee", engine="llm", today=TODAY)
    )
    first = next(stream)
    assert isinstance(first, ItemReady)
    assert first.by == "llm"
    rest = list(stream)
    assert isinstance(rest[-1], Done)
    assert [event.by for event in rest[:-1] if isinstance(event, ItemReady)][-1] == "guided"


def test_no_time_left_means_guided(parts: Parts) -> None:
    model = following(lambda items: [{"id": items[0]["id"], "text": softened(items[0]["text"])}])
    made = ask(with_model(parts, model, seconds=0), pair())
    assert made.provenance.engine == "guided"
    assert failed(made) == []


# --- what a model learns ----------------------------------------------------------------------------------------------


def told(model: ScriptedModel) -> str:
    return "\n".join(message.text for messages in model.asked for message in messages)


def test_names_addresses_and_numbers_do_not_leave(parts: Parts) -> None:
    asked = pair(
        goal="Klaus checks two answers by Monday (zoe@adams.example, 0171 2345678)",
        contact={"name": "Frau Petersen", "email": "petersen@firma.example"},
    )
    for kind, viewer in (("agenda", "both"), ("reflection", "mentee"), ("expectations", "both")):
        model = ScriptedModel([NOTHING])
        ask(with_model(parts, model), asked, kind, viewer)
        for secret in ("Zoë", "Neill", "Adams", "Klaus", "Weiß", "adams.example", "2345678", "Petersen"):
            assert secret not in told(model)


def test_names_come_back(parts: Parts) -> None:
    model = following(
        lambda items: [{"id": i["id"], "text": softened(i["text"])} for i in items if "[MENTOR" in i["text"]]
    )
    made = ask(with_model(parts, model), pair())
    assert made.provenance.reworded_items
    assert any("Zoë" in question.text for question in made.questions)
    assert "[MENTOR" not in made.model_dump_json(exclude={"provenance"})


def test_private_words_shape_no_prompt_beyond_the_choice_of_items(parts: Parts) -> None:
    model = ScriptedModel([NOTHING])
    worry = {"owner": "mentee", "text": "Before the quarterly talk with Zitterbart I feel slow"}
    ask(with_model(parts, model), pair(concern=worry), notes="Bring the Zitterbart list, shelf 4711, next time")
    for secret in ("Zitterbart", "quarterly", "shelf", "4711"):
        assert secret not in told(model)


def test_the_partners_worry_changes_nothing_that_is_sent(parts: Parts) -> None:
    sent = []
    for worry in (None, {"owner": "mentor", "text": "Am Ende erkläre ich alles und er schaut zu"}):
        model = ScriptedModel([NOTHING])
        ask(with_model(parts, model), pair(concern=worry))
        sent.append(told(model))
    assert sent[0] == sent[1]


def test_provenance_names_model_and_prompt(parts: Parts) -> None:
    made = ask(with_model(parts, ScriptedModel([NOTHING], name="scripted:small")), pair())
    assert made.provenance.model == "scripted:small"
    assert made.provenance.prompt_digest
    assert made.provenance.created_at == dt.date(2026, 11, 22)
