"""The whole way of a page from its blocks as they were read to those that speak about its subject."""

from __future__ import annotations

from collections.abc import Sequence

from ingest.blocks import Block
from ingest.clean.sentences import ELSEWHERE, ON_SAVED_PAGES, without_adverts
from ingest.clean.zones import article, is_saved_page


def clean(blocks: Sequence[Block]) -> list[Block]:
    """Return a text without page noise; what is left stands word for word and in the order of the page.

    First go the zones around the article and the boxes inside it, then single sentences of advertising. A heading goes
    with the last block below it.
    """
    saved = is_saved_page(blocks)
    bar = ON_SAVED_PAGES if saved else ELSEWHERE
    kept: list[Block] = list(blocks)
    while (cleaner := _cleaner(kept, bar, saved)) != kept:  # what goes may bring a box or an empty heading to light
        kept = cleaner
    return kept


def _cleaner(blocks: Sequence[Block], bar: float, saved: bool) -> list[Block]:
    cut = (without_adverts(block, bar) for block in article(blocks, bar, saved))
    return [block for block in cut if block]
