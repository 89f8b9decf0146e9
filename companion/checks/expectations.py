"""The criteria of expectation prompts and the agreement (part C of the rubric), one small function each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import partial
from typing import get_args

from companion.checks import shared
from companion.checks.context import CheckContext, Criterion, shown, verdict
from companion.checks.similar import Measure, Similarity
from companion.checks.wording import AGE, BLAME, CAREER, PRIVATE, SCALES, TEACHING
from companion.domain import Area, Check, ExpectationDraft, Language

AREAS_LEAST = 8
# Measured with multilingual-e5-small, query against query: questions for personal matters .90 to .94, others up to .88;
# sentences that open a way out .93 to .95, others up to .84. To be calibrated on more labelled sentences.
C9_PERSONAL_LEAST = 0.90
C10_EXIT_LEAST = 0.90

_ASKS_FOR_PERSONAL: Mapping[Language, tuple[str, ...]] = {
    "de": ("Worüber möchtest du hier nicht sprechen?", "Was aus Ihrem Privatleben soll außen vor bleiben?"),
    "en": ("What would you rather not talk about here?", "What about your private life should stay outside?"),
}
_EXIT: Mapping[Language, tuple[str, ...]] = {
    "de": ("Jede Seite kann jederzeit aufhören, ohne Gründe zu nennen.",),
    "en": ("Either side may stop at any time without giving reasons.",),
}
_EXCEPTIONS = re.compile(
    r"ausnahme|ausgenommen|gefahr|straftat|gesetzlich|regelverst|exception|except|danger|crime|law\b|must leave",
    re.IGNORECASE,
)
_TOWARD = re.compile(
    r"gegenüber|vorgesetzt|personalbereich|ausbildungsleitung|programmbüro|führungskr|unter uns|niemand"
    r"|line manager|managers|\bHR\b|programme office|anybody|anyone|toward|between us|nobody",
    re.IGNORECASE,
)
_ENDING = re.compile(
    r"aufhör|beend|ausstieg|aussteig|\bstop\b|\bstops\b|\bend\b|\bends\b|leave|withdraw", re.IGNORECASE
)
_NO_REASON = re.compile(r"ohne\b[^.]*\b(?:grund|gründe|begründung)|without\b[^.]*\breasons?|no reasons?", re.IGNORECASE)
_GAP = re.compile(r"…|\.\.\.|_{2,}")


def areas_covered(draft: ExpectationDraft, context: CheckContext) -> Check:
    """Eight of the ten areas have a prompt; the joint part alone counts the agreement's lines too."""
    areas: set[Area] = {prompt.area for prompt in draft.prompts}
    if draft.role == "both":
        areas |= {line.area for line in draft.agreement}
    total = len(get_args(Area))
    return verdict(
        "C1 areas covered",
        context,
        len(areas) >= AREAS_LEAST,
        de=f"{len(areas)} von {total} Bereichen",
        en=f"{len(areas)} of {total} areas",
    )


def both_sides_answer(draft: ExpectationDraft, context: CheckContext) -> Check:
    """Every area is answered by both sides somewhere."""
    both = [prompt for prompt in draft.prompts if {"mentor", "mentee"} <= set(prompt.answered_by)]
    return verdict(
        "C2 both sides answer",
        context,
        bool(draft.prompts) and len(both) == len(draft.prompts),
        de=f"{len(both)} von {len(draft.prompts)} Bereichsfragen beantworten beide Seiten",
        en=f"{len(both)} of {len(draft.prompts)} prompts answered by both sides",
    )


def offers_and_needs(draft: ExpectationDraft, context: CheckContext) -> Check:
    """A private sheet tells "I offer" from "I need"; the joint part is answered together."""
    offers = sum(prompt.offer_or_need == "offer" for prompt in draft.prompts)
    needs = sum(prompt.offer_or_need == "need" for prompt in draft.prompts)
    return verdict(
        "C3 offers and needs",
        context,
        draft.role == "both" or (offers > 0 and needs > 0),
        de=f"{offers}-mal „ich biete“, {needs}-mal „ich brauche“",
        en=f"“I offer” {offers} times, “I need” {needs} times",
    )


def leads_to_sentence(draft: ExpectationDraft, context: CheckContext) -> Check:
    """Every prompt has the beginning of a sentence, with a gap to fill."""
    good = [prompt for prompt in draft.prompts if _GAP.search(prompt.sentence_starter)]
    return verdict(
        "C5 leads to a sentence",
        context,
        len(good) == len(draft.prompts),
        de=f"{len(good)} von {len(draft.prompts)} Fragen mit Satzanfang",
        en=f"{len(good)} of {len(draft.prompts)} prompts with the beginning of a sentence",
    )


def _agreed(draft: ExpectationDraft, area: Area) -> str:
    return " ".join(line.field for line in draft.agreement if line.area == area)


def confidentiality_has_limits(draft: ExpectationDraft, context: CheckContext) -> Check:
    """The agreement says toward whom confidence holds, and its exceptions."""
    text = _agreed(draft, "confidentiality")
    passed = bool(_EXCEPTIONS.search(text) and _TOWARD.search(text))
    return verdict(
        "C6 confidentiality with limits",
        context,
        passed,
        de="Gegenüber und Ausnahmen genannt" if passed else "Gegenüber oder Ausnahmen fehlen",
        en="toward whom and exceptions named" if passed else "toward whom or exceptions missing",
    )


def no_go_is_optional(draft: ExpectationDraft, context: CheckContext, similarity: Similarity) -> Check:
    """Whoever is asked for something personal reads that the answer is voluntary."""
    forced = [
        prompt.question
        for prompt in draft.prompts
        if not prompt.optional_disclosure
        and (
            prompt.area == "no_go"
            or similarity.nearest(prompt.question, _ASKS_FOR_PERSONAL[draft.language]) >= C9_PERSONAL_LEAST
        )
    ]
    offender = shown(forced[0], draft.language) if forced else ""
    return verdict(
        "C9 personal matters are optional",
        context,
        not forced,
        de=offender or "Persönliches ist als freiwillig gekennzeichnet",
        en=offender or "personal matters are marked as optional",
    )


def exit_without_fault(draft: ExpectationDraft, context: CheckContext, similarity: Similarity) -> Check:
    """The agreement lets either side stop without reasons, in these words or by meaning, and names a contact."""
    text = _agreed(draft, "review")
    found = bool(_ENDING.search(text) and _NO_REASON.search(text))
    found = found or similarity.nearest(text, _EXIT[draft.language]) >= C10_EXIT_LEAST
    contact = bool(draft.contact.strip())
    return verdict(
        "C10 exit and contact",
        context,
        found and contact,
        de=f"Ausstieg ohne Begründung: {'ja' if found else 'fehlt'}, Ansprechperson: {'ja' if contact else 'fehlt'}",
        en=f"exit without reasons: {'yes' if found else 'missing'}, contact: {'yes' if contact else 'missing'}",
    )


def review_is_dated(draft: ExpectationDraft, context: CheckContext) -> Check:
    """The date of the review lies after the first session; a file whose dates are past stays usable."""
    day = draft.review_date
    begun = min((s.date for s in context.pair.sessions if s.date), default=context.request.today)
    return verdict(
        "C11 review date",
        context,
        day > min(begun, context.request.today),
        de=f"Zwischenbilanz am {day.day}.{day.month}.{day.year}",
        en=f"review on {day.isoformat()}",
    )


single_questions = partial(shared.single_questions, "C4 one matter each")
open_questions = partial(shared.open_questions, "C4 open")
short_questions = partial(shared.short_questions, "C4 short")
fair_questions = partial(shared.asks_nothing_of, "C4 fair", (BLAME, SCALES, PRIVATE))
no_promise = partial(shared.avoids, "C8 no promise", (CAREER,))
no_avoided_words = partial(shared.avoids, "C no teaching or age words", (TEACHING, AGE))
one_voice = partial(shared.one_voice, "C12 one language and address")

CRITERIA: tuple[Criterion[ExpectationDraft], ...] = (
    areas_covered,
    both_sides_answer,
    offers_and_needs,
    single_questions,
    open_questions,
    short_questions,
    fair_questions,
    leads_to_sentence,
    confidentiality_has_limits,
    no_promise,
    no_avoided_words,
    review_is_dated,
    one_voice,
    shared.no_open_slot,
    shared.private_words_stay_private,
    shared.avoids_never_words,
)
MEASURES: tuple[Measure[ExpectationDraft], ...] = (no_go_is_optional, exit_without_fault)
