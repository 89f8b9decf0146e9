"""A small pair, contacts and an embedder without a model."""

import datetime as dt
import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from companion.boundaries import Boundaries, read_contacts
from companion.domain import Pair, Request

CONTACTS = Path(__file__).resolve().parents[3] / "knowledge" / "contacts.yaml"


class WordEmbedder:
    """Texts that share words lie near each other; counts how many texts it was given."""

    name = "words"
    dimensions = 256

    def __init__(self) -> None:
        self.encoded = 0

    def encode_query(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.encoded += len(texts)
        vectors = np.full((len(texts), self.dimensions), 0.01, np.float32)
        for row, text in enumerate(texts):
            for word in text.lower().split():
                vectors[row, int(hashlib.sha256(word.encode()).hexdigest(), 16) % self.dimensions] += 1
        return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)

    encode_document = encode_query


def boundaries(folder: Path, embedder: WordEmbedder | None = None) -> Boundaries:
    return Boundaries(embedder or WordEmbedder(), folder, read_contacts(CONTACTS))


def pair(language: str = "de", **more: Any) -> Pair:
    facts: dict[str, Any] = {
        "id": "p-1",
        "language": language,
        "address": "Sie" if language == "de" else None,
        "mentor": {"name": "Leyla Aydin", "role": "Trainee"},
        "mentee": {"name": "Jörg Brandt", "role": "Head of Health", "wants": ["LinkedIn"]},
        "topic": "Social Media",
    }
    return Pair.model_validate({**facts, **more})


def request(kind: str = "reflection", viewer: str = "mentor", **more: Any) -> Request:
    return Request.model_validate({"kind": kind, "viewer": viewer, "today": dt.date(2026, 11, 22), **more})
