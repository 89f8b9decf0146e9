"""Libraries: named corpora of guidance in immutable versions, with Chroma behind the search for similar passages."""

from companion.store.contents import Contents, Embeddings, Quarantined, Role, Scored, Signal, SignalSet, Source
from companion.store.libraries import LastRun, Libraries, Writer
from companion.store.library import Library

__all__ = [
    "Contents",
    "Embeddings",
    "LastRun",
    "Libraries",
    "Library",
    "Quarantined",
    "Role",
    "Scored",
    "Signal",
    "SignalSet",
    "Source",
    "Writer",
]
