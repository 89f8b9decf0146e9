"""A process for the tests of `test_job_processes`: ingests or reads, and waits for a line after every step.

python -m tests.ingest.child ingest LIBRARIES GUIDANCE [EVENT COUNT]   dies at the COUNTth audit event EVENT
python -m tests.ingest.child read LIBRARIES
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from companion.store import Libraries
from ingest.job import ingest
from tests.companion.store.sample import HashEmbedder, vector


def say(line: str) -> bool:
    """Print a line, wait until somebody answers and return whether anybody still listens."""
    sys.stdout.write(line + "\n")
    sys.stdout.flush()
    return bool(sys.stdin.readline())


def die_at(event: str, count: int) -> None:
    """Kill this process when Python is about to do something for the nth time."""
    seen: list[str] = []

    def hook(name: str, arguments: tuple[object, ...]) -> None:
        if name == event and "libraries" in str(arguments):
            seen.append(name)
            if len(seen) == count:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def run(libraries: str, guidance: str, *death: str) -> None:
    """Ingest step by step."""
    if death:
        die_at(death[0], int(death[1]))
    report = ingest(
        [Path(guidance)],
        "guidance",
        Libraries(Path(libraries)),
        HashEmbedder(),
        lambda now: None if say(f"{now.step} {now.done}/{now.total}") else sys.exit(),
    )
    say(f"published {report.version}")


def look(libraries: str) -> None:
    """Open a library once and keep asking it."""
    library = Libraries(Path(libraries)).open("guidance", "hash")
    while say(f"{library.version} {len(library.nearest(vector('x'), 1_000))}"):
        pass


if __name__ == "__main__":
    if sys.argv[1] == "ingest":
        run(*sys.argv[2:])
    else:
        look(sys.argv[2])
