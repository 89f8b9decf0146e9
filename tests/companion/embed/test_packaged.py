from __future__ import annotations

import itertools
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.embed.packaged import PackagedEmbedder
from companion.errors import Unavailable
from tests.companion.embed import sample

TEXTS = st.lists(st.text(alphabet=[*"abcdeäß? ", "\n", "字", "\u0301"], max_size=60), max_size=12)


@pytest.fixture(scope="module")
def embedder(small: Path) -> PackagedEmbedder:
    return PackagedEmbedder(small, "small")


def test_nothing_gives_no_rows(embedder: PackagedEmbedder) -> None:
    for encode in (embedder.encode_query, embedder.encode_document):
        assert encode([]).shape == (0, sample.SHAPE.hidden)
        assert encode([]).dtype == np.float32


@given(TEXTS)
def test_every_text_gets_a_vector_of_length_one(embedder: PackagedEmbedder, texts: list[str]) -> None:
    vectors = embedder.encode_document(texts)
    assert vectors.shape == (len(texts), embedder.dimensions)
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-6)


@given(TEXTS)
def test_a_vector_does_not_depend_on_its_batch(embedder: PackagedEmbedder, texts: list[str]) -> None:
    together = embedder.encode_query(texts)
    for text, vector in zip(texts, together, strict=True):
        np.testing.assert_allclose(embedder.encode_query([text])[0], vector, atol=1e-6)


@given(st.permutations(["a", "ab", "ba", "abc", "", "cab ab"]))
def test_rows_stand_in_the_order_of_the_texts(embedder: PackagedEmbedder, texts: list[str]) -> None:
    alone = {text: embedder.encode_document([text])[0] for text in texts}
    for text, vector in zip(texts, embedder.encode_document(texts), strict=True):
        np.testing.assert_allclose(vector, alone[text], atol=1e-6)


def test_more_texts_of_one_length_than_run_together_are_all_embedded(embedder: PackagedEmbedder) -> None:
    texts = ["".join(letters) for letters in itertools.product("abcde", repeat=3)]
    vectors = embedder.encode_document(texts)
    np.testing.assert_allclose(vectors[-1], embedder.encode_document([texts[-1]])[0], atol=1e-6)
    assert len({vector.tobytes() for vector in vectors}) == len(texts)


def test_the_same_texts_give_the_same_bytes(embedder: PackagedEmbedder) -> None:
    texts = ["eine Frage", "noch eine", "dritte"]
    assert embedder.encode_query(texts).tobytes() == embedder.encode_query(texts).tobytes()


def test_what_stands_behind_the_longest_text_changes_nothing(embedder: PackagedEmbedder) -> None:
    full = "ab " * sample.SHAPE.positions
    np.testing.assert_array_equal(embedder.encode_document([full]), embedder.encode_document([full + "xyz"]))


def test_spaces_count_once(embedder: PackagedEmbedder) -> None:
    np.testing.assert_array_equal(embedder.encode_query(["ab   c"]), embedder.encode_query(["ab c"]))


def test_question_and_answer_of_the_same_words_differ_by_their_prompts(embedder: PackagedEmbedder) -> None:
    assert np.abs(embedder.encode_query(["abc"]) - embedder.encode_document(["abc"])).max() > 0.001


@pytest.mark.parametrize("part", ["tokenizer.json", "model.onnx", "model.safetensors"])
def test_a_damaged_folder_says_that_it_can_be_deleted(tmp_path: Path, part: str) -> None:
    folder = sample.model(tmp_path)
    (folder / part).write_bytes(b"damaged")
    with pytest.raises(Unavailable, match="delete the folder"):
        PackagedEmbedder(folder, "small")
