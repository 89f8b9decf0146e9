"""One ingestion: files in, a published version of a library out, or nothing changed at all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import batched
from pathlib import Path
from typing import TYPE_CHECKING

from companion.domain import Model
