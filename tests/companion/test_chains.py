"""The retriever and the runnable as LangChain uses them: called, streamed, batched, bound and piped, in both worlds."""

from __future__ import annotations

import asyncio
import doctest
import gc
import threading
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest
from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.runnables import ConfigurableField, RunnableLambda, RunnablePassthrough
from langchain_tests.integration_tests import RetrieversIntegrationTests
from pydantic import ValidationError

from companion import chains
from companion.advise import Companion
from companion.chains import AdviseRunnable, Asked, GuidanceRetriever
from companion.domain import Artefact, Done, Event, ItemReady, Pair, Refusal, Request
from companion.errors import InvalidInput, ModelProblem
from companion.retrieve import Retriever
from companion.wiring import Parts
from tests.companion.retrieve.sample import MemoryLibrary, WordEmbedder, passage

LONG = 30.0
TEXTS = ["The canteen opens at seven.", "Bicycles stand beside the canteen.", "The choir sings on Tuesday."]
RETRIEVER = Retriever(
    MemoryLibrary(
        [
            passage(TEXTS[0], "en", number=7, title="Canteen", heading="Hours", confidentiality="public"),
            passage(TEXTS[1], "en", phases=["closing"], audience=["mentor"]),
            passage(TEXTS[2], "en", kind="document"),
            passage("Die Kantine öffnet um sieben Uhr."),
        ]
    ),
    WordEmbedder(),
)
PAIR = {
    "id": "pair-1",
    "language": "en",
    "mentor": {"name": "Ada", "role": "Trainee"},
    "mentee": {"name": "Max", "role": "Director"},
    "topic": "AI tools",
}
REQUEST = {"kind": "agenda", "today": "2026-11-22"}
ASKED = {"pair": PAIR, "request": REQUEST}


@pytest.fixture
def anyio_backend() -> str:
    return "asyncio"


# --- the retriever ----------------------------------------------------------------------------------------------------


@pytest.mark.anyio
class TestRetrieverAsLangChainExpectsIt(RetrieversIntegrationTests):
    @property
    def retriever_constructor(self) -> type[GuidanceRetriever]:
        return GuidanceRetriever

    @property
    def retriever_constructor_params(self) -> dict[str, Any]:
        return {"retriever": RETRIEVER}

    @property
    def retriever_query_example(self) -> str:
        return "When does the canteen open?"


def found(query: str = "canteen", **fields: Any) -> list[str]:
    return [document.page_content for document in GuidanceRetriever(retriever=RETRIEVER, **fields).invoke(query)]


def test_a_document_holds_the_passage_and_where_it_comes_from() -> None:
    (document,) = GuidanceRetriever(retriever=RETRIEVER, k=1, language="en").invoke("When does the canteen open?")
    score = document.metadata.pop("score")
    assert document.page_content == document.id == TEXTS[0]
    assert 0 < score <= 1
    assert document.metadata == {
        "id": TEXTS[0],
        "card": TEXTS[0],
        "number": 7,
        "title": "Canteen",
        "heading": "Hours",
        "source": "own",
        "language": "en",
        "file": "f.md",
        "confidentiality": "public",
    }


@pytest.mark.parametrize(
    ("fields", "kept"),
    [
        ({"language": "de"}, {"Die Kantine öffnet um sieben Uhr."}),
        ({"kinds": ("document",)}, {TEXTS[2]}),
        ({"language": "en", "phases": ("working",)}, {TEXTS[0], TEXTS[2]}),
        ({"language": "en", "audience": ("mentee",)}, {TEXTS[0], TEXTS[2]}),
    ],
)
def test_fields_narrow_what_is_found(fields: dict[str, Any], kept: set[str]) -> None:
    assert set(found(**fields)) == kept


def test_diversity_is_passed_on() -> None:
    copies = [passage("The canteen opens at seven", "en", id=name) for name in ("a", "b")]
    library = MemoryLibrary([*copies, passage(TEXTS[1], "en"), passage(TEXTS[2], "en")])
    search = GuidanceRetriever(retriever=Retriever(library, WordEmbedder()), k=2)
    varied = search.model_copy(update={"diversity": 0.7})
    assert [document.id for document in search.invoke("When does the canteen open?")] == ["a", "b"]
    assert varied.invoke("When does the canteen open?")[1].id != "b"


@pytest.mark.parametrize("wrong", [{"k": 0}, {"language": "fr"}, {"phases": ("later",)}, {"diversity": 2}])
def test_fields_that_cannot_be_are_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        GuidanceRetriever(retriever=RETRIEVER, **wrong)


def test_a_query_that_is_no_text_is_named() -> None:
    with pytest.raises(InvalidInput, match="query: must be a text"):
        GuidanceRetriever(retriever=RETRIEVER).invoke({"question": "canteen"})  # type: ignore[arg-type]


def test_both_worlds_find_the_same() -> None:
    search = GuidanceRetriever(retriever=RETRIEVER, k=2)
    assert asyncio.run(search.ainvoke("canteen", k=3)) == search.invoke("canteen", k=3)
    assert asyncio.run(search.abatch(["canteen", "choir"])) == search.batch(["canteen", "choir"])


class Gate:
    """Work that goes on only if the event loop is free to let it."""

    def __init__(self) -> None:
        self._begun, self._open = threading.Event(), threading.Event()

    def wait(self) -> None:
        self._begun.set()
        assert self._open.wait(LONG), "the event loop is blocked"

    async def opened_during(self, work: Coroutine[Any, Any, Any]) -> Any:
        working = asyncio.create_task(work)
        while not self._begun.is_set():
            await asyncio.sleep(0)
        self._open.set()
        return await working


def test_a_search_leaves_the_event_loop_free() -> None:
    class Slow(Retriever):
        def search(self, *args: Any, **narrowed: Any) -> Any:
            gate.wait()
            return super().search(*args, **narrowed)

    gate = Gate()
    search = GuidanceRetriever(retriever=Slow(RETRIEVER.library, WordEmbedder()))
    assert len(asyncio.run(gate.opened_during(search.ainvoke("canteen")))) == 4


def test_a_chain_may_choose_fields_when_it_runs() -> None:
    search = GuidanceRetriever(retriever=RETRIEVER).configurable_fields(k=ConfigurableField("k"))
    assert len(search.with_config(configurable={"k": 2}).invoke("canteen")) == 2


# --- the runnable, with a companion that follows a script -------------------------------------------------------------

STARTED = ItemReady(path="goal", text="Start.", by="llm")
REFUSAL = Refusal(reason="boundary", category="test", language="en", message="Not here.")
EVENTS: list[Event] = [STARTED, Done(result=REFUSAL)]


class Scripted(Companion):
    """A companion that yields given events and remembers what it was asked."""

    def __init__(self, script: Callable[[], Iterator[Event]] = lambda: iter(EVENTS)) -> None:
        self.__dict__.update(script=script, asked=[])

    def stream(self, pair: Pair, request: Request) -> Iterator[Event]:
        self.__dict__["asked"].append((pair, request))
        yield from self.__dict__["script"]()


def scripted(script: Callable[[], Iterator[Event]] = lambda: iter(EVENTS)) -> AdviseRunnable:
    return AdviseRunnable(companion=Scripted(script))


async def collected(events: Any) -> list[Any]:
    return [event async for event in events]


class Heard(BaseCallbackHandler):
    """Remembers what a chain tells its callbacks."""

    def __init__(self) -> None:
        self.told: list[tuple[str, Any]] = []

    def on_chain_start(self, serialized: Any, inputs: Any, **more: Any) -> None:
        self.told.append(("start", more.get("name")))

    def on_chain_end(self, outputs: Any, **more: Any) -> None:
        self.told.append(("end", outputs))

    def on_chain_error(self, error: BaseException, **more: Any) -> None:
        self.told.append(("error", type(error)))


MODELS = {"pair": Pair.model_validate(PAIR), "request": Request.model_validate(REQUEST)}


@pytest.mark.parametrize(
    "asked",
    [
        ASKED,
        MODELS,
        {**MODELS, "request": REQUEST},
        Asked.model_validate(MODELS),
        MappingProxyType({"pair": MappingProxyType(PAIR), "request": MappingProxyType(REQUEST)}),
    ],
)
def test_models_and_plain_data_ask_the_same(asked: Any) -> None:
    advise = scripted()
    assert advise.invoke(asked) == REFUSAL
    assert advise.companion.__dict__["asked"] == [(MODELS["pair"], MODELS["request"])]


WRONG = [
    (None, "", "should be"),
    ("pair.yaml", "", "should be"),
    ({"pair": PAIR}, "request", "is missing; add it"),
    ({"pair": "pair.yaml", "request": REQUEST}, "pair", "should be"),
    ({"pair": {**PAIR, "mentor": {"name": "Ada"}}, "request": REQUEST}, "pair.mentor.role", "is missing; add it"),
    ({"pair": {**PAIR, "language": "de"}, "request": REQUEST}, "pair", "address: a German pair needs"),
    ({"pair": PAIR, "request": {**REQUEST, "kind": "poem"}}, "request.kind", "should be 'agenda'"),
    ({"pair": PAIR, "request": {**REQUEST, "colour": "red"}}, "request.colour", "unknown key; remove it"),
]


@pytest.mark.parametrize(("asked", "field", "remedy"), WRONG)
def test_input_that_cannot_be_used_names_the_field(asked: Any, field: str, remedy: str) -> None:
    advise = scripted()
    calls: list[Callable[[], Any]] = [
        lambda: advise.invoke(asked),
        lambda: asyncio.run(advise.ainvoke(asked)),
        lambda: list(advise.stream(asked)),
        lambda: asyncio.run(collected(advise.astream(asked))),
    ]
    for call in calls:
        with pytest.raises(InvalidInput) as raised:
            call()
        assert raised.value.field == field
        assert remedy in raised.value.remedy
    assert advise.companion.__dict__["asked"] == []


def test_all_ways_to_call_return_the_same() -> None:
    advise = scripted()
    assert asyncio.run(advise.ainvoke(ASKED)) == REFUSAL
    assert advise.batch([ASKED, ASKED]) == [REFUSAL, REFUSAL]
    assert asyncio.run(advise.abatch([ASKED, ASKED])) == [REFUSAL, REFUSAL]


def test_a_batch_goes_on_after_input_that_cannot_be_used() -> None:
    wrong, right = scripted().batch([{}, ASKED], return_exceptions=True)
    assert isinstance(wrong, InvalidInput)
    assert right == REFUSAL


def test_both_streams_yield_all_events_in_their_order() -> None:
    assert list(scripted().stream(ASKED)) == EVENTS
    assert asyncio.run(collected(scripted().astream(ASKED))) == EVENTS


def test_an_event_arrives_before_the_next_one_is_made() -> None:
    heard = threading.Event()

    def waiting() -> Iterator[Event]:
        yield STARTED
        assert heard.wait(LONG)
        yield EVENTS[-1]

    async def listen() -> list[Event]:
        events = []
        async for event in scripted(waiting).astream(ASKED):
            events.append(event)
            heard.set()
        return events

    assert asyncio.run(listen()) == EVENTS


@pytest.mark.parametrize("call", [AdviseRunnable.ainvoke, lambda *asked: collected(AdviseRunnable.astream(*asked))])
def test_the_event_loop_stays_free_while_the_companion_works(call: Any) -> None:
    gate = Gate()

    def slow() -> Iterator[Event]:
        gate.wait()
        yield EVENTS[-1]

    assert asyncio.run(gate.opened_during(call(scripted(slow), ASKED))) in (REFUSAL, [EVENTS[-1]])


def fails() -> Iterator[Event]:
    yield STARTED
    raise ModelProblem("not_allowed", "openai:x", "is hosted")


def test_an_error_arrives_after_the_events_before_it() -> None:
    events: list[Event] = []

    async def listen() -> None:
        async for event in scripted(fails).astream(ASKED):
            events.append(event)

    with pytest.raises(ModelProblem, match="is hosted"):
        asyncio.run(listen())
    assert events == [STARTED]


def test_whoever_stops_listening_stops_the_work() -> None:
    closed = threading.Event()

    def endless() -> Iterator[Event]:
        try:
            while True:
                yield STARTED
        finally:
            closed.set()

    async def first() -> Event:
        events = scripted(endless).astream(ASKED)
        event = await anext(aiter(events))
        await events.aclose()  # type: ignore[attr-defined]
        return event

    assert asyncio.run(first()) == STARTED
    assert closed.wait(LONG)


def test_errors_after_the_last_listener_left_disturb_nobody() -> None:
    complaints: list[Any] = []

    async def first() -> None:
        asyncio.get_running_loop().set_exception_handler(lambda _, context: complaints.append(context))
        events = scripted(fails).astream(ASKED)
        await anext(aiter(events))
        while len(asyncio.all_tasks()) > 1:  # until the worker has failed
            await asyncio.sleep(0)
        await events.aclose()  # type: ignore[attr-defined]

    asyncio.run(first())
    gc.collect()
    assert complaints == []


def test_a_cancelled_call_ends_at_once() -> None:
    released = threading.Event()

    def blocking() -> Iterator[Event]:
        yield STARTED
        released.wait(LONG)

    async def cancelled() -> bool:
        listening = asyncio.create_task(collected(scripted(blocking).astream(ASKED)))
        await asyncio.wait([listening], timeout=0.1)
        listening.cancel()
        await asyncio.wait([listening], timeout=LONG / 2)
        before = not released.is_set()
        released.set()
        return before and listening.cancelled()

    assert asyncio.run(cancelled())


# --- the runnable among others ----------------------------------------------------------------------------------------


def test_the_next_step_of_a_chain_gets_the_result_whether_invoked_or_streamed() -> None:
    chain = scripted() | RunnableLambda(lambda made: made.message)
    assert chain.invoke(ASKED) == "Not here."
    assert list(chain.stream(ASKED)) == ["Not here."]
    assert asyncio.run(chain.ainvoke(ASKED)) == "Not here."
    assert asyncio.run(collected(chain.astream(ASKED))) == ["Not here."]


def test_an_earlier_step_can_make_the_input() -> None:
    chain = {"pair": RunnablePassthrough(), "request": RunnableLambda(lambda _: REQUEST)} | scripted()
    assert chain.invoke(PAIR) == REFUSAL
    assert list(chain.stream(PAIR)) == [REFUSAL]
    assert asyncio.run(collected(chain.astream(PAIR))) == [REFUSAL]


def test_a_bound_configuration_keeps_the_events() -> None:
    advise = scripted().with_config(run_name="prepare", tags=["tandem"])
    assert advise.invoke(ASKED) == REFUSAL
    events: list[Any] = [*advise.stream(ASKED)]
    assert events == EVENTS
    assert asyncio.run(collected(advise.astream(ASKED))) == EVENTS


def test_callbacks_hear_of_start_end_and_error() -> None:
    heard = Heard()
    advise = scripted().with_config(callbacks=[heard], run_name="prepare")
    advise.invoke(ASKED)
    list(advise.stream(ASKED))
    with pytest.raises(InvalidInput):
        advise.invoke({})
    start, error = ("start", "prepare"), ("error", InvalidInput)
    assert heard.told == [start, ("end", REFUSAL), start, ("end", EVENTS[-1]), start, error]


def test_event_streams_of_langchain_show_each_item() -> None:
    shown = asyncio.run(collected(scripted().astream_events(ASKED, version="v2")))
    assert [each["data"]["chunk"] for each in shown if each["event"] == "on_chain_stream"] == EVENTS


def test_retry_and_fallback_work() -> None:
    tries = iter([fails(), iter(EVENTS)])
    advise = scripted(lambda: next(tries))
    assert advise.with_retry(stop_after_attempt=2, wait_exponential_jitter=False).invoke(ASKED) == REFUSAL
    assert scripted(fails).with_fallbacks([scripted()]).invoke(ASKED) == REFUSAL


def test_its_schemas_name_pair_and_request() -> None:
    assert "Asked" in scripted().get_input_jsonschema()["$defs"]
    assert {"Agenda", "Refusal"} <= scripted().get_output_jsonschema()["$defs"].keys()


def test_what_is_inside_is_not_printed() -> None:
    assert repr(scripted()) == "AdviseRunnable()"
    assert "Retriever object" not in repr(GuidanceRetriever(retriever=RETRIEVER))


# --- over the shipped guidance ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def companion(parts: Parts) -> Companion:
    return parts.companion("guidance")


def test_the_real_companion_makes_the_same_artefact_each_way(companion: Companion) -> None:
    advise = AdviseRunnable(companion=companion)
    asked = {**ASKED, "request": {**REQUEST, "kind": "reflection", "viewer": "mentee"}}
    made = advise.invoke(asked)
    assert isinstance(made, Artefact)
    assert all(check.passed for check in made.checks)
    assert [*advise.stream(asked)] == [Done(result=made)]
    assert asyncio.run(collected(advise.astream(asked))) == [Done(result=made)]
    assert asyncio.run(advise.abatch([asked, asked])) == [made, made]


def test_the_example_is_true(data_dir: Path, parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COMPANION_DATA_DIR", str(data_dir))
    assert doctest.testmod(chains, raise_on_error=True).attempted > 5
