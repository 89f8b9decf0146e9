"""The ways to ask a model for JSON, best first, and how each brings the text back."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Literal, cast

from pydantic import BaseModel

from companion.errors import ModelProblem
from companion.llm.model import Message

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import AIMessageChunk

Shape = Literal["json_schema", "tool", "prompt"]

_INSTRUCTION = "Answer with one JSON object and nothing else. It must satisfy this JSON Schema:\n"
_FINISHED = ("finish_reason", "stop_reason", "done_reason")  # OpenAI and Mistral; Anthropic; Ollama
_TOO_LONG = frozenset({"length", "max_tokens", "model_length", "model_context_window_exceeded"})
_FILTERED = frozenset({"content_filter", "refusal"})


def ask(
    model: BaseChatModel, shape: Shape, messages: Sequence[Message], schema: type[BaseModel]
) -> Iterator[AIMessageChunk]:
    """Send the messages and yield the vendor's chunks."""
    from langchain_core.utils.function_calling import convert_to_openai_tool

    if shape == "prompt":
        return model.stream(_turns(_instructed(messages, schema)))
    turns = _turns(messages)
    if shape == "tool":
        chunks = model.bind_tools([schema], tool_choice="any").stream(turns)
        return cast("Iterator[AIMessageChunk]", chunks)  # LangChain promises less than it does
    function = convert_to_openai_tool(schema, strict=True)["function"]
    wanted = {"name": function["name"], "schema": function["parameters"], "strict": True}
    return model.stream(turns, **_response_format(model, {"type": "json_schema", "json_schema": wanted}))


def _turns(messages: Sequence[Message]) -> list[tuple[str, str]]:
    return [(message.role, message.text) for message in messages]


def _instructed(messages: Sequence[Message], schema: type[BaseModel]) -> list[Message]:
    """Put the schema into the system message: many models' templates take only one, and only at the beginning."""
    instruction = _INSTRUCTION + json.dumps(schema.model_json_schema())
    if messages and messages[0].role == "system":
        return [Message("system", f"{messages[0].text}\n\n{instruction}"), *messages[1:]]
    return [Message("system", instruction), *messages]


def _response_format(model: BaseChatModel, wanted: dict[str, Any]) -> dict[str, Any]:
    """Name it so that ChatOpenAI sends it but does not parse the growing text again with every piece."""
    return {"extra_body": {"response_format": wanted}} if "openai" in model._llm_type else {"response_format": wanted}


def text(chunks: Iterable[AIMessageChunk], shape: Shape, model: str) -> Iterator[str]:
    """Yield the JSON text in the chunks, and then judge how it ended.

    Words around a tool call are left out; a model that answers in words although it was offered a tool is heard.

    Raises:
        ModelProblem: if the answer is cut short, or if there is none.
    """
    finish, came, sorter = "", False, _ToolCall() if shape == "tool" else _Plain()
    for chunk in chunks:
        finish = _finish(chunk) or finish
        for piece in sorter.pieces(chunk):
            came = True
            yield piece
    if not came and sorter.aside.strip():
        came = True
        yield sorter.aside
    _judge(finish, came, model)


class _Plain:
    """Every word of the answer counts."""

    aside = ""

    def pieces(self, chunk: AIMessageChunk) -> Iterator[str]:
        if words := str(chunk.text):
            yield words


class _ToolCall:
    """Only the arguments of the first call count; words stay aside."""

    def __init__(self) -> None:
        self.aside = ""
        self._first: object = None

    def pieces(self, chunk: AIMessageChunk) -> Iterator[str]:
        self.aside += str(chunk.text)
        for call in chunk.tool_call_chunks:
            self._first = call["index"] if self._first is None else self._first
            if call["args"] and call["index"] == self._first:
                yield call["args"]


def _finish(chunk: AIMessageChunk) -> str:
    return next((str(chunk.response_metadata[key]) for key in _FINISHED if chunk.response_metadata.get(key)), "")


def _judge(finish: str, came: bool, model: str) -> None:
    if finish in _FILTERED:
        raise ModelProblem("cut_short", model, "the provider's filter stopped the answer")
    if finish in _TOO_LONG:
        raise ModelProblem("cut_short", model, "the answer is longer than the model may write")
    if not finish and came:
        raise ModelProblem("cut_short", model, "the answer breaks off in the middle")
    if not came:
        raise ModelProblem("no_json", model, "the model gave no answer")
