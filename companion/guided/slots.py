"""Sets the pair's facts into authored texts, without bending a word of either.

German is kept whole by rule: names stand uninflected, the pair's own words stand in quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from companion.cards import Counted, Forms, Leaves, Spoken, Text, TopicForms
from companion.domain import Language, Pair, Person, Who
from companion.errors import MalformedDraft
from companion.guided import calendar
from companion.guided.situation import Situation
from companion.words import say

_SLOT = re.compile(r"\{([a-z_]+(?:\.[a-z]+)?)\}")
# Slots whose fillings are ordinary words; names and the pair's own words keep the letters they have.
_BEGINS_SMALL = re.compile(r"\{(?!mentor|mentee|contact)[a-z_.]+\}")
_QUOTES = {"de": ("„", "“", "‚", "‘"), "en": ("“", "”", "‘", "’")}
_DOUBLE = str.maketrans({"„": "'", "“": "'", "”": "'", '"': "'"})
_TITLES = re.compile(
    r"^(?:(?:prof|dr|mr|mrs|ms|mx|sir|dame|herr|frau|dipl|ing|mag|med|phil|rer|nat|h|c)\b\.?[ -]*)+", re.IGNORECASE
)


def first_name(person: Person) -> str:
    """The name without titles and surname: "Caroline" for "Dr Caroline Marsh"."""
    bare = _TITLES.sub("", person.name).strip() or person.name
    first = bare.split()[0]
    return first if len(first.rstrip(".")) > 1 else bare


def display_names(pair: Pair) -> tuple[str, str]:
    """How the two are named in print: first names, in the Sie form and for namesakes title and full name."""
    mentor, mentee = first_name(pair.mentor), first_name(pair.mentee)
    if pair.address == "Sie" or mentor == mentee:
        return pair.mentor.name, pair.mentee.name
    return mentor, mentee


def quoted(text: str, language: Language, *, inner: bool = False) -> str:
    """The user's words in the language's quotation marks, single ones inside a quotation."""
    outer_open, outer_close, inner_open, inner_close = _QUOTES[language]
    body = text.translate(_DOUBLE)
    return f"{inner_open}{body}{inner_close}" if inner else f"{outer_open}{body}{outer_close}"


class Filler:
    """Fills the slots of authored texts for one situation.

    Args:
        situation: the pair at its session.
        topic: how the topic's primer puts it into sentences, where there is one.
    """

    def __init__(self, situation: Situation, topic: TopicForms | None) -> None:
        self.language = situation.pair.language
        self.address = situation.pair.address
        self.situation = situation
        self.mentor, self.mentee = display_names(situation.pair)
        self._plain = self._plain_slots(topic)
        self._own_words = self._verbatim_slots()

    def name(self, who: Who) -> str:
        """The printed name of a side, or the word for both."""
        return {"mentor": self.mentor, "mentee": self.mentee, "both": say(self.language, "text.both")}[who]

    def fill(
        self, text: Text, *, spoken: bool = False, leaves: Leaves | None = None, extra: Mapping[str, str] | None = None
    ) -> str:
        """The text as printed.

        Args:
            text: an authored text.
            spoken: it will stand in quotation marks, so quotations inside it take single ones.
            leaves: what the `{leaves…}` slots name.
            extra: further slots, already in their printed form.

        Raises:
            MalformedDraft: if the text has a slot that nothing fills.
        """
        template = self.form(text)
        slots = {**self._plain, **self._leaves(leaves), **(extra or {})}

        def put(match: re.Match[str]) -> str:
            if match[1] in self._own_words:
                inner = spoken or self._inside_quotation(template[: match.start()])
                return quoted(self._own_words[match[1]], self.language, inner=inner)
            if match[1] not in slots:
                raise MalformedDraft(f"the guidance uses the unknown slot {match[0]}: {template}")
            return slots[match[1]]

        filled = _SLOT.sub(put, template)
        if _BEGINS_SMALL.match(template):
            filled = filled[0].upper() + filled[1:]
        return re.sub(r"([.!?])([”“’‘])\.(?=\s|$)", r"\1\2", filled)

    def quote_all(self, texts: tuple[str, ...]) -> str:
        """Several of the pair's own phrases as one enumeration, each in quotation marks."""
        marked = [quoted(text, self.language) for text in texts]
        link = {"de": " und ", "en": " and "}[self.language]
        return link.join([", ".join(marked[:-1]), marked[-1]]) if len(marked) > 1 else marked[0]

    def form(self, text: Text) -> str:
        """The version of a text for this pair's form of address and number of open commitments, slots unfilled."""
        if isinstance(text, Counted):
            text = text.one if self._count() == 1 else text.many
        if isinstance(text, Spoken):
            text = text.du if self.address == "du" else text.sie
        return text

    def _count(self) -> int:
        return len(self.situation.open_commitments)

    def for_count(self, text: Text, count: int) -> Text:
        """The singular or plural version of a counted text for `count` things."""
        return (text.one if count == 1 else text.many) if isinstance(text, Counted) else text

    def _inside_quotation(self, before: str) -> bool:
        opening, closing = _QUOTES[self.language][:2]
        return before.count(opening) > before.count(closing)

    def _leaves(self, leaves: Leaves | None) -> dict[str, str]:
        if isinstance(leaves, Forms):
            return {"leaves.nom": leaves.nom, "leaves.acc": leaves.acc, "leaves.dat": leaves.dat}
        if leaves is not None:
            return {"leaves": leaves, "leaves.nom": leaves, "leaves.acc": leaves, "leaves.dat": leaves}
        if self.language == "en":
            return {"leaves": say("en", "slot.leaves")}
        return {f"leaves.{case}": say("de", f"slot.leaves.{case}") for case in ("nom", "acc", "dat")}

    def _plain_slots(self, topic: TopicForms | None) -> dict[str, str]:
        situation, language = self.situation, self.language
        words = quoted(situation.topic, language)
        count = self._count()
        return {
            "mentor": self.mentor,
            "mentee": self.mentee,
            "n": say(language, f"number.{count}") if 1 <= count <= 12 else str(count),
            "minutes": str(situation.minutes),
            "sessions": str(situation.pair.planned_sessions),
            "contact": situation.pair.contact.name if situation.pair.contact else say(language, "slot.contact"),
            "topic.bare": topic.bare if topic else words,
            "topic.in": topic.inside if topic else say(language, "slot.topic.in", topic=words),
            "topic.about": topic.about if topic else say(language, "slot.topic.about", topic=words),
            **self._dates(),
        }

    def _dates(self) -> dict[str, str]:
        situation, language = self.situation, self.language
        on, since, by = ("am ", "seit dem ", "bis ") if language == "de" else ("on ", "since ", "by ")
        dates = {
            key: say(language, f"slot.{key}")
            for key in ("last.on", "last.since", "start.since", "next.on", "next.by", "cancelled.on")
        }
        if situation.last and situation.last.date:
            last = calendar.short(situation.last.date, language)
            dates |= {"last.on": on + last, "last.since": since + last}
        if situation.held and situation.held[0].date:
            start = calendar.month(situation.held[0].date, language)
            dates["start.since"] = ("seit " if language == "de" else since) + start
        if situation.planned_next:
            before = calendar.minus_working_days(situation.planned_next, 2)
            dates["next.on"] = on + calendar.full(situation.planned_next, language)
            dates["next.by"] = by + calendar.weekday(before, language)
        missed = [session.date for session in situation.cancelled if session.date]
        if missed:
            dates["cancelled.on"] = on + calendar.several(missed, language)
        decide = calendar.due_date("in_two_weeks", situation.day, situation.following)
        dates["decide.by"] = by + calendar.full(decide, language)
        dates["review.on"] = on + calendar.with_year(situation.review_day, language)
        dates["review.by"] = ("bis zum " if language == "de" else by) + calendar.with_year(
            situation.review_day, language
        )
        return dates

    def _verbatim_slots(self) -> dict[str, str]:
        pair, language = self.situation.pair, self.language
        wish = pair.mentee.wants[0] if pair.mentee.wants else say(language, "slot.wish")
        session = self.situation.session
        return {
            "wish": wish,
            "offer": pair.mentor.offers[0] if pair.mentor.offers else say(language, "slot.offer"),
            "goal": pair.goal or wish,
            "session_topic": (session.topic if session and session.topic else self.situation.topic),
        }
