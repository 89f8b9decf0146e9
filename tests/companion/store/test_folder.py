from pathlib import Path

import pytest

from companion.errors import Unavailable
from companion.store.folder import Manifest, VersionFolder, seal

MANIFEST = Manifest(library="guidance", version="0123456789ab", embedding_model="m", dimensions=8, files={"a.md": "d"})


@pytest.fixture
def sealed(tmp_path: Path) -> VersionFolder:
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "rows").write_bytes(b"rows")
    (tmp_path / "plain.json").write_bytes(b"[]")
    seal(tmp_path, MANIFEST)
    return VersionFolder("guidance", tmp_path)


def test_sealed_file_is_read_back(sealed: VersionFolder) -> None:
    assert sealed.read("plain.json") == b"[]"
    assert sealed.manifest.files == {"a.md": "d"}


def test_whole_folder_passes_its_check(sealed: VersionFolder) -> None:
    sealed.check("")


def test_changed_file_is_damage(sealed: VersionFolder) -> None:
    (sealed.path / "plain.json").write_bytes(b"{}")
    with pytest.raises(Unavailable, match=r"library guidance: .*plain\.json.*companion ingest"):
        sealed.read("plain.json")


def test_missing_file_is_damage(sealed: VersionFolder) -> None:
    (sealed.path / "plain.json").unlink()
    with pytest.raises(Unavailable, match=r"plain\.json"):
        sealed.read("plain.json")


def test_damage_elsewhere_does_not_matter_below_a_subfolder(sealed: VersionFolder) -> None:
    (sealed.path / "plain.json").unlink()
    sealed.check("index")


def test_damage_in_a_subfolder_is_found(sealed: VersionFolder) -> None:
    (sealed.path / "index" / "rows").write_bytes(b"row")
    with pytest.raises(Unavailable, match="index/rows"):
        sealed.check("index")


def test_copy_is_compared_with_the_original(sealed: VersionFolder, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    copy.mkdir()
    (copy / "rows").write_bytes(b"torn")
    with pytest.raises(Unavailable, match="index/rows"):
        sealed.check("index", copy)


@pytest.mark.parametrize("manifest", ["", "{", '{"format": 1}'])
def test_unreadable_manifest_is_damage(sealed: VersionFolder, manifest: str) -> None:
    (sealed.path / "manifest.json").write_text(manifest)
    with pytest.raises(Unavailable, match=r"manifest\.json"):
        VersionFolder("guidance", sealed.path)


def test_folder_of_another_release_is_not_read(tmp_path: Path) -> None:
    seal(tmp_path, MANIFEST.model_copy(update={"format": 0}))
    with pytest.raises(Unavailable, match="another release"):
        VersionFolder("guidance", tmp_path)
