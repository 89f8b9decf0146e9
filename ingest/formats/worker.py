"""The process that reads one PDF or Word file: `-m ingest.formats.worker FILE MEGABYTES` writes a `Parsed` as JSON."""

from __future__ import annotations

import contextlib
import sys
from pathlib import Path

from companion.errors import InvalidInput

REFUSED = 3  # exit codes: the file is no good, and standard output says why
NO_MEMORY = 4


def main(path: Path, megabytes: int) -> int:
    """Read a file and write what it holds, or why not, to standard output; return the exit code."""
    _limit_memory(megabytes * 1_000_000)
    try:
        text, code = _parsed(path), 0
    except InvalidInput as problem:
        text, code = problem.remedy, REFUSED
    except MemoryError:
        return NO_MEMORY
    sys.stdout.buffer.write(text.encode("utf-8", "replace"))
    return code


def _limit_memory(most: int) -> None:
    with contextlib.suppress(ImportError):  # there is no such limit on Windows; that of time remains
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _parsed(path: Path) -> str:
    if path.suffix.lower() == ".pdf":
        from ingest.formats.pdf import parse_pdf

        return parse_pdf(path).model_dump_json()
    from ingest.formats.word import parse_word

    return parse_word(path).model_dump_json()


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2])))
