import sys
from pathlib import Path

import numpy as np
import pytest

from companion.errors import Unavailable
from companion.store import Libraries, Library
from tests.companion.store.sample import DIMENSIONS, folder_of, publish, vector


@pytest.fixture
def library(tmp_path: Path) -> Library:
    libraries = Libraries(tmp_path)
    publish(libraries, "erstens", "zweitens", "drittens")
    return libraries.open("guidance", "hash")


def test_passages_keep_their_order(library: Library) -> None:
    assert [passage.text for passage in library.passages] == ["erstens", "zweitens", "drittens"]


def test_cards_come_by_language(library: Library) -> None:
    assert library.cards("en")["first-hour"].language == "en"
    assert library.cards("de")["first-hour"].language == "de"
    assert library.cards("de")["first-hour"].sections[0].text == "Die erste Stunde gehört dem Kennenlernen."


def test_signals_come_with_their_vectors(library: Library) -> None:
    cues = library.signals("cue", "de")
    assert [signal.text for signal in cues.signals] == ["Wir reden aneinander vorbei"]
    assert np.allclose(cues.vectors, [vector("Wir reden aneinander vorbei")])


def test_signals_are_chosen_once(library: Library) -> None:
    assert library.signals("cue", "de") is library.signals("cue", "de")


def test_role_without_signals_has_no_rows(library: Library) -> None:
    none = library.signals("topic", "de")
    assert none.signals == ()
    assert none.vectors.shape == (0, DIMENSIONS)


def test_sources_are_kept(library: Library) -> None:
    assert library.sources["R1"].caveat == {"de": "ein Team"}


def test_nearest_finds_the_passage_itself(library: Library) -> None:
    best = library.nearest(vector("zweitens"), 1)[0]
    assert best.id == "zweitens"
    assert best.score == pytest.approx(1)


def test_best_sentence_of_each_passage(tmp_path: Path) -> None:
    publish(Libraries(tmp_path), "Erstens.", "Zweitens. Drittens.", "Viertens. Fünftens. Sechstens.")
    library = Libraries(tmp_path).open("guidance", "hash")
    best = library.best_sentences(vector("Fünftens."), np.array([2, 0]))
    assert best == pytest.approx([1, vector("Erstens.") @ vector("Fünftens.")], abs=1e-3)
    assert library.best_sentences(vector("Fünftens."), np.array([], dtype=np.int64)).shape == (0,)


def test_sentences_vectors_come_in_their_order(tmp_path: Path) -> None:
    publish(Libraries(tmp_path), "Erstens.", "Zweitens. Drittens.")
    vectors = Libraries(tmp_path).open("guidance", "hash").sentence_vectors(1)
    assert np.allclose(vectors, [vector("Zweitens."), vector("Drittens.")], atol=1e-3)


def test_damaged_sentences_are_found_when_asked_for(tmp_path: Path) -> None:
    publish(Libraries(tmp_path), "Erstens.")
    (folder_of(tmp_path) / "sentences.npy").write_bytes(b"")
    with pytest.raises(Unavailable, match="sentences"):
        Libraries(tmp_path).open("guidance", "hash").sentence_vectors(0)


def test_vectors_of_nothing_have_no_rows(library: Library) -> None:
    assert library.vectors([]).shape == (0, DIMENSIONS)


def test_lexical_index_is_loaded_once(library: Library) -> None:
    assert library.lexical is library.lexical


def test_plain_knowledge_needs_no_chroma(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(Libraries(tmp_path), "erstens")
    monkeypatch.setitem(sys.modules, "chromadb", None)  # importing it now fails
    library = Libraries(tmp_path).open("guidance", "hash")
    assert (len(library.passages), len(library.cards("de")), len(library.signals("cue", "de").signals)) == (1, 1, 1)


@pytest.mark.parametrize("name", ["passages.json", "manifest.json"])
def test_damaged_core_is_found_when_opening(tmp_path: Path, name: str) -> None:
    publish(Libraries(tmp_path), "erstens")
    (folder_of(tmp_path) / name).write_bytes(b"[]")
    with pytest.raises(Unavailable, match="companion ingest"):
        Libraries(tmp_path).open("guidance", "hash")


@pytest.mark.parametrize("name", ["signals.npy", "signals.json"])
def test_damaged_signals_are_found_when_asked_for(tmp_path: Path, name: str) -> None:
    publish(Libraries(tmp_path), "erstens")
    (folder_of(tmp_path) / name).write_bytes(b"[]")
    library = Libraries(tmp_path).open("guidance", "hash")
    with pytest.raises(Unavailable, match="signals"):
        library.signals("cue", "de")
