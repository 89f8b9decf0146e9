"""Private copies of folders, for readers that cannot help writing; they go with the process that made them."""

from __future__ import annotations

import shutil
import tempfile
import time
from pathlib import Path

_PREFIX = "companion-copy-"
_LOCK = "lock"
_STALE_AFTER = 3600  # seconds; a younger copy without a lock may just be coming into being


class PrivateCopy:
    """A copy in the system's folder for temporary files; those of processes that were killed go when one is made.

    Attributes:
        path: of the copy.
    """

    def __init__(self, folder: Path) -> None:
        """Copy a folder.

        Raises:
            OSError: if that is impossible; nothing is left behind.
        """
        from filelock import FileLock

        _sweep()
        self._root = Path(tempfile.mkdtemp(prefix=_PREFIX))
        self._lock = FileLock(self._root / _LOCK, thread_local=False)  # any thread may remove it
        self._lock.acquire(timeout=0)
        self.path = self._root / "files"
        try:
            shutil.copytree(folder, self.path)
        except OSError:
            self.remove()
            raise

    def remove(self) -> None:
        """Remove the copy."""
        shutil.rmtree(self._root, ignore_errors=True)
        self._lock.release()


def _sweep() -> None:
    for root in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*"):
        if _is_abandoned(root):
            shutil.rmtree(root, ignore_errors=True)


def _is_abandoned(root: Path) -> bool:
    from filelock import FileLock, Timeout

    try:
        if time.time() - root.stat().st_mtime < _STALE_AFTER:
            return False
        with FileLock(root / _LOCK, timeout=0):
            return True
    except (OSError, Timeout):  # gone meanwhile, somebody else's, or in use
        return False
