import hashlib
from collections import Counter
from pathlib import Path

from companion.boundaries.categories import CATEGORIES
from companion.boundaries.examples import read_examples, shipped_examples

HELD_OUT = Path(__file__).resolve().parents[3] / "evals" / "cases" / "boundaries.yaml"


def test_the_half_follows_from_the_id() -> None:
    for example in (*shipped_examples(), *read_examples(HELD_OUT)):
        even = int(hashlib.sha256(example.id.encode()).hexdigest(), 16) % 2 == 0
        assert example.half == ("dev" if even else "held_out")


def test_each_file_holds_its_own_half() -> None:
    assert {example.half for example in shipped_examples()} == {"dev"}
    assert {example.half for example in read_examples(HELD_OUT)} == {"held_out"}


def test_no_text_stands_twice() -> None:
    texts = Counter(example.text for example in (*shipped_examples(), *read_examples(HELD_OUT)))

    assert [text for text, times in texts.items() if times > 1] == []


def test_both_halves_cover_every_category_in_both_languages() -> None:
    wanted = {(category, language) for category in (*CATEGORIES, "none") for language in ("de", "en")}

    for half in (shipped_examples(), read_examples(HELD_OUT)):
        assert {(example.category, example.language) for example in half} == wanted
