"""Words that guidance and artefacts avoid, as lexicons for German and English.

Each lexicon is narrow on purpose: an author who meets a false alarm stops reading alarms. Users' own words are removed
before a text gets here (`companion.text.without_quotations`).
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from companion.domain import Language

Lexicon = Mapping[Language, re.Pattern[str]]


def _lexicon(de: str, en: str) -> Lexicon:
    flags = re.VERBOSE | re.IGNORECASE
    return {"de": re.compile(de, flags), "en": re.compile(en, flags)}


# Criterion A10: the mentor is no teacher. "Lernziel", "Berufsschule", "dual student", "classify" are fine.
TEACHING = _lexicon(
    de=r"""\b(?: \w*lehrer(?:s|n|in|innen)? | lehrkr[aä]ft\w* | lehren | lehrt(?:e|en)? | gelehrt | \w*schüler\w*
        | \w*unterricht\w* | hausaufgaben? | schulaufgaben? | lektion(?:en)? | lehrstunden? | belehr\w* | beibring\w*
        | beizubringen | beigebracht\w* | bring\w*\b[^.?!,;:]*\bbei(?=[.?!,;:]|$) | nachhilfe\w* | schulbank
        | klassenzimmer\w* | klassenarbeit\w* | schulnoten? | benot(?:e|en|et|ung)
        | schule(?!n\s+sie) | schulstunden? )\b""",
    en=r"""\b(?: teach(?:es|ing|er|ers)? | taught | lessons? | homework | pupils? | (?<!dual\s)(?<!working\s)students?
        | (?<![\w-])(?<!first\s)(?<!asset\s)(?<!business\s)(?<!world\s)class(?:es)?(?![\w-]) | classrooms? | classmates?
        | schoolteachers? | (?<!vocational\s)(?<!business\s)(?<!old\s)schools? | tutor(?:s|ing)? | syllabus )\b""",
)

_PEOPLE_DE = (
    r"(?:leute|menschen|generation|kolleg\w+|mitarbeit\w+|beschäftigten?|talente?n?|führungskr\w+|mentor\w*|mentee\w*"
    r"|manager\w*|vorgesetzten?|chefs?|herren|damen|semester|jahrgänge\w*|belegschaft|wilden?|hasen?|eisen)"
)
_PEOPLE_EN = (
    r"(?:people|persons?|colleagues?|co-?workers?|generations?|employees?|staff|workers?|mentors?|mentees?|leaders?"
    r"|managers?|executives?|minds?|folks?|adults?|ones|professionals|talent|hands?|dogs?|guard|hires?|teams?)"
)
# Criterion A11: people, not cohorts. "alte Fassung", "jüngste Zahlen", "text generation" are fine.
AGE = _lexicon(
    de=rf"""\b(?: gen(?:eration)?[ -]?[xyzα](?:\b|ler) | generation(?:en\w*|s\w*|)(?!\s+von\s) | digital[ -]natives?
        | digitale\w*\s+eingeborene\w* | millennials? | (?:baby[ -]?)?boomer\w* | zoomer\w*
        | (?:junge|jüngere|jüngste|alte|ältere|älteste)[nrsm]?\s+{_PEOPLE_DE} | jungspunde?\w* | jugendliche\w*
        | in\s+(?:deinem|ihrem|seinem|eurem|diesem|meinem)\s+alter | für\s+(?:dein|ihr|sein|euer|mein)\s+alter
        | (?-i:(?<=\sdie\s)(?:Jungen|Alten|Jüngeren|Älteren)(?=[\s.,;:?!]))
        | (?-i:(?<=\s)(?:Jüngere|Ältere)[nr]?(?=[.,;:?!]|$)) )
        (?!\w)""",
    en=rf"""\b(?: gen[ -]?[xyz]\b | gen[ ]alpha | (?:(?:inter|cross|multi)-?)?generational
        | (?<!text\s)(?<!image\s)(?<!code\s)(?<!lead\s)(?<!idea\s)(?<!report\s)(?<!demand\s)(?<!power\s)(?<!next[ -])
          generations?(?!\s+of\s+(?:text|images|code|ideas|leads|reports|drafts)) | digital\s+(?:natives?|immigrants?)
        | millennials? | (?:baby[ -]?)?boomers? | zoomers? | (?:young|younger|old|older)\s+{_PEOPLE_EN} | youngsters?
        | the\s+(?:young|youth|elderly)(?=[.,;:?!]|\s+(?:are|have|do|and|of)\b) | kids | dinosaurs?
        | (?:at|for|of)\s+(?:your|my|his|her|their|our)\s+age )\b""",
)

# Criterion C8: neither advantage nor protection is ours to promise, which is why no clause says "without detriment".
CAREER = _lexicon(
    de=r"""\b(?: karriere(?:vorteil|sprung|schub|chance|turbo|booster|sprungbrett)\w* | aufstiegschancen?
        | (?:gut|förderlich|hilfreich|nützlich|wichtig)\s+für\s+(?:deine|ihre|eure|die|seine)\s+(?:karriere|laufbahn)
        | (?:bring|hilf|nütz|förder|beschleunig|steiger|verbesser)\w*\b[^.?!]*\b(?:karriere|laufbahn|beförderung|gehalt)
        | befördert\s+(?:wird|werden|wirst|werdet) | gehaltserhöhung | ohne\s+(?:jeden\s+)?nachteile? | nachteilsfrei\w*
        | keine(?:n|rlei)?\s+nachteile?\s+(?:entsteh|drohen|haben|hat|befürcht)\w*
        | sind\s+(?:sie|wir)\s+geschützt )\b""",
    en=r"""\b(?: career\s+(?:boosts?|advantages?|leaps?|moves?|advancement|boosters?|benefits?|opportunit\w+)
        | (?:good|great|useful|helpful)\s+for\s+(?:your|their|the|a)\s+career
        | (?:help|boost|advance|further|accelerate|improve)s?\b[^.?!]*\b(?:careers?|promotions?)
        | get(?:s|ting)?\s+(?:you\s+)?promoted | (?:will|to)\s+be\s+promoted | fast[ -]track | pay\s+rises?
        | without\s+(?:any\s+)?(?:disadvantages?|detriment|repercussions?) | no\s+(?:disadvantages?|detriment)
        | (?:will|shall)\s+protect\s+you )\b""",
)

# Criterion B7: no "why not", no guilt.
BLAME = _lexicon(
    de=r"""\b(?: (?:warum|wieso|weshalb)\b[^.?!]*\b(?:nicht|nie|kein\w*|niemals) | (?:selbst|daran)\s+schuld
        | wer\s+(?:ist|war|hat)\s+schuld | (?:hast|haben|habt)\s+(?:du|sie|ihr)\s+falsch\s+gemacht
        | versag(?:t|en|st) )\b""",
    en=r"""\b(?: why\s+(?:did|do|does|have|has|had|were|was|are|is|could|would|can|will)
          (?:n['’]t|\b[^.?!]*\b(?:not|never))
        | why\s+not | whose\s+fault | your\s+fault | to\s+blame | did\s+you\s+do\s+wrong | failed\s+to )\b""",
)

# Criterion B11: no grades or scales, nothing that is nobody's business at work.
SCALES = _lexicon(
    de=r"""\b(?: auf\s+einer\s+skala | skala\s+von | schulnoten?
        | wie\s+viele\s+(?:punkte|sterne)\s+(?:gibst|geben|gebt|vergib|vergeb)\w* | zensuren )\b""",
    en=r"""\b(?: on\s+a\s+scale | scale\s+(?:of|from) | out\s+of\s+(?:five|ten|5|10)
        | how\s+many\s+(?:points|stars)\s+(?:would|do|does|will) )\b""",
)
PRIVATE = _lexicon(
    de=r"""\b(?: krank(?:heit\w*)? | diagnosen? | therapien? | schwanger\w* | gesundheitlich\w* | religion\w*
        | religiös\w* | konfession\w* | familie(?:n(?!unternehmen|betrieb|firma|gesellschaft)\w*)?
        | ehe(?:partner\w*|mann|frau)
        | (?:dein|ihr|euer|mein|sein)\w{0,2}\s+(?:glauben?|gesundheit|kinder|kirche|partnerschaft) )\b""",
    en=r"""\b(?: illness\w* | diagnos[ei]s | therapy | pregnan\w+ | religio\w+ | (?:your|my|their|own|mental)\s+health
        | (?:your|my|their|own)\s+(?:faith|beliefs?|children|marriage|partner) | husband | wife | spouse
        | (?<!product\s)famil(?:y(?!\s+(?:business|firm|company|of\s+products))|ies) )\b""",
)

_RATES = _lexicon(
    de=r"""\b(?: bewert\w* | beurteil\w* | einschätz\w* | schätz\w*\b.*\bein
        | wie\s+(?:gut|kompetent|motiviert|engagiert|geeignet|zuverlässig|schlecht) )\b""",
    en=r"""\b(?: rat(?:e|es|ing) | grad(?:e|es|ing) | assess\w* | evaluat\w+ | scor(?:e|es|ing)
        | how\s+(?:good|competent|motivated|committed|suitable|reliable|bad) )\b""",
)


def avoided(lexicon: Lexicon, text: str, language: Language) -> tuple[str, ...]:
    """Return the words of a text that a lexicon avoids, as they stand there, each once."""
    return tuple(dict.fromkeys(match[0].strip() for match in lexicon[language].finditer(text)))


def rates_person(text: str, language: Language, people: tuple[str, ...]) -> bool:
    """Whether a text asks for a verdict on one of the people, named by name or by placeholder."""
    return any(re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) for name in people) and bool(
        _RATES[language].search(text)
    )
