"""Page noise: the lines around an article that say nothing about its subject.

A first, careful version: it drops lines that are nothing but noise, what stands above the article once such lines show
that this is a saved page, and what follows a line such as "Leave a reply". Advertising inside a paragraph stays.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.blocks import Block

_NOISE = re.compile(
    r"""
    [-•|\s]*(?:
      \d+\s*(?:min\.?|minuten?|minutes?)\s*(?:read|reading\ time|lesezeit|lesedauer)
    | (?:lesezeit|lesedauer|reading\ time)\s*:?\s*(?:ca\.\s*)?\d+\s*min\w*\.?
    | [\d.,]+\s*k?\s*(?:views?|aufrufe|shares?|likes?|kommentare?|comments?)
    | -?\d{1,2}\s*°\s*c
    | (?:veröffentlicht|aktualisiert|published|updated|posted)\s*(?:am|on)?\s*:?\s*[\d./-]*
    | \d{1,2}\.?\s*(?:januar|februar|märz|april|mai|juni|juli|august|september|oktober|november|dezember
        |january|february|march|may|june|july|october|december)\s*\d{4}
    | (?:january|february|march|april|may|june|july|august|september|october|november|december)\s*\d{1,2},?\s*\d{4}
    | \d{1,4}[./-]\d{1,2}[./-]\d{1,4}
    | du\ befindest\ dich\ hier\s*:?|sie\ befinden\ sich\ hier\s*:?|you\ are\ here\s*:?
    | (?:startseite|home)\s*[»›>/|].*
    | menü|menu|navigation|suche|search|home|startseite|kontakt|impressum|datenschutz(?:erklärung)?|agb
    | privacy(?:\ policy)?|imprint|inhalt|inhaltsverzeichnis|contents|table\ of\ contents
    | (?:zum\ inhalt|skip\ to\ content|skip\ to\ main\ content)(?:\ springen)?
    | (?:teilen|share|tweet|drucken|print|merken|weiterlesen|mehr\ lesen|read\ more|nach\ oben|back\ to\ top|anzeige
        |advertisement|werbung)
    | (?:alle\ )?(?:akzeptieren|ablehnen|accept\ all|reject\ all)
    )[|\s:]*
    """,
    re.VERBOSE | re.IGNORECASE,
)
_COOKIES = re.compile(
    r"\bcookies?\b.*\b(?:website|webseite|verwenden|nutzen|use|uses|akzeptieren|accept)\b", re.IGNORECASE
)
_COOKIES_MOST = 400  # characters; a longer paragraph about cookies is an article about cookies
_END = re.compile(
    r"""
    (?:leave\ a\ (?:reply|comment)|post\ a\ comment|(?:schreibe?|hinterlasse?)\ (?:uns\ )?einen?\ kommentar
    |kommentar\ (?:schreiben|verfassen|hinterlassen)|\d+\s*(?:kommentare?|comments?)
    |about\ (?:the\ )?author|über\ (?:den\ autor|die\ autorin|den\ verfasser)
    |(?:related|similar|more)\ (?:posts?|articles?|stories)
    |(?:weitere|ähnliche|verwandte|mehr)\ (?:blog)?(?:beiträge|artikel|posts?)
    |das\ könnte\ (?:dich|sie|ihnen)\ (?:auch\ )?(?:interessieren|gefallen)|you\ (?:may|might)\ also\ like
    |(?:jetzt\ )?(?:zum\ |unseren\ )?newsletter\ (?:abonnieren|anmelden)|subscribe(?:\ to\ our\ newsletter)?)
    \s*[:.!…]*
    """,
    re.VERBOSE | re.IGNORECASE,
)
_END_FROM = 0.5  # such a line in the first half of the characters is a heading like any other
_NAME_MOST = 40  # characters
_PROSE_LEAST = 120  # characters; the first paragraph of an article is longer, lines above it rarely are
_SIGNS_LEAST = 2  # one line of noise may be chance, two make a saved page


def clean(blocks: Sequence[Block]) -> list[Block]:
    """Return a text without the noise around its article; a text without such noise comes back whole."""
    article = _before_end(blocks)
    first = next((number for number, block in enumerate(article) if _is_prose(block)), 0)
    saved_page = sum(_is_noise(block) for block in article[:first]) >= _SIGNS_LEAST
    start = _headings_above(article, first) if saved_page else 0
    return [block for block in article[start:] if not _is_noise(block)]


def _before_end(blocks: Sequence[Block]) -> Sequence[Block]:
    whole = sum(len(block.text) for block in blocks)
    passed = 0
    for number, block in enumerate(blocks):
        if passed > whole * _END_FROM and _END.fullmatch(block.text):
            return _without_names(blocks[:number])
        passed += len(block.text)
    return blocks


def _without_names(blocks: Sequence[Block]) -> Sequence[Block]:
    """Drop what introduces the end of an article: an author's name above "About the author"."""
    while blocks and len(blocks[-1].text) <= _NAME_MOST and not blocks[-1].text.endswith((".", "!", "?", ":")):
        blocks = blocks[:-1]
    return blocks


def _is_noise(block: Block) -> bool:
    if block.level:
        return False
    about_cookies = len(block.text) <= _COOKIES_MOST and bool(_COOKIES.search(block.text))
    return about_cookies or all(_NOISE.fullmatch(line) for line in block.text.split("\n"))


def _is_prose(block: Block) -> bool:
    return not block.level and len(block.text) >= _PROSE_LEAST and not _is_noise(block)


def _headings_above(blocks: Sequence[Block], start: int) -> int:
    while start and blocks[start - 1].level:
        start -= 1
    return start
