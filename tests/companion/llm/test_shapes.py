"""A model is asked for JSON in the best way it knows, and its text is found wherever it puts it."""

from __future__ import annotations

from companion.llm import Deadline
from tests.companion.llm.faulty import FaultyServer, answers, event, events, status
from tests.companion.llm.sample import GOOD, LONG, MESSAGES, Item, Open, hear


def test_the_request_holds_the_messages_and_asks_for_the_schema(at: Open) -> None:
    with FaultyServer(answers(*GOOD)) as server:
        hear(at(server))
    (asked,) = server.asked
    assert [(turn["role"], turn["content"]) for turn in asked.body["messages"]] == list(MESSAGES)
    wanted = asked.body["response_format"]["json_schema"]
    assert wanted["strict"] is True
    assert set(wanted["schema"]["required"]) == {"id", "text"}
    assert wanted["schema"]["additionalProperties"] is False


def test_a_server_without_schemas_is_offered_a_tool_and_not_asked_for_schemas_again(at: Open) -> None:
    with FaultyServer(status(400), answers(*GOOD)) as server:
        model = at(server)
        heard = [hear(model).text, hear(model).text]
    assert heard == ["".join(GOOD)] * 2
    first, second, third = (asked.body for asked in server.asked)
    assert "response_format" in first
    assert second["tools"][0]["function"]["name"] == third["tools"][0]["function"]["name"] == "Item"


def test_a_server_without_tools_reads_the_schema_in_the_system_message(at: Open) -> None:
    with FaultyServer(status(400), status(422), answers(*GOOD)) as server:
        assert hear(at(server)).pieces == GOOD
    plain = server.asked[-1].body
    assert "tools" not in plain
    assert [turn["role"] for turn in plain["messages"]] == ["system", "user"]
    assert plain["messages"][0]["content"].startswith("Be brief.")
    assert '"required": ["id", "text"]' in plain["messages"][0]["content"]


def call(arguments: str, name: str | None = None, index: int = 0) -> str:
    function = {"arguments": arguments, **({"name": name} if name else {})}
    return event(delta={"tool_calls": [{"index": index, "id": f"t{index}", "type": "function", "function": function}]})


def test_the_arguments_of_the_first_tool_call_are_the_answer(at: Open) -> None:
    words = event("Let me fill that in.")
    calls = (call("", "Item"), call(GOOD[0]), call(GOOD[1]), call("", "Item", 1), call("{}", index=1))
    with FaultyServer(status(400), events(words, *calls, event(finish="tool_calls"))) as server:
        assert hear(at(server)).pieces == GOOD


def test_without_a_system_message_the_schema_makes_one(at: Open) -> None:
    with FaultyServer(status(400), status(400), answers(*GOOD)) as server:
        list(at(server).stream(MESSAGES[1:], Item, Deadline(LONG)))
    assert [turn["role"] for turn in server.asked[-1].body["messages"]] == ["system", "user"]


def test_words_instead_of_a_tool_call_are_heard(at: Open) -> None:
    with FaultyServer(status(400), answers(*GOOD)) as server:
        assert hear(at(server)).text == "".join(GOOD)
