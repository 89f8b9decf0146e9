from pathlib import Path

import pytest

from companion.errors import InvalidInput
from ingest.corpus import Corpus, gather
from ingest.progress import Progress
from tests.ingest.sample import SOURCES, card, write


def corpus(*paths: Path) -> Corpus:
    return gather(paths, (), lambda _: None)


def test_files_of_all_kinds_come_together(tmp_path: Path) -> None:
    write(tmp_path, {"sources.yaml": SOURCES, "de/a.md": card(), "en/a.md": card(language="en"), "notes.txt": "Text."})
    found = corpus(tmp_path)
    assert [item.file for item in found.contents.passages] == ["de/a.md"] * 2 + ["en/a.md"] * 2 + ["notes.txt"]
    assert [(item.id, item.language) for item in found.contents.cards] == [("explains", "de"), ("explains", "en")]
    assert set(found.contents.sources) == {"R1", "R2"}
    assert len(found.contents.signals) == 8


def test_bad_file_is_skipped_and_the_rest_goes_on(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": card().replace("number: 41", "number: 0"), "b.md": " ", "c.xyz": "", "d.md": "Text."})
    found = corpus(tmp_path)
    assert list(found.files) == ["d.md"]
    assert [(Path(item.path).name, item.reason.partition(";")[0]) for item in found.skipped] == [
        ("a.md", "number: Input should be greater than or equal to 1"),
        ("b.md", "holds no text"),
        ("c.xyz", ".xyz is not supported"),
    ]


def test_second_card_with_the_same_id_is_skipped(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": card(), "b.md": card()})
    found = corpus(tmp_path)
    assert list(found.files) == ["a.md"]
    assert [item.reason for item in found.skipped] == ["id: explains is already taken by a.md"]


def test_digest_changes_with_what_a_file_gives(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": card(), "b.md": "Text."})
    before = corpus(tmp_path).files
    write(tmp_path, {"a.md": card().replace("Laut denken.", "Leise denken.")})
    after = corpus(tmp_path).files
    assert before["a.md"] != after["a.md"]
    assert before["b.md"] == after["b.md"]


def test_digest_ignores_what_says_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "Text  und\nmehr.\n"})
    before = corpus(tmp_path).files
    write(tmp_path, {"a.md": "\nText und mehr.\r\n\r\n"})
    assert corpus(tmp_path).files == before


def test_changed_caveat_changes_the_cards_that_cite_it(tmp_path: Path) -> None:
    write(tmp_path, {"sources.yaml": SOURCES, "de/a.md": card(), "de/b.md": "Text."})
    before = corpus(tmp_path)
    write(tmp_path, {"sources.yaml": SOURCES.replace("kein Betrieb", "kein Büro")})
    after = corpus(tmp_path)
    assert {name for name in before.files if before.files[name] != after.files[name]} == {"de/a.md"}
    assert [item.id for item in before.contents.passages] == [item.id for item in after.contents.passages]


def test_broken_sources_stop_everything(tmp_path: Path) -> None:
    write(tmp_path, {"sources.yaml": "R1: 1", "de/a.md": card(), "b.md": "Text."})
    with pytest.raises(InvalidInput, match=r"sources\.yaml: R1"):
        corpus(tmp_path)


def test_nothing_readable_is_an_error_with_the_first_reason(tmp_path: Path) -> None:
    write(tmp_path, {"a.pdf": ""})
    with pytest.raises(InvalidInput, match=r"there is no guidance that can be read \(.*a\.pdf is empty"):
        corpus(tmp_path)


def test_empty_folder_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="there is no guidance that can be read$"):
        corpus(tmp_path)


def test_progress_counts_files(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": "Text.", "b.md": "", "c.md": "Text."})
    seen: list[Progress] = []
    gather([tmp_path], (), seen.append)
    assert [(item.step, item.done, item.total) for item in seen] == [("read", 1, 3), ("read", 2, 3), ("read", 3, 3)]
