import subprocess
import sys
from pathlib import Path

import pytest

from companion.boundaries.categories import CATEGORIES
from companion.boundaries.examples import Example, shipped_examples
from companion.boundaries.meaning import SHIPPED, Meaning, units_of
from companion.embed import PACKAGED
from tests.companion.boundaries.sample import WordEmbedder

TEXT = "Ein Satz, der lang genug ist."
SOME = shipped_examples()[::9]  # learning from all takes seconds
ROOT = Path(__file__).resolve().parents[3]


def test_example_vectors_are_kept_for_the_next_process(tmp_path: Path) -> None:
    look = (
        "import sys; from pathlib import Path; from companion.boundaries.examples import shipped_examples;"
        "from companion.boundaries.meaning import Meaning; from tests.companion.boundaries.sample import WordEmbedder;"
        "e = WordEmbedder(); Meaning(e, Path(sys.argv[1]), shipped_examples()[::9]).findings([sys.argv[2]]); "
        "print(e.encoded)"
    )
    counts = [
        int(
            subprocess.run(
                [sys.executable, "-c", look, tmp_path, TEXT], cwd=ROOT, check=True, capture_output=True
            ).stdout
        )
        for _ in range(2)
    ]

    assert counts[0] > len(SOME)
    assert counts[1] == 1


class _NamedAsPackaged(WordEmbedder):
    name, dimensions = PACKAGED, 384


def test_what_the_packaged_model_learns_comes_with_the_package(tmp_path: Path) -> None:
    embedder = _NamedAsPackaged()

    Meaning(embedder, tmp_path, shipped_examples()).findings([TEXT])

    assert embedder.encoded == 1, "run: python -m companion.boundaries.learn var"
    assert len(list(SHIPPED.glob("*.npy"))) == 1


def test_what_is_shipped_scores_as_what_was_learnt(tmp_path: Path) -> None:
    text = SOME[0].text
    learnt = Meaning(WordEmbedder(), tmp_path / "learnt", SOME)
    learnt.ship(tmp_path / "shipped")
    learnt.ship(tmp_path / "shipped")

    shipped = Meaning(WordEmbedder(), tmp_path / "shipped", SOME)

    (before,), (after,) = learnt.findings([text]), shipped.findings([text])
    assert before.category == after.category
    assert abs(before.score - after.score) < 0.01
    assert len(list((tmp_path / "shipped").iterdir())) == 1


def test_another_model_gets_vectors_of_its_own(tmp_path: Path) -> None:
    other = WordEmbedder()
    other.name = "other words"
    for embedder in (WordEmbedder(), other):
        Meaning(embedder, tmp_path, SOME).findings([TEXT])

    assert len(list(tmp_path.glob("*.npy"))) == 2
    assert list(tmp_path.glob("*.tmp")) == []


@pytest.mark.parametrize("broken", [b"", b"not vectors"])
def test_a_broken_file_is_made_again(broken: bytes, tmp_path: Path) -> None:
    Meaning(WordEmbedder(), tmp_path, SOME).findings([TEXT])
    kept = next(tmp_path.glob("*.npy"))
    kept.write_bytes(broken)

    Meaning(WordEmbedder(), tmp_path, SOME).findings([TEXT])

    assert kept.stat().st_size > len(broken)


def test_a_folder_that_cannot_be_written_only_costs_time(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")

    assert Meaning(WordEmbedder(), tmp_path / "file", SOME).findings([TEXT]) == []


def test_a_text_is_judged_as_a_whole_and_sentence_by_sentence() -> None:
    assert units_of("Das ist der erste Satz. Kurz. Und das ist der zweite.") == [
        "Das ist der erste Satz. Kurz. Und das ist der zweite.",
        "Das ist der erste Satz.",
        "Und das ist der zweite.",
    ]


def test_no_text_costs_no_model(tmp_path: Path) -> None:
    embedder = WordEmbedder()

    assert Meaning(embedder, tmp_path, SOME).findings(["Social Media", ""]) == []
    assert embedder.encoded == 0


def test_a_category_is_named_only_where_it_leads_clearly(tmp_path: Path) -> None:
    said = {
        "crisis": ["a b c d", "a b c e", "a b c f"],
        "leak": ["k l m n", "k l m o", "k l m g"],
        "rating": ["p q r s", "p q r h", "p q r i"],
    }
    examples = [
        Example(id=text, language="en", field="notes", category=category, half="dev", text=text)
        for category in CATEGORIES
        for text in said.get(category, [])
    ]
    harmless = [
        Example(id=str(n), language="en", field="notes", category="none", half="dev", text=f"u v w x{n}")
        for n in range(30)
    ]
    meaning = Meaning(WordEmbedder(), tmp_path, [*examples, *harmless])

    found = meaning.findings(["a b c d", "k l p q"])

    assert [finding.category for finding in found] == ["crisis", "unclear"]
