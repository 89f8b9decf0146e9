import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from companion.domain import Language, Passage
from companion.lexical import LexicalIndex, telling_grams


def passage(text: str, language: Language = "de", **more: object) -> Passage:
    facts = {"id": text, "card": "c", "kind": "document", "title": "", "source": "s", "file": "f"}
    return Passage.model_validate({**facts, "language": language, "text": text, **more})


def index(*texts: str, language: Language = "de") -> LexicalIndex:
    return LexicalIndex.build([passage(text, language) for text in texts])


def test_word_is_found_in_another_inflection() -> None:
    scores = index("Die Vereinbarung gilt.", "Das Wetter ist gut.").scores("Vereinbarungen", "de")
    assert scores.words[0] > 0 == scores.words[1]


def test_part_of_a_compound_is_found_by_its_grams() -> None:
    scores = index("Die Mentoringvereinbarung gilt.", "Das Wetter ist gut.").scores("Vereinbarung", "de")
    assert scores.words[0] == 0
    assert scores.grams[0] > scores.grams[1]


def test_words_are_compared_within_a_language_only() -> None:
    both = LexicalIndex.build([passage("Der Wind kommt."), passage("The wind comes.", "en")])
    german, english = both.scores("Wind", "de").words, both.scores("wind", "en").words
    assert german[0] > 0 == german[1]
    assert english[1] > 0 == english[0]


def test_names_reach_the_other_language_by_their_grams() -> None:
    both = LexicalIndex.build([passage("Leyla Aydin leitet das Programm."), passage("Nobody else is here.", "en")])
    scores = both.scores("Who is Leyla Aydin?", "en")
    assert scores.grams[0] > scores.grams[1]


@pytest.mark.parametrize(("query", "language"), [("", "de"), ("und", "de"), ("Wer? Was?", "de"), ("who is the", "en")])
def test_what_every_question_says_scores_nothing(query: str, language: Language) -> None:
    scores = index("Wer fragt und was er fragt", "who is the one", language=language).scores(query, language)
    assert not scores.words.any()
    assert not scores.grams.any()
    assert scores.words_full == scores.grams_full == 0


def test_passage_of_average_length_with_every_word_once_has_the_full_score() -> None:
    scores = index("Winter Sommer", "Herbst Frühling").scores("Winter Sommer", "de")
    assert scores.words[0] == pytest.approx(scores.words_full)


def test_unknown_word_scores_nothing_but_is_missed() -> None:
    seasons = index("Winter Sommer", "Herbst Frühling")
    known, more = seasons.scores("Winter", "de"), seasons.scores("Winter Xylophon", "de")
    assert more.words.tolist() == known.words.tolist()
    assert more.words_full > 2 * known.words_full  # nothing is rarer


def test_title_and_heading_are_searched_too() -> None:
    titled = LexicalIndex.build([passage("Text", title="Kantine", heading="Öffnungszeiten"), passage("Anderes")])
    assert titled.scores("Kantine", "de").words[0] > 0
    assert titled.scores("Öffnungszeit", "de").words[0] > 0


def test_saved_index_scores_the_same(tmp_path: Path) -> None:
    built = index("Die Mentoringvereinbarung gilt.", "Das Wetter ist gut.")
    built.save(tmp_path / "lexical")
    loaded = LexicalIndex.load(tmp_path / "lexical")
    before, after = built.scores("gutes Wetter", "de"), loaded.scores("gutes Wetter", "de")
    assert after.words.tolist() == before.words.tolist()
    assert after.grams.tolist() == before.grams.tolist()
    assert (after.words_full, after.grams_full) == (before.words_full, before.grams_full)


def test_saved_terms_are_in_an_order_that_no_process_changes(tmp_path: Path) -> None:
    index("Winter Sommer Herbst Frühling").save(tmp_path)
    for kind in ("words", "grams"):
        terms = list(json.loads((tmp_path / kind / "vocab.index.json").read_text(encoding="utf-8")))
        assert terms == sorted(terms)


@pytest.mark.parametrize("texts", [["…"], ["und", "oder"], ["und", "Winter"]])
def test_passages_without_words_can_be_indexed(texts: list[str], tmp_path: Path) -> None:
    index(*texts).save(tmp_path)
    assert LexicalIndex.load(tmp_path).scores("Sommer", "de").words.tolist() == [0] * len(texts)


SEASONS = index("Winter Sommer", "Herbst Frühling")


@given(st.text())
def test_any_query_scores_every_passage(query: str) -> None:
    scores = SEASONS.scores(query, "de")
    for side in (scores.words, scores.grams):
        assert side.shape == (2,)
        assert np.isfinite(side).all()
        assert (side >= 0).all()


def test_grams_mark_where_words_begin_and_end() -> None:
    assert telling_grams("Das Rad", "de") == ["_rad", "rad_"]
