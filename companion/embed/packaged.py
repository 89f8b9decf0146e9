"""The packaged model in ONNX Runtime: the same numbers as sentence-transformers, without its start and its padding."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from companion.embed.folder import DOCUMENT, QUERY, write_folder
from companion.embed.graph import write_graph
from companion.embed.once import built
from companion.embed.weights import find_weights, read_weights
from companion.errors import Unavailable

_FOLDER = "packaged-e5.1"  # the number changes with what is written there, so that no update reads an older build
_TOKENS_AT_ONCE = 640  # short texts of one length share a run up to here; more tokens brought nothing on two cores


def packaged_folder(data_dir: Path) -> Path:
    """Return the model folder of the packaged weights, built under `data_dir/models` when it is missing.

    Raises:
        Unavailable: if the weights or the data folder cannot be used.
    """
    return built(data_dir / "models" / _FOLDER, _fill)


def _fill(folder: Path) -> None:
    write_model(folder, find_weights())


def write_model(folder: Path, path: Path, **checksum: str) -> None:
    weights = read_weights(path, **checksum)
    write_folder(folder, weights)
    write_graph(folder, weights.shape, weights.epsilon)
