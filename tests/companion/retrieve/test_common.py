import numpy as np
import pytest

from companion.retrieve.common import common_direction, telling
from tests.companion.retrieve.sample import WordEmbedder, vector


def test_queries_keep_their_length() -> None:
    common = common_direction(WordEmbedder())
    queries = telling(WordEmbedder().encode_query(["Wer hat die Kantine gebaut?", "Kantine"]), common)
    assert np.linalg.norm(queries, axis=1) == pytest.approx([1, 1])


def test_the_subject_counts_more_than_the_way_of_asking() -> None:
    common = common_direction(WordEmbedder())
    query = vector("Wie lange dauert es in der Kantine?")
    clear = telling(query[np.newaxis], common)[0]
    subject, asking = vector("Kantine"), vector("Wie lange dauert es?")
    assert clear @ subject - clear @ asking > query @ subject - query @ asking
