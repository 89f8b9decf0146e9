"""One writer a library at a time: a lock that the system frees when its owner dies, and a note that names the owner."""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import socket
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from companion.domain import Model
from companion.errors import Busy

_LOCK = "lock"
_OWNER = "lock.json"  # beside the lock, because not every system lets others read a locked file


class Owner(Model):
    """Who is writing, and since when."""

    pid: int
    host: str
    since: dt.datetime

    @property
    def words(self) -> str:
        """Name the owner in the middle of a sentence."""
        return f"process {self.pid} on {self.host} (since {self.since:%Y-%m-%d %H:%M})"


@contextlib.contextmanager
def locked(library: str, folder: Path) -> Iterator[None]:
    """Hold a library's lock; the lock of a dead process is free.

    Raises:
        Busy: at once, if a living process holds it.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(folder / _LOCK)
    try:
        lock.acquire(timeout=0)
    except Timeout as problem:
        raise Busy(library, _owner(folder)) from problem
    try:
        _sign(folder)
        yield
    finally:
        (folder / _OWNER).unlink(missing_ok=True)
        lock.release()


def _sign(folder: Path) -> None:
    owner = Owner(pid=os.getpid(), host=socket.gethostname(), since=dt.datetime.now().astimezone())
    (folder / _OWNER).write_text(owner.model_dump_json(), encoding="utf-8")


def _owner(folder: Path) -> str:
    try:
        return Owner.model_validate_json((folder / _OWNER).read_bytes()).words
    except (OSError, ValidationError):  # the owner has taken the lock and not yet signed
        return "another process"
