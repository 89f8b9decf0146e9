"""The companion as parts of a LangChain program.

    >>> from companion.chains import AdviseRunnable, GuidanceRetriever
    >>> from companion.settings import Settings
    >>> from companion.wiring import build
    >>> parts = build(Settings())  # after `companion ingest`
    >>> search = GuidanceRetriever(retriever=parts.retriever("guidance"), k=3, language="en", kinds=("pitfall",))
    >>> search.invoke("How do we keep what is said between us?")[0].metadata["card"]
    'broken-confidence'
    >>> pair = {"id": "p", "language": "en", "topic": "AI tools",
    ...         "mentor": {"name": "Ada", "role": "Trainee"}, "mentee": {"name": "Max", "role": "Director"}}
    >>> title = AdviseRunnable(companion=parts.companion("guidance")) | (lambda made: made.title)
    >>> title.invoke({"pair": pair, "request": {"kind": "agenda", "today": "2026-11-22"}})
    'Kick-off: Ada and Max'

LangChain shows what goes in and out to the callbacks and tracing services that the program around has switched on; that
includes a viewer's notes and a concern. Passages say in their metadata whether they are `internal`: those must not
leave the building, so that a chain with a hosted model has to leave them out.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterator, Mapping
from contextlib import aclosing
from functools import partial
from typing import Any, cast

from langchain_core.callbacks import AsyncCallbackManagerForRetrieverRun, CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from langchain_core.runnables import RunnableConfig, RunnableSerializable
from pydantic import Field, InstanceOf, ValidationError

from companion.advise import Companion
from companion.domain import Artefact, Done, Event, Hit, Language, Model, Pair, Phase, Refusal, Request
from companion.errors import InvalidInput
from companion.pairs import place
from companion.retrieve import Retriever

_OF_PASSAGE = {"id", "card", "number", "title", "heading", "source", "language", "file", "confidentiality"}
_REMEDIES = {"missing": "is missing; add it", "extra_forbidden": "unknown key; remove it"}


class GuidanceRetriever(BaseRetriever):
    """Finds passages of guidance as documents; their metadata says where each comes from and its `score` in [0, 1].

    Attributes:
        retriever: searches one library.
        k: how many documents at most; `invoke(query, k=…)` asks for another number once.
        language: of the passages.
        kinds: of the passages, one of these.
        phases: one of these, or none stated.
        audience: one of these, or none stated.
        diversity: in [0, 1]; how much passages like better ones give way to others.
    """

    retriever: InstanceOf[Retriever] = Field(repr=False)
    k: int = Field(default=10, ge=1)
    language: Language | None = None
    kinds: tuple[str, ...] = ()
    phases: tuple[Phase, ...] = ()
    audience: tuple[str, ...] = ()
    diversity: float = Field(default=0.0, ge=0, le=1)

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, k: int | None = None
    ) -> list[Document]:
        return self._documents(query, k)

    async def _aget_relevant_documents(
        self, query: str, *, run_manager: AsyncCallbackManagerForRetrieverRun, k: int | None = None
    ) -> list[Document]:
        return await asyncio.to_thread(self._documents, query, k)

    def _documents(self, query: str, k: int | None) -> list[Document]:
        if not isinstance(query, str):
            raise InvalidInput("GuidanceRetriever", "query", "must be a text")
        hits = self.retriever.search(
            query,
            self.k if k is None else k,
            language=self.language,
            kinds=self.kinds,
            phases=self.phases,
            audience=self.audience,
            diversity=self.diversity,
        )
        return [_document(hit) for hit in hits]


def _document(hit: Hit) -> Document:
    metadata = hit.passage.model_dump(include=_OF_PASSAGE)
    return Document(id=hit.passage.id, page_content=hit.passage.text, metadata={**metadata, "score": hit.score})


class Asked(Model):
    """What `AdviseRunnable` takes: a pair and what is asked for it, each as a model or as plain data."""

    pair: Pair
    request: Request


class AdviseRunnable(RunnableSerializable[Asked | Mapping[str, Any], Artefact | Refusal]):
    """Makes an artefact, or a refusal, from a pair and a request.

    `stream` and `astream` yield the companion's events: `ItemReady` for each item that a chat model may reword, as soon
    as it is settled, and `Done` with the result at the end. In a chain the next step gets the result alone, whether the
    chain is invoked or streamed. The asynchronous methods leave the event loop free.

    All of them raise InvalidInput, naming the field, for input that cannot be used.

    Attributes:
        companion: prepares the conversations.
    """

    companion: InstanceOf[Companion] = Field(repr=False)

    def invoke(
        self, input: Asked | Mapping[str, Any], config: RunnableConfig | None = None, **kwargs: Any
    ) -> Artefact | Refusal:
        """The result; `ainvoke`, `batch` and `abatch` call this in threads."""
        return self._call_with_config(self._advise, input, config, **kwargs)

    def stream(  # type: ignore[override]  # events on the way, the result in a chain
        self, input: Asked | Mapping[str, Any], config: RunnableConfig | None = None, **kwargs: Any | None
    ) -> Iterator[Event]:
        """Yield each event as it happens."""
        return cast(Iterator[Event], self._transform_stream_with_config(iter([input]), self._events, config, **kwargs))

    async def astream(  # type: ignore[override]  # as above
        self, input: Asked | Mapping[str, Any], config: RunnableConfig | None = None, **kwargs: Any | None
    ) -> AsyncIterator[Event]:
        """Yield each event as it happens; whoever stops listening stops the work at its next event."""
        events = self._atransform_stream_with_config(_only(input), self._aevents, config, **kwargs)
        async with aclosing(cast(AsyncGenerator[Event, None], events)) as stream:
            async for event in stream:
                yield event

    def transform(
        self,
        input: Iterator[Asked | Mapping[str, Any]],
        config: RunnableConfig | None = None,
        **kwargs: Any | None,
    ) -> Iterator[Artefact | Refusal]:
        """Yield the result alone, for the next step of a chain."""
        for event in cast(Iterator[Event], super().transform(input, config, **kwargs)):
            if isinstance(event, Done):
                yield event.result

    async def atransform(
        self,
        input: AsyncIterator[Asked | Mapping[str, Any]],
        config: RunnableConfig | None = None,
        **kwargs: Any | None,
    ) -> AsyncIterator[Artefact | Refusal]:
        """Yield the result alone, for the next step of a chain."""
        async with aclosing(cast(AsyncGenerator[Event, None], super().atransform(input, config, **kwargs))) as events:
            async for event in events:
                if isinstance(event, Done):
                    yield event.result

    def _advise(self, input: Asked | Mapping[str, Any]) -> Artefact | Refusal:
        asked = _asked(input)
        return self.companion.advise(asked.pair, asked.request)

    def _events(self, inputs: Iterator[Asked | Mapping[str, Any]]) -> Iterator[Any]:
        for input in inputs:
            asked = _asked(input)
            yield from self.companion.stream(asked.pair, asked.request)

    async def _aevents(self, inputs: AsyncIterator[Asked | Mapping[str, Any]]) -> AsyncIterator[Any]:
        async for input in inputs:
            asked = _asked(input)
            source = partial(self.companion.stream, asked.pair, asked.request)
            async with aclosing(_in_thread(source)) as events:
                async for event in events:
                    yield event


async def _in_thread(source: Callable[[], Iterator[Event]]) -> AsyncGenerator[Event, None]:
    """Yield what an iterator yields in a worker thread and raise what it raises."""
    loop, left = asyncio.get_running_loop(), threading.Event()
    arrivals: asyncio.Queue[Event | None] = asyncio.Queue()

    def pump() -> None:
        try:
            for event in source():
                if left.is_set():
                    break
                loop.call_soon_threadsafe(arrivals.put_nowait, event)
        finally:
            loop.call_soon_threadsafe(arrivals.put_nowait, None)

    pumping = asyncio.create_task(asyncio.to_thread(pump))
    try:
        while (event := await arrivals.get()) is not None:
            yield event
        await pumping
    finally:
        left.set()
        pumping.cancel()  # the thread itself goes on to its next event; nobody waits for it or hears of its errors


async def _only(input: Asked | Mapping[str, Any]) -> AsyncIterator[Asked | Mapping[str, Any]]:
    yield input


def _asked(input: Asked | Mapping[str, Any]) -> Asked:
    try:
        return Asked.model_validate(input)
    except ValidationError as problem:
        first = problem.errors(include_url=False)[0]
        message = first["msg"].removeprefix("Value error, ")
        remedy = _REMEDIES.get(first["type"], message[0].lower() + message[1:])
        raise InvalidInput("AdviseRunnable", place(first["loc"]), remedy) from problem
