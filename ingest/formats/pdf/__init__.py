"""PDF files: their visible text as lines, and the lines as headings and paragraphs."""

from ingest.formats.pdf.document import parse_pdf

__all__ = ["parse_pdf"]
