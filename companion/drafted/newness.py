"""What a reworded text says that neither the guided one, nor its sources, nor the pair have said.

Whoever rewords replaces words; whoever follows somebody else's order adds some. So each new word needs a guided one
that made room for it, and all new words together stay few. Words without a meaning of their own are free.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from companion.domain import Language
from companion.text import sentences

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_CLAUSE = re.compile(r"[,:;()]|\s[–—-]\s|[.!?…]\s")
_BRAND = re.compile(r"^[^\W\d_a-zäöüß]{2,}$|[a-zäöüß][A-ZÄÖÜ]")
_PREFIX_LEAST = 4  # letters that two forms of one word share at least
_ENDINGS: dict[Language, frozenset[str]] = {
    "de": frozenset(("", "e", "em", "en", "er", "ern", "es", "et", "n", "s", "st", "t", "te", "ten")),
    "en": frozenset(("", "d", "e", "ed", "er", "es", "ing", "ly", "s", "y", "ies", "ied")),
}
_GERMAN = """
ab aber alle allein allem allen aller alles als also am an andere anderem anderen anderer anderes auch auf aus bei
beide beiden beider beim bereits bevor bin bis bist bloß da dabei dadurch dafür dagegen daher dahin damit danach dann
daran darauf daraus darf darfst darin darum darüber das dass davon davor dazu dein deine deinem deinen deiner deines
dem den denen denn der deren des dessen dich die dies diese diesem diesen dieser dieses dir doch dort du durch dürfen
ebenso ehe eigene eigenen eigener eigenes ein einander eine einem einen einer eines einmal er erst erste ersten erstes
es etwas euch euer eure eurem euren eurer falls für ganz gar geben gegen gegenüber geht gemeinsam genau gerade gern
gewesen gibst gibt gleich gut gute guten hab habe haben habt hast hat hatte hatten heute hier hin hätte hätten hättest
ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im immer in indem innerhalb ins ist ja je jede jedem jeden jeder jedes
jemand jene jener jetzt jeweils kann kannst kein keine keinem keinen keiner können könnt könnte könntest lassen lässt
machen macht mal man mehr mein meine meinem meinen meiner meist mich mir mit möchte möchten möchtest nach nachdem
nicht nichts nie niemand noch nun nur nächste nächsten nächstes nämlich ob obwohl oder ohne schon sehr sei seid sein
seine seinem seinen seiner seit selbst sich sie sind so sobald sodass solch solche soll sollen sollst sollte sollten
solltest sonst soweit sowie statt um und uns unser unsere unserem unseren unserer unter viel viele vielen vom von vor
wann war waren warum was weil weiter welche welchem welchen welcher welches wem wen wenig wenige weniger wenn wer
werde werden weshalb wessen wie wieder will willst wir wird wirst wo wobei wodurch wofür woher wohin womit wonach
woran worauf woraus worin worum worüber wovon wovor wozu wurde wurden würde würden würdest zu zuerst zuletzt zum zur
zusammen zwar zwei zweite zweiten zwischen über"""
_ENGLISH = """
a able about above across actually after again all along already also although always am an and another any anyone
anything are around as at away back be because been before being below between both but by came can cannot come could
did do does doing done down during each either else enough even ever every everyone everything exactly far few first
for from get gets give given gives go goes going gone got had has have having he her here hers him his how i if in
into is it its itself just keep kept know last later least less let like made make makes making many may maybe me
might mine more most much must my myself need next no nobody none not nothing now of off often on once one ones only
onto or other others our ours ourselves out over own perhaps put rather really said same say second shall she should
since single so some someone something soon still such take taken takes than that the their them themselves then there
these they thing things third this those though through to together too toward towards try two under until up upon us
very was way we well were what whatever when whenever where whether which while who whole whom whose why will with
within without would yet you your yours yourself yourselves"""
_FREE: dict[Language, frozenset[str]] = {"de": frozenset(_GERMAN.split()), "en": frozenset(_ENGLISH.split())}


def new_words(text: str, language: Language, origins: Collection[str]) -> list[str]:
    """Return the words with a meaning of their own that no origin has in any form, as they are written."""
    there = {word.lower() for origin in origins for word in _meaning(origin, language)}
    return [word for word in dict.fromkeys(_meaning(text, language)) if not is_akin(word, there, language)]


def stray_clauses(text: str, language: Language, origins: Collection[str]) -> list[str]:
    """Return the parts between commas, colons and dashes that bring something up that no origin speaks of."""
    return [part for part in _CLAUSE.split(text) if _strays(part, language, origins)]


def adds_sentences(text: str, guided: str) -> bool:
    """Whether a text has more sentences than the guided one."""
    return len(sentences(text)) > max(1, len(sentences(guided)))


def is_akin(word: str, others: Collection[str], language: Language) -> bool:
    """Whether a word is a form of one of the others, which are in lower case; a brand has no forms."""
    plain = word.lower()
    return plain in others or (not _BRAND.search(word) and any(_one_word(plain, other, language) for other in others))


def names_nothing(word: str, language: Language) -> bool:
    """Whether a word can be neither a name nor a thing: in German these begin with a capital letter."""
    return language == "de" and word.islower()


def _strays(part: str, language: Language, origins: Collection[str]) -> bool:
    new = new_words(part, language, origins)
    return len(new) == len(set(_meaning(part, language))) and not all(names_nothing(word, language) for word in new)


def _meaning(text: str, language: Language) -> Iterator[str]:
    for word in _WORD.findall(text.replace("’", "'")):
        bare = word.removesuffix("'s")
        if bare.lower() not in _FREE[language]:
            yield bare


def _one_word(word: str, other: str, language: Language) -> bool:
    ends = min(len(word), len(other))
    shared = next((at for at in range(ends) if word[at] != other[at]), ends)
    return shared >= _PREFIX_LEAST and {word[shared:], other[shared:]} <= _ENDINGS[language]
