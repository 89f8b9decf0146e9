"""Characters that take no room on a page: they part words, turn text around or smuggle whole sentences."""

from __future__ import annotations

import re
import unicodedata

from ingest.formats.parsed import Parsed, Seen

_TYPOGRAPHY = re.compile("[\u00ad\ufffc]|\\A\ufeff")  # soft hyphens, places of pictures, a byte order mark: no secret
_INVISIBLE = re.compile(
    "["
    "\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f"  # control characters but tab, line feed, form feed and next line
    "\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\uffa0"  # joiners and fillers of other scripts
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff"  # zero width, direction, invisible operators
    "\ufe00-\ufe0f\U000e0100-\U000e01ef"  # variation selectors: 256 of them, a byte each
    "\ufff9-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"  # annotations, shorthand and music controls
    "\U000e0000-\U000e00ff"  # tags: an invisible copy of ASCII
    "]+"
)
_JOINERS = frozenset("\u200d\ufe0e\ufe0f")  # alone they only shape an emoji
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_BLANKS = re.compile("[\u00a0\u2000-\u200a\u202f\u205f]")


def visible(text: str) -> Seen:
    """Return a text in NFC with plain line breaks and blanks, and how many runs of invisible characters it had."""
    typed = _TYPOGRAPHY.sub("", _BLANKS.sub(" ", _BREAKS.sub("\n", text)))
    runs = [run for run in _INVISIBLE.findall(typed) if run not in _JOINERS]
    return Seen(unicodedata.normalize("NFC", _INVISIBLE.sub("", typed)), len(runs))


def without_invisible(parsed: Parsed) -> Parsed:
    """Return a document whose title and blocks hold visible characters only."""
    title = visible(parsed.title)
    seen = [(block, visible(block.text)) for block in parsed.blocks]
    blocks = (block.model_copy(update={"text": part.text.strip()}) for block, part in seen)
    return Parsed(
        title=title.text.strip(),
        blocks=tuple(block for block in blocks if block.text),
        hidden=parsed.hidden + title.hidden + sum(part.hidden for _, part in seen),
        front=parsed.front,
    )
