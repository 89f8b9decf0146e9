"""Ingestion: guidance files become passages, vectors and a published version of a library."""
