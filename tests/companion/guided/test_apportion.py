from hypothesis import given
from hypothesis import strategies as st

from companion.guided.apportion import Stretch, apportion

stretches = st.lists(
    st.builds(
        lambda weight, least, room, first: Stretch(weight, least, least + room, first),
        st.floats(0.5, 60),
        st.integers(1, 12),
        st.integers(0, 60),
        st.booleans(),
    ),
    min_size=1,
    max_size=12,
)


@given(stretches, st.integers(15, 240))
def test_minutes_always_sum_exactly(parts: list[Stretch], total: int) -> None:
    assert sum(apportion(total, parts)) == total


@given(stretches, st.integers(15, 240))
def test_bounds_hold_wherever_the_time_allows(parts: list[Stretch], total: int) -> None:
    if sum(part.least for part in parts) <= total <= sum(part.most for part in parts):
        for part, minutes in zip(parts, apportion(total, parts), strict=True):
            assert part.least <= minutes <= part.most


@given(stretches, st.integers(15, 240))
def test_everybody_gets_a_minute(parts: list[Stretch], total: int) -> None:
    assert min(apportion(total, parts)) >= 1


def test_spare_minutes_go_to_what_is_required() -> None:
    usual = [Stretch(10, 5, 15), Stretch(15, 5, 25, True), Stretch(10, 4, 20, True), Stretch(10, 4, 20, True)]
    assert apportion(45, [*usual, Stretch(15, 4, 20, True)]) == [7, 11, 8, 8, 11]


def test_a_full_block_leaves_its_share_to_the_others() -> None:
    assert apportion(60, [Stretch(30, 3, 10), Stretch(30, 3, 60)]) == [10, 50]
