"""The packaged model in ONNX Runtime: the same numbers as sentence-transformers, without its start and its padding."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from companion.embed.folder import DOCUMENT, QUERY, write_folder
from companion.embed.graph import write_graph
from companion.embed.once import built
from companion.embed.weights import Weights, find_weights, read_weights
from companion.errors import Unavailable

_FOLDER = "packaged-e5.1"  # the number changes with what is written there, so that no update reads an older build
_TOKENS_AT_ONCE = 640  # short texts of one length share a run up to here: a third less time a token, no more beyond


def packaged_folder(data_dir: Path) -> Path:
    """Return the model folder of the packaged weights, built under `data_dir/models` when it is missing.

    Raises:
        Unavailable: if the weights or the data folder cannot be used.
    """
    return built(data_dir / "models" / _FOLDER, lambda folder: write_model(folder, read_weights(find_weights())))


def write_model(folder: Path, weights: Weights) -> None:
    """Write what sentence-transformers and ONNX Runtime need into the empty `folder`."""
    write_folder(folder, weights)
    write_graph(folder, weights.shape, weights.epsilon)


class PackagedEmbedder:
    """Embeds with the model in `folder`; a text's vector does not depend on the texts around it.

    Only texts of equally many tokens run together, so nothing is padded and nothing masked.
    """

    def __init__(self, folder: Path, name: str) -> None:
        self.name = name
        self._tokenizer, self._session = _opened(folder)
        self.dimensions: int = self._session.get_outputs()[0].shape[1]

    def encode_query(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed what somebody asks, shape (texts, dimensions)."""
        return self._encode([QUERY + text for text in texts])

    def encode_document(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed what may answer, shape (texts, dimensions)."""
        return self._encode([DOCUMENT + text for text in texts])

    def _encode(self, texts: list[str]) -> NDArray[np.float32]:
        ids = [encoding.ids for encoding in self._tokenizer.encode_batch_fast(texts)]
        vectors = np.empty((len(texts), self.dimensions), np.float32)
        for batch in _of_one_length(ids):
            (vectors[batch],) = self._session.run(None, {"ids": np.array([ids[i] for i in batch], np.int64)})
        return vectors


def _of_one_length(ids: list[list[int]]) -> Iterator[list[int]]:
    """Yield the positions of texts that run together."""
    by_length: dict[int, list[int]] = defaultdict(list)
    for position, tokens in enumerate(ids):
        by_length[len(tokens)].append(position)
    for length, positions in by_length.items():
        size = max(1, _TOKENS_AT_ONCE // length)
        yield from (positions[start : start + size] for start in range(0, len(positions), size))


def _opened(folder: Path) -> tuple[Any, Any]:
    """Open tokenizer and session; their libraries have no error classes of their own to name."""
    from onnxruntime import InferenceSession
    from tokenizers import Tokenizer

    try:
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        session = InferenceSession(folder / "model.onnx", _options(), providers=["CPUExecutionProvider"])
    except Exception as problem:
        raise Unavailable(str(folder), "cannot be opened; delete the folder, and the next call builds it") from problem
    return tokenizer, session


def _options() -> Any:
    """Let threads that wait for each other go to sleep soon.

    The default, waiting busily, halves the speed of two processes that share the cores; sleeping at once costs a
    lone process a tenth of a query's time. 20 microseconds cost neither more than a few per cent.
    """
    from onnxruntime import SessionOptions

    options = SessionOptions()
    options.intra_op_num_threads = _usable_cores()
    options.log_severity_level = 3
    options.add_session_config_entry("session.intra_op.spin_duration_us", "20")
    return options


def _usable_cores() -> int:
    """Count the cores that a container or a scheduler leaves us, where the system can tell."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
