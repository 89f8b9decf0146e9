"""Criteria that hold for every kind of artefact; each kind gives them the name of its own rubric."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from companion.checks.context import CheckContext, shown, verdict
from companion.checks.printed import draft_texts, questions
from companion.checks.questions import WORDS_MOST, has_two_matters, is_open, word_count
from companion.checks.wording import Lexicon, avoided, rates_person
from companion.domain import Check, Draft
from companion.text import address_forms, detect_language, normalise, without_quotations

RUN_OF_WORDS = 4  # so many words in a row of a private text count as a quotation
LANGUAGE_LETTERS_LEAST = 60  # shorter texts hold too many names and terms to judge their language


def single_questions(name: str, draft: Draft, context: CheckContext) -> Check:
    """Each question has exactly one question mark and one matter."""
    asked = questions(draft)
    bare = _bare(asked, context)
    bad = [
        full
        for full, text in zip(asked, bare, strict=True)
        if text.count("?") != 1 or has_two_matters(text, draft.language)
    ]
    count = len(asked)
    return _listed(name, context, bad, de=f"{count} Fragen, jede einzeln", en=f"{count} questions, one matter each")


def open_questions(name: str, draft: Draft, context: CheckContext) -> Check:
    """No question can be answered with yes or no."""
    asked = questions(draft)
    bad = [full for full, text in zip(asked, _bare(asked, context), strict=True) if not is_open(text, draft.language)]
    return _listed(name, context, bad, de=f"{len(asked)} Fragen, alle offen", en=f"{len(asked)} questions, all open")


def short_questions(name: str, draft: Draft, context: CheckContext) -> Check:
    """No question is longer than the limit."""
    longest = max((word_count(question) for question in questions(draft)), default=0)
    return verdict(
        name,
        context,
        longest <= WORDS_MOST,
        de=f"längste Frage {longest} von höchstens {WORDS_MOST} Wörtern",
        en=f"longest question {longest} of at most {WORDS_MOST} words",
    )


def avoids(name: str, lexicons: Sequence[Lexicon], draft: Draft, context: CheckContext) -> Check:
    """No text uses a word that the lexicons avoid, the users' own words apart."""
    return _avoids(name, lexicons, draft_texts(draft, sheets=False), context)


def asks_nothing_of(name: str, lexicons: Sequence[Lexicon], draft: Draft, context: CheckContext) -> Check:
    """No question uses a word that the lexicons avoid, or asks for a verdict on one of the two."""
    asked = questions(draft)
    verdicts = [question for question in asked if rates_person(question, draft.language, context.people)]
    if verdicts:
        return _listed(name, context, verdicts, de="", en="")
    return _avoids(name, lexicons, asked, context)


def _avoids(name: str, lexicons: Sequence[Lexicon], texts: Sequence[str], context: CheckContext) -> Check:
    bare = _bare(texts, context)
    found = [word for text in bare for lexicon in lexicons for word in avoided(lexicon, text, context.language)]
    return _listed(name, context, found, de="keines der vermiedenen Wörter", en="none of the words to avoid")


def one_voice(name: str, draft: Draft, context: CheckContext) -> Check:
    """All texts speak one language and, in German, one form of address."""
    texts = draft_texts(draft, sheets=False)
    bare = _bare(texts, context)
    bad = [full for full, text in zip(texts, bare, strict=True) if _other_voice(text, draft)]
    german = f"Anrede durchgehend „{draft.address}“"
    return _listed(name, context, bad, de=german, en="English throughout")


def _other_voice(text: str, draft: Draft) -> bool:
    if draft.language == "de" and address_forms(text) - {draft.address}:
        return True
    letters = sum(sign.isalpha() for sign in text)
    return letters >= LANGUAGE_LETTERS_LEAST and detect_language(text) not in (draft.language, None)


def no_open_slot(draft: Draft, context: CheckContext) -> Check:
    """No placeholder has stayed unfilled."""
    bad = [text for text in _bare(draft_texts(draft), context) if "{" in text or "}" in text]
    return _listed("No open slot", context, bad, de="alle Platzhalter gefüllt", en="every slot filled")


def private_words_stay_private(draft: Draft, context: CheckContext) -> Check:
    """No run of words from the concern or the notes is printed, unless the pair's shared fields say it too."""
    private = [text for text in (context.pair.concern and context.pair.concern.text, context.request.notes) if text]
    shared = {run for text in context.shared_words for run in _runs(text)}
    secret = {run for text in private for run in _runs(text)} - shared
    passed = secret.isdisjoint(run for text in draft_texts(draft) for run in _runs(text))
    return verdict(  # the detail is read by both people, so a failure quotes nothing either
        "Private words stay private",
        context,
        passed,
        de="keine privaten Worte zitiert" if passed else "eine Stelle klingt nach privaten Worten",
        en="no private words quoted" if passed else "a passage sounds like private words",
    )


def avoids_never_words(draft: Draft, context: CheckContext) -> Check:
    """No text says what the guidance never wants said of anybody here."""
    texts = _bare(draft_texts(draft), context)
    passed = not any(
        re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text, re.IGNORECASE) for word in context.never for text in texts
    )
    return verdict(  # naming the label would spread it
        "Nobody is labelled",
        context,
        passed,
        de="kein Etikett für eine Person" if passed else "eine Stelle etikettiert eine Person",
        en="no label for anybody" if passed else "a passage labels somebody",
    )


def _bare(texts: Sequence[str], context: CheckContext) -> tuple[str, ...]:
    return tuple(without_quotations(text, context.users_words) for text in texts)


def _runs(text: str) -> Iterator[tuple[str, ...]]:
    words = re.findall(r"\w+", normalise(text).casefold())
    return (tuple(words[start : start + RUN_OF_WORDS]) for start in range(len(words) - RUN_OF_WORDS + 1))


def _listed(name: str, context: CheckContext, bad: Sequence[str], *, de: str, en: str) -> Check:
    """Passed if nothing is listed; else the first three offenders are the detail."""
    offenders = ", ".join(shown(text, context.language) for text in list(dict.fromkeys(bad))[:3])
    return verdict(name, context, not bad, de=offenders or de, en=offenders or en)
