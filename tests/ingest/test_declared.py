from pathlib import Path

import pytest

from companion.errors import InvalidInput
from ingest.declared import Declared, declared


def said(folder: Path, side: str | None = None, **front: object) -> Declared:
    """Return what is said about `a.pdf`."""
    if side is not None:
        (folder / "a.pdf.yaml").write_text(side, encoding="utf-8")
    return declared(folder / "a.pdf", front)


def test_nothing_is_said_by_default(tmp_path: Path) -> None:
    assert said(tmp_path) == said(tmp_path, side="") == said(tmp_path, licence=None) == Declared()


@pytest.mark.parametrize("name", ["licence", "license"])
def test_front_matter_and_side_file_have_the_same_fields(tmp_path: Path, name: str) -> None:
    expected = Declared(confidentiality="public", licence="CC BY 4.0", title="2026", language="en")
    side = f"confidentiality: public\n{name}: CC BY 4.0\ntitle: 2026\nlanguage: en\n"
    assert said(tmp_path, side=side) == expected
    (tmp_path / "a.pdf.yaml").unlink()
    assert said(tmp_path, confidentiality="public", **{name: "CC BY 4.0"}, title=2026, language="en") == expected


def test_places_complete_each_other(tmp_path: Path) -> None:
    assert said(tmp_path, side="licence: MIT", title="T") == Declared(licence="MIT", title="T")


def test_other_programs_may_have_fields_in_the_front_matter(tmp_path: Path) -> None:
    assert said(tmp_path, tags=["a"], author="K.") == Declared()


@pytest.mark.parametrize(
    ("side", "field", "remedy"),
    [
        ("confidentality: public", "a.pdf.yaml: confidentality", "is unknown; known are confidentiality, licence"),
        ("confidentiality: secret", "a.pdf.yaml: confidentiality", "must be public or internal"),
        ("language: fr", "a.pdf.yaml: language", "must be de or en"),
        ("licence: [MIT]", "a.pdf.yaml: licence", "must be one line of text"),
        ("licence: MIT\nlicense: MIT", "a.pdf.yaml: license", "is the same as licence; keep one of them"),
        ("title: [", "a.pdf.yaml", "is not valid YAML"),
        ("title: 2026-02-31", "a.pdf.yaml", "is not valid YAML"),
        ("public", "a.pdf.yaml", "must hold fields"),
    ],
)
def test_side_file_that_cannot_be_used_is_refused(tmp_path: Path, side: str, field: str, remedy: str) -> None:
    with pytest.raises(InvalidInput, match=remedy) as caught:
        said(tmp_path, side=side)
    assert (caught.value.origin, caught.value.field) == (str(tmp_path / "a.pdf"), field)


def test_value_that_nobody_knows_is_refused_in_a_front_matter(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"a\.pdf: confidentiality: must be public or internal"):
        said(tmp_path, confidentiality="Public")


def test_two_places_do_not_speak_about_the_same(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="is in the file's front matter too; keep one of them"):
        said(tmp_path, side="confidentiality: public", confidentiality="internal")
