"""An installed wheel has the guidance and the prompts, not only the checkout that the other tests run in."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SHIPPED = "from companion.shipped import shipped; print(shipped('{name}'))"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel's files, unpacked as an installer does it."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    place = folder / "site"
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as wheel:
        wheel.extractall(place)
    return place


@pytest.mark.parametrize("name", ["knowledge", "prompts"])
def test_wheel_finds_what_it_ships(installed: Path, name: str) -> None:
    found = subprocess.run(
        [sys.executable, "-c", SHIPPED.format(name=name)],
        env={"PYTHONPATH": str(installed)},
        cwd=installed,
        check=True,
        capture_output=True,
        text=True,
    ).stdout.strip()
    assert Path(found).is_relative_to(installed)
    there = {path.relative_to(found) for path in Path(found).rglob("*.md")}
    assert there == {path.relative_to(ROOT / name) for path in (ROOT / name).rglob("*.md")}
