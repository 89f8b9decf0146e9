from pathlib import Path

import pytest
import yaml

from companion.boundaries import read_contacts
from companion.errors import InvalidInput
from tests.companion.boundaries.sample import CONTACTS


def test_the_shipped_file_names_the_emergency_number_first() -> None:
    first = read_contacts(CONTACTS).of("crisis", "de")[0]

    assert first.phone == "112"


def test_only_checked_numbers_are_shipped() -> None:
    known = {"112", "0800 1110111", "0800 1110222", "116117"}
    contacts = read_contacts(CONTACTS).root
    people = [one for languages in contacts.values() for listed in languages.values() for one in listed]

    numbers = {part for one in people if one.phone for part in one.phone.replace(" or ", " oder ").split(" oder ")}
    assert numbers == known


@pytest.mark.parametrize(
    ("change", "field", "remedy"),
    [
        ({"crisis": None}, "crisis", "must hold"),
        ({"crisis": {"de": [{"name": "A"}]}}, "crisis.en", "is missing"),
        ({"crisis": {"de": [], "en": [{"name": "A"}]}}, "crisis.de", "at least one"),
        ({"crisis": {"de": [{"phone": "1"}], "en": [{"name": "A"}]}}, "crisis.de[0].name", "is missing"),
        ({"crisis": {"de": [{"name": "A", "fax": "1"}], "en": [{"name": "A"}]}}, "crisis.de[0].fax", "unknown key"),
        ({"crisis": {"de": [{"name": "A", "phone": 112}], "en": [{"name": "A"}]}}, "crisis.de[0].phone", "quotes"),
        ({"weather": {"de": [{"name": "A"}]}}, "weather", "categories are"),
    ],
)
def test_a_mistake_is_one_line_with_file_field_and_remedy(
    change: dict[str, object], field: str, remedy: str, tmp_path: Path
) -> None:
    path = tmp_path / "contacts.yaml"
    path.write_text(yaml.safe_dump({**yaml.safe_load(CONTACTS.read_text("utf-8")), **change}), "utf-8")

    with pytest.raises(InvalidInput) as caught:
        read_contacts(path)

    assert (caught.value.origin, caught.value.field) == (str(path), field)
    assert remedy in caught.value.remedy
    assert "\n" not in str(caught.value)


def test_a_missing_category_is_named(tmp_path: Path) -> None:
    data = yaml.safe_load(CONTACTS.read_text("utf-8"))
    del data["leak"]
    path = tmp_path / "contacts.yaml"
    path.write_text(yaml.safe_dump(data), "utf-8")

    with pytest.raises(InvalidInput, match=r"leak\.de: is missing"):
        read_contacts(path)


@pytest.mark.parametrize("text", ["- a list", "{broken", "just words"])
def test_another_kind_of_file_is_refused_in_one_line(text: str, tmp_path: Path) -> None:
    path = tmp_path / "contacts.yaml"
    path.write_text(text, "utf-8")

    with pytest.raises(InvalidInput) as caught:
        read_contacts(path)

    assert "\n" not in str(caught.value)
