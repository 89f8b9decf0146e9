"""Orders to a language model, by the meanings of their words and how these come together; see orders.yaml."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from typing import NamedTuple

import yaml

from ingest.screen.reasons import REASONS, Reason

# A text is written as one run of signs a word, a sign for each meaning, with ";" behind every word and "." between
# sentences. A rule is then a short regular expression over few hundred signs instead of one over thousands of letters.
_TOKEN = re.compile(
    r"https?:\S+|[\w.+-]{1,64}@[\w.-]{1,200}\.\w+|www\.\S+|[^\W_](?:[\w'.-]*[^\W_])?|[.!?…]+(?=\W|$)|[\n\":]"
)
_ENDS = ".!?…"
_FIRST_SIGN = 0x4E00  # far from the two signs that structure a text
_STEPS = {
    " ": r"[^;.]*;(?:[^;.]*;){0,1}[^;.]*",
    " … ": r"[^;.]*;(?:[^;.]*;){0,7}[^;.]*",
    " // ": r"[^;]*;(?:[^;]*;){0,40}?[^;]*",
}
_STEP = re.compile(r"( … | // | )")
_TOGETHER = " & "
_FILES = ("orders.yaml", "hints.yaml")
_SENTENCE_MOST = 60  # words; what has no stops is cut, so that lists and tables do not bring everything together
_STEM = 2  # letters by which patterns are found; more would miss endings such as "KIs"
_STEM_OF = re.compile(rf"[^\W\d_]{{{_STEM}}}(?![?*])")
_LITERAL = re.compile(r"[^\W_](?:[\w'-]*\w)?|[:\"\n]")
_KNOWN_MOST = 50_000  # words of all documents read by one process


@dataclass(frozen=True)
class _Rule:
    reason: Reason
    needs: tuple[frozenset[str], ...]
    never: frozenset[str]
    patterns: tuple[re.Pattern[str], ...]  # several have to be found in one sentence

    def breaks(self, text: _Text) -> bool:
        """Say whether a sentence follows the rule and holds nothing that makes it harmless."""
        for need in self.needs:  # no generator: most rules end here, 230 of them a text
            if text.present.isdisjoint(need):
                return False
        if len(self.patterns) > 1:
            return any(self._together(signs, present) for signs, present in text.sentences)
        (pattern,) = self.patterns
        if self.never.isdisjoint(text.present):
            return pattern.search(text.signs) is not None
        return any(self.never.isdisjoint(_sentence(text.signs, found)) for found in pattern.finditer(text.signs))

    def _together(self, signs: str, present: frozenset[str]) -> bool:
        for need in self.needs:
            if present.isdisjoint(need):
                return False
        return self.never.isdisjoint(present) and all(pattern.search(signs) for pattern in self.patterns)


class _Text:
    """A text in signs; its sentences are parted once a rule asks for them."""

    def __init__(self, signs: str) -> None:
        self.signs = signs
        self.present = frozenset(signs)

    @cached_property
    def sentences(self) -> Sequence[tuple[str, frozenset[str]]]:
        """The signs of each sentence, in a run and as a set."""
        return tuple((part, frozenset(part)) for whole in self.signs.split(".") for part in _cut(whole))


@dataclass(frozen=True)
class _Book:
    words: Mapping[str, str]  # a word to its signs
    stems: Mapping[str, Sequence[tuple[re.Pattern[str], str]]]  # first letters to patterns of words and their signs
    phrases: Mapping[str, Sequence[tuple[tuple[str, ...], str]]]  # a first word to the words behind it and their sign
    rules: tuple[_Rule, ...]


class _Data(NamedTuple):
    words: dict[str, list[str]]
    rules: dict[str, list[str]]


def ordered(folded: str) -> Reason | None:
    """Return the reason of the most telling rule that a text in folded letters follows."""
    text = _Text(_signs(_TOKEN.findall(folded)))
    return next((rule.reason for rule in _book().rules if rule.breaks(text)), None)


def _cut(sentence: str) -> Sequence[str]:
    words = sentence.split(";")
    if len(words) <= _SENTENCE_MOST:
        return (sentence,)
    steps = range(0, len(words), _SENTENCE_MOST // 2)
    return [";".join(words[start : start + _SENTENCE_MOST]) for start in steps]


def _signs(tokens: Sequence[str]) -> str:
    phrases = _book().phrases
    parts = []
    for place, token in enumerate(tokens):
        if token[0] in _ENDS:
            parts.append(".")
            continue
        parts.append(_meanings(token))
        for rest, sign in phrases.get(token, ()):
            if tuple(tokens[place + 1 : place + 1 + len(rest)]) == rest:
                parts.append(sign)
        parts.append(";")
    return "".join(parts)


@lru_cache(maxsize=_KNOWN_MOST)
def _meanings(word: str) -> str:
    book = _book()
    patterns = (*book.stems.get(word[:_STEM], ()), *book.stems.get("", ()))
    found = {*book.words.get(word, ""), *(sign for pattern, sign in patterns if pattern.fullmatch(word))}
    if not found and "-" in word and ":" not in word:
        return _meanings(word.rpartition("-")[2])  # a German compound is what its last part says
    return "".join(sorted(found))


def _sentence(signs: str, found: re.Match[str]) -> str:
    end = signs.find(".", found.end())
    return signs[signs.rfind(".", 0, found.start()) + 1 : end if end >= 0 else None]


@cache
def _book() -> _Book:
    data = _data()
    signs = {name: chr(_FIRST_SIGN + place) for place, name in enumerate(data.words)}
    words: dict[str, str] = {}
    stems: dict[str, list[tuple[re.Pattern[str], str]]] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for entry, sign in ((entry, signs[name]) for name, entries in data.words.items() for entry in entries):
        if " " in entry:
            first, *rest = entry.split()
            phrases.setdefault(first, []).append((tuple(rest), sign))
        elif _LITERAL.fullmatch(entry):
            words[entry] = words.get(entry, "") + sign
        else:
            stem = _STEM_OF.match(entry)
            stems.setdefault(stem[0] if stem else "", []).append((re.compile(entry), sign))
    rules = (_rule(reason, line, signs) for reason in REASONS for line in data.rules.get(reason, ()))
    return _Book(words, stems, phrases, tuple(rules))


def _data() -> _Data:
    data = _Data({}, {})
    for name in _FILES:
        text = files("ingest.screen").joinpath(name).read_text(encoding="utf-8")
        part = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
        data.words.update(part["words"])
        for reason, lines in part["rules"].items():
            data.rules.setdefault(reason, []).extend(lines)
    return data


def _rule(reason: Reason, line: str, signs: Mapping[str, str]) -> _Rule:
    """Read a rule in the notation of orders.yaml."""
    order, *never = line.split(" -")
    needs: list[frozenset[str]] = []
    patterns = []
    for group in order.split(_TOGETHER):
        parts = _STEP.split(group)
        meanings = [frozenset(signs[name] for name in part.split("/")) for part in parts[::2]]
        needs += meanings
        patterns.append(
            re.compile(
                _one_of(meanings[0])
                + "".join(_STEPS[step] + _one_of(need) for step, need in zip(parts[1::2], meanings[1:], strict=True))
            )
        )
    return _Rule(reason, tuple(needs), frozenset(signs[name] for name in never), tuple(patterns))


def _one_of(signs: frozenset[str]) -> str:
    return f"[{''.join(sorted(signs))}]"
