"""A deadline is one moment, whoever asks."""

from __future__ import annotations

from companion.llm import Deadline


def test_time_runs_out_by_the_given_clock() -> None:
    now = [10.0]
    deadline = Deadline(5, lambda: now[0])
    assert (deadline.remaining(), deadline.passed) == (5.0, False)
    now[0] = 14.0
    assert deadline.remaining() == 1.0
    now[0] = 16.0
    assert (deadline.remaining(), deadline.passed) == (0.0, True)
