"""What makes a question one that opens: a single matter, no yes or no, few words.

Criteria B1 to B3. The rules are conservative: what they cannot decide, they let pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from companion.domain import Language
from companion.text import sentences

WORDS_MOST = 25

_ASKING: dict[Language, str] = {
    "de": r"(?:wer|wen|wem|wessen|was|wann|wo(?:r?(?:an|auf|aus|bei|durch|für|gegen|hin|her|in|mit|nach|über|um|unter"
    r"|von|vor|zu|zwischen))?|wie(?:viele?)?|warum|weshalb|wieso|welche[nrsm]?|inwiefern|inwieweit)",
    "en": r"(?:who(?:m|se)?|what|when|where|which|how|why)",
}
_FINITE: dict[Language, str] = {
    "de": r"(?:hast|habt|haben|hat|hatte\w*|hätte\w*|ist|sind|bist|seid|war(?:en|st|t)?|wäre\w*|kann(?:st)?"
    r"|könn(?:en|t)|konnte\w*|könnte\w*|soll(?:st|en|t|te\w*)?|will(?:st)?|woll(?:en|t|te\w*)|muss(?:t|te\w*)?|müss(?:en|t|te\w*)"
    r"|darf(?:st)?|dürf(?:en|t|te\w*)|durfte\w*|mag(?:st)?|mögen|möchte\w*|wird|wirst|werden|werdet|würde\w*|wurde\w*"
    r"|gibt|gab|gäbe|geht|ging|lässt|lasst|passt|stimmt|stimmst|fällt|fiel|braucht|brauchst|brauchen|weißt|wisst|glaubst|meinst"
    r"|denkst|kommt|kennst|fehlt|fehlte|reicht|hilft|half|lohnt|gehört|steht|liegt|bleibt|macht|machst|findest|siehst|seht)",
    "en": r"(?:did|do|does|is|are|was|were|am|can|could|will|would|shall|should|may|might|must|have|has|had"
    r"|(?:is|are|was|were|do|does|did|ca|could|wo|would|should|have|has|had)n['’]t)",
}
_PRONOUN: dict[Language, str] = {"de": r"(?:du|ihr|Sie|sie|wir|ich|es|man|er)", "en": r"(?:you|we|I|it|they|he|she)"}
_NO_VERB = re.compile(  # words that stand before a pronoun at the beginning of a sentence and are no verbs
    r"(?:wenn|als|falls|sobald|seit(?:dem)?|bevor|nachdem|ob|dass|weil|da|damit|während|solange|sofern|und|oder|aber|denn"
    r"|für|ohne|um|gegen|durch)$",
    re.IGNORECASE,
)
_SUBORDINATE: dict[Language, str] = {
    "de": r"(?:wenn|als|falls|sobald|seit|seitdem|bevor|nachdem|weil|während|solange)",
    "en": r"(?:when|if|after|before|since|once|as|looking|thinking)",
}
_LINK: dict[Language, str] = {"de": r"(?:und|oder)", "en": r"(?:and|or)"}
_OPENING = "„“\"'‚‘(…– "


def question_faults(text: str, language: Language) -> Iterator[str]:
    """Say what keeps a text from being one open, single question, with the remedy; users' words are gone already."""
    if text.count("?") != 1:
        yield f"has {text.count('?')} question marks; ask exactly one question"
        return
    if not is_open(text, language):
        yield "can be answered with yes or no; begin with a question word (was, woran, welche / what, how, which)"
    if has_two_matters(text, language):
        yield "asks about two matters; keep one"


def word_count(text: str) -> int:
    """How many words a text has; a hyphenated word is one, a dash is none."""
    return sum(any(sign.isalnum() for sign in part) for part in text.split())


def is_open(text: str, language: Language) -> bool:
    """Whether the question in a text has a question word and does not begin with a finite verb."""
    question = _question(text)
    if not re.search(rf"\b{_ASKING[language]}\b", question, re.IGNORECASE):
        return False
    return not any(_begins_with_verb(part, language) for part in (question, _after_clause(question, language)))


def has_two_matters(text: str, language: Language) -> bool:
    """Whether "and" or "or" joins two questions; inside one matter, or in a subordinate clause, it does not."""
    question = _question(text)
    asking, link = _ASKING[language], _LINK[language]
    verb_again = rf"\b{link}\s+{_FINITE[language]}\s+{_PRONOUN[language]}\b"
    if re.search(verb_again, question):
        return True
    for second in re.finditer(rf",?\s+{link}\s+(?:\w+\s+)??({asking})\s+(?!nicht\b|not\b)\w", question, re.IGNORECASE):
        firsts = list(re.finditer(rf"(,\s*(?:\w+\s+)?)?\b{asking}\b", question[: second.start()], re.IGNORECASE))
        if firsts and not firsts[-1][1] and _is_clause(question[firsts[-1].end() : second.start()], firsts[-1][0]):
            return True
    return False


def _is_clause(between: str, first: str) -> bool:
    nouns_only = first.lower().startswith(("welch", "which", "wie", "how", "what")) and len(between.split()) == 1
    return bool(between.split()) and not nouns_only


def _question(text: str) -> str:
    asked = [sentence for sentence in sentences(text) if "?" in sentence]
    return (asked or [text])[-1].lstrip(_OPENING)


def _after_clause(question: str, language: Language) -> str:
    leading = re.match(rf"{_SUBORDINATE[language]}\b[^,?]*,\s*", question, re.IGNORECASE)
    rest = question[leading.end() :] if leading else question
    head, colon, tail = rest.rpartition(": ")
    asked_before = re.search(rf"\b{_ASKING[language]}\b", head, re.IGNORECASE)
    return tail.lstrip(_OPENING) if colon and not asked_before else rest


def _begins_with_verb(question: str, language: Language) -> bool:
    if re.match(rf"{_FINITE[language]}\b", question, re.IGNORECASE):
        return True
    inverted = re.match(rf"(\w+)\s+{_PRONOUN[language]}\b", question)
    if inverted is None or language == "en":
        return False
    return not re.fullmatch(_ASKING["de"], inverted[1], re.IGNORECASE) and not _NO_VERB.match(inverted[1])
