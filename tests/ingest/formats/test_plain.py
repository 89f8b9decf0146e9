import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.formats.plain import plain_blocks
from tests.ingest.sample import PARAGRAPH


def blocks(text: str) -> list[tuple[int, str]]:
    return [(block.level, block.text) for block in plain_blocks(text)]


@given(st.text())
def test_no_word_is_lost(text: str) -> None:
    assert " ".join(block.text for block in plain_blocks(text)).split() == text.split()


def test_blank_lines_part_paragraphs() -> None:
    assert blocks(f"{PARAGRAPH}\n\n\n{PARAGRAPH}") == [(0, PARAGRAPH), (0, PARAGRAPH)]


@pytest.mark.parametrize("width", [60, 72, 100])
def test_lines_broken_by_hand_are_joined(width: int) -> None:
    assert blocks(textwrap.fill(PARAGRAPH, width)) == [(0, PARAGRAPH)]


def test_short_lines_are_not_joined() -> None:
    assert blocks("8°C\nWirtschaft\nKim") == [(0, "8°C"), (0, "Wirtschaft"), (0, "Kim")]


def test_short_line_above_a_longer_one_is_not_joined() -> None:
    line = "Wer sich zum ersten Mal trifft, braucht vor allem Zeit zum Ankommen."
    assert blocks(f"{line}\nVon Kim\n{line}") == [(0, line), (2, "Von Kim"), (0, line)]


def test_long_lines_are_paragraphs() -> None:
    assert blocks(f"{PARAGRAPH}\n{PARAGRAPH}") == [(0, PARAGRAPH), (0, PARAGRAPH)]


def test_short_line_above_prose_is_a_heading() -> None:
    assert blocks(f"Der Anfang\n{PARAGRAPH}\nWie geht es weiter?\n{PARAGRAPH}") == [
        (1, "Der Anfang"),
        (0, PARAGRAPH),
        (2, "Wie geht es weiter?"),
        (0, PARAGRAPH),
    ]


def test_numbered_heading_is_no_list() -> None:
    assert blocks(f"{PARAGRAPH}\n\n2. Vorteile für beide\n\n{PARAGRAPH}")[1] == (2, "2. Vorteile für beide")


def test_heading_may_stand_above_a_list() -> None:
    assert blocks("Mitbringen\n\n- Papier\n- zwei Stifte") == [(1, "Mitbringen"), (0, "- Papier\n- zwei Stifte")]


@pytest.mark.parametrize("line", ["Ein ganzer Satz.", "Dazu gehört:", "klein geschrieben", "X" * 91])
def test_other_lines_are_no_headings(line: str) -> None:
    assert blocks(f"{line}\n\n{PARAGRAPH}")[0] == (0, line)


def test_last_line_is_no_heading() -> None:
    assert blocks(f"{PARAGRAPH}\n\nKim Muster")[-1] == (0, "Kim Muster")


def test_list_in_broken_text_keeps_its_lines() -> None:
    text = "Zum ersten Treffen bringen beide alles mit, was sie brauchen\nwerden, und zwar:\n- Papier\n- zwei Stifte"
    assert blocks(text) == [
        (0, "Zum ersten Treffen bringen beide alles mit, was sie brauchen werden, und zwar:\n- Papier\n- zwei Stifte")
    ]
