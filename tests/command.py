"""Runs the `companion` command as people do: as a process."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Result:
    code: int
    stdout: str
    stderr: str


@dataclass(frozen=True)
class Command:
    """The command with its own data folder and no other setting."""

    data_dir: Path

    def __call__(self, *arguments: str | Path, cwd: Path | None = None) -> Result:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("COMPANION_")}
        done = subprocess.run(
            [sys.executable, "-m", "companion.cli", *map(str, arguments)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            cwd=cwd,
            env={**environment, "COMPANION_DATA_DIR": str(self.data_dir)},
            check=False,
        )
        return Result(done.returncode, done.stdout, done.stderr)
