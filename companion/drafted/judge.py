"""Whether a reworded item may take the guided one's place: the same checks as for guided items, and then some.

A guided item comes from an author; a model's item may come from anywhere, also from whoever has put an order into a
document or a pair's file. So it must be near its sources, bring no figure, no name and hardly a word that neither the
sources nor the pair know, say nothing beside the guided item, and hold nothing that a reader could click on.
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
from companion.drafted.newness import adds_sentences, is_akin, names_nothing, new_words, stray_clauses
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
_NEW_MOST = 4  # words; of 59 honest rewordings of guided items none brings more than three


Verified = Callable[[Draft], Artefact]


@dataclass
class Judge:
    """Judges the items of one artefact.

    Attributes:
        draft: as it stands, with what was accepted so far.
        verified: turns a draft into an artefact with its checks.
        passages: id -> passage, all that items may cite.
        similarity: of texts, shared by all items.
        known: every word of the guidance, in lower case.
        prompt: what the model was told, without the material.
        own_words: what users typed or chose.
        said: those of the own words that a model's item may take up.
        heard: words of texts that may hold orders; where only they have a word, no item takes it up.
    """

    draft: Draft
    verified: Verified
    passages: Mapping[str, Passage]
    similarity: Similarity
    known: Collection[str]
    prompt: str
    own_words: Collection[str]
    said: Collection[str]
    heard: Collection[str]

    def reasons(self, item: Item, text: str, citations: tuple[str, ...]) -> list[str]:
        """Say what speaks against a text, in the artefact's language; nothing if it may stand."""
        found = list(self._form(item, text)) or list(self._substance(item, text, citations))
        return found or self._in_place(item, text, citations)

    def sources(self, item: Item, text: str, named: Collection[str]) -> tuple[str, ...]:
        """The guided item's sources, and those of the passages named by the model that are near the text."""
        near = (key for key in named if self._nearness(text, [key]) >= NEAR_GUIDED_LEAST)
        return tuple(dict.fromkeys((*item.citations, *near)))

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
            faults = list(question_faults(bare, language)) or not text.endswith("?")
            yield from [say(language, "judge.question")] if faults else []
        elif "?" in text and "?" not in item.text:
            yield say(language, "judge.question")
        if detect_language(text) not in (None, language) or (
            language == "de" and address_forms(bare) - {self.draft.address}
        ):
            yield say(language, "judge.voice")

    def _substance(self, item: Item, text: str, citations: tuple[str, ...]) -> Iterator[str]:
        language = self.draft.language
        quoted = [words for words in self.own_words if words in item.text]  # as the guided item quotes them: as a whole
        bare, guided = without_quotations(text, quoted), without_quotations(item.text, quoted)
        sources = (self.passages[key].text for key in item.citations)
        others = (without_quotations(other, self.own_words) for other in self._other_texts(item))
        origins = (guided, *sources, *others, *self.said)
        if self._repeats_prompt(text):
            yield say(language, "judge.prompt")
        if text in self._other_texts(item):
            yield say(language, "judge.twice")
        figures = set(_FIGURE.findall(bare)) - set(_FIGURE.findall(" ".join(origins)))
        if figures:
            yield say(language, "judge.figures", figures=", ".join(sorted(figures)))
        words = self._too_new(guided, bare, origins)
        if words:
            yield say(language, "judge.names", names=", ".join(words[:3]))
        if (
            adds_sentences(text, item.text)
            or stray_clauses(bare, language, (guided, *self.said))
            or self._is_far(item, text)
        ):
            yield say(language, "judge.ungrounded")

    def _in_place(self, item: Item, text: str, citations: tuple[str, ...]) -> list[str]:
        artefact = self.verified(with_text(self.draft, item, text, citations))
        broken = [check for check in artefact.checks if not check.passed and check.name not in self._failing_anyway]
        return [say(self.draft.language, "judge.check", name=check.name, detail=check.detail) for check in broken]

    def _repeats_prompt(self, text: str) -> bool:
        return not set(_runs(text)).isdisjoint(_runs(self.prompt))

    def _other_texts(self, item: Item) -> set[str]:
        return {other.text for other in items_of(self.draft) if other.path != item.path}

    def _too_new(self, guided: str, text: str, origins: Collection[str]) -> list[str]:
        """Words that nobody here uses; all new ones where they are more than made room for themselves."""
        language = self.draft.language
        new, gone = new_words(text, language, origins), new_words(guided, language, [text])
        nothing_left = bool(gone) and gone == new_words(guided, language, [])
        if nothing_left or len(new) > min(_NEW_MOST, len(gone) + 1):
            return new
        strange = [word for word in new if not is_akin(word, self.known, language)]
        unnamed = {word for word in strange if gone and names_nothing(word, language)}
        return [word for word in new if word.lower() in self.heard or word in {*strange} - unnamed]

    def _is_far(self, item: Item, text: str) -> bool:
        near_guided = self.similarity.nearest(text, [item.text])
        return near_guided < NEAR_GUIDED_LEAST or self._nearness(text, item.citations) < NEAR_SOURCES_LEAST

    def _nearness(self, text: str, keys: Collection[str]) -> float:
        """To the nearest sentence of some passages."""
        return self.similarity.nearest(text, [part for key in keys for part in sentences(self.passages[key].text)])

    @cached_property
    def _failing_anyway(self) -> frozenset[str]:
        return _failed(self.verified(self.draft))


def words_of(text: str) -> frozenset[str]:
    """Return the words of a text in lower case."""
    return frozenset(word.lower() for word in _WORD.findall(text))


def _failed(artefact: Artefact) -> frozenset[str]:
    return frozenset(check.name for check in artefact.checks if not check.passed)


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"\w+", normalise(text).casefold())
    return (tuple(words[start : start + _RUN_OF_PROMPT]) for start in range(len(words) - _RUN_OF_PROMPT + 1))
