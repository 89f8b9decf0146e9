"""Every way a server can fail ends in the right problem, or in text, and in time."""

from __future__ import annotations

import datetime as dt
import threading
from email.utils import format_datetime

import pytest

from companion.errors import ModelProblem
from companion.llm import Deadline
from companion.llm.breaker import Breaker
from companion.llm.line import Line
from companion.llm.providers import PROVIDERS, Target
from companion.llm.record import Record
from companion.llm.remote import RemoteModel
from tests.companion.llm.conftest import KEY
from tests.companion.llm.faulty import (
    Behaviour,
    FaultyServer,
    answers,
    breaks_off,
    drips,
    event,
    events,
    hangs,
    stalls,
    status,
)
from tests.companion.llm.sample import GOOD, LONG, MESSAGES, SHORT, Item, Open, hear


class Rests:
    """Sleeps in no time and remembers for how long."""

    def __init__(self) -> None:
        self.seconds: list[float] = []

    def __call__(self, seconds: float) -> None:
        self.seconds.append(seconds)


def patient(server: FaultyServer, rests: Rests, most: int = 1000) -> RemoteModel:
    target = Target("any", server.base_url, KEY, hosted=False)
    openai = PROVIDERS["openai"]
    return RemoteModel(
        "openai:any",
        False,
        lambda line: openai.connect(target, line),
        openai.shapes,
        breaker=Breaker(),
        record=Record(),
        most_characters=most,
        sleep=rests,
    )


def test_an_answer_comes_in_the_pieces_that_the_server_sent(at: Open) -> None:
    with FaultyServer(answers(*GOOD)) as server:
        heard = hear(at(server))
    assert heard.pieces == GOOD
    assert heard.problem is None


@pytest.mark.parametrize(
    ("behaviour", "kind", "requests"),
    [
        (status(401), "refused_key", 1),
        (status(403), "refused_key", 1),
        (status(404), "unknown_model", 1),
        (status(429), "rate_limited", 1),
        (status(500), "server_error", 2),
        (status(503), "server_error", 2),
        (status(400), "server_error", 3),  # in each of three ways of asking
        (status(302, location="http://127.0.0.1:1/"), "unreachable", 1),
        (breaks_off(), "unreachable", 2),
        (breaks_off(GOOD[0]), "cut_short", 1),
        (answers(GOOD[0], finish="length"), "cut_short", 1),
        (answers(GOOD[0], finish="content_filter"), "cut_short", 1),
        (events(event(GOOD[0])), "cut_short", 1),
        (answers(), "no_json", 1),
        (events("<html>Welcome</html>", kind="text/html"), "no_json", 1),
        (events("data: {half a chu\n\n"), "no_json", 1),
        (events('data: {"error": {"message": "overloaded"}}\n\n'), "server_error", 2),
    ],
)
def test_each_failure_has_its_kind(client_libraries: None, behaviour: Behaviour, kind: str, requests: int) -> None:
    with FaultyServer(behaviour) as server:
        heard = hear(patient(server, Rests()))
    assert heard.kind == kind
    assert len(server.asked) == requests


@pytest.mark.parametrize("behaviour", [hangs, stalls(), stalls(GOOD[0])])
def test_silence_ends_at_the_deadline(at: Open, behaviour: Behaviour) -> None:
    with FaultyServer(behaviour) as server:
        heard = hear(at(server), SHORT)
    assert heard.kind == "timeout"
    assert SHORT <= heard.seconds < SHORT + 1


@pytest.mark.parametrize("part", [event("x"), ": still here\n\n"])
def test_a_slow_drip_ends_at_the_deadline(at: Open, part: str) -> None:
    with FaultyServer(drips([part] * 1000, 0.02)) as server:
        heard = hear(at(server), SHORT)
    assert heard.kind == "timeout"
    assert heard.seconds < SHORT + 1


def test_a_fast_endless_answer_ends_at_the_most_characters(client_libraries: None) -> None:
    with FaultyServer(drips((event("again ") for _ in range(10**6)), 0.0)) as server:
        heard = hear(patient(server, Rests(), most=100))
    assert heard.kind == "cut_short"
    assert 90 < len(heard.text) <= 100


@pytest.mark.parametrize("text", ["I cannot help with that.", '{"id": "a"', "[[[[", GOOD[0]])
def test_a_text_that_is_no_json_is_passed_on_for_others_to_judge(at: Open, text: str) -> None:
    with FaultyServer(answers(text)) as server:
        heard = hear(at(server))
    assert (heard.text, heard.problem) == (text, None)


def test_nobody_at_the_port_is_unreachable(at: Open) -> None:
    with FaultyServer(hangs) as server:
        model = at(server)
    heard = hear(model)
    assert heard.kind == "unreachable"
    assert "COMPANION_LLM_BASE_URL" in str(heard.problem)


def test_a_server_that_fails_once_is_asked_again(client_libraries: None) -> None:
    rests = Rests()
    with FaultyServer(status(500), answers(*GOOD)) as server:
        heard = hear(patient(server, rests))
    assert heard.pieces == GOOD
    assert len(rests.seconds) == 1
    assert 0 < rests.seconds[0] < 1


def test_a_server_that_asks_for_seconds_of_patience_gets_them(client_libraries: None) -> None:
    rests = Rests()
    with FaultyServer(status(429, retry_after="3"), answers(*GOOD)) as server:
        heard = hear(patient(server, rests))
    assert heard.pieces == GOOD
    assert 3 < rests.seconds[0] < 4


def test_a_server_that_names_a_moment_gets_patience_until_then(client_libraries: None) -> None:
    rests = Rests()
    moment = format_datetime(dt.datetime.now(dt.UTC) + dt.timedelta(seconds=5), usegmt=True)
    with FaultyServer(status(503, retry_after=moment), answers(*GOOD)) as server:
        heard = hear(patient(server, rests))
    assert heard.pieces == GOOD
    assert 2 < rests.seconds[0] < 6


@pytest.mark.parametrize("code", [429, 503])
def test_patience_beyond_the_deadline_is_refused_at_once(client_libraries: None, code: int) -> None:
    rests = Rests()
    with FaultyServer(status(code, retry_after="60"), answers(*GOOD)) as server:
        heard = hear(patient(server, rests))
    assert heard.problem is not None
    assert heard.problem.retry_after == 60
    assert rests.seconds == []


def test_a_redirect_is_not_followed(at: Open) -> None:
    with FaultyServer(answers(*GOOD)) as elsewhere:
        with FaultyServer(status(307, location=f"{elsewhere.base_url}/chat/completions")) as server:
            assert hear(at(server)).kind == "unreachable"
        assert elsewhere.asked == []


def test_no_time_left_means_no_request(at: Open) -> None:
    with FaultyServer(answers(*GOOD)) as server:
        heard = hear(at(server), 0.0)
    assert heard.kind == "timeout"
    assert server.asked == []


def test_whoever_stops_listening_ends_the_connection(at: Open) -> None:
    hung_up = threading.Event()

    def endless(exchange: object) -> None:
        try:
            drips((event("x") for _ in range(10**6)), 0.001)(exchange)  # type: ignore[arg-type]
        except OSError:
            hung_up.set()

    with FaultyServer(endless) as server:
        pieces = iter(at(server).stream(MESSAGES, Item, Deadline(LONG)))
        next(pieces)
        del pieces
        assert hung_up.wait(5)


def test_what_the_server_says_never_reaches_the_message(at: Open) -> None:
    body = f'{{"error": {{"message": "Incorrect API key provided: {KEY}"}}}}'
    with FaultyServer(status(401, body)) as server:
        heard = hear(at(server))
    assert KEY not in str(heard.problem)
    assert "\n" not in str(heard.problem)


def test_a_model_that_keeps_failing_is_left_alone(client_libraries: None) -> None:
    with FaultyServer(status(500)) as server:
        model = patient(server, Rests())
        kinds = [hear(model).kind for _ in range(4)]
    assert kinds == ["server_error"] * 3 + ["busy"]
    assert len(server.asked) == 6


def test_threads_end_with_their_calls_although_the_server_is_silent(at: Open) -> None:
    with FaultyServer(stalls("x")) as server:
        pieces = iter(at(server).stream(MESSAGES, Item, Deadline(LONG)))
        next(pieces)
        ours = [thread for thread in threading.enumerate() if thread.name == "companion-llm"]
        del pieces
        for thread in ours:
            thread.join(LONG / 2)
        assert ours
        assert not any(thread.is_alive() for thread in ours)


def test_no_tracing_service_hears_of_a_call(monkeypatch: pytest.MonkeyPatch) -> None:
    """LangChain would send every message to a third party if this variable is set for another program."""
    from langchain_core.language_models import GenericFakeChatModel
    from langchain_core.messages import AIMessage
    from langsmith.utils import tracing_is_enabled

    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    seen = []

    def connect(line: Line) -> GenericFakeChatModel:
        seen.append(tracing_is_enabled())
        return GenericFakeChatModel(messages=iter([AIMessage("{}", response_metadata={"finish_reason": "stop"})]))

    hear(RemoteModel("fake:x", False, connect, ("prompt",), breaker=Breaker(), record=Record()))
    assert seen == [False]


def test_a_programming_error_is_no_answer_either() -> None:
    def connect(line: Line) -> None:
        raise KeyError("choices")

    model = RemoteModel("fake:x", False, connect, ("prompt",), breaker=Breaker(), record=Record())  # type: ignore[arg-type]
    with pytest.raises(ModelProblem, match="no answer of a chat model"):
        list(model.stream(MESSAGES, Item, Deadline(LONG)))
