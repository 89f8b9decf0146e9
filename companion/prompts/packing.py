"""As much guidance as fits: whole passages, best first, then whole sentences of the next."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from companion.domain import Hit
from companion.prompts.data import as_data, tame
from companion.text import count_tokens, sentences

_LABEL = "passages"
# A line that begins like the heading of another passage would lend its words a number to be cited by.
_NUMBERED = re.compile(r"^([^\w\n(\[]*)\[\s*(\d+)\s*\]", re.MULTILINE)


class Packed(NamedTuple):
    """Numbered passages for a prompt.

    Attributes:
        text: each passage under a line "[number] title"; empty if the budget holds none.
        hits: what is in the text, in the order of the numbers, from 1; the last may be there only in part.
    """

    text: str
    hits: tuple[Hit, ...]


def packed(hits: Sequence[Hit], budget_tokens: int) -> Packed:
    """Number passages by score and take what fits into the budget, delimiters and headings included.

    No sentence is cut: the first passage that does not fit as a whole gives as many of its first sentences as do, and
    ends the pack. A passage that was found twice counts once.
    """
    best = {hit.passage.id: hit for hit in sorted(hits, key=lambda hit: hit.score)}
    pack = Packed("", ())
    for hit in sorted(best.values(), key=lambda hit: -hit.score):
        body = tame(hit.passage.text).strip()
        whole = _with(pack, hit, body)
        if not _fits(whole, budget_tokens):
            return _begun(pack, hit, body, budget_tokens)
        pack = whole
    return pack


def _begun(pack: Packed, hit: Hit, body: str, budget_tokens: int) -> Packed:
    """The pack with as many sentences of the passage as fit, from its first."""
    begun, taken = pack, ""
    for sentence in sentences(body):
        taken = f"{taken} {sentence}".strip()
        longer = _with(pack, hit, taken)
        if not _fits(longer, budget_tokens):
            break
        begun = longer
    return begun


def _with(pack: Packed, hit: Hit, body: str) -> Packed:
    title = " ".join(tame(hit.passage.telling_title).split())
    heading = f"[{len(pack.hits) + 1}] {title}".rstrip()
    entry = heading + "\n" + _NUMBERED.sub(r"\1(\2)", body)
    return Packed(f"{pack.text}\n\n{entry}".lstrip(), (*pack.hits, hit))


def _fits(pack: Packed, budget_tokens: int) -> bool:
    return count_tokens(as_data(pack.text, _LABEL)) <= budget_tokens
