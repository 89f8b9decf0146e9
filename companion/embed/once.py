"""Folders that are built once, whole or not at all, however many processes ask for them at the same time."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from companion.errors import Unavailable


def built(folder: Path, fill: Callable[[Path], None]) -> Path:
    """Return `folder`, filled by `fill` if it does not exist yet.

    `fill` gets an empty folder beside it, which takes its name only when everything is written: a process that is
    killed leaves nothing that another could take for complete. A lock makes the others wait instead of building too.

    Raises:
        Unavailable: if the folder cannot be written.
    """
    if folder.exists():
        return folder
    try:
        _fill_under_lock(folder, fill)
    except OSError as problem:
        reason = problem.strerror or problem
        raise Unavailable(str(folder), f"cannot be written: {reason}; make room or set COMPANION_DATA_DIR") from problem
    return folder


def _fill_under_lock(folder: Path, fill: Callable[[Path], None]) -> None:
    from filelock import FileLock

    folder.parent.mkdir(parents=True, exist_ok=True)
    with FileLock(folder.with_name(f"{folder.name}.lock")):
        if folder.exists():
            return
        partial = folder.with_name(f"{folder.name}.partial")
        shutil.rmtree(partial, ignore_errors=True)  # what a killed process left
        partial.mkdir()
        fill(partial)
        partial.rename(folder)
