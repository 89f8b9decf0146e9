import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.drafted.replies import Reply, arriving

REPLIES = st.lists(
    st.builds(Reply, id=st.text(max_size=5), text=st.text(max_size=30), passages=st.lists(st.integers()).map(tuple)),
    max_size=6,
)


def written(replies: list[Reply]) -> str:
    return json.dumps({"items": [reply.model_dump() for reply in replies]}, ensure_ascii=False)


@given(REPLIES, st.integers(1, 9))
def test_all_replies_arrive_however_the_text_is_cut(replies: list[Reply], size: int) -> None:
    text = written(replies)
    assert list(arriving(text[at : at + size] for at in range(0, len(text), size))) == replies


@given(REPLIES)
def test_a_reply_arrives_with_its_last_bracket(replies: list[Reply]) -> None:
    text = written(replies)
    for number in range(1, len(replies) + 1):
        whole = (
            text.index("[")
            + 1
            + len(", ".join(json.dumps(r.model_dump(), ensure_ascii=False) for r in replies[:number]))
        )
        assert list(arriving([text[:whole]])) == replies[:number]


@pytest.mark.parametrize("around", ["Sure! Here it is:\n```json\n{}\n```\nAnything else?", "{}", "<think>[]</think>{}"])
def test_what_stands_around_does_no_harm(around: str) -> None:
    text = around.replace("{}", written([Reply(id="i1", text="What?")]))
    assert list(arriving(text)) == [Reply(id="i1", text="What?")]


def test_a_list_without_the_object_around_it_is_understood() -> None:
    assert list(arriving('[{"id": "i1", "text": "What?"}]')) == [Reply(id="i1", text="What?")]


@pytest.mark.parametrize(
    "text", ["", "no", "[", '{"items": [', '{"items": [1, 2]}', '{"items": [{"id": 1}]}', "{" * 3_000]
)
def test_what_is_no_reply_is_passed_over(text: str) -> None:
    assert list(arriving([text])) == []


def test_more_is_ignored_than_anybody_could_mean() -> None:
    assert len(list(arriving([written([Reply(id="i1", text="What?")] * 500)]))) == 60
