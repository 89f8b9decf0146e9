"""Word documents (DOCX): the text as Word shows and prints it."""

from ingest.formats.word.document import parse_word

__all__ = ["parse_word"]
