import numpy as np

from companion.checks.similar import Similarity


def test_each_text_is_embedded_once():
    seen = []

    def encode(texts):
        seen.extend(texts)
        return np.eye(8, dtype=np.float32)[: len(texts)]

    similarity = Similarity(encode)
    similarity.nearest("a", ["b", "a"])
    similarity.nearest("b", ["a"])
    assert seen == ["a", "b"]


def test_the_nearest_of_several_counts(similarity):
    assert similarity.nearest("drei kurze Zeilen", ["etwas anderes", "drei kurze Zeilen"]) > 0.99


def test_nothing_to_compare_with_is_no_nearness(similarity):
    assert similarity.nearest("drei kurze Zeilen", ["", " "]) == 0.0
