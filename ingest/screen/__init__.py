"""Passages that give orders to a language model instead of guidance to people."""

from ingest.screen.reasons import REASONS, Reason
from ingest.screen.screen import screen

__all__ = ["REASONS", "Reason", "screen"]
