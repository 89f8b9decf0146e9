"""What `companion search` reads and writes: result objects, readable lines, TREC runs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from companion.domain import Hit, Language, Model
from companion.errors import InvalidInput
from companion.pairs import place
from companion.retrieve import Retriever
from companion.store import Library

TAG = "companion"
# A long file has several passages among the best; so many more are fetched that k files remain.
_PASSAGES_PER_FILE = 5


class Query(Model):
    """One line of a batch."""

    id: str = Field(min_length=1, pattern=r"^\S+$")
    text: str


def as_result(query: str, library: Library, hits: Sequence[Hit]) -> dict[str, Any]:
    """The search result as the contract has it."""
    return {
        "query": query,
        "library": library.name,
        "library_version": library.version,
        "results": [
            {
                **hit.passage.model_dump(include={"id", "card", "title", "source", "language", "text"}),
                "score": hit.score,
                "dense": hit.dense,
                "lexical": hit.lexical,
            }
            for hit in hits
        ],
    }


def as_lines(hits: Sequence[Hit]) -> Iterator[str]:
    """The hits for a reader at a terminal."""
    if not hits:
        yield "Nothing found."
    for rank, hit in enumerate(hits, 1):
        passage = hit.passage
        heading = f" › {passage.heading}" if passage.heading else ""
        yield f"{rank:>2}. {hit.score:.3f}  {passage.title}{heading}  [{passage.language} · {passage.source}]"
        yield f"    dense {hit.dense:.3f} · lexical {hit.lexical:.3f} · {passage.file}"
        yield f"    {passage.text.splitlines()[0]}"


def read_queries(path: Path) -> list[Query]:
    """The queries of a JSON-lines file.

    Raises:
        InvalidInput: naming the line and what is wrong with it.
    """
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as problem:
        raise InvalidInput(str(path), "", "cannot be read as UTF-8 text") from problem
    return [_query(line, f"{path}:{number}") for number, line in enumerate(lines, 1) if line.strip()]


def _query(line: str, origin: str) -> Query:
    try:
        data = json.loads(line)
    except ValueError as problem:
        raise InvalidInput(origin, "", 'is not JSON; each line reads {"id": …, "text": …}') from problem
    if not isinstance(data, dict):
        raise InvalidInput(origin, "", 'is no object; each line reads {"id": …, "text": …}')
    try:
        return Query(id=str(data["id"]), text=str(data["text"]))
    except KeyError as problem:
        raise InvalidInput(origin, str(problem.args[0]), "is missing; add it") from problem
    except ValidationError as problem:
        first = problem.errors()[0]
        raise InvalidInput(origin, place(first["loc"]), "must be a text without spaces") from problem


def write_run(path: Path, queries: Sequence[Query], retriever: Retriever, k: int, language: Language | None) -> None:
    """Writes a TREC run: the k best files of every query, each at the rank of its best passage."""
    found = retriever.search_many([query.text for query in queries], k * _PASSAGES_PER_FILE, language=language)
    try:
        with path.open("w", encoding="utf-8") as run:
            for query, hits in zip(queries, found, strict=True):
                run.writelines(_run_lines(query.id, hits, k))
    except OSError as problem:
        raise InvalidInput(str(path), "", "cannot be written; choose another place") from problem


def _run_lines(query: str, hits: Iterable[Hit], k: int) -> Iterator[str]:
    best: dict[str, float] = {}
    for hit in hits:
        for file in (hit.passage.file, *hit.passage.also):
            best.setdefault("_".join(Path(file).stem.split()), hit.score)
    for rank, (stem, score) in enumerate(list(best.items())[:k], 1):
        yield f"{query} Q0 {stem} {rank} {score:.6f} {TAG}\n"
