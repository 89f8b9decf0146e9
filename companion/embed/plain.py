"""Any sentence-transformers model, by folder or by name, run by sentence-transformers itself."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from companion.errors import Unavailable

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

_SECONDS = 10  # to find out whether the model hub answers; left alone, its client tries for more than a minute


class PlainEmbedder:
    """Embeds with a sentence-transformers model and the prompts that the model brings."""

    def __init__(self, model: SentenceTransformer, name: str) -> None:
        self.name, self._model = name, model
        self.dimensions = self.encode_query(["?"]).shape[1]

    def encode_query(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed what somebody asks, shape (texts, dimensions)."""
        if not texts:
            return np.empty((0, self.dimensions), np.float32)
        return self._model.encode_query(list(texts), show_progress_bar=False, normalize_embeddings=True)

    def encode_document(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed what may answer, shape (texts, dimensions)."""
        if not texts:
            return np.empty((0, self.dimensions), np.float32)
        return self._model.encode_document(list(texts), show_progress_bar=False, normalize_embeddings=True)


def load(model: str) -> SentenceTransformer:
    """Open a model folder, or a model by its name: from the machine's cache if it is there, else from the model hub.

    Raises:
        Unavailable: if there is no such model, or no way to it.
    """
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    if _names_a_folder(model):
        return _from_folder(Path(model).expanduser())
    return _from_cache(model) or _from_hub(model)


def _names_a_folder(model: str) -> bool:
    return model.startswith((".", "~")) or model.count("/") > 1 or Path(model).is_absolute() or Path(model).is_dir()


def _from_folder(folder: Path) -> SentenceTransformer:
    from sentence_transformers import SentenceTransformer

    if not folder.is_dir():
        raise _missing(str(folder), "there is no such folder")
    try:
        return SentenceTransformer(str(folder), local_files_only=True)
    except Exception as problem:  # whatever a foreign folder makes four libraries say
        raise _missing(str(folder), "the folder holds no sentence-transformers model") from problem


def _from_cache(name: str) -> SentenceTransformer | None:
    from sentence_transformers import SentenceTransformer

    try:
        return SentenceTransformer(name, local_files_only=True)
    except (OSError, ValueError):
        return None


def _from_hub(name: str) -> SentenceTransformer:
    from huggingface_hub import HfApi
    from sentence_transformers import SentenceTransformer

    try:
        HfApi().model_info(name if "/" in name else f"sentence-transformers/{name}", timeout=_SECONDS)
        return SentenceTransformer(name)
    except Exception as problem:  # the hub's client, its HTTP library and the model's own files each have their errors
        raise _missing(
            name, f"not downloaded yet, and the model hub did not give it ({type(problem).__name__})"
        ) from problem


def _missing(model: str, reason: str) -> Unavailable:
    return Unavailable(
        f"embedding model {model}",
        f"{reason}; set COMPANION_EMBEDDING_MODEL to packaged-e5, a model folder or a name that the hub knows",
    )
