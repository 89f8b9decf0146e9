"""The criteria of a session agenda (part A of the rubric), one small function each.

Code decides what it can; measures of meaning take a `Similarity`. What only people can judge has no function here.
"""

from __future__ import annotations

from functools import partial

from companion.checks import agenda_course as course
from companion.checks import agenda_plan as plan
from companion.checks import shared
from companion.checks.context import Criterion
from companion.checks.similar import Measure
from companion.checks.wording import AGE, BLAME, PRIVATE, SCALES, TEACHING
from companion.domain import AgendaDraft

no_teaching = partial(shared.avoids, "A10 no teaching words", (TEACHING,))
no_cohorts = partial(shared.avoids, "A11 no age generalisation", (AGE,))
one_voice = partial(shared.one_voice, "A12 one language and address")
single_questions = partial(shared.single_questions, "Questions single")
open_questions = partial(shared.open_questions, "Questions open")
short_questions = partial(shared.short_questions, "Questions short")
fair_questions = partial(shared.asks_nothing_of, "Questions fair", (BLAME, SCALES, PRIVATE))

CRITERIA: tuple[Criterion[AgendaDraft], ...] = (
    plan.minutes_sum,
    plan.starts_follow,
    plan.steps_sum,
    plan.blocks_complete,
    course.commitments_first,
    course.done_stays_done,
    course.ends_with_next_step,
    course.feedback_both_ways,
    course.kick_off_complete,
    plan.shares_of_time,
    plan.kinds_allowed,
    plan.not_overfilled,
    plan.works_remotely,
    no_teaching,
    no_cohorts,
    one_voice,
    single_questions,
    open_questions,
    short_questions,
    fair_questions,
    shared.no_open_slot,
    shared.private_words_stay_private,
    shared.avoids_never_words,
)
MEASURES: tuple[Measure[AgendaDraft], ...] = (
    course.commitments_met,
    course.done_not_paraphrased,
    course.goal_on_topic,
)
