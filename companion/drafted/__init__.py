"""Drafts in which a chat model has reworded single items, each of them checked before it counts."""

from companion.drafted.engine import DraftedEngine, Outcome, Work
from companion.drafted.judge import words_of

__all__ = ["DraftedEngine", "Outcome", "Work", "words_of"]
