from pathlib import Path

import pytest
import yaml

from companion.errors import InvalidInput
from companion.pairs import pair_schema, read_pair

GOOD = {
    "id": "tandem-07",
    "language": "de",
    "address": "Sie",
    "mentor": {"name": "Leyla Aydin", "role": "Dual Studierende"},
    "mentee": {"name": "Dr. Jörg Brandt", "role": "Vorstand"},
    "topic": "Social Media",
}


def written(folder: Path, **changes: object) -> Path:
    path = folder / "pair.yaml"
    path.write_text(yaml.safe_dump({**GOOD, **changes}, allow_unicode=True), encoding="utf-8")
    return path


def test_a_pair_file_becomes_a_pair(tmp_path: Path) -> None:
    pair = read_pair(written(tmp_path, concern="Redet viel"))
    assert pair.mentee.name == "Dr. Jörg Brandt"
    assert pair.concern is not None
    assert pair.concern.owner is None


@pytest.mark.parametrize(
    ("changes", "field", "remedy"),
    [
        ({"langauge": "de"}, "langauge", "did you mean language?"),
        ({"session_minutes": 14}, "session_minutes", "greater than or equal to 15"),
        ({"session_minutes": 241}, "session_minutes", "less than or equal to 240"),
        ({"address": None}, "", "address: du"),
        (
            {"sessions": [{"number": 1, "status": "held", "commitments": [{"owner": "nobody", "text": "x"}]}]},
            "sessions[0].commitments[0].owner",
            "'mentor' or 'mentee'",
        ),
        ({"sessions": [{"number": 2, "status": "held"}] * 2}, "sessions", "stands there twice"),
        ({"mentor": {"role": "Azubi"}}, "mentor.name", "is missing"),
    ],
)
def test_what_cannot_be_right_is_named_with_its_place(
    tmp_path: Path, changes: dict[str, object], field: str, remedy: str
) -> None:
    with pytest.raises(InvalidInput) as caught:
        read_pair(written(tmp_path, **changes))
    assert caught.value.field == field
    assert remedy in caught.value.remedy
    assert "pair.yaml" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"a: [1", b"- a\n- b", b"", b"a: 2026-99-99"])
def test_what_is_no_pair_file_ends_in_one_line(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "pair.yaml"
    path.write_bytes(content)
    with pytest.raises(InvalidInput) as caught:
        read_pair(path)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="there is no such file"):
        read_pair(tmp_path / "nobody.yaml")


def test_the_schema_knows_every_field() -> None:
    assert {"mentor", "mentee", "sessions", "concern", "goal", "contact"} <= set(pair_schema()["properties"])
