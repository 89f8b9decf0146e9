"""Embeddings: texts become vectors whose dot product says how much two texts have in common.

The default model comes with a package and needs no network; any other sentence-transformers model goes by its name or
folder. This package is the only importer of sentence-transformers and of ONNX Runtime. Nothing heavy is imported
before a model is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

PACKAGED = "packaged-e5"


class Embedder(Protocol):
    """Turns texts into float32 vectors of length 1, shape (texts, dimensions).

    `name` is what the setting holds; a library keeps it, and refuses to be searched with another model's vectors.
    """

    name: str
    dimensions: int

    def encode_query(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed what somebody asks."""

    def encode_document(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed what may answer."""


def load_embedder(model: str, data_dir: Path) -> Embedder:
    """Load the model that the setting names, ready to use.

    `packaged-e5` is built under `data_dir/models` when it is not there yet, which takes some seconds once. Anything
    else is a folder or a name that sentence-transformers knows.

    Raises:
        Unavailable: if the model is not to be had; says what to do.
    """
    if model != PACKAGED:
        from companion.embed.plain import PlainEmbedder, load

        return PlainEmbedder(load(model), model)
    from companion.embed.packaged import PackagedEmbedder, packaged_folder

    return PackagedEmbedder(packaged_folder(data_dir), PACKAGED)


def build_sentence_transformer(data_dir: Path) -> SentenceTransformer:
    """Return the packaged model as sentence-transformers runs it, built under `data_dir/models` when missing.

    Raises:
        Unavailable: if the packaged weights or the data folder cannot be used; says what to do.
    """
    from companion.embed.packaged import packaged_folder
    from companion.embed.plain import load

    return load(str(packaged_folder(data_dir)))
