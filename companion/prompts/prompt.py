"""Prompts as files: strict data with placeholders, never text inside code."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from string import Template
from typing import Literal, get_args

import yaml
from pydantic import ValidationError

from companion.domain import Language, Model, ShortText
from companion.errors import InvalidInput, Unavailable
from companion.llm import Message

PromptName = Literal["agenda", "reflection", "expectations", "repair"]

_DIGEST_LENGTH = 12
_FILE = re.compile(r"\A---\n(?P<front>.*?)^---\n(?P<body>.*)\Z", re.DOTALL | re.MULTILINE)
_BODY = re.compile(r"\A\s*## System\n(?P<system>.*?)^## User\n(?P<user>.*)\Z", re.DOTALL | re.MULTILINE)


class _Front(Model):
    """What a prompt file says about itself; `output` is the dotted path of the model that the answer must satisfy."""

    purpose: ShortText
    language: Language
    variables: tuple[str, ...]
    output: ShortText


@dataclass(frozen=True)
class Prompt:
    """What a chat model is told for one purpose in one language.

    Attributes:
        name: the file's name without its ending, such as "agenda.de".
        purpose: one sentence for people.
        variables: what `render` must be given, no more and no less.
        output: dotted path of the model that the answer must satisfy.
        system: the part that says how to work, with `$name` for a variable and `$$` for a dollar sign.
        user: the part that says what to work on, likewise.
        digest: twelve hexadecimal digits of the file's SHA-256.
    """

    name: str
    purpose: str
    language: Language
    variables: frozenset[str]
    output: str
    system: str
    user: str
    digest: str

    def render(self, **variables: str) -> list[Message]:
        """Return the system and the user message with the variables put in; what they contain stays as it is.

        Raises:
            InvalidInput: if a variable is missing or one is given that the prompt does not have.
        """
        for missing in sorted(self.variables - variables.keys()):
            raise InvalidInput(f"prompt {self.name}", missing, "has no value; give it one")
        for extra in sorted(variables.keys() - self.variables):
            raise InvalidInput(f"prompt {self.name}", extra, "is no variable of this prompt; leave it out")
        return [
            Message("system", Template(self.system).substitute(variables)),
            Message("user", Template(self.user).substitute(variables)),
        ]


@dataclass(frozen=True)
class Prompts:
    """All prompts of a folder, every name in every language."""

    by_name: Mapping[str, Prompt]

    def get(self, name: PromptName, language: Language) -> Prompt:
        """Return the prompt for a purpose in a language."""
        return self.by_name[f"{name}.{language}"]


def load_prompts(folder: Path) -> Prompts:
    """Read every prompt of a folder.

    Raises:
        Unavailable: if one is missing.
        InvalidInput: if a file is no prompt; the text names it and the remedy.
    """
    names = [f"{name}.{language}" for name in get_args(PromptName) for language in get_args(Language)]
    return Prompts({name: _read(folder / f"{name}.md") for name in names})


def _read(path: Path) -> Prompt:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as problem:
        raise Unavailable(f"prompt {path}", "there is no such file; restore it or reinstall the companion") from problem
    except UnicodeDecodeError as problem:
        raise InvalidInput(str(path), "", "is not UTF-8 text; save it as UTF-8") from problem
    whole = _FILE.match(text)
    if whole is None:
        raise InvalidInput(str(path), "", "has no front matter; begin with lines between --- and ---")
    front, parts = _front(path, whole["front"]), _BODY.match(whole["body"])
    if parts is None:
        raise InvalidInput(str(path), "", "needs a part `## System` and after it a part `## User`")
    prompt = Prompt(
        name=path.stem,
        purpose=front.purpose,
        language=front.language,
        variables=frozenset(front.variables),
        output=front.output,
        system=parts["system"].strip(),
        user=parts["user"].strip(),
        digest=hashlib.sha256(text.encode()).hexdigest()[:_DIGEST_LENGTH],
    )
    _check(path, prompt)
    return prompt


def _front(path: Path, text: str) -> _Front:
    try:
        return _Front.model_validate(yaml.safe_load(text))
    except yaml.YAMLError as problem:
        raise InvalidInput(str(path), "front matter", "is not valid YAML; check colons and quotes") from problem
    except ValidationError as problem:
        first = problem.errors(include_url=False)[0]
        place = ".".join(str(part) for part in first["loc"]) or "front matter"
        raise InvalidInput(str(path), place, first["msg"][0].lower() + first["msg"][1:]) from problem


def _check(path: Path, prompt: Prompt) -> None:
    if not path.stem.endswith(f".{prompt.language}"):
        raise InvalidInput(str(path), "language", f"is {prompt.language}, but the file's name says otherwise")
    body = Template(f"{prompt.system}\n{prompt.user}")
    if not body.is_valid():
        raise InvalidInput(str(path), "", "has a stray $; write $name for a variable and $$ for a dollar sign")
    for name in sorted(prompt.variables.symmetric_difference(body.get_identifiers())):
        where = "the text does not use it" if name in prompt.variables else "the text uses it"
        raise InvalidInput(str(path), f"variables.{name}", f"{where}; list exactly the variables of the text")
