"""One small model for all tests of a room."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.companion.embed import sample


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample.model(tmp_path_factory.mktemp("small"))
