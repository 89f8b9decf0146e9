"""Untrusted text as a chat model may see it: between delimiters that nothing inside can close.

Two locks, because one may fail. The delimiters carry a digest of what they enclose, and no angle bracket survives
inside, so that neither they nor the markup of any chat template can be written there. Nothing of this makes a model
obey; it keeps the text from looking like anything but text.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata

_DIGEST_LENGTH = 6  # tells two pieces of data apart; the missing angle brackets are what cannot be forged
_BREAKS = re.compile("\r\n?|[\v\f\x1c-\x1e\x85\u2028\u2029]")
_UNSEEN = frozenset(("Cc", "Cf", "Cs"))  # controls, zero-width and bidirectional signs, halves of characters
# Signs that choose between glyphs: they are invisible, and whole messages can be written with them.
_SELECTORS = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
_ANGLES = str.maketrans(
    {"<": "‹", ">": "›", "＜": "‹", "＞": "›", "﹤": "‹", "﹥": "›", "≪": "‹‹", "≫": "››", "《": "‹‹", "》": "››"}
)
_FENCE = re.compile(r"`{3,}|~{3,}")
_BRACKETED = re.compile(  # Mistral's and Llama's markup
    r"\[(/?(?:INST|SYS|SYSTEM_PROMPT|AVAILABLE_TOOLS|TOOL_CALLS|TOOL_RESULTS|TOOL_CONTENT|ARGS|THINK|IMG|PREFIX"
    r"|SUFFIX|MIDDLE|CONTROL_\d+))\]",
    re.IGNORECASE,
)
_ROLE = (
    r"(?:system|user|human|assistant|developer|tool|function|model|instructions?|prompt|response|nutzer(?:in)?"
    r"|benutzer(?:in)?|mensch|assistent(?:in)?|anweisung(?:en)?|antwort)"
)
_SPEAKER = re.compile(  # at the beginning of a line, of a line inside a JSON text, or of a quotation
    rf"(?P<before>^|\\n|\")(?P<marks>[^\S\n]*[#*_]*[^\S\n]*)(?P<role>{_ROLE})(?P<after>[*_]*[^\S\n]*[:：])",
    re.IGNORECASE | re.MULTILINE,
)
_HEADED = re.compile(rf"^[^\S\n]*#+[^\S\n]*(?={_ROLE}\b)", re.IGNORECASE | re.MULTILINE)


def as_data(text: str, label: str) -> str:
    """Return the text, tamed, between an opening and a closing line that name the label.

    The same text gives the same lines, so that a prompt can be replayed. The closing line occurs once, at the end.
    """
    body = tame(text)
    mark = hashlib.sha256(body.encode()).hexdigest()[:_DIGEST_LENGTH]
    return f"<<DATA {label} {mark}>>\n{body}\n<<END {label} {mark}>>"


def tame(text: str) -> str:
    """Return the text with every letter and figure in place, but without signs that a model could take for structure.

    Invisible signs go, angle brackets become single guillemets, bracketed markup gets round brackets, "Human:" at the
    beginning of a line loses its colon, code fences become apostrophes. Doing it twice changes nothing more.
    """
    text = "".join(sign for sign in _BREAKS.sub("\n", text) if not _is_unseen(sign)).translate(_ANGLES)
    text = _BRACKETED.sub(r"(\1)", _FENCE.sub("'''", text))
    return _HEADED.sub("", _SPEAKER.sub(r"\g<before>\g<role> -", text))


def _is_unseen(sign: str) -> bool:
    return sign not in "\n\t" and (unicodedata.category(sign) in _UNSEEN or sign in _SELECTORS)
