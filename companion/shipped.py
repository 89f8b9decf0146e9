"""Where the files that come with the product lie: guidance, prompts, contacts."""

from __future__ import annotations

from pathlib import Path


def shipped(name: str) -> Path:
    """The folder or file `name`, in an installed wheel as in an editable checkout."""
    package = Path(__file__).resolve().parent
    packed = package / "_data" / name
    return packed if packed.exists() else package.parent / name
