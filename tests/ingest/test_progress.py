import io
import sys

import pytest

from ingest.progress import Progress, progress_bar


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_no_terminal_gets_no_bar() -> None:
    with progress_bar() as on_progress:
        assert on_progress is None


def test_terminal_sees_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    monkeypatch.setenv("TERM", "xterm")
    with progress_bar() as on_progress:
        assert on_progress is not None
        on_progress(Progress(step="embed", done=5, total=10))
    assert "embedding" in terminal.getvalue()
    assert "50%" in terminal.getvalue()
