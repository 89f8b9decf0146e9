from hypothesis import given
from hypothesis import strategies as st

from companion.cards import When
from companion.guided.choose import Option, Used, holds, ranked
from tests.companion.guided.sample import situation

NOW = situation()


def options(*whens: When) -> list[Option[str]]:
    return [Option("card", f"v{place}", f"v{place}", when) for place, when in enumerate(whens)]


def first(found: list[Option[str]]) -> str:
    return found[0].unit


def test_circumstances_that_are_not_given_exclude() -> None:
    assert [option.unit for option in ranked(options(When(format=("remote",)), When()), NOW, Used(), None)] == ["v1"]


def test_what_the_pitfall_asks_for_comes_first() -> None:
    asked = options(When(), When(pitfall=("lecture",)))
    assert first(ranked(asked, NOW, Used(), "lecture")) == "v1"


def test_the_unused_come_before_the_used_and_the_longest_unused_before_the_rest() -> None:
    three = options(When(), When(), When())
    assert first(ranked(three, NOW, Used(("card.v0", "card.v2")), None)) == "v1"
    assert first(ranked(three, NOW, Used(("card.v1", "card.v0", "card.v2")), None)) == "v1"


def test_the_nearest_wins_among_the_unused() -> None:
    fits = {"v0": 0.2, "v1": 0.9, "v2": 0.5}
    assert first(ranked(options(When(), When(), When()), NOW, Used(), None, lambda o: fits[o.unit])) == "v1"


def test_more_circumstances_beat_fewer() -> None:
    specific = options(When(), When(format=("onsite",), has_open=True))
    assert first(ranked(specific, NOW, Used(), None)) == "v1"


@given(st.integers(2, 7))
def test_six_sessions_bring_nothing_twice_where_the_stock_allows(stock: int) -> None:
    used, seen = Used(), []
    for _ in range(stock):
        choice = ranked(options(*[When()] * stock), NOW, used, None)[0]
        used = used.add([choice.id])
        seen.append(choice.unit)
    assert len(set(seen)) == stock


def test_different_pairs_begin_at_different_places() -> None:
    begins = {
        first(ranked(options(*[When()] * 5), situation(id=f"pair-{number}"), Used(), None)) for number in range(30)
    }
    assert len(begins) == 5


def test_words_are_found_in_any_case_and_inside_others() -> None:
    assert holds(When(mentor_role_like=("trainee",)), NOW, None)
    assert not holds(When(mentor_role_like=("azubi",)), NOW, None)
    assert holds(When(wish_like=("morgen",)), NOW, None)


def test_open_commitments_and_cancellations_are_circumstances() -> None:
    assert holds(When(has_open=True), NOW, None)
    assert not holds(When(cancelled_in_a_row=1), NOW, None)
