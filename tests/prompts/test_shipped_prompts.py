from __future__ import annotations

import importlib
import re
from pathlib import Path
from typing import get_args

import pytest
from pydantic import BaseModel

from companion.domain import Language
from companion.prompts import Prompt, PromptName, load_prompts
from companion.shipped import shipped
from companion.text import address_forms, count_tokens, detect_language

PROMPTS = load_prompts(shipped("prompts"))
ALL = sorted(PROMPTS.by_name.values(), key=lambda prompt: prompt.name)
COMMON = {"address", "items", "pair", "passages", "situation"}
SYSTEM_TOKENS_MOST = 350
SCHOOL_OR_AGE = r"schüler|lehrer|unterricht|hausaufgabe|digital native|generation z|pupil|teacher|homework|lesson"


@pytest.fixture(params=ALL, ids=lambda prompt: prompt.name)
def prompt(request: pytest.FixtureRequest) -> Prompt:
    assert isinstance(request.param, Prompt)
    return request.param


def test_every_purpose_has_both_languages() -> None:
    files = {path.stem for path in Path(shipped("prompts")).glob("*.md")} - {"README"}
    assert files == {f"{name}.{language}" for name in get_args(PromptName) for language in get_args(Language)}


def test_variables_are_those_that_the_engine_gives(prompt: Prompt) -> None:
    assert prompt.variables == COMMON | ({"problems"} if prompt.name.startswith("repair") else set())


def test_output_model_has_the_fields_that_the_prompt_asks_for(prompt: Prompt) -> None:
    module, _, name = prompt.output.rpartition(".")
    model = getattr(importlib.import_module(module), name)
    assert issubclass(model, BaseModel)
    example = re.findall(r'^\{"items": .*\}$', prompt.user, re.MULTILINE)[0].replace("…", "i1")
    reply = model.model_validate_json(example)
    assert reply.model_dump()["items"] == ({"id": "i1", "text": "i1", "passages": (1,)},)


def test_system_part_is_short_enough_for_small_models(prompt: Prompt) -> None:
    assert count_tokens(prompt.system) <= SYSTEM_TOKENS_MOST


def test_a_prompt_speaks_its_language(prompt: Prompt) -> None:
    assert detect_language(prompt.system) == prompt.language
    assert detect_language(prompt.purpose) == prompt.language


def test_material_stands_in_the_user_part_only(prompt: Prompt) -> None:
    assert "$" not in prompt.system


def test_a_prompt_says_what_is_data_and_what_stays(prompt: Prompt) -> None:
    assert re.search(r"<< (?:and|und) >>", prompt.system)
    assert "[MENTOR]" in prompt.system
    assert "25" in prompt.system


def test_a_prompt_keeps_to_its_own_rules(prompt: Prompt) -> None:
    text = f"{prompt.system}\n{prompt.user}"
    assert not re.search(SCHOOL_OR_AGE, text, re.IGNORECASE)
    assert "Sie" not in address_forms(text)


def test_german_and_english_ask_for_the_same(prompt: Prompt) -> None:
    twin = PROMPTS.by_name[prompt.name[:-2] + {"de": "en", "en": "de"}[prompt.language]]
    order = [re.findall(r"\$[a-z]+|said_by|most_words|opening_line", part.user) for part in (prompt, twin)]
    assert order[0] == order[1]
    assert prompt.system.count("\n- ") == twin.system.count("\n- ")
