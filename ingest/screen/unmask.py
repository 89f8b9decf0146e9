"""Ways to read a text that hides what it says: from lookalike letters to encoded blobs."""

from __future__ import annotations

import base64
import binascii
import codecs
import html
import re
import unicodedata
from collections.abc import Iterator
from urllib.parse import unquote

_TAGS = {0xE0000 + code: code for code in range(0x20, 0x7F)}  # invisible copies of ASCII that models read
_INVISIBLE = dict.fromkeys(
    [0xAD, 0x34F, 0x61C, 0x180E, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070), 0xFEFF]
)
_LOOKALIKES = str.maketrans(
    "аеорсхуіјѕԁԛԝһкмтвнАЕОРСХУІЈЅКМТВНαεορυικνοτΑΒΕΗΙΚΜΝΟΡΤΥΧɡıⅼ",
    "aeopcxyijsdqwhkmtbhAEOPCXYIJSKMTBHaeopuikvotABEHIKMNOPTYXgil",
)
_LETTERS = {
    "ß": "ss",
    "ı": "i",
    "ł": "l",
    "ø": "o",
    "æ": "ae",
    "„": '"',
    "“": '"',
    "”": '"',
    "«": '"',
    "»": '"',
    "’": "'",
    "‘": "'",
}
_FOLD = str.maketrans(_LETTERS)
_ACCENTS = re.compile("[\u0300-\u036f]")
_LATIN = re.compile("[a-z]{2}")
_FOREIGN = re.compile("[\u0370-\u03ff\u0400-\u052f]")

_SPACED = re.compile(r"(?<![^\W_])[^\W_](?:[ .\-_*·|/]{1,3}[^\W_](?![^\W_])){4,}")
_WORD_GAP = re.compile(r"\s{2,}")
_HYPHENED = re.compile(r"(?<=[a-z])-(?=[a-z])")
_HYPHENED_LEAST = 3
_LEET = re.compile(r"[013457@$](?=[a-z])")
_LEET_LEAST = 3  # fewer are names, units or number plates
_UNLEET = [str.maketrans("013457@$", letters) for letters in ("oieastas", "oleastas")]  # 1 is i or l

_BASE64 = re.compile(r"[A-Za-z0-9+/_-]{16,}(?:\s?[A-Za-z0-9+/_-]{16,})*={0,2}")
_HEX = re.compile(r"(?:(?:\\x|0x)?[0-9a-fA-F]{2}[ :,]?){12,}")
_BITS = re.compile(r"(?:[01]{8}\s?){8,}")
_ESCAPES = re.compile(r"(?:\\u[0-9a-fA-F]{4}){4,}")
_TEXT_SHARE = 0.9  # of the signs of a decoded blob are letters and blanks if it is a text
# What nearly every attack says in one way or another; looked for in mirrored and shifted letters.
_TELLING = ("ignor", "instruc", "anweisung", "prompt", "vergiss", "forget", "disregard", "rules", "regeln", "system")


def visible(text: str) -> str:
    """Return the text in NFKC, without invisible signs, with invisible copies of letters made visible."""
    if text.isascii():
        return text
    return unicodedata.normalize("NFKC", text.translate(_TAGS).translate(_INVISIBLE))


def readings(plain: str) -> Iterator[str]:
    """Give the visible text in folded letters, and what it says in other ways to read it."""
    folded = fold(plain)
    yield folded
    yield from _respelled(folded)
    for blob in _decoded(plain):
        yield fold(blob)
    for turned in (codecs.encode(folded, "rot13"), folded[::-1]):
        if any(word in turned for word in _TELLING):
            yield turned


def fold(text: str) -> str:
    """Return a text in lower case without accents, in Latin letters where others merely look like them."""
    if text.isascii():
        return text.lower()
    if _FOREIGN.search(text) and _LATIN.search(text.lower()):
        text = _latin(text)
    plain = unicodedata.normalize("NFKD", text.lower().translate(_FOLD))
    return _ACCENTS.sub("", plain)


def _latin(text: str) -> str:
    """Replace lookalikes, but leave words alone that hold other letters of their alphabet."""
    words = re.split(r"(\W+)", text)
    return "".join(
        word if _FOREIGN.search(word.translate(_LOOKALIKES)) else word.translate(_LOOKALIKES) for word in words
    )


def _respelled(folded: str) -> Iterator[str]:
    if _SPACED.search(folded):
        yield _SPACED.sub(lambda run: _joined(run[0]), folded)
    if len(_HYPHENED.findall(folded)) >= _HYPHENED_LEAST:
        yield _HYPHENED.sub("", folded)
    if len(_LEET.findall(folded)) >= _LEET_LEAST:
        yield from map(folded.translate, _UNLEET)


def _joined(run: str) -> str:
    return " ".join(re.sub(r"[\W_]", "", word) for word in _WORD_GAP.split(run))


def _decoded(plain: str) -> Iterator[str]:
    """Give the texts that a blob, entities or escapes stand for; what decodes to no text is an id."""
    candidates = [_from_base64(run[0]) for run in _BASE64.finditer(plain)]
    candidates += [_from_hex(run[0]) for run in _HEX.finditer(plain)]
    candidates += [bytes(int(bits, 2) for bits in re.findall("[01]{8}", run[0])) for run in _BITS.finditer(plain)]
    for data in candidates:
        text = data.decode("utf-8", errors="replace")
        if _is_text(text):
            yield text
    if _ESCAPES.search(plain):
        yield _ESCAPES.sub(lambda run: run[0].encode().decode("unicode_escape"), plain)
    for spelled in (html.unescape(plain), unquote(plain)):
        if spelled != plain:
            yield spelled


def _from_base64(run: str) -> bytes:
    letters = re.sub(r"[\s=]", "", run).translate(str.maketrans("-_", "+/"))
    try:
        return base64.b64decode(letters[: len(letters) - (len(letters) % 4 == 1)] + "=" * (-len(letters) % 4))
    except binascii.Error:
        return b""


def _from_hex(run: str) -> bytes:
    digits = re.sub(r"\\x|0x|[^0-9a-fA-F]", "", run)
    return bytes.fromhex(digits[: len(digits) // 2 * 2])


def _is_text(text: str) -> bool:
    return bool(text) and sum(sign.isalpha() or sign in " ,.\n'" for sign in text) / len(text) >= _TEXT_SHARE
