"""The slots of authored texts: which exist, where they may stand, how German keeps them whole, and sample fillings."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from companion.checks.card_texts import Found
from companion.domain import Language

SLOT = re.compile(r"\{([^{}]*)\}")

NAMES = ("mentor", "mentee")
OWN_WORDS = ("wish", "offer", "goal", "session_topic")
_DATES = "last.on last.since start.since next.on next.by cancelled.on review.on review.by decide.by"
_COMMON = frozenset(
    (*NAMES, *OWN_WORDS, "commitments", "n", "topic.bare", "topic.in", "topic.about", "anchor")
    + (*_DATES.split(), "minutes", "sessions", "contact")
)
_LEAVES: dict[Language, frozenset[str]] = {
    "de": frozenset(("leaves.nom", "leaves.acc", "leaves.dat")),
    "en": frozenset(("leaves",)),
}
_BEFORE_TRY_OUT = frozenset(
    ("check_in", "arrive", "expectations", "confidentiality", "goal", "agreement", "impulse", "try_out")
)
_ARTICLE = r"(?:der|die|das|dem|den|des|eine?[mnrs]?|(?:mein|dein|ihr|unser|euer|kein)e?[mnrs]?)"
_CONTRACTED = r"(?:zum|zur|im|am|vom|beim|ins|ans)"


def slot_faults(found: Found, language: Language) -> Iterator[str]:
    """Say which slots of a text do not exist, or not here, and where German grammar would break."""
    names = SLOT.findall(found.text)
    for name in dict.fromkeys(names):
        if name not in _COMMON | _LEAVES[language]:
            yield f"{{{name}}} is no slot of a text in this language; use one of the known slots"
    if "{" in SLOT.sub("", found.text) or "}" in SLOT.sub("", found.text):
        yield "has a single brace; slots are {name}, nothing else takes braces"
    yield from _misplaced(found, set(names))
    if language == "de":
        yield from _grammar(found.text)


def _misplaced(found: Found, names: set[str]) -> Iterator[str]:
    if "commitments" in names and not found.per:
        yield "{commitments} stands only in a step with `per: mentor` or `per: mentee`"
    if "n" in names and not found.counted:
        yield "{n} stands only in texts of the form {one: …, many: …}"
    if "anchor" in names and not found.reflection:
        yield "{anchor} stands only in reflection questions"
    if any(name.startswith("leaves") for name in names) and not found.reflection and found.block in _BEFORE_TRY_OUT:
        yield f"{{leaves}} stands only in blocks after the try-out, not in {found.block}"


def _grammar(text: str) -> Iterator[str]:
    if re.search(r"\{(?:mentor|mentee)\}['’]?s\b", text):
        yield "a German genitive on a name; use „von {mentor}“ or turn the sentence"
    for match in re.finditer(rf"\b{_ARTICLE}\s+\{{(?:mentor|mentee)\}}", text, re.IGNORECASE):
        relative = re.search(r",\s*(?:\w+\s+)?$", text[: match.start()])
        if not relative:
            yield f"„{match[0]}“: a name takes no article; use it as subject, object or after von, mit, für, bei, an"
    own = "|".join(OWN_WORDS)
    for match in re.finditer(rf"\b(?:{_ARTICLE}|{_CONTRACTED})\s+\{{(?:{own})\}}", text, re.IGNORECASE):
        yield f"„{match[0]}“: the pair's own words stand after a colon or alone, never inflected into a clause"


def _sample(language: Language, mentor: str, mentee: str, topic: tuple[str, str, str], wish: str) -> dict[str, str]:
    opening, closing = ("„", "“") if language == "de" else ("“", "”")
    own = {name: f"{opening}{wish}{closing}" for name in OWN_WORDS}
    return {"mentor": mentor, "mentee": mentee, **own, **dict(zip(_TOPIC, topic, strict=True)), **_FIXED[language]}


_TOPIC = ("topic.bare", "topic.in", "topic.about")
_FIXED: dict[Language, dict[str, str]] = {
    "de": {
        "commitments": "„Zwei Rundmails heraussuchen, ohne Namen“ und „Den Ordner anlegen“",
        "n": "drei",
        "anchor": "beim lauten Vorlesen",
        "leaves.nom": "das Blatt mit vier Feldern",
        "leaves.acc": "das Blatt mit vier Feldern",
        "leaves.dat": "dem Blatt mit vier Feldern",
        "last.on": "am 8. Oktober",
        "last.since": "seit dem 8. Oktober",
        "start.since": "seit September",
        "next.on": "am Donnerstag, 17. Dezember 2026",
        "next.by": "bis Dienstag, 15. Dezember",
        "cancelled.on": "am 5. und am 19. November",
        "review.on": "am 13. Januar 2027",
        "review.by": "bis 13. Januar 2027",
        "decide.by": "bis Dienstag, 15. Dezember 2026",
        "minutes": "60",
        "sessions": "6",
        "contact": "Programmbüro Tandem",
    },
    "en": {
        "commitments": "“Find two circulars, names removed” and “Create the folder”",
        "n": "three",
        "anchor": "while you sorted the items",
        "leaves": "the sheet with four fields",
        "last.on": "on 8 October",
        "last.since": "since 8 October",
        "start.since": "since September",
        "next.on": "on Thursday 17 December 2026",
        "next.by": "by Tuesday 15 December",
        "cancelled.on": "on 5 and 19 November",
        "review.on": "on 13 January 2027",
        "review.by": "by 13 January 2027",
        "decide.by": "by Tuesday 15 December 2026",
        "minutes": "60",
        "sessions": "6",
        "contact": "Programme office",
    },
}
_SOCIAL_DE = ("Social Media", "in sozialen Netzwerken", "über soziale Netzwerke")
_OWN_DE = (
    "„KI-Werkzeuge im Einkauf“",
    "zum Thema „KI-Werkzeuge im Einkauf“",
    "über das Thema „KI-Werkzeuge im Einkauf“",
)
_SOCIAL_EN = ("social media", "on social media", "about social media")
_OWN_EN = ("“AI tools in purchasing”", "on the topic “AI tools in purchasing”", "about “AI tools in purchasing”")

# Long title, hyphen, name on -s, apostrophe, topic in the plural, topic without a primer, wish with a comma, wish that
# is a sentence, wish with words that only users may use: no card may meet these for the first time in a pair's agenda.
SAMPLES: Mapping[Language, tuple[dict[str, str], ...]] = {
    "de": (
        _sample("de", "Selin Kaya", "Dr. Hans-Jürgen Weiß-Oberländer", _SOCIAL_DE, "LinkedIn sinnvoll nutzen"),
        _sample("de", "Klaus", "Anne-Sophie", _OWN_DE, "weniger Listen, kürzere Runden"),
        _sample("de", "Jonas", "Zoë", ("KI-Werkzeuge", "mit KI-Werkzeugen", "über KI-Werkzeuge"), "Excel-Auswertungen"),
        _sample("de", "Prof. Dr. Maria de la Cruz", "Klaus", _SOCIAL_DE, "Ich will wissen, was du anders machst."),
        _sample("de", "Li", "Frau Dr. von Stetten", _OWN_DE, "wie die junge Generation lernt"),
        _sample("de", "Max O'Neill", "Iris Fuchs", _SOCIAL_DE, "ob ich überhaupt auftreten soll"),
    ),
    "en": (
        _sample("en", "Owen", "Hans-Jürgen", _SOCIAL_EN, "decide whether I should be on LinkedIn at all"),
        _sample("en", "Klaus", "Anne-Sophie", _OWN_EN, "fewer lists, shorter rounds"),
        _sample("en", "James", "Zoë", ("AI tools", "with AI tools", "about AI tools"), "spreadsheets"),
        _sample("en", "Maria", "Klaus", _SOCIAL_EN, "I want to know what you do differently."),
        _sample("en", "Li", "Judith", _OWN_EN, "how the young generation learns"),
        _sample("en", "Zoë O'Neill-Adams", "Iris", _SOCIAL_EN, "not sound like a press release"),
    ),
}


def fill(text: str, sample: Mapping[str, str]) -> str:
    """Set a sample's values into a text; slots it does not know stay as they are."""
    return SLOT.sub(lambda match: sample.get(match[1], match[0]), text)


def own_words(sample: Mapping[str, str]) -> tuple[str, ...]:
    """The values of a sample that a user typed."""
    return tuple(sample[name].strip("„“”") for name in (*NAMES, *OWN_WORDS))
