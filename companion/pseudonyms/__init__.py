"""Placeholders for names, addresses and numbers, so that no person can be told from a text that leaves the house."""

from companion.pseudonyms.pseudonyms import Pseudonyms

__all__ = ["Pseudonyms"]
