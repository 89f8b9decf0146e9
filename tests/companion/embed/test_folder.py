from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.embed.packaged import PackagedEmbedder
from companion.embed.plain import PlainEmbedder, load
from tests.companion.embed import sample


@pytest.fixture(scope="module")
def both(small: Path) -> tuple[PlainEmbedder, PackagedEmbedder]:
    """The same folder, opened by sentence-transformers and by ONNX Runtime."""
    return PlainEmbedder(load(str(small)), "plain"), PackagedEmbedder(small, "fast")


@given(st.lists(st.text(alphabet=[*"abcXYZäß?.: ", "\n", "字", "ﬁ"], max_size=80), min_size=1, max_size=8))
def test_sentence_transformers_gives_the_same_vectors(
    both: tuple[PlainEmbedder, PackagedEmbedder], texts: list[str]
) -> None:
    plain, fast = both
    np.testing.assert_allclose(fast.encode_query(texts), plain.encode_query(texts), atol=2e-6)
    np.testing.assert_allclose(fast.encode_document(texts), plain.encode_document(texts), atol=2e-6)


def test_the_folder_holds_every_weight_of_the_encoder_and_no_other(small: Path) -> None:
    transformer: Any = load(str(small))[0]
    encoder = transformer.auto_model
    tensors = sample.weights().tensors
    assert sum(parameter.numel() for parameter in encoder.parameters()) == sum(map(np.size, tensors.values()))
    wide = dict(encoder.named_parameters())["encoder.layer.1.output.dense.weight"].detach().numpy()
    np.testing.assert_array_equal(wide.reshape(-1), tensors["l1.fo.w"])


def test_the_folder_names_the_prompts_and_mean_pooling(small: Path) -> None:
    model = load(str(small))
    assert model.prompts == {"query": "query: ", "document": "passage: "}
    assert json.loads((small / "1_Pooling" / "config.json").read_text())["pooling_mode"] == "mean"


def test_other_accounts_may_read_what_is_written(small: Path) -> None:
    assert all(path.stat().st_mode & 0o044 == 0o044 for path in small.rglob("*.*") if path.is_file())
