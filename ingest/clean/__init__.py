"""Page noise: what a saved page says beside its subject is dropped, and every sentence of its text stays as it was."""

from ingest.clean.clean import clean

__all__ = ["clean"]
