"""Libraries: named corpora of guidance in immutable versions, with Chroma behind the search for similar passages."""

from companion.store.contents import Contents, Role, Scored, Signal, SignalSet, Source
from companion.store.libraries import Libraries, Writer
from companion.store.library import Library

__all__ = [
    "Contents",
    "Libraries",
    "Library",
    "Role",
    "Scored",
    "Signal",
    "SignalSet",
    "Source",
    "Writer",
]
