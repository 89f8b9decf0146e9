import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from companion.domain import Hit, Pair, Request
from companion.retrieve import Retriever
from companion.store import Contents, Embeddings, Libraries
from companion.text import sentences
from tests.companion.retrieve.sample import MemoryLibrary, WordEmbedder, cue, passage

TEXTS = [
    "Die Kantine öffnet um sieben Uhr und schließt am Nachmittag.",
    "Am Kornmarkt stehen die Autos der Belegschaft.",
    "Die Fahrräder stehen unter einem Dach neben der Kantine.",
    "Der Chor der Spätschicht singt am Dienstag.",
]
RETRIEVER = Retriever(
    MemoryLibrary(
        [
            *(passage(text) for text in TEXTS),
            passage("The canteen opens at seven.", "en", kind="document"),
            passage("Vor dem Abschluss ernten beide, was bleibt.", kind="agenda_block", phases=["closing"]),
            passage("Leitung: Gruppen von fünf und mehr.", audience=["facilitator"]),
        ],
        [cue("Mir fehlt die Zeit", "no-time")],
    ),
    WordEmbedder(),
)
SIZE = len(RETRIEVER.library.passages)


def ids(hits: list[Hit]) -> list[str]:
    return [hit.passage.id for hit in hits]


def test_the_passage_that_answers_comes_first() -> None:
    assert ids(RETRIEVER.search("Wann öffnet die Kantine?"))[0] == TEXTS[0]
    assert ids(RETRIEVER.search("Wo stehen die Fahrräder?"))[0] == TEXTS[2]


@pytest.mark.parametrize("query", ["", "  \n"])
def test_nothing_asked_finds_nothing(query: str) -> None:
    assert RETRIEVER.search(query) == []


@pytest.mark.parametrize("query", ["und", "xyzzy", "?", "Wer?", "🙂", "Kantine " * 500])
def test_any_words_find_something(query: str) -> None:
    assert len(RETRIEVER.search(query)) == SIZE


@pytest.mark.parametrize(("k", "found"), [(0, 0), (-1, 0), (2, 2), (1_000, SIZE)])
def test_at_most_k_are_found(k: int, found: int) -> None:
    assert len(RETRIEVER.search("Kantine", k)) == found


@pytest.mark.parametrize(
    "filters",
    [
        {"language": "de"},
        {"kinds": ["practice"]},
        {"phases": ["working"]},
        {"audience": ["mentor"]},
        {"language": "en"},
    ],
)
def test_filters_leave_order_and_scores_as_they_were(filters: dict[str, Any]) -> None:
    found = RETRIEVER.search("Wann öffnet die Kantine?", SIZE, **filters)
    kept = set(ids(found))
    assert 0 < len(found) < SIZE
    assert found == [hit for hit in RETRIEVER.search("Wann öffnet die Kantine?", SIZE) if hit.passage.id in kept]


def test_filters_that_nothing_passes_find_nothing() -> None:
    assert RETRIEVER.search("Kantine", kinds=["no such kind"]) == []


def test_many_queries_find_what_each_finds_alone() -> None:
    asked = ["Kantine", "", "Wer singt?", "Kantine"]
    assert RETRIEVER.search_many(asked, 3) == [RETRIEVER.search(query, 3) for query in asked]
    assert RETRIEVER.search_many([], 3) == []


def test_a_name_is_found_in_either_language() -> None:
    assert ids(RETRIEVER.search("Where is the Kornmarkt?"))[0] == TEXTS[1]


def test_a_word_without_a_language_is_looked_for_in_each_passages_own() -> None:
    hits = {hit.passage.id: hit for hit in RETRIEVER.search("canteen", SIZE)}
    assert hits["The canteen opens at seven."].lexical == 1
    assert {hit.passage.id: hit for hit in RETRIEVER.search("Chor", SIZE)}[TEXTS[3]].lexical == 1


def test_equal_passages_come_in_the_order_of_their_ids() -> None:
    copies = [passage("Kantine", id=name) for name in ("c", "a", "b")]
    assert ids(Retriever(MemoryLibrary(copies), WordEmbedder()).search("Kantine")) == ["a", "b", "c"]


def test_a_library_of_one_passage_answers() -> None:
    (hit,) = Retriever(MemoryLibrary([passage("Kantine")]), WordEmbedder()).search("Kantine")
    assert (hit.score, hit.dense, hit.lexical) == (1, 1, 1)


def test_diversity_lets_copies_give_way() -> None:
    copies = [passage(TEXTS[0], id=name) for name in ("a", "b", "c")]
    retriever = Retriever(MemoryLibrary([*copies, passage(TEXTS[2]), passage(TEXTS[3])]), WordEmbedder())
    asked = "Um wie viel Uhr öffnet und schließt die Kantine?"
    assert ids(retriever.search(asked, 2)) == ["a", "b"]
    first, second = ids(retriever.search(asked, 2, diversity=0.7))
    assert first == "a"
    assert second in TEXTS


@given(st.text(max_size=40))
def test_scores_lie_between_0_and_1_best_first(query: str) -> None:
    hits = RETRIEVER.search(query)
    assert all(0 <= value <= 1 for hit in hits for value in (hit.score, hit.dense, hit.lexical))
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)


class Asking:
    """Every text points to what questions have in common, and "Tarif?" to its subject too."""

    name, dimensions = "asking", 2

    def encode_query(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.array([[0.8, 0.6] if text == "Tarif?" else [1, 0] for text in texts], dtype=np.float32)

    encode_document = encode_query


def test_what_questions_have_in_common_does_not_decide() -> None:
    vectors = {"asking": np.array([1, 0], np.float32), "subject": np.array([0, 1], np.float32)}
    library = MemoryLibrary([passage("asking"), passage("subject")], vectors=vectors)
    assert ids(Retriever(library, Asking()).search("Tarif?"))[0] == "subject"


def test_phrases_are_matched() -> None:
    assert RETRIEVER.match(["keine Zeit"], "cue", "de")[0].card == "no-time"


def test_a_library_on_disk_answers_as_one_in_memory(tmp_path: Path) -> None:
    contents = Contents(passages=tuple(RETRIEVER.library.passages))
    libraries, embedder = Libraries(tmp_path), WordEmbedder()
    with libraries.writing("guidance") as writer:
        vectors = embedder.encode_document([item.text for item in contents.passages])
        parts = [embedder.encode_document(sentences(item.text)) for item in contents.passages]
        writer.publish(contents, {}, embedder.name, Embeddings(vectors, parts, vectors[:0]))
    stored = Retriever(libraries.open("guidance", embedder.name), embedder)
    for query in ("Wann öffnet die Kantine?", "Where is the Kornmarkt?", "Chor"):
        expected = RETRIEVER.search(query, SIZE, diversity=0.3)
        found = stored.search(query, SIZE, diversity=0.3)
        assert ids(found) == ids(expected)
        assert [hit.score for hit in found] == pytest.approx([hit.score for hit in expected], abs=1e-3)


# --- evidence -----------------------------------------------------------------------------------------------------


def pair(**more: Any) -> Pair:
    facts = {
        "id": "tandem-07",
        "language": "de",
        "address": "du",
        "mentor": {"name": "Leyla", "role": "Dual Studierende"},
        "mentee": {"name": "Jörg", "role": "Vorstand", "wants": ["Wann singt der Chor?"]},
        "topic": "Wann öffnet die Kantine?",
    }
    return Pair.model_validate({**facts, **more})


def evidence(asking: Pair, **more: Any) -> list[Hit]:
    return RETRIEVER.evidence(asking, Request(kind="agenda", today=dt.date(2026, 9, 1), **more))


def test_evidence_speaks_to_the_topic_and_to_each_wish() -> None:
    assert {TEXTS[0], TEXTS[3]} <= set(ids(evidence(pair()))[:3])


def test_evidence_is_in_the_pairs_language_and_for_those_who_ask() -> None:
    found = ids(evidence(pair()))
    assert "The canteen opens at seven." not in found
    assert "Leitung: Gruppen von fünf und mehr." not in found


def test_evidence_fits_the_phase() -> None:
    closing = "Vor dem Abschluss ernten beide, was bleibt."
    assert closing not in ids(evidence(pair(phase="working")))
    assert closing in ids(evidence(pair(phase="closing")))
    request = Request(kind="agenda", today=dt.date(2026, 9, 1))
    assert closing not in ids(RETRIEVER.evidence(pair(phase="closing"), request, "working"))


def test_the_partners_worry_changes_no_evidence() -> None:
    worried = pair(concern={"owner": "mentee", "text": "Autos am Kornmarkt"})
    assert evidence(worried, viewer="mentor") == evidence(pair(), viewer="mentor")
    assert evidence(worried, viewer="mentee") != evidence(pair(), viewer="mentee")


def test_a_library_without_the_pairs_language_has_no_evidence() -> None:
    english = Retriever(MemoryLibrary([passage("The canteen", "en")]), WordEmbedder())
    assert english.evidence(pair(), Request(kind="agenda", today=dt.date(2026, 9, 1))) == []
