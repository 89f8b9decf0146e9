"""The criteria of reflection questions (part B of the rubric), one small function each."""

from __future__ import annotations

from collections import Counter
from functools import partial
from itertools import combinations

from companion.checks import shared
from companion.checks.context import CheckContext, Criterion, verdict
from companion.checks.printed import questions
from companion.checks.similar import Measure, Similarity
from companion.checks.wording import AGE, BLAME, PRIVATE, SCALES, TEACHING
from companion.domain import Check, ReflectionDraft
from companion.text import normalise

QUESTIONS_LEAST, QUESTIONS_MOST = 4, 6
# Measured with multilingual-e5-small, query against query: rephrased questions .95 to .98, the nearest two of 186 that
# differ .95; a question and a short topic hardly part (.79 to .85 on it, up to .87 off it), so naming counts first.
# To be calibrated on more labelled pairs.
B4_DUPLICATE_LEAST = 0.955
B5_SAME_LEAST = 0.955
B9_ANCHOR_LEAST = 0.85


def enough_questions(draft: ReflectionDraft, context: CheckContext) -> Check:
    """Four to six questions, none twice."""
    count = len({normalise(question).casefold() for question in questions(draft)})
    return verdict(
        "B4 number of questions",
        context,
        QUESTIONS_LEAST <= count == len(draft.questions) <= QUESTIONS_MOST,
        de=f"{count} verschiedene Fragen",
        en=f"{count} different questions",
    )


def no_near_duplicates(draft: ReflectionDraft, context: CheckContext, similarity: Similarity) -> Check:
    """No two questions mean the same."""
    pairs = combinations(questions(draft), 2)
    nearest = max((similarity.nearest(first, [second]) for first, second in pairs), default=0.0)
    return verdict(
        "B4 no near-duplicates",
        context,
        nearest < B4_DUPLICATE_LEAST,
        de=f"größte Nähe zweier Fragen {nearest:.2f}".replace(".", ","),
        en=f"nearest two questions {nearest:.2f}",
    )


def sets_differ(draft: ReflectionDraft, context: CheckContext, similarity: Similarity) -> Check:
    """No question is also put to the other side."""
    others = context.other_questions
    nearest = max((similarity.nearest(question, others) for question in questions(draft)), default=0.0)
    return verdict(
        "B5 the two sets differ",
        context,
        nearest < B5_SAME_LEAST,
        de=f"größte Nähe zu den Fragen der anderen Seite {nearest:.2f}".replace(".", ","),
        en=f"nearest to the other side's questions {nearest:.2f}",
    )


def anchored(draft: ReflectionDraft, context: CheckContext, similarity: Similarity) -> Check:
    """At least one question speaks of this session: its topic, its exercise, what it left."""
    anchors = [text for text in (*context.anchors, context.pair.topic) if text]
    named = sum(any(anchor.casefold() in question.casefold() for anchor in anchors) for question in questions(draft))
    nearest = 1.0 if named else max((similarity.nearest(text, anchors) for text in questions(draft)), default=0.0)
    return verdict(
        "B9 anchored in the session",
        context,
        nearest >= B9_ANCHOR_LEAST,
        de=f"{named} Fragen nennen den Termin" if named else f"Nähe zum Termin {nearest:.2f}".replace(".", ","),
        en=f"{named} questions name the session" if named else f"nearness to the session {nearest:.2f}",
    )


def dimensions_covered(draft: ReflectionDraft, context: CheckContext) -> Check:
    """Noticing, meaning and doing each occur, the relationship exactly once."""
    count = Counter(question.dimension for question in draft.questions)
    passed = count["relationship"] == 1 and all(count[name] for name in ("noticing", "meaning", "doing"))
    figures = (count["noticing"], count["meaning"], count["doing"], count["relationship"])
    return verdict(
        "B10 dimensions covered",
        context,
        passed,
        de="Wahrnehmen {}, Deuten {}, Handeln {}, Beziehung {}".format(*figures),
        en="noticing {}, meaning {}, doing {}, relationship {}".format(*figures),
    )


def own_commitments_only(draft: ReflectionDraft, context: CheckContext) -> Check:
    """Only this side's own open commitments are listed."""
    own = {item.text for item in context.commitments("open") if item.owner == draft.role}
    foreign = set(draft.open_commitments) - own
    return verdict(
        "B own commitments only",
        context,
        not foreign,
        de=f"{len(draft.open_commitments)} eigene offene Zusagen" if not foreign else "eine fremde Zusage",
        en=f"{len(draft.open_commitments)} open commitments, all own" if not foreign else "somebody else's commitment",
    )


single_questions = partial(shared.single_questions, "B1 one matter each")
open_questions = partial(shared.open_questions, "B2 open")
short_questions = partial(shared.short_questions, "B3 short")
no_blame = partial(shared.avoids, "B7 no blame", (BLAME,))
no_verdicts = partial(shared.asks_nothing_of, "B11 no ratings, nothing private", (SCALES, PRIVATE))
no_avoided_words = partial(shared.avoids, "B no teaching or age words", (TEACHING, AGE))
one_voice = partial(shared.one_voice, "B12 one language and address")

CRITERIA: tuple[Criterion[ReflectionDraft], ...] = (
    single_questions,
    open_questions,
    short_questions,
    enough_questions,
    no_blame,
    dimensions_covered,
    no_verdicts,
    no_avoided_words,
    one_voice,
    own_commitments_only,
    shared.no_open_slot,
    shared.private_words_stay_private,
    shared.avoids_never_words,
)
MEASURES: tuple[Measure[ReflectionDraft], ...] = (no_near_duplicates, sets_differ, anchored)
