import numpy as np
import pytest
from numpy.typing import NDArray

from companion.retrieve.cosines import Candidates, Cosines
from tests.companion.retrieve.sample import MemoryLibrary, passage, vector

NUMBERS = [passage(f"nummer {number}") for number in range(1_200)]


def compare(library: MemoryLibrary, query: str, share: object = 0.0, allowed: object = True) -> Cosines:
    size = len(library.passages)
    return Candidates(library).cosines(
        vector(query), np.broadcast_to(np.asarray(share, float), size), np.broadcast_to(np.asarray(allowed, bool), size)
    )


def order(cosines: NDArray[np.float64]) -> list[int]:
    return [int(row) for row in np.argsort(-cosines)]


def test_in_one_language_the_order_is_that_of_the_cosines() -> None:
    texts = ["winter im gebirge", "sommer am meer", "winter am meer"]
    found = compare(MemoryLibrary([passage(text) for text in texts]), "winter am meer").of
    assert order(found) == order(np.array([vector(text) @ vector("winter am meer") for text in texts]))


def test_the_nearest_sentence_counts_as_much_as_the_whole() -> None:
    hidden = "der winter am meer. " + ". ".join(f"Etwas ganz anderes ist nummer {number}" for number in range(8))
    found = compare(MemoryLibrary([passage(hidden), passage("das meer im sommer und im herbst")]), "winter am meer")
    assert order(found.of)[0] == 0
    whole = [
        vector(hidden) @ vector("winter am meer"),
        vector("das meer im sommer und im herbst") @ vector("winter am meer"),
    ]
    assert order(np.array(whole))[0] == 1


def test_what_a_language_has_in_common_with_the_query_does_not_count() -> None:
    german = [passage("der die das haus"), *(passage(f"der die das ding{number}") for number in range(30))]
    english = [passage("the of and haus", "en"), *(passage(f"the of and thing{number}", "en") for number in range(30))]
    library = MemoryLibrary([*german, *english])
    plain = np.array([vector(item.text) @ vector("der die das haus") for item in library.passages])
    assert order(plain).index(31) >= 31
    assert order(compare(library, "der die das haus").of)[:2] == [0, 31]


def test_a_lone_passage_of_its_language_may_still_stand_out() -> None:
    library = MemoryLibrary([*(passage(f"nummer {number}") for number in range(20)), passage("red wine", "en")])
    assert order(compare(library, "red wine").of)[0] == 20


def test_the_floor_is_the_least_of_the_library() -> None:
    found = compare(MemoryLibrary(NUMBERS[:50]), "nummer 7")
    assert found.floor == pytest.approx(np.nanmin(found.of))


def test_of_a_big_library_the_nearest_are_candidates() -> None:
    found = compare(MemoryLibrary(NUMBERS), "nummer 7")
    assert 1_000 <= np.count_nonzero(~np.isnan(found.of)) < 1_200
    assert order(np.nan_to_num(found.of, nan=-1))[0] == 7


def test_a_big_library_has_the_floor_of_its_far_passages_too() -> None:
    found = compare(MemoryLibrary(NUMBERS), "nummer 7")
    assert found.floor < np.nanmin(found.of)


def test_of_a_big_library_those_that_share_words_are_candidates_too() -> None:
    library = MemoryLibrary(NUMBERS)
    far = int(np.flatnonzero(np.isnan(compare(library, "nummer 7").of))[0])
    share = np.zeros(1_200)
    share[far] = 1.0
    assert not np.isnan(compare(library, "nummer 7", share).of[far])


def test_all_of_a_few_allowed_passages_are_candidates() -> None:
    library = MemoryLibrary(NUMBERS)
    far = np.isnan(compare(library, "nummer 7").of)
    assert not np.isnan(compare(library, "nummer 7", allowed=far).of[far]).any()


def test_cosines_between_passages() -> None:
    between = Candidates(MemoryLibrary(NUMBERS[:3])).between([0, 0, 1])
    assert between[0, 1] == pytest.approx(1)
    assert between[0, 2] == pytest.approx(between[2, 1])
    assert between[0, 2] < 0.99
