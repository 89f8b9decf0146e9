"""Writes what the classifier learns from the examples into the package, so that no first use waits for it.

To be run after every change of the examples, the classifier or the packaged model:

    python -m companion.boundaries.learn DATA_DIR
"""

from __future__ import annotations

import sys
from pathlib import Path

from companion.boundaries.examples import shipped_examples
from companion.boundaries.meaning import SHIPPED, Meaning
from companion.embed import PACKAGED, load_embedder


def main() -> None:
    """Learn, or take what the data folder holds already, and write it."""
    data_dir = Path(sys.argv[1])
    Meaning(load_embedder(PACKAGED, data_dir), data_dir / "boundaries", shipped_examples()).ship(SHIPPED)


if __name__ == "__main__":
    main()
