from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from companion.retrieve.fusion import Rating
from companion.retrieve.select import Wanted, diverse, ranked
from tests.companion.retrieve.sample import passage


def rating(*scores: float) -> Rating:
    return Rating(np.array(scores), np.array(scores), np.array(scores))


@pytest.mark.parametrize(
    ("wanted", "facts", "allowed"),
    [
        ({}, {}, True),
        ({"language": "en"}, {"language": "de"}, False),
        ({"language": "de"}, {"language": "de"}, True),
        ({"kinds": ("pitfall",)}, {"kind": "practice"}, False),
        ({"kinds": ("pitfall", "practice")}, {"kind": "practice"}, True),
        ({"phases": ("closing",)}, {"phases": ("kick_off", "working")}, False),
        ({"phases": ("working",)}, {"phases": ("kick_off", "working")}, True),
        ({"phases": ("working",)}, {"phases": ()}, True),
        ({"audience": ("mentor", "both")}, {"audience": ("facilitator",)}, False),
        ({"audience": ("mentor", "both")}, {"audience": ("both",)}, True),
        ({"audience": ("mentor",)}, {"audience": ()}, True),
    ],
)
def test_a_passage_must_be_what_is_wanted_where_it_says_what_it_is(
    wanted: dict[str, object], facts: dict[str, object], allowed: bool
) -> None:
    assert Wanted.model_validate(wanted).allows(passage("x", **facts)) is allowed  # type: ignore[arg-type]


def test_best_comes_first_and_equal_scores_in_the_order_of_ids() -> None:
    passages = [passage(name) for name in ("c", "b", "a")]
    assert ranked(rating(0.5, 0.9, 0.5), np.array([True] * 3), passages) == [1, 2, 0]


def test_differences_that_only_some_machines_see_do_not_order() -> None:
    passages = [passage(name) for name in ("b", "a")]
    assert ranked(rating(0.5 + 1e-9, 0.5), np.array([True] * 2), passages) == [1, 0]


def test_only_allowed_candidates_are_ranked() -> None:
    passages = [passage(name) for name in ("a", "b", "c")]
    assert ranked(rating(0.5, float("nan"), 0.5), np.array([False, True, True]), passages) == [2]


def alike(*groups: int) -> NDArray[np.float64]:
    """Cosines of passages: 1 within a group, 0.8 between groups."""
    return np.where(np.equal.outer(groups, groups), 1.0, 0.8)


def between(cosines: NDArray[np.float64]):  # type: ignore[no-untyped-def]
    return lambda rows: cosines[np.ix_(rows, rows)]


def test_a_near_duplicate_gives_way() -> None:
    scores = np.array([0.9, 0.89, 0.6])
    assert diverse([0, 1, 2], scores, 2, 0.5, between(alike(1, 1, 2))) == [0, 2]


def test_much_better_passages_do_not_give_way() -> None:
    scores = np.array([0.9, 0.89, 0.1])
    assert diverse([0, 1, 2], scores, 2, 0.2, between(alike(1, 1, 2))) == [0, 1]


def test_without_diversity_nobody_looks_at_the_differences() -> None:
    def never(rows: Sequence[int]) -> NDArray[np.float64]:
        raise AssertionError

    assert diverse([2, 0, 1], np.array([0.2, 0.1, 0.9]), 2, 0.0, never) == [2, 0]


def test_copies_of_one_passage_keep_their_order() -> None:
    assert diverse([0, 1, 2], np.array([0.9, 0.8, 0.7]), 3, 0.5, between(alike(1, 1, 1))) == [0, 1, 2]


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12), st.integers(1, 15), st.floats(0, 1))
def test_as_many_different_rows_as_there_are(scores: list[float], k: int, diversity: float) -> None:
    rows = sorted(range(len(scores)), key=lambda row: -scores[row])
    cosines = alike(*[row % 3 for row in range(len(scores))])
    chosen = diverse(rows, np.array(scores), k, diversity, between(cosines))
    assert chosen[0] == rows[0]
    assert len(set(chosen)) == len(chosen) == min(k, len(rows))
