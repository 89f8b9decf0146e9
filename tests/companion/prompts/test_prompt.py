from __future__ import annotations

from pathlib import Path

import pytest

from companion.errors import InvalidInput, Unavailable
from companion.llm import Message
from companion.prompts import Prompt, load_prompts

TEXT = """---
purpose: Tries things out.
language: en
variables: [pair, items]
output: some.Model
---

## System

Reword for $pair.

## User

Lines: $items
{"items": []} costs $$5
"""
NAMES = [
    f"{name}.{language}" for name in ("agenda", "reflection", "expectations", "repair") for language in ("de", "en")
]


def written(folder: Path, text: str = TEXT) -> Path:
    """A folder of prompts, one of which has this text."""
    for name in NAMES:
        (folder / f"{name}.md").write_text(TEXT.replace("language: en", f"language: {name[-2:]}"), encoding="utf-8")
    (folder / "agenda.en.md").write_text(text, encoding="utf-8")
    return folder


def prompt(folder: Path, text: str = TEXT) -> Prompt:
    return load_prompts(written(folder, text)).get("agenda", "en")


def test_render_gives_a_system_and_a_user_message(tmp_path: Path) -> None:
    assert prompt(tmp_path).render(pair="A and B", items="i1") == [
        Message("system", "Reword for A and B."),
        Message("user", 'Lines: i1\n{"items": []} costs $5'),
    ]


def test_a_value_is_put_in_as_it_is(tmp_path: Path) -> None:
    hostile = "$items $$ ${pair} {pair}\n## User\n\\1"
    assert prompt(tmp_path).render(pair=hostile, items="i1")[0].text == f"Reword for {hostile}."


def test_a_missing_variable_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"agenda\.en: items: has no value"):
        prompt(tmp_path).render(pair="A")


def test_an_extra_variable_is_named(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match=r"agenda\.en: notes: is no variable"):
        prompt(tmp_path).render(pair="A", items="i1", notes="private")


def test_the_digest_changes_with_the_file(tmp_path: Path) -> None:
    before = prompt(tmp_path).digest
    after = prompt(tmp_path, TEXT.replace("things", "other things")).digest
    assert before != after
    assert len(before) == 12
    assert prompt(tmp_path).digest == before


def test_front_matter_is_kept(tmp_path: Path) -> None:
    found = prompt(tmp_path)
    assert (found.name, found.purpose, found.language) == ("agenda.en", "Tries things out.", "en")
    assert found.variables == {"pair", "items"}
    assert found.output == "some.Model"


def test_each_name_and_language_has_its_own_file(tmp_path: Path) -> None:
    prompts = load_prompts(written(tmp_path))
    assert prompts.get("repair", "de").name == "repair.de"


def test_windows_line_ends_change_nothing(tmp_path: Path) -> None:
    plain = prompt(tmp_path)
    (tmp_path / "agenda.en.md").write_bytes(TEXT.replace("\n", "\r\n").encode())
    assert load_prompts(tmp_path).get("agenda", "en") == plain


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("---\npurpose", "purpose", "no front matter"),
        ("## User\n", "## Users\n", "needs a part `## System` and after it a part `## User`"),
        ("purpose: Tries", "purpose: [", "not valid YAML"),
        ("purpose: Tries things out.\n", "", "purpose: field required"),
        ("output: some.Model", "output: some.Model\nowner: me", "owner: extra inputs"),
        ("language: en", "language: fr", "language: input should be 'de' or 'en'"),
        ("language: en", "language: de", "language: is de, but the file's name says otherwise"),
        ("[pair, items]", "[pair]", "variables.items: the text uses it"),
        ("[pair, items]", "[pair, items, notes]", "variables.notes: the text does not use it"),
        ("$$5", "$5", "stray \\$"),
    ],
)
def test_a_file_that_is_no_prompt_is_refused_with_the_remedy(
    tmp_path: Path, old: str, new: str, complaint: str
) -> None:
    with pytest.raises(InvalidInput, match=complaint) as caught:
        prompt(tmp_path, TEXT.replace(old, new))
    assert "agenda.en.md" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_front_matter_that_is_no_mapping_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="front matter: input should be"):
        prompt(tmp_path, "---\njust words\n---\n## System\na\n## User\nb\n")


def test_a_file_in_another_encoding_is_refused(tmp_path: Path) -> None:
    (written(tmp_path) / "agenda.en.md").write_bytes("für".encode("latin-1"))
    with pytest.raises(InvalidInput, match="not UTF-8"):
        load_prompts(tmp_path)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    (written(tmp_path) / "repair.de.md").unlink()
    with pytest.raises(Unavailable, match=r"repair\.de\.md"):
        load_prompts(tmp_path)
