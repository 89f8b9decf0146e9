"""PDF and Word files are read in a process of their own, so that a hostile one costs a line and nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from pydantic import ValidationError

from companion.errors import InvalidInput
from ingest.formats.parsed import Parsed
from ingest.formats.worker import NO_MEMORY, REFUSED

SECONDS_MOST = 60  # 1,000 pages take some 20 s on one core
MEGABYTES_MOST = 1_000  # of address space; the interpreter with pypdf takes some 100, a book some 200
_WORKER = "ingest.formats.worker"
_DAMAGED = "is damaged and cannot be read; open it with its program and save it anew"
_TOO_SLOW = "takes longer than {:g} s to read; print it to a new PDF or divide it"
_TOO_LARGE = "needs more than {:,} MB of memory to read; it may be a trap, else print it to a new PDF or divide it"


def parse_apart(path: Path, seconds: float = SECONDS_MOST, megabytes: int = MEGABYTES_MOST) -> Parsed:
    """Read a PDF or Word file.

    Raises:
        InvalidInput: if nothing can be made of it within the limits of time and memory.
    """
    command = [sys.executable, "-P", "-m", _WORKER, str(path.absolute()), str(megabytes)]
    try:
        done = subprocess.run(command, capture_output=True, timeout=seconds, check=False)
    except subprocess.TimeoutExpired as problem:
        raise InvalidInput(str(path), "", _TOO_SLOW.format(seconds)) from problem
    if done.returncode == REFUSED:
        raise InvalidInput(str(path), "", done.stdout.decode())
    if done.returncode == NO_MEMORY:
        raise InvalidInput(str(path), "", _TOO_LARGE.format(megabytes))
    try:
        return Parsed.model_validate_json(done.stdout)
    except ValidationError as problem:  # nothing or half of it was written: the process fell over the file
        raise InvalidInput(str(path), "", _DAMAGED) from problem
