import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from companion.lexical import LexicalScores
from companion.retrieve.fusion import Lexical, Rating, Weights, best_of, lexical_side, rate

WEIGHTS = Weights(lexical=0.5, across=0.25, carried=0.5, words=0.5)
NAN = float("nan")


def scores(words: list[float], grams: list[float], full: float = 1.0) -> LexicalScores:
    return LexicalScores(np.array(words, np.float32), np.array(grams, np.float32), full, full)


def same(*languages: bool) -> NDArray[np.bool_]:
    return np.array(languages)


def lexical(*shares: float) -> Lexical:
    return Lexical(np.array(shares), np.ones(len(shares), dtype=bool))


def test_words_and_grams_share_the_lexical_side() -> None:
    side = lexical_side(scores([1, 0], [0.5, 0.5]), same(True, True), WEIGHTS)
    assert side.share.tolist() == [0.75, 0.25]


def test_a_share_is_never_more_than_all() -> None:
    assert lexical_side(scores([3], [3]), same(True), WEIGHTS).share.tolist() == [1]


def test_a_query_without_words_has_no_lexical_side() -> None:
    assert lexical_side(scores([0], [0], full=0), same(True), WEIGHTS).share.tolist() == [0]


def test_across_languages_some_grams_are_all_that_can_be_expected() -> None:
    side = lexical_side(scores([1, 1, 1], [0.25, 0.5, 0.75]), same(False, False, False), WEIGHTS)
    assert side.share.tolist() == [0.5, 1, 1]


def test_dense_runs_from_the_farthest_in_the_library_to_the_nearest() -> None:
    rating = rate(np.array([0.9, 0.8, 0.85]), 0.7, lexical(0, 0, 0), WEIGHTS)
    assert rating.dense == pytest.approx([1, 0.5, 0.75])


@pytest.mark.parametrize("cosines", [[0.8], [0.8, 0.8]])
def test_passages_that_are_all_alike_are_all_nearest(cosines: list[float]) -> None:
    assert rate(np.array(cosines), 0.8, lexical(*[0] * len(cosines)), WEIGHTS).dense.tolist() == [1] * len(cosines)


def test_the_score_weighs_both_sides() -> None:
    rating = rate(np.array([0.9, 0.7]), 0.7, lexical(0.5, 1), WEIGHTS)
    assert rating.score == pytest.approx([0.75, 0.5])


def test_across_languages_the_dense_side_weighs_more() -> None:
    side = Lexical(np.array([0.0, 0.0]), same(True, False))
    assert rate(np.array([0.9, 0.9, 0.7])[:2], 0.7, side, WEIGHTS).score == pytest.approx([0.5, 0.75])


def test_what_is_no_candidate_has_no_score() -> None:
    rating = rate(np.array([0.9, NAN]), 0.7, lexical(0, 1), WEIGHTS)
    assert np.isnan(rating.score).tolist() == [False, True]


def test_a_passage_counts_for_the_query_that_it_answers_best() -> None:
    first = Rating(np.array([0.9, 0.1, NAN]), np.array([1.0, 0.0, NAN]), np.array([0.8, 0.2, 0.0]))
    second = Rating(np.array([0.2, 0.5, 0.3]), np.array([0.0, 1.0, 0.6]), np.array([0.4, 0.0, 0.0]))
    best = best_of([first, second])
    assert best.score.tolist() == [0.9, 0.5, 0.3]
    assert best.dense.tolist() == [1.0, 1.0, 0.6]
    assert best.lexical.tolist() == [0.8, 0.0, 0.0]


sides = st.lists(st.tuples(st.floats(-1, 1), st.floats(0, 1), st.booleans()), min_size=1, max_size=20)


@given(sides)
def test_scores_lie_between_0_and_1(passages: list[tuple[float, float, bool]]) -> None:
    cosines, shares, languages = (np.array(side) for side in zip(*passages, strict=True))
    rating = rate(cosines, float(cosines.min()), Lexical(shares, languages))
    for side in (rating.score, rating.dense, rating.lexical):
        assert ((side >= 0) & (side <= 1)).all()
