"""The same text in several files is stored once, with all of them as its source.

Near duplicates share almost all runs of three words. A sketch of the runs finds candidates (MinHash, Broder 1997, by
datasketch), the runs themselves decide. Where figures, negations or duties differ, both texts stay.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from companion.domain import Model, Passage

if TYPE_CHECKING:
    from datasketch import MinHash, MinHashLSH

_ALIKE = 0.8  # of all runs of either text are in both: of 60 words some two may differ
_CANDIDATE = 0.6  # as the sketch sees it, which errs by 0.09 with so many permutations
_PERMUTATIONS = 128
_RUN = 3
_WORD = re.compile(r"\w+(?:['’]\w+)*")
_DECISIVE = re.compile(
    r"\d.*|nicht|nichts|kein\w*|nie|niemals|niemand\w*|ohne|außer|muss|müssen|darf|dürfen|soll|sollen|kann|können"
    r"|not|no|never|nothing|nobody|none|without|except|cannot|must|may|should|can|\w+n['’]t"
)


class Duplicate(Model):
    """So many passages of a file say what another file said before."""

    file: str
    same_as: str
    passages: int


class Merged(NamedTuple):
    """Passages without duplicates, and which files had some."""

    passages: tuple[Passage, ...]
    duplicates: tuple[Duplicate, ...]


def merge(passages: Sequence[Passage]) -> Merged:
    """Keep of the passages that say the same in several files the first.

    It gains the other files in `also` and in its readable source, and is internal if one of them is. Passages of one
    file, of different languages and of guidance cards stay apart, as each of them has its own use.
    """
    index, kept = _Index(), dict[str, Passage]()
    counts: Counter[tuple[str, str]] = Counter()
    for passage in passages:
        words = _Words(passage)
        first = index.same(words) if not passage.is_authored else None
        if first is None:
            kept[passage.id] = passage
            index.add(words)
        else:
            kept[first.id] = _together(kept[first.id], passage)
            counts[passage.file, first.file] += 1
    found = (Duplicate(file=file, same_as=first, passages=n) for (file, first), n in sorted(counts.items()))
    return Merged(tuple(kept.values()), tuple(found))


def _together(first: Passage, other: Passage) -> Passage:
    if other.file in first.also:
        return first
    return first.model_copy(
        update={
            "also": (*first.also, other.file),
            "source": f"{first.source}, {other.source}",
            "confidentiality": "internal" if "internal" in (first.confidentiality, other.confidentiality) else "public",
        }
    )


class _Words:
    """A passage as its words, their runs, and the words that decide what it says."""

    def __init__(self, passage: Passage) -> None:
        self.passage = passage
        words = _WORD.findall(passage.text.lower())
        self.runs = frozenset(zip(*(words[start:] for start in range(_RUN)), strict=False)) or frozenset([tuple(words)])
        self.decisive = Counter(filter(_DECISIVE.fullmatch, words))

    @cached_property
    def sketch(self) -> MinHash:
        from datasketch import MinHash

        sketch = MinHash(num_perm=_PERMUTATIONS)
        sketch.update_batch([" ".join(run).encode() for run in self.runs])
        return sketch

    def says_the_same_as(self, other: _Words) -> bool:
        one, two = self.passage, other.passage
        return (
            one.file != two.file
            and one.language == two.language
            and self.decisive == other.decisive
            and len(self.runs & other.runs) >= _ALIKE * len(self.runs | other.runs)
        )


class _Index:
    """The passages so far, by what their sketches have in common."""

    def __init__(self) -> None:
        self._known: list[_Words] = []

    @cached_property
    def _sketches(self) -> MinHashLSH:
        from datasketch import MinHashLSH

        return MinHashLSH(threshold=_CANDIDATE, num_perm=_PERMUTATIONS)

    def add(self, words: _Words) -> None:
        self._sketches.insert(len(self._known), words.sketch, check_duplication=False)
        self._known.append(words)

    def same(self, words: _Words) -> Passage | None:
        """The first passage of another file that says the same."""
        candidates = (self._known[number] for number in sorted(self._sketches.query(words.sketch)))
        return next((other.passage for other in candidates if words.says_the_same_as(other)), None)
