import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.cards import Card, Move
from companion.guided.guidance import Guidance, Thresholds
from companion.guided.situation import Situation, situate
from companion.guided.skeleton import Slot, most_blocks, skeleton
from tests.companion.guided.sample import TODAY, card, pair


def block(kind: str, order: int, usual: int, extra: str = "") -> str:
    minutes = f"{{least: {min(5, usual)}, usual: {usual}, most: {usual * 2}}}"
    head = f"  - {{kind: {kind}, phases: [working], order: {order}, minutes: {minutes}, counts_as: joint{extra},"
    return head + " variants: [" + _inline() + "]}\n"


def _inline() -> str:
    return (
        '{id: one, title: T, lead: both, purpose: Z., opening_line: {who: mentor, text: "Los."}, '
        'steps: [{by: both, share: 1, text: "Tun"}], if_stuck: "Kleiner.", '
        "leaves: {nom: ein Blatt, acc: ein Blatt, dat: einem Blatt}}"
    )


def cards() -> dict[str, Card]:
    merged = '{into: close, steps: [{by: mentee, share: 1, text: "Plan"}]}'
    front = (
        "id: hour\nnumber: 29\nkind: agenda_block\nlanguage: de\ntitle: Stunde\naudience: both\n"
        "phases: [working]\nevidence: [own]\nblocks:\n"
        + block("check_in", 10, 5, ", required: true")
        + block("impulse", 20, 10, ", yields: 20")
        + block("try_out", 30, 20, ", required: true, repeats: [{from: 105, order: 43}]")
        + block("dialogue", 40, 10, ", yields: 10")
        + block("transfer", 50, 10, f", yields: 15, merged: {merged}")
        + block("close", 90, 5, ", required: true")
    )
    return {"hour": card(front)}


def plan(minutes: int, *moves: Move) -> list[Slot]:
    guidance = Guidance(cards(), matcher=None, thresholds=Thresholds(1, 1), language="de")  # type: ignore[arg-type]
    return skeleton(at(minutes), guidance, (), moves)


def at(minutes: int) -> Situation:
    return situate(pair(), minutes=minutes, topic=None, today=TODAY)


def kinds(slots: list[Slot]) -> list[str]:
    return [slot.block.kind for slot in slots]


@given(st.integers(15, 240))
def test_minutes_sum_to_the_session_at_any_length(minutes: int) -> None:
    slots = plan(minutes)
    assert sum(slot.minutes for slot in slots) == minutes
    assert min(slot.minutes for slot in slots) >= 3


@given(st.integers(15, 240))
def test_no_session_is_overfilled(minutes: int) -> None:
    assert len(plan(minutes)) <= most_blocks(minutes)


def test_an_hour_has_the_usual_lengths() -> None:
    assert [slot.minutes for slot in plan(60)] == [5, 10, 20, 10, 10, 5]


def test_short_sessions_drop_what_yields_first_and_fold_in_the_rest() -> None:
    assert "dialogue" not in kinds(plan(45))
    half_hour = plan(30)
    assert kinds(half_hour) == ["check_in", "impulse", "try_out", "close"]
    assert [block.kind for _, block in half_hour[-1].absorbed] == ["transfer"]


def test_long_sessions_repeat_a_block() -> None:
    assert kinds(plan(110)).count("try_out") == 2


def test_what_one_block_gives_another_takes() -> None:
    moved = plan(60, Move(block="impulse", minutes="-50%"), Move(block="try_out", minutes="rest"))
    assert [slot.minutes for slot in moved] == [5, 5, 25, 10, 10, 5]


@pytest.mark.parametrize(("minutes", "most"), [(15, 4), (30, 4), (31, 5), (45, 5), (60, 6), (75, 7), (240, 18)])
def test_the_limit_grows_with_the_length(minutes: int, most: int) -> None:
    assert most_blocks(minutes) == most
