"""What can go wrong, said once and in words that a person can act on.

CompanionError
├── InvalidInput      what somebody gave us cannot be used: file, field and remedy
├── Unavailable       something we need is not there: a library, a model, a folder
├── WrongModel        a library was made with another embedding model
├── Busy              another process holds the library
├── ModelProblem      a chat model gave no usable answer: `kind` says why
└── MalformedDraft    an engine produced something that is no artefact
"""

from __future__ import annotations

from typing import Literal

ModelProblemKind = Literal[
    "unreachable",  # no connection: refused, name not known, broken off before an answer
    "refused_key",
    "rate_limited",
    "server_error",
    "timeout",
    "cut_short",  # the answer stops in the middle: length, content filter, broken stream
    "no_json",  # an answer without the text that was asked for
    "unknown_model",
    "not_allowed",  # text would leave the house, and nobody has switched that on
    "busy",  # not asked at all: too many failures in a row
]


class CompanionError(Exception):
    """The root of every error that reaches a person; its text is one clear line."""


class InvalidInput(CompanionError):
    """Bad input: names the file (or other origin), the field and what to do about it."""

    def __init__(self, origin: str, field: str, remedy: str) -> None:
        self.origin, self.field, self.remedy = origin, field, remedy
        super().__init__(f"{origin}: {field}: {remedy}" if field else f"{origin}: {remedy}")


class Unavailable(CompanionError):
    """Something needed is missing: names it and says how to get it."""

    def __init__(self, what: str, remedy: str) -> None:
        self.what, self.remedy = what, remedy
        super().__init__(f"{what}: {remedy}")


class WrongModel(CompanionError):
    """A library opened with another embedding model than the one that made it."""

    def __init__(self, library: str, made_with: str, opened_with: str) -> None:
        self.library, self.made_with, self.opened_with = library, made_with, opened_with
        super().__init__(
            f"library {library}: made with embedding model {made_with}, opened with {opened_with}; "
            f"set COMPANION_EMBEDDING_MODEL={made_with} or run `companion ingest --library {library}` again"
        )


class Busy(CompanionError):
    """Another process is writing: names it."""

    def __init__(self, library: str, owner: str) -> None:
        self.library, self.owner = library, owner
        super().__init__(f"library {library}: {owner} is ingesting right now; wait for it to finish and try again")


class ModelProblem(CompanionError):
    """A chat model gave no usable answer: names the model and says what to do; never holds what the server said.

    `status` is the HTTP status where there was one, `retry_after` the seconds that the server asks us to wait.
    """

    def __init__(
        self,
        kind: ModelProblemKind,
        model: str,
        reason: str,
        *,
        status: int | None = None,
        retry_after: float | None = None,
    ) -> None:
        self.kind, self.model, self.reason = kind, model, reason
        self.status, self.retry_after = status, retry_after
        super().__init__(f"{model}: {reason}")


class MalformedDraft(CompanionError):
    """An engine's draft that cannot become an artefact."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(f"the draft cannot be used: {reason}")
