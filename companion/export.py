"""Artefacts as Markdown that reads well on screen and on paper."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from companion.domain import (
    Agenda,
    Artefact,
    Block,
    Citation,
    ExpectationSet,
    Pair,
    Preparation,
    Prompt,
    ReflectionSet,
    Refusal,
    Who,
)
from companion.guided import calendar
from companion.guided.slots import display_names, quoted
from companion.words import say


def to_markdown(result: Artefact | Refusal, pair: Pair) -> str:
    """The artefact or refusal as one Markdown document.

    Args:
        result: what `advise` returned.
        pair: whose it is.
    """
    if isinstance(result, Refusal):
        return "\n".join(_refusal(result)) + "\n"
    return "\n".join(_Document(result, pair).lines()) + "\n"


def _refusal(refusal: Refusal) -> Iterator[str]:
    yield refusal.message
    if refusal.contacts:
        yield ""
    for contact in refusal.contacts:
        reach = " · ".join(part for part in (contact.phone, contact.email, contact.note) if part)
        yield f"- **{contact.name}**" + (f": {reach}" if reach else "")


class _Document:
    """One artefact on its way to paper."""

    def __init__(self, artefact: Artefact, pair: Pair) -> None:
        self._artefact = artefact
        self._pair = pair
        self._language = artefact.language
        names = display_names(pair)
        self._names: dict[Who, str] = {"mentor": names[0], "mentee": names[1], "both": self._say("text.both")}
        self._marks = {citation.id: _mark(citation, place) for place, citation in enumerate(artefact.citations, 1)}

    def _say(self, key: str, **slots: object) -> str:
        return say(self._language, key, self._artefact.address, **slots)

    def lines(self) -> Iterator[str]:
        artefact = self._artefact
        yield f"# {artefact.title}"
        yield ""
        if isinstance(artefact, Agenda):
            yield from self._agenda(artefact)
        elif isinstance(artefact, ReflectionSet):
            yield from self._reflection(artefact)
        else:
            yield from self._expectations(artefact)
        yield from self._sources()
        yield from self._provenance()

    # --- agenda ---

    def _agenda(self, agenda: Agenda) -> Iterator[str]:
        yield " · ".join(self._head(agenda))
        yield ""
        yield f"**{self._say('text.goal')}:** {agenda.goal}{self._cite(agenda.goal_citations)}"
        yield ""
        for note in agenda.notes:
            yield f"*{note}*"
            yield ""
        yield from self._carried_over(agenda)
        yield from self._preparation(agenda.preparation)
        yield from self._plan(agenda.blocks)
        for block in agenda.blocks:
            yield from self._block(block)
        yield from self._next_steps(agenda)
        for sheet in agenda.sheets:
            yield f"## {sheet.title}{self._cite(sheet.citations)}"
            yield ""
            yield sheet.text
            yield ""

    def _head(self, agenda: Agenda) -> Iterator[str]:
        pair = self._pair
        yield f"{self._names['mentor']} · {self._names['mentee']}"
        if agenda.date:
            yield calendar.full(agenda.date, self._language)
        yield self._say("text.minutes", n=agenda.minutes)
        yield self._say(f"text.{pair.format}")
        if agenda.session:
            yield self._say("text.session_of", number=agenda.session, planned=pair.planned_sessions)
        yield f"{self._say('text.topic')}: {pair.topic}"

    def _carried_over(self, agenda: Agenda) -> Iterator[str]:
        if not agenda.carried_over:
            return
        yield f"**{self._say('text.carried_over')}**"
        yield ""
        for item in agenda.carried_over:
            words = quoted(item.text, self._language)
            yield "- " + self._say(
                "text.carried_line", name=self._names[item.owner], number=item.from_session, text=words
            )
        yield ""

    def _preparation(self, preparation: Preparation) -> Iterator[str]:
        sides: Sequence[tuple[Who, tuple[str, ...], tuple[tuple[str, ...], ...]]] = (
            ("mentor", preparation.mentor, preparation.mentor_citations),
            ("mentee", preparation.mentee, preparation.mentee_citations),
        )
        if not preparation.mentor and not preparation.mentee:
            return
        yield f"## {self._say('text.preparation')}"
        yield ""
        for side, items, cited in sides:
            if items:
                yield f"**{self._names[side]}**"
                yield ""
                yield from (f"- {text}{self._cite(ids)}" for text, ids in zip(items, cited, strict=True))
                yield ""

    def _plan(self, blocks: Sequence[Block]) -> Iterator[str]:
        yield f"| {self._say('text.plan')} |"
        yield "|---|---|---|---|"
        for block in blocks:
            span = f"{block.start}–{block.start + block.minutes}"
            yield f"| {span} | {block.minutes} | {block.title} | {self._names[block.lead]} |"
        yield ""

    def _block(self, block: Block) -> Iterator[str]:
        leads = (
            self._say("text.both_lead")
            if block.lead == "both"
            else self._say("text.leads", name=self._names[block.lead])
        )
        yield f"## {block.start}–{block.start + block.minutes} · {block.title}"
        yield ""
        yield f"*{self._say('text.minutes', n=block.minutes)}, {leads}*{self._cite(block.citations)}"
        yield ""
        yield f"**{self._say('text.purpose')}:** {block.purpose}"
        yield ""
        if block.opening_line:
            line = quoted_speech(block.opening_line.text, self._language)
            yield f"**{self._opening(block.opening_line.who)}:** {line}"
            yield ""
        if block.materials:
            yield f"**{self._say('text.material')}:** {'; '.join(block.materials)}"
            yield ""
        for place, step in enumerate(block.steps, 1):
            yield f"{place}. {step.text}" + (f" ({step.minutes} min)" if step.minutes else "")
        yield ""
        for who, question in zip(block.asked_by, block.questions, strict=True):
            yield f"**{self._asks(who)}:** {question}"
            yield ""
        for caution in block.cautions:
            yield f"**{self._say('text.caution')}:** {caution}"
            yield ""
        yield f"**{self._say('text.stuck')}:** {block.if_stuck}"
        yield ""

    def _leads(self, who: Who) -> str:
        return self._say("text.both_lead") if who == "both" else self._say("text.leads", name=self._names[who])

    def _opening(self, who: Who) -> str:
        return self._say("text.opening_both") if who == "both" else self._say("text.opening", name=self._names[who])

    def _asks(self, who: Who) -> str:
        return self._say("text.each") if who == "both" else self._say("text.ask", name=self._names[who])

    def _next_steps(self, agenda: Agenda) -> Iterator[str]:
        yield f"## {self._say('text.next_steps')}"
        yield ""
        yield f"| {self._say('text.next_head')} |"
        yield "|---|---|---|"
        for step in agenda.next_steps:
            due = calendar.full(step.due, self._language)
            yield f"| {_capital(self._names[step.owner])} | {_cell(step.text)}{self._cite(step.citations)} | {due} |"
        yield ""

    # --- reflection ---

    def _reflection(self, reflection: ReflectionSet) -> Iterator[str]:
        yield f"*{reflection.intro}*"
        yield ""
        for place, question in enumerate(reflection.questions, 1):
            dimension = self._say(f"text.dimension.{question.dimension}")
            yield f"{place}. **{dimension}** · {question.text}{self._cite(question.citations)}"
        yield ""
        plan = say(self._language, "reflection.if_then", when=reflection.if_then.when, then=reflection.if_then.then)
        yield f"**{self._say('text.plan_for_you')}:** {plan}{self._cite(reflection.if_then.citations)}"
        yield ""
        if reflection.open_commitments:
            yield f"**{self._say('text.your_commitments')}**"
            yield ""
            yield from (f"- {quoted(text, self._language)}" for text in reflection.open_commitments)
            yield ""
        for note in reflection.notes:
            yield f"*{note}*"
            yield ""

    # --- expectations ---

    def _expectations(self, expectations: ExpectationSet) -> Iterator[str]:
        yield expectations.intro
        yield ""
        if expectations.opening_line:
            line = quoted_speech(expectations.opening_line, self._language)
            yield f"**{self._say('text.opening_sentence')}:** {line}"
            yield ""
        for place, prompt in enumerate(expectations.prompts, 1):
            yield from self._prompt(place, prompt)
        yield f"**{self._say('text.stuck')}:** {expectations.if_stuck}"
        yield ""
        yield from self._agreement(expectations)

    def _prompt(self, place: int, prompt: Prompt) -> Iterator[str]:
        kind = self._say("text.offer_both" if prompt.offer_or_need == "both" else f"text.{prompt.offer_or_need}")
        optional = f" · *{self._say('text.optional')}*" if prompt.optional_disclosure else ""
        yield f"**{place} · {self._say(f'area.{prompt.area}')}** · {kind}{optional}  "
        yield f"{prompt.question}{self._cite(prompt.citations)}  "
        example = f"  \n*{self._say('text.example')}:* {prompt.example}" if prompt.example else ""
        yield f"→ {quoted_speech(prompt.sentence_starter, self._language)}{example}"
        yield ""

    def _agreement(self, expectations: ExpectationSet) -> Iterator[str]:
        pair = self._pair
        yield f"## {self._say('text.agreement')}"
        yield ""
        yield self._say(
            "text.between",
            mentor=pair.mentor.name,
            mentor_role=pair.mentor.role,
            mentee=pair.mentee.name,
            mentee_role=pair.mentee.role,
        )
        yield ""
        yield f"| {self._say('text.agreement_head')} |"
        yield "|---|---|---|"
        for place, field in enumerate(expectations.agreement, 1):
            text = _cell(field.field).replace("___", "______________")
            yield f"| {place} | {self._say(f'area.{field.area}')} | {text}{self._cite(field.citations)} |"
        yield ""
        day = calendar.full(expectations.review_date, self._language)
        yield f"{self._say('text.review')}: {day} · {self._say('text.contact')}: {expectations.contact}"
        yield ""
        line = "______________"
        signatures = (self._say("text.signature", name=person.name) for person in (pair.mentor, pair.mentee))
        yield "   ".join(f"{signature}: {line}" for signature in signatures)
        yield ""

    # --- what stands behind it ---

    def _cite(self, ids: Iterable[str]) -> str:
        marks = "".join(dict.fromkeys(self._marks[id_] for id_ in ids))
        return f" {marks}" if marks else ""

    def _sources(self) -> Iterator[str]:
        yield "---"
        yield ""
        yield f"**{self._say('text.sources')}**"
        yield ""
        grouped: dict[str, list[Citation]] = {}
        for citation in self._artefact.citations:
            grouped.setdefault(self._marks[citation.id], []).append(citation)
        for mark, group in sorted(grouped.items(), key=lambda entry: int(entry[0][1:-1])):
            excerpts = " / ".join(quoted_speech(citation.excerpt, self._language) for citation in group)
            yield f"- {mark} {group[0].title} · {group[0].source} · {excerpts}"
        yield ""

    def _provenance(self) -> Iterator[str]:
        made = self._artefact.provenance
        passed = [check for check in self._artefact.checks if check.passed]
        day = calendar.with_year(made.created_at, self._language)
        library = self._say("text.library", library=made.library, version=made.library_version, date=day)
        total = len(self._artefact.checks)
        verdict = self._say("text.checks_passed", passed=len(passed), total=total)
        yield f"*{self._engine()} {library}* {self._say('text.checks')}: {verdict}"
        yield from (f"- {self._say('text.kept_guided')}: {line}" for line in made.replaced_items)
        yield from (
            f"- {check.name}: {self._say('text.check_failed')} ({check.detail})"
            for check in self._artefact.checks
            if not check.passed
        )

    def _engine(self) -> str:
        made = self._artefact.provenance
        if made.model is None:
            return self._say("text.engine.guided")
        return self._say("text.engine.llm", model=made.model, count=len(made.reworded_items))


def quoted_speech(text: str, language: str) -> str:
    """A sentence to say aloud, in the language's quotation marks; quotations inside it take single ones."""
    outer, inner = ("„“", "‚‘") if language == "de" else ("“”", "‘’")
    return f"{outer[0]}{text.translate(str.maketrans(outer, inner))}{outer[1]}"


def _mark(citation: Citation, place: int) -> str:
    """The number readers see: the card's, or for other documents a running one from 100 on."""
    return f"[{citation.number if citation.number else 100 + place}]"


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
