"""Criteria of an agenda's course: what it takes up, how it begins and ends, what it aims at (A3 to A6)."""

from __future__ import annotations

import re

from companion.checks.agenda_plan import kinds_of
from companion.checks.context import CheckContext, verdict
from companion.checks.printed import block_texts, draft_texts
from companion.checks.similar import Similarity
from companion.domain import AgendaDraft, Block, Check
from companion.text import normalise

# Measured with multilingual-e5-small, query against query: paraphrases of commitments .90 to .92, the nearest of 400
# unrelated steps .84 to .88; goals on the topic .85 to .86, others .78 to .79. To be calibrated on more labelled pairs.
A3_MATCH_LEAST = 0.89
A3_PARAPHRASE_MOST = 0.89
A6_TOPIC_LEAST = 0.82

_LIMITS = re.compile(
    r"ausnahme|ausgenommen|grenze|gefahr|straftat|gesetz|exception|limit|danger|crime|law\b|must leave", re.IGNORECASE
)
_CANCELLING = re.compile(
    r"verschieb|verschoben|verleg|absag|abgesag|ausf[aä]ll|fällt .*\baus\b|zwei neue (?:Termine|Zeiten)|two new dates|"
    r"cancel|postpone|reschedul|mov(?:e|es|ing) (?:a|the|it)|moves?\b.*\bdate|not drop",
    re.IGNORECASE,
)
_FEEDBACK = re.compile(
    r"rückmeld|feedback|behalt|beibehalt|\bänder|\banders\b|keep|change|differently|more of|"
    r"\bdank|\bthank|gelungen|geholfen|helped",
    re.IGNORECASE,
)
_BOTH_SIDES = re.compile(r"jede seite|beide|reihum|tausch|each|both|swap|in turn|then the other", re.IGNORECASE)


def _text(block: Block) -> str:
    return normalise(" ".join(block_texts(block)))


# --- A3: what was promised before -------------------------------------------------------------------------------------


def commitments_first(draft: AgendaDraft, context: CheckContext) -> Check:
    """The first block takes up what is open, and every open commitment is carried over word for word."""
    open_ones = {(item.owner, item.text) for item in context.commitments("open")}
    carried = {(item.owner, item.text) for item in draft.carried_over}
    first = bool(draft.blocks) and "check_in" in kinds_of(draft.blocks[0])
    return verdict(
        "A3 commitments first",
        context,
        carried == open_ones and (first or not open_ones),
        de=f"{len(carried & open_ones)} von {len(open_ones)} offenen Zusagen übernommen",
        en=f"{len(carried & open_ones)} of {len(open_ones)} open commitments carried over",
    )


def done_stays_done(draft: AgendaDraft, context: CheckContext) -> Check:
    """A commitment that was kept or dropped comes back nowhere."""
    still_open = {normalise(item.text).casefold() for item in context.commitments("open")}
    closed = {normalise(item.text).casefold() for status in ("done", "dropped") for item in context.commitments(status)}
    text = normalise(" ".join(draft_texts(draft))).casefold()
    returned = [words for words in closed - still_open if _says(text, words)]
    return verdict(
        "A3 done stays done",
        context,
        not returned,
        de=f"{len(returned)} erledigte Zusagen erscheinen wieder",
        en=f"{len(returned)} finished commitments come back",
    )


def _says(text: str, words: str) -> bool:
    """Words of one or two words may stand anywhere by chance; those count only in quotation marks."""
    mark = "" if len(words.split()) > 2 else "[„“‚‘'\"]"
    return re.search(rf"(?<!\w){mark}{re.escape(words)}(?!\w)", text) is not None


def commitments_met(draft: AgendaDraft, context: CheckContext, similarity: Similarity) -> Check:
    """The first block speaks of every open commitment, in its own words or by meaning."""
    items = context.commitments("open")
    first = block_texts(draft.blocks[0]) if draft.blocks else ()
    joined = normalise(" ".join(first)).casefold()
    met = [
        item
        for item in items
        if normalise(item.text).casefold() in joined or similarity.nearest(item.text, first) >= A3_MATCH_LEAST
    ]
    return verdict(
        "A3 commitments met by content",
        context,
        len(met) == len(items),
        de=f"{len(met)} von {len(items)} offenen Zusagen im ersten Block",
        en=f"{len(met)} of {len(items)} open commitments in the first block",
    )


def done_not_paraphrased(draft: AgendaDraft, context: CheckContext, similarity: Similarity) -> Check:
    """A commitment that was kept does not return in other words either."""
    steps = [step.text for block in draft.blocks for step in block.steps]
    nearest = max((similarity.nearest(item.text, steps) for item in context.commitments("done")), default=0.0)
    return verdict(
        "A3 done not paraphrased",
        context,
        nearest < A3_PARAPHRASE_MOST,
        de=f"größte Nähe eines Schritts zu Erledigtem {nearest:.2f}".replace(".", ","),
        en=f"nearest step to something finished {nearest:.2f}",
    )


# --- A4, A5: how it ends, how it begins -------------------------------------------------------------------------------


def ends_with_next_step(draft: AgendaDraft, context: CheckContext) -> Check:
    """The last block closes, with at least one step that has an owner and a date after the session."""
    last = bool(draft.blocks) and bool({"close", "footing"} & kinds_of(draft.blocks[-1]))
    dated = [
        step for step in draft.next_steps if step.text.strip() and step.due >= (draft.date or context.request.today)
    ]
    return verdict(
        "A4 next step",
        context,
        last and bool(dated) and len(dated) == len(draft.next_steps),
        de=f"{len(dated)} nächste Schritte mit wer, was, bis wann",
        en=f"{len(dated)} next steps with who, what, when",
    )


def feedback_both_ways(draft: AgendaDraft, context: CheckContext) -> Check:
    """In the last block each side hears something from the other."""
    block = draft.blocks[-1] if draft.blocks else None
    passed = block is not None and bool(_FEEDBACK.search(_text(block))) and _involves_both(block, context)
    return verdict(
        "A4 feedback both ways",
        context,
        passed,
        de="Rückmeldung in beide Richtungen" if passed else "im letzten Block fehlt die Rückmeldung beider Seiten",
        en="feedback both ways" if passed else "the last block lacks feedback from both sides",
    )


def _involves_both(block: Block, context: CheckContext) -> bool:
    if "both" in block.asked_by or {"mentor", "mentee"} <= set(block.asked_by) or _BOTH_SIDES.search(_text(block)):
        return True
    return all(_named(person.name, _text(block)) for person in (context.pair.mentor, context.pair.mentee))


def _named(name: str, text: str) -> bool:
    return any(re.search(rf"(?<!\w){re.escape(part)}(?!\w)", text) for part in name.split() if not part.endswith("."))


def kick_off_complete(draft: AgendaDraft, context: CheckContext) -> Check:
    """A kick-off settles expectations, confidentiality with its limits, and what happens to cancelled dates."""
    name = "A5 kick-off complete"
    if draft.phase != "kick_off":
        return verdict(name, context, True, de="gilt nur für den Kick-off", en="for kick-offs only")
    parts = _kick_off_parts(draft)
    there = [part for part, found in parts.items() if found]
    return verdict(
        name,
        context,
        len(there) == len(parts),
        de="vorhanden: " + (", ".join(german for german, _ in there) or "nichts"),
        en="there: " + (", ".join(english for _, english in there) or "nothing"),
    )


def _kick_off_parts(draft: AgendaDraft) -> dict[tuple[str, str], bool]:
    def told(kind: str, words: re.Pattern[str]) -> bool:
        return any(kind in kinds_of(block) and words.search(_text(block)) for block in draft.blocks)

    return {
        ("Erwartungen", "expectations"): told("expectations", re.compile("")),
        ("Vertraulichkeit mit Grenzen", "confidentiality with limits"): told("confidentiality", _LIMITS),
        ("Absageregel", "cancelling rule"): told("agreement", _CANCELLING),
    }


# --- A6: goal ---------------------------------------------------------------------------------------------------------


def goal_on_topic(draft: AgendaDraft, context: CheckContext, similarity: Similarity) -> Check:
    """The goal speaks of the agreed topic, of the wish, or quotes the pair."""
    pair = context.pair
    words = [text for text in (context.request.topic, pair.topic, pair.goal, *pair.mentee.wants) if text]
    quoted = any(normalise(text).casefold() in normalise(draft.goal).casefold() for text in words)
    nearest = 1.0 if quoted else similarity.nearest(draft.goal, [*words, *context.anchors])
    return verdict(
        "A6 goal on topic",
        context,
        bool(draft.goal.strip()) and nearest >= A6_TOPIC_LEAST,
        de="ein Ziel zum vereinbarten Thema" if quoted else f"Nähe zum Thema {nearest:.2f}".replace(".", ","),
        en="one goal on the agreed topic" if quoted else f"nearness to the topic {nearest:.2f}",
    )
