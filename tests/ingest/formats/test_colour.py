import pytest

from ingest.formats.colour import BLACK, WHITE, Colour, from_hex, indistinct


@pytest.mark.parametrize(
    ("text", "ground", "expected"),
    [
        ("ffffff", "ffffff", True),
        ("fefefe", "ffffff", True),
        ("f5f5f5", "ffffff", True),
        ("dddddd", "ffffff", False),
        ("000000", "010101", True),
        ("ff0000", "008000", False),
    ],
)
def test_text_melts_into_a_ground_of_its_own_colour_only(text: str, ground: str, expected: bool) -> None:
    assert indistinct(from_hex(text), from_hex(ground)) is expected


def test_unknown_colour_counts_as_seen() -> None:
    assert not indistinct(None, WHITE)
    assert not indistinct(BLACK, None)


@pytest.mark.parametrize("digits", ["auto", "", "fff", "1234567"])
def test_what_is_no_colour_is_none(digits: str) -> None:
    assert from_hex(digits) is None


def test_hexadecimal_digits_are_read() -> None:
    assert from_hex("FF0033") == Colour(1, 0, 0.2)
