"""The ways in which a person is named, and how to find them in a text however they are written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from companion.domain import Contact, Person

UNSEEN = "\u00ad\u034f\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufe00-\ufe0f\ufeff"
_GAP = rf"[\s._\-‐‑–{UNSEEN}]*"  # Anna-Lena, anna.lena, AnnaLena
_APOSTROPHES = "'’‘ʼ´`"
_LETTERS = re.compile(rf"[^\W\d_]+(?:[{_APOSTROPHES}][^\W\d_]+)*")
_SPELLINGS = {"ae": "ä", "oe": "ö", "ue": "ü", "ss": "ß"}
_STROKES = str.maketrans("øłđı", "oldi")
_TITLE = (  # what is short and also a word counts with a full stop only
    r"(?:(?:herrn?|frau|mr|mrs|ms|mx|miss|sir|dame|prof(?:essor(?:in)?)?|dr|doktor)\b\.?"
    r"|(?:dipl|ing|mag|med|phil|rer|nat|jur|habil|h\.?\s?c)\.)"
)
TITLES = rf"(?:\b{_TITLE}[^\S\n]{{0,3}}-?){{0,5}}"  # as they stand before a name
_LEADING = re.compile(rf"^(?:{_TITLE}[\s-]*)+", re.IGNORECASE)
_GREETINGS = "liebe lieber liebes sehr geehrte geehrter hallo guten tag dear hello hi und and"
_PARTICLES = "von vom van der den de da di do dos das del della la le les du el al bin ibn ben abu zu zum zur y ten ter"
_NO_NAME = frozenset(_GREETINGS.split())
_BETWEEN_NAMES = frozenset(_PARTICLES.split())
# Whoever is named like this is an office, whose words must not vanish one by one.
_OFFICE = re.compile(
    r"büro|buero|office|team|programm|programme|abteilung|department|stelle|beratung|advice|desk|service|support|\bhr\b"
    r"|human|resources|people|personal|personnel|betriebsrat|works|council|mentoring|compliance|diversity|ombud|koordin"
    r"|coordinat|hotline|line\b|verein|\bag\b|gmbh|\bltd\b",
    re.IGNORECASE,
)

# Words that are names too and that German or English writes small. The list need not be complete: a word that it lacks
# gets a placeholder, and comes back.
_GERMAN = """acht alles als alt alte am an arm auf aus bald bar bei besser bester bitter blau braun breit bunt da
dick drei dreier du dunkel dünn edel ehrlich eigen ein eins eisern ernst euer fein fest feucht flink fort frank frei
fremd freundlich frisch froh fromm fröhlich früh ganz gelb gerade gerecht gern gerne gestern glatt grau grimm gross
grosse groß große größer grün gut gute guter halb hart heil heiter heiß hell her herb herrlich herzlich heute hinter
hoch hohl hold im in ja je jung junge junger kahl kalt keck klar klein kleine kleiner klug krumm kurz kurze kühl kühn
lang lange langer langsam laut lebend leicht lieb liebe lieber lila lind linke los lustig mag mai man mark matt mehr
mild milde mit morgen munter mühsam nah neu neue neuer neun nie nieder ober offen ohne rasch rau rechte reich rein rosa
rot rund sacht samt sanft satt sauer schade schick schlicht schmal schnell schwarz schön selig sicher so sommer
sonnig spät stark starke steif steil still stille stolz streng süss süß tapfer teuer tief treu trocken um unter viel
vier voll von vor wahr warm weich weise weiss weit weiß wenig wer wert wild will winzig wo wohl zart zehn zu zwei
über"""
_ENGLISH = """able al amber art baker banks bay bean bear bell berry best bill bird bishop black bliss bloom blue
bond booth boss bow bowl brand bridge bright brook brooks brown buck bull burn bush butcher can carter chance charity
chase church clay close cloud coin cook cotton couch cross dale dash dawn day days dean do drake drew driver early
earnest east ed eve even ever every fair faith fast fern field fields finch fish fisher fleet flint flower flowers
ford forest fox frost gale gay gene gent gentle glad glass gold good goodwill grace grand grant gray green grey guy
hale hall hand hardy hart haste hay he head heath heaven her hill hills holiday holly honor honour hood hook hope
house hunt hunter jack joy july june just keen key king knight lake lamb lane large law lily little long love low
lucky ma major mark marsh mason may me mercy merit merry miles mill miller mills misty mo moody moon moor moss my new
noble noon north oak on ordinary page parish park parks pat patience peace peach pearl penny pepper piper pleasant
plum pool poor pope porter post potter powers pray price prince proud prudent quick rain rash ray read reed rice rich
ridge rising river rivers rob robin rock rose rowan ruff rush rusty sage sandy savage seal see sharp shepherd short
silver singer skip small smart snow son sparks spring stark steel stern stone storm street strong sue summer swan
sweet swift teal temple the thorn tree true trust van vest view wade wall we wells west wheeler white wild will
willow winter wise wish wolf wood woods worth wren you young"""
_ORDINARY = frozenset((*_GERMAN.split(), *_ENGLISH.split()))


def bare(name: str) -> str:
    """Return a name without the titles before it; the name itself if nothing else is there."""
    return _LEADING.sub("", name).strip() or name.strip()


def first(name: str) -> str:
    """Return what somebody is called among colleagues: the first word, or all if that is only an initial."""
    word = bare(name).split()[0]
    return word if len(word.rstrip(".")) > 1 else bare(name)


def of_person(person: Person) -> Iterator[str]:
    """Yield every form that names a person, the whole name first."""
    yield from _whole_and_parts(person.name)
    if person.salutation:
        yield from _whole_and_parts(person.salutation)


def of_contact(contact: Contact) -> Iterator[str]:
    """Yield every form that names a contact; an office has only its whole name."""
    yield from [contact.name] if _OFFICE.search(contact.name) else _whole_and_parts(contact.name)


def _whole_and_parts(name: str) -> Iterator[str]:
    yield name.strip()
    yield bare(name)
    yield from (word for word in bare(name).split() if "-" in word.strip("-"))
    words = _LETTERS.findall(bare(name))
    for place, word in enumerate(words):
        links = word.lower() in _BETWEEN_NAMES and (word.islower() or 0 < place < len(words) - 1)
        if len(word) > 1 and word.lower() not in _NO_NAME and not links:
            yield word


def key(form: str) -> str:
    """Return what all spellings of a form have in common: its letters and figures, small, without marks."""
    small = unicodedata.normalize("NFC", form).lower()
    for plain, special in _SPELLINGS.items():
        small = small.replace(special, plain)
    return "".join(sign for sign in unicodedata.normalize("NFD", small.translate(_STROKES)) if sign.isalnum())


def is_ordinary(surface: str) -> bool:
    """Whether a text written small consists of ordinary words, so that it need not be a name."""
    words = _LETTERS.findall(surface)
    return bool(words) and all(word in _ORDINARY for word in words)


def pattern(form: str) -> str:
    """Return an expression that finds a form with or without umlauts, hyphens, accents and invisible signs."""
    words = re.split(r"[\s._\-‐‑–]+", unicodedata.normalize("NFC", form).strip(" ._-"))
    return _GAP.join(_word(word) for word in words if word)


def _word(word: str) -> str:
    parts, rest = [], word
    while rest:
        length = 2 if rest[:2].lower() in _SPELLINGS else 1
        parts.append(_sign(rest[:length]))
        rest = rest[length:]
    return f"[{UNSEEN}]*".join(parts)


def _sign(sign: str) -> str:
    plain = next((two for two, one in _SPELLINGS.items() if sign.lower() in (one, two)), None)
    if plain:
        return f"(?:{plain}|{_SPELLINGS[plain]}|{unicodedata.normalize('NFD', _SPELLINGS[plain])})"
    if sign in _APOSTROPHES:
        return f"[{_APOSTROPHES}]?"
    letters = unicodedata.normalize("NFD", sign.lower()).translate(_STROKES)
    base, marks = letters[0], letters[1:]
    return f"(?:{re.escape(sign)}|{re.escape(base)}[{marks}]*)" if marks else f"[{re.escape(sign + base)}]"
