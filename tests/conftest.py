"""What all tests share: no network, time limits that do not depend on the machine, one real library."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from companion.settings import Settings
from companion.wiring import Parts, build
from tests.command import Command

settings.register_profile("companion", deadline=None)
settings.load_profile("companion")


@pytest.fixture(scope="session")
def data_dir(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data folder with the packaged model and the shipped guidance, made by the command itself."""
    folder = tmp_path_factory.mktemp("companion")
    made = Command(folder)("ingest")
    assert made.code == 0, made.stderr
    yield folder
    shutil.rmtree(folder)  # half a gigabyte that pytest would keep for three runs


@pytest.fixture(scope="session")
def command(data_dir: Path) -> Command:
    """The `companion` command over that folder."""
    return Command(data_dir)


@pytest.fixture(scope="session")
def parts(data_dir: Path) -> Parts:
    """The real parts over that folder, in this process."""
    return build(Settings(data_dir=data_dir))
