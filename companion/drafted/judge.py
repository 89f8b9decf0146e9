"""Whether a reworded item may take the guided one's place: the same checks as for guided items, and then some.

A guided item comes from an author; a model's item may come from anywhere. So it must also be near its sources, bring no
figure and no name that neither the sources nor the pair know, and nothing that a reader could click on or be led by.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from companion.checks.questions import question_faults, word_count
from companion.checks.similar import Similarity
from companion.domain import Artefact, Draft, Passage
from companion.drafted.items import WORDS_MOST, Item, items_of, with_text
from companion.text import address_forms, detect_language, normalise, sentences, without_quotations
from companion.words import say

# Measured with multilingual-e5-small on 73 guided items of eight artefacts and 20 sentences about other things: items
# lie .77 to .95 from the nearest sentence of their own sources (nineteen in twenty from .79 on), foreign sentences .71
# to .87 from a guided item (nineteen in twenty below .845), rewordings of one question .95 to .98 from each other.
NEAR_SOURCES_LEAST = 0.79
NEAR_GUIDED_LEAST = 0.85
_RUN_OF_PROMPT = 7  # words in a row that only the prompt says
_SIGNS = re.compile(r"https?:|www\.|\S@\S|[<>{}\[\]|`*#\\]|\n|\w\.(?:com|de|net|org|io|example)\b", re.IGNORECASE)
_FIGURE = re.compile(r"\d+(?:[.,:]\d+)*")
_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_NAMELIKE = re.compile(r"^[A-ZÄÖÜ]{2,}$|[a-zäöüß][A-ZÄÖÜ]|^[A-ZÄÖÜ]")
_STEM_LEAST = 5  # letters that a German compound must share with a known word


Verified = Callable[[Draft], Artefact]


@dataclass
class Judge:
    """Judges the items of one artefact.

    Attributes:
        draft: as it stands, with what was accepted so far.
        verified: turns a draft into an artefact with its checks.
        passages: id -> passage, all that were shown to the model.
        similarity: of texts, shared by all items.
        known: every word that the guidance, the draft and the pair use, in lower case.
        prompt: what the model was told, without the material.
        own_words: what users typed or chose.
    """

    draft: Draft
    verified: Verified
    passages: Mapping[str, Passage]
    similarity: Similarity
    known: Collection[str]
    prompt: str
    own_words: Collection[str]

    def reasons(self, item: Item, text: str, citations: tuple[str, ...]) -> list[str]:
        """Say what speaks against a text, in the artefact's language; nothing if it may stand."""
        found = list(self._form(item, text)) or list(self._substance(item, text, citations))
        return found or self._in_place(item, text, citations)

    def accept(self, item: Item, text: str, citations: tuple[str, ...]) -> None:
        """Let a text take the item's place."""
        self.draft = with_text(self.draft, item, text, citations)

    def _form(self, item: Item, text: str) -> Iterator[str]:
        language, bare = self.draft.language, without_quotations(text, self.own_words)
        if not text.strip() or _SIGNS.search(text):
            yield say(language, "judge.signs")
        if word_count(text) > WORDS_MOST[item.what] or len(text) > 12 * WORDS_MOST[item.what]:
            yield say(language, "judge.long", most=WORDS_MOST[item.what])
        if item.what == "question":
            yield from (say(language, "judge.question") for _ in list(question_faults(bare, language))[:1])
        elif "?" in text and "?" not in item.text:
            yield say(language, "judge.question")
        if detect_language(text) not in (None, language) or (
            language == "de" and address_forms(bare) - {self.draft.address}
        ):
            yield say(language, "judge.voice")

    def _substance(self, item: Item, text: str, citations: tuple[str, ...]) -> Iterator[str]:
        language = self.draft.language
        cited = [self.passages[key].text for key in citations]
        if self._repeats_prompt(text):
            yield say(language, "judge.prompt")
        if text in self._other_texts(item):
            yield say(language, "judge.twice")
        figures = set(_FIGURE.findall(text)) - set(_FIGURE.findall(" ".join((*cited, item.text, *self.own_words))))
        if figures:
            yield say(language, "judge.figures", figures=", ".join(sorted(figures)))
        names = list(self._unknown_names(text))
        if names:
            yield say(language, "judge.names", names=", ".join(names[:3]))
        near = self.similarity.nearest(text, [part for source in cited for part in sentences(source)])
        if near < NEAR_SOURCES_LEAST or self.similarity.nearest(text, [item.text]) < NEAR_GUIDED_LEAST:
            yield say(language, "judge.ungrounded")

    def _in_place(self, item: Item, text: str, citations: tuple[str, ...]) -> list[str]:
        artefact = self.verified(with_text(self.draft, item, text, citations))
        broken = [check for check in artefact.checks if not check.passed and check.name not in self._failing_anyway]
        return [say(self.draft.language, "judge.check", name=check.name, detail=check.detail) for check in broken]

    def _repeats_prompt(self, text: str) -> bool:
        return not set(_runs(text)).isdisjoint(_runs(self.prompt))

    def _other_texts(self, item: Item) -> set[str]:
        return {other.text for other in items_of(self.draft) if other.path != item.path}

    def _unknown_names(self, text: str) -> Iterator[str]:
        """Words that look like names and that nobody here has used; German nouns may share a stem with a known word."""
        for sentence in sentences(without_quotations(text, self.own_words)):
            for word in _WORD.findall(sentence):
                plain = word.lower().removesuffix("'s").removesuffix("’s")
                if _NAMELIKE.search(word) and not self._is_known(plain):
                    yield word

    def _is_known(self, word: str) -> bool:
        if word in self.known or any(part in self.known for part in word.split("-")):
            return True
        return self.draft.language == "de" and any(
            word.startswith(other) or other.startswith(word) for other in self._stems.get(word[:_STEM_LEAST], ())
        )

    @cached_property
    def _failing_anyway(self) -> frozenset[str]:
        return _failed(self.verified(self.draft))

    @cached_property
    def _stems(self) -> Mapping[str, list[str]]:
        stems: dict[str, list[str]] = {}
        for word in self.known:
            if len(word) >= _STEM_LEAST:
                stems.setdefault(word[:_STEM_LEAST], []).append(word)
        return stems


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text in lower case."""
    return frozenset(word.lower() for word in _WORD.findall(text))


def _failed(artefact: Artefact) -> frozenset[str]:
    return frozenset(check.name for check in artefact.checks if not check.passed)


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"\w+", normalise(text).casefold())
    return (tuple(words[start : start + _RUN_OF_PROMPT]) for start in range(len(words) - _RUN_OF_PROMPT + 1))
