"""A breaker opens after failures in a row, lets one call try later, and is right under many threads."""

from __future__ import annotations

import contextlib
from concurrent.futures import ThreadPoolExecutor

import pytest

from companion.errors import ModelProblem, ModelProblemKind
from companion.llm.breaker import Breaker


class Clock:
    """Stands still until it is moved."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def breaker(clock: Clock) -> Breaker:
    return Breaker(failures=3, seconds=60, clock=clock)


def fail(breaker: Breaker, kind: ModelProblemKind = "timeout", times: int = 1) -> None:
    for _ in range(times):
        with contextlib.suppress(ModelProblem), breaker.guarding("m"):
            raise ModelProblem(kind, "m", "failed")


def lets_through(breaker: Breaker) -> bool:
    try:
        with breaker.guarding("m"):
            return True
    except ModelProblem:
        return False


def test_fewer_failures_leave_it_closed(breaker: Breaker) -> None:
    fail(breaker, times=2)
    assert lets_through(breaker)


def test_a_success_in_between_starts_the_count_again(breaker: Breaker) -> None:
    fail(breaker, times=2)
    assert lets_through(breaker)
    fail(breaker, times=2)
    assert lets_through(breaker)


@pytest.mark.parametrize(
    ("last", "shown"),
    [("unreachable", "unreachable"), ("timeout", "unreachable"), ("server_error", "busy"), ("rate_limited", "busy")],
)
def test_open_it_says_what_was_wrong_and_when_the_next_try_is(
    breaker: Breaker, clock: Clock, last: ModelProblemKind, shown: str
) -> None:
    fail(breaker, last, times=3)
    clock.now += 20
    with (
        pytest.raises(ModelProblem, match="3 failed calls in a row; next try in 40 s") as raised,
        breaker.guarding("m"),
    ):
        pytest.fail("an open breaker lets nothing through")
    assert raised.value.kind == shown


@pytest.mark.parametrize("kind", ["refused_key", "unknown_model", "cut_short", "no_json"])
def test_an_answer_that_nobody_likes_is_no_failure(breaker: Breaker, kind: ModelProblemKind) -> None:
    fail(breaker, kind, times=5)
    assert lets_through(breaker)


def test_after_a_while_one_success_closes_it(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, times=3)
    clock.now += 61
    assert lets_through(breaker)
    fail(breaker, times=2)
    assert lets_through(breaker)


def test_after_a_while_one_failure_opens_it_again(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, times=3)
    clock.now += 61
    fail(breaker)
    assert not lets_through(breaker)
    clock.now += 59
    assert not lets_through(breaker)


def test_only_one_call_tries_at_a_time(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, times=3)
    clock.now += 61
    with breaker.guarding("m"):
        assert not lets_through(breaker)
    assert lets_through(breaker)


def test_a_try_that_nobody_waited_for_makes_room_for_the_next(breaker: Breaker, clock: Clock) -> None:
    fail(breaker, times=3)
    clock.now += 61
    with contextlib.suppress(GeneratorExit), breaker.guarding("m"):
        raise GeneratorExit
    assert lets_through(breaker)


def test_many_threads_get_one_try_between_them(breaker: Breaker, clock: Clock) -> None:
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: fail(breaker), range(50)))
        clock.now += 61
        with breaker.guarding("m"):
            assert not any(pool.map(lambda _: lets_through(breaker), range(50)))
