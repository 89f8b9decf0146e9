"""The scripted model replays its replies in order and remembers what it was asked."""

from __future__ import annotations

import pytest

from companion.errors import ModelProblem
from companion.llm import Deadline, ScriptedModel
from tests.companion.llm.sample import MESSAGES, Item, hear


def test_replies_come_in_order_and_in_small_pieces() -> None:
    model = ScriptedModel(['{"id": "a", "text": "b"}', "two"])
    first = hear(model)
    assert first.text == '{"id": "a", "text": "b"}'
    assert len(first.pieces) > 1
    assert hear(model).text == "two"
    assert model.asked == [MESSAGES, MESSAGES]


def test_a_problem_in_the_script_is_raised() -> None:
    problem = ModelProblem("busy", "scripted:x", "later")
    assert hear(ScriptedModel([problem])).problem is problem


def test_a_function_sees_the_messages() -> None:
    assert hear(ScriptedModel([lambda messages: messages[-1].text])).text == MESSAGES[-1].text


def test_a_call_after_the_last_reply_is_a_problem() -> None:
    assert hear(ScriptedModel([])).kind == "unreachable"


def test_a_passed_deadline_ends_the_reply() -> None:
    with pytest.raises(ModelProblem, match="longer than the deadline"):
        list(ScriptedModel(["text"]).stream(MESSAGES, Item, Deadline(0)))
