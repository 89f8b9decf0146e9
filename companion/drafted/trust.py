"""Whose words an item may take up: authors' and, where they are plain facts, the pair's. Documents inform, no more.

What people put into a library or a pair's file may hold orders to a model. A document's words and names therefore do
not become an item's, and a document is not cited by it; of the pair's own words, short facts count, whole speeches not.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from companion.domain import Pair, Passage
from companion.drafted.judge import words_of
from companion.text import sentences

_FACT_WORDS_MOST = 12  # of a role, a wish, a goal; who says more says it with more than facts
_NAME_WORDS_MOST = 6  # with titles
_SPOKEN = re.compile(r"[„“”«»\"\n]|[.!?…:]\s*$")


def heard(own_words: Collection[str], evidence: Iterable[Passage]) -> frozenset[str]:
    """Return the words of documents and of what is too long for a fact: an item does not take them from there."""
    documents = [passage.text for passage in evidence if not passage.is_authored]
    speeches = [text for text in own_words if not _is_fact(text)]
    return words_of(" ".join((*documents, *speeches)))


def takeable(own_words: Collection[str], pair: Pair) -> tuple[str, ...]:
    """Return those of the users' words that are short facts; of a name that is a speech, nothing."""
    speeches = [name for name in (pair.mentor.name, pair.mentee.name) if len(name.split()) > _NAME_WORDS_MOST]
    return tuple(text for text in own_words if _is_fact(text) and not any(text in speech for speech in speeches))


def _is_fact(text: str) -> bool:
    """Facts are noted in a few words, without quotations and full stops; orders come in sentences."""
    return len(text.split()) <= _FACT_WORDS_MOST and len(sentences(text)) <= 1 and not _SPOKEN.search(text)
