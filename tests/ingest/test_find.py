import os
import unicodedata
from pathlib import Path

import pytest

from companion.errors import InvalidInput
from ingest.find import find
from tests.ingest.sample import write


def names(*paths: Path) -> list[str]:
    return [found.name for found in find(paths).files]


def test_folder_is_read_in_depth_and_in_order(tmp_path: Path) -> None:
    write(tmp_path, {"b.txt": "", "de/a.md": "", "a.HTML": "", "de/tief/c.htm": ""})
    assert names(tmp_path) == ["a.HTML", "b.txt", "de/a.md", "de/tief/c.htm"]


def test_single_file_has_its_own_name(tmp_path: Path) -> None:
    write(tmp_path, {"de/a.md": ""})
    assert names(tmp_path / "de" / "a.md") == ["a.md"]


def test_order_of_paths_does_not_matter(tmp_path: Path) -> None:
    write(tmp_path, {"one/a.md": "", "two/b.md": ""})
    assert names(tmp_path / "one", tmp_path / "two") == names(tmp_path / "two", tmp_path / "one") == ["a.md", "b.md"]


def test_file_reached_twice_counts_once(tmp_path: Path) -> None:
    write(tmp_path, {"de/a.md": ""})
    assert names(tmp_path, tmp_path / "de", tmp_path / "de" / ".." / "de" / "a.md") == ["de/a.md"]


def test_same_name_in_two_folders_becomes_two_names(tmp_path: Path) -> None:
    write(tmp_path, {"one/a.md": "", "two/a.md": "", "two/b.md": ""})
    assert names(tmp_path / "one", tmp_path / "two") == ["one/a.md", "two/a.md", "two/b.md"]


def test_configuration_hidden_files_and_readmes_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path, {"sources.yaml": "", "x.yml": "", ".hidden.md": "", ".git/a.md": "", "README.md": "", "a.md": ""})
    findings = find([tmp_path])
    assert [found.name for found in findings.files] == ["a.md"]
    assert findings.skipped == ()


def test_readme_given_by_its_path_is_read(tmp_path: Path) -> None:
    write(tmp_path, {"README.md": ""})
    assert names(tmp_path / "README.md") == ["README.md"]


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("a.xyz", ".xyz is not supported; Markdown, text, HTML, PDF, DOCX are"),
        ("a.doc", ".doc is not supported; open it and save it as DOCX or PDF"),
        ("a", "a file without ending"),
    ],
)
def test_other_files_are_skipped_with_a_reason(tmp_path: Path, name: str, reason: str) -> None:
    write(tmp_path, {name: ""})
    (skipped,) = find([tmp_path]).skipped
    assert skipped.path == str(tmp_path / name)
    assert skipped.reason.startswith(reason)


def test_pipe_is_skipped_and_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.md")
    assert [item.reason for item in find([tmp_path]).skipped] == ["is no regular file"]


def test_link_to_a_file_elsewhere_keeps_its_own_name(tmp_path: Path) -> None:
    write(tmp_path, {"elsewhere/x.md": "", "given/a.md": ""})
    (tmp_path / "given" / "b.md").symlink_to(tmp_path / "elsewhere" / "x.md")
    assert names(tmp_path / "given") == ["a.md", "b.md"]


def test_link_in_a_circle_ends(tmp_path: Path) -> None:
    write(tmp_path, {"a.md": ""})
    (tmp_path / "again").symlink_to(tmp_path)
    assert names(tmp_path) == ["a.md"]


def test_dangling_link_is_skipped(tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to(tmp_path / "gone.md")
    reason = f"is a link to {tmp_path / 'gone.md'}, which is not there; mend or remove it"
    assert [item.reason for item in find([tmp_path]).skipped] == [reason]


@pytest.mark.parametrize("name", ["handbook", "handbook.bak"])
def test_known_format_under_another_ending_is_named(tmp_path: Path, name: str) -> None:
    write(tmp_path, {name: "%PDF-1.7"})
    (skipped,) = find([tmp_path]).skipped
    assert skipped.reason.endswith("is not supported, but it is a PDF file; let its name end in .pdf")


def test_side_files_and_marks_of_open_files_are_passed_over(tmp_path: Path) -> None:
    write(tmp_path, {"a.pdf": "", "a.pdf.yaml": "", "~$a.docx": "", "b.docx": ""})
    findings = find([tmp_path])
    assert [found.name for found in findings.files] == ["a.pdf", "b.docx"]
    assert findings.skipped == ()


def test_decomposed_name_is_composed(tmp_path: Path) -> None:
    write(tmp_path, {unicodedata.normalize("NFD", "Gespräch.md"): ""})
    assert names(tmp_path) == [unicodedata.normalize("NFC", "Gespräch.md")]


def test_missing_path_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="there is no such file or folder"):
        find([tmp_path / "gone"])


def test_folder_that_cannot_be_opened_is_skipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"a.md": "", "locked/b.md": ""})
    scandir = os.scandir

    def guarded(path: str) -> object:
        if str(path).endswith("locked"):
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", guarded)
    findings = find([tmp_path])
    assert [found.name for found in findings.files] == ["a.md"]
    assert [(item.path, item.reason) for item in findings.skipped] == [
        (str(tmp_path / "locked"), "cannot be opened: Permission denied")
    ]
