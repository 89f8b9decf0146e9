"""HTML pages: what a browser shows of them, and of that the main content without menus, forms and footers."""

from ingest.formats.web.page import parse_html, parse_web

__all__ = ["parse_html", "parse_web"]
