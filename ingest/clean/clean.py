"""The whole way of a page from its blocks as they were read to those that speak about its subject."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.blocks import Block
from ingest.clean.sentences import ELSEWHERE, ON_SAVED_PAGES, without_adverts
from ingest.clean.zones import article, is_saved_page

# Lines of noise that make a saved page. Web pages and texts are often saved, so that two are no chance; a handbook of
# one's own may well have the headings "Contents" and "Contact" and a date beneath its title.
_OF_PAGES, _OF_DOCUMENTS = 2, 5


def clean(blocks: Sequence[Block], written: bool = False) -> list[Block]:
    """Return a text without page noise; what is left stands word for word and in the order of the page.

    First go the zones around the article and the boxes inside it, then single sentences of advertising. A heading goes
    with the last block below it. Of a text that is no saved page, only sentences of advertising go.

    Args:
        blocks: of a whole document.
        written: whether its format is one in which people write (Markdown, PDF, DOCX), so that it takes more to be
            taken for a saved page.
    """
    saved = is_saved_page(blocks, _OF_DOCUMENTS if written else _OF_PAGES)
    if written and not saved:
        return [block for block in (without_adverts(block, ELSEWHERE) for block in blocks) if block]
    bar = ON_SAVED_PAGES if saved else ELSEWHERE
    kept: list[Block] = list(blocks)
    while (cleaner := _cleaner(kept, bar, saved)) != kept:  # what goes may bring a box or an empty heading to light
        kept = cleaner
    return kept


def _cleaner(blocks: Sequence[Block], bar: float, saved: bool) -> list[Block]:
    cut = (without_adverts(block, bar) for block in article(blocks, bar, saved))
    return [block for block in cut if block]
