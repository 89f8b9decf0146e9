"""Paragraphs into passages of a size that the embedding model reads whole.

Sizes are cl100k tokens. The default model, multilingual-e5-small, reads 512 of its own: German prose takes 0.80 to 0.89
of them a cl100k token, English about 1.1 (measured with its tokenizer on articles of both languages).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from companion.text import count_tokens, sentences

PACKED_MOST = 400  # 440 tokens of e5 in English, 340 in German; the rest of 512 is for title and heading
PARAGRAPH_MOST = 600  # a paragraph is one thought: up to some 1,900 German characters it stays whole
_CHARACTERS_PER_TOKEN_MOST = 16  # longer texts are no prose and too long anyway; they need no counting
_BYTES_PER_CHARACTER_MOST = 4  # a token is at least one byte of UTF-8
_PARAGRAPH_JOINT = "\n\n"


def chunk(paragraphs: Iterable[str]) -> list[str]:
    """Return passages that together hold every word of the paragraphs in their order, without overlap.

    Short neighbours share a passage of up to `PACKED_MOST` tokens. A paragraph of up to `PARAGRAPH_MOST` stays whole;
    a longer one is divided at line breaks, else between sentences, else between words, and only a word without end
    inside itself.
    """
    pieces = [piece for text in paragraphs if text.strip() for piece in _pieces(text.strip())]
    return list(_packed(pieces, _PARAGRAPH_JOINT))


def _pieces(paragraph: str) -> Sequence[str]:
    return [paragraph] if _fits(paragraph, PARAGRAPH_MOST) else list(_divided(paragraph))


def _divided(text: str) -> Iterator[str]:
    if _fits(text, PACKED_MOST):
        yield text
        return
    parts, joint = _parts(text)
    small = [piece for part in parts for piece in _divided(part)]
    yield from _packed(small, joint)


def _parts(text: str) -> tuple[Sequence[str], str]:
    for parts, joint in ((text.split("\n"), "\n"), (sentences(text), " "), (text.split(), " ")):
        if len(parts) > 1:
            return parts, joint
    size = PACKED_MOST // _BYTES_PER_CHARACTER_MOST
    return [text[start : start + size] for start in range(0, len(text), size)], " "


def _packed(pieces: Iterable[str], joint: str) -> Iterator[str]:
    packed: list[str] = []
    size = 0  # the sum over pieces; tokens never span the blank between two of them, so that it bounds the whole
    for piece in pieces:
        more = count_tokens(joint + piece)
        if packed and size + more > PACKED_MOST:
            yield joint.join(packed)
            packed = []
        size = size + more if packed else count_tokens(piece)
        packed.append(piece)
    if packed:
        yield joint.join(packed)


def _fits(text: str, most: int) -> bool:
    return len(text) <= most * _CHARACTERS_PER_TOKEN_MOST and count_tokens(text) <= most
