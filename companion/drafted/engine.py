"""Lets a chat model reword a guided draft item by item; where the model's item does not hold, the guided one stays."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator, Iterator, Sequence
from dataclasses import dataclass, field

from companion.checks.similar import Similarity
from companion.domain import Artefact, Draft, Hit, ItemReady, Pair, Provenance, Request
from companion.drafted.brief import Brief, brief
from companion.drafted.items import Item, items_of
from companion.drafted.judge import Judge
from companion.drafted.replies import Replies, Reply, arriving
from companion.drafted.trust import heard, takeable
from companion.errors import ModelProblem
from companion.llm import ChatModel, Deadline, Message
from companion.prompts import Prompt, Prompts, as_data
from companion.pseudonyms import Pseudonyms
from companion.words import say

_REPAIR_LEAST = 2.0  # seconds; with less left, no model has answered a second time
_REASONS_MOST = 2  # of one item: what is wrong first, not everything that follows from it


@dataclass(frozen=True)
class Work:
    """What the engine is given for one artefact.

    Attributes:
        pair: with its shared facts; what is private in it is not read here.
        request: for the kind and the topic.
        draft: the guided one.
        evidence: passages that the items may cite, with their scores.
        verified: turns a draft into an artefact with its checks.
        provenance: of the guided draft.
        similarity: of texts.
        own_words: what users typed or chose, which no lexicon judges.
        vocabulary: every word of the guidance in this language, in lower case.
    """

    pair: Pair
    request: Request
    draft: Draft
    evidence: Sequence[Hit]
    verified: Callable[[Draft, Provenance], Artefact]
    provenance: Provenance
    similarity: Similarity
    own_words: tuple[str, ...]
    vocabulary: frozenset[str]


@dataclass
class Outcome:
    """What became of a draft.

    Attributes:
        draft: with the items that hold.
        reworded: paths of the model's items.
        replaced: lines that say which item of the model gave way to the guided one, and why.
        problem: what went wrong with the model as a whole, in words for the reader.
    """

    draft: Draft
    reworded: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    problem: str | None = None


@dataclass(frozen=True)
class DraftedEngine:
    """Rewords guided drafts with one chat model.

    Attributes:
        model: who is asked.
        prompts: of this release.
        budget: tokens of passages in one prompt.
    """

    model: ChatModel
    prompts: Prompts
    budget: int

    def prompt(self, draft: Draft) -> Prompt:
        """The prompt for a draft's kind and language."""
        return self.prompts.get(draft.kind, draft.language)

    def reword(self, work: Work, deadline: Deadline) -> Generator[ItemReady, None, Outcome]:
        """Yield each item as soon as it is settled, the model's first, and return what became of the draft.

        Args:
            work: the draft and all that belongs to it.
            deadline: for everything, repairs included; what is not settled by then stays guided.
        """
        language, items = work.draft.language, items_of(work.draft)
        told = self._told(work, items)
        rewording = _Rewording(work, told, self.prompt(work.draft))
        problem = None
        try:
            yield from rewording.settle(self._asked(rewording.first(), deadline), deadline)
            if rewording.rejected and deadline.remaining() > _REPAIR_LEAST:
                again = rewording.second(self.prompts.get("repair", language))
                yield from rewording.settle(self._asked(again, deadline), deadline)
        except ModelProblem as caught:
            problem = say(language, f"drafted.problem.{caught.kind}")
        yield from (ItemReady(path=i.path, text=i.text, by="guided") for i in items if i.path not in rewording.accepted)
        return Outcome(rewording.judge.draft, tuple(rewording.accepted), tuple(rewording.replaced()), problem)

    def _told(self, work: Work, items: Sequence[Item]) -> Brief:
        """A hosted model is shown public passages only."""
        evidence = [hit for hit in work.evidence if hit.passage.confidentiality == "public" or not self.model.hosted]
        return brief(work.pair, work.request, work.draft, items, evidence, self.budget, Pseudonyms(work.pair))

    def _asked(self, messages: Sequence[Message], deadline: Deadline) -> Iterator[Reply]:
        return arriving(self.model.stream(messages, Replies, deadline))


@dataclass
class _Rejected:
    """An item whose new text does not hold, and why."""

    item: Item
    text: str
    reasons: list[str]


@dataclass
class _Rewording:
    """One draft on its way: what was accepted and what was rejected so far."""

    work: Work
    told: Brief
    prompt: Prompt
    accepted: list[str] = field(default_factory=list)
    rejected: dict[str, _Rejected] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.judge = Judge(
            draft=self.work.draft,
            verified=lambda draft: self.work.verified(draft, self.work.provenance),
            passages={hit.passage.id: hit.passage for hit in self.work.evidence},
            similarity=self.work.similarity,
            known=self.work.vocabulary,
            prompt=f"{self.prompt.system}\n{self.prompt.user}",
            own_words=self.work.own_words,
            said=takeable(self.work.own_words, self.work.pair),
            heard=heard(self.work.own_words, [hit.passage for hit in self.work.evidence]),
        )

    def first(self) -> list[Message]:
        return self.prompt.render(**self.told.variables)

    def second(self, repair: Prompt) -> list[Message]:
        """Ask for the rejected items once more, with what speaks against each."""
        against = {
            name: {"text": self.told.pseudonyms.hide(entry.text), "problems": entry.reasons}
            for name, entry in self.rejected.items()
        }
        problems = as_data(json.dumps(against, ensure_ascii=False, indent=1), "problems")
        return repair.render(**self.told.variables, problems=problems)

    def settle(self, replies: Iterator[Reply], deadline: Deadline) -> Iterator[ItemReady]:
        """Judge each reply as it comes; the first of an item counts."""
        seen: set[str] = set()
        for reply in replies:
            item = self.told.items.get(reply.id)
            if item is None or reply.id in seen or item.path in self.accepted or deadline.passed:
                continue
            seen.add(reply.id)
            yield from self._judged(reply, item)

    def replaced(self) -> Iterator[str]:
        """A line for each item that stayed guided although the model had another text."""
        language = self.work.draft.language
        for entry in self.rejected.values():
            place = say(language, f"drafted.place.{entry.item.what}", place=entry.item.around)
            yield say(language, "drafted.replaced", place=place, why="; ".join(entry.reasons))

    def _judged(self, reply: Reply, item: Item) -> Iterator[ItemReady]:
        text = " ".join(self.told.pseudonyms.show(reply.text).split())
        if text == item.text:
            return
        citations = self._citations(reply, item, text)
        reasons = self.judge.reasons(item, text, citations)[:_REASONS_MOST]
        if reasons:
            self.rejected[reply.id] = _Rejected(item, text, reasons)
            return
        self.judge.accept(item, text, citations)
        self.accepted.append(item.path)
        self.rejected.pop(reply.id, None)
        yield ItemReady(path=item.path, text=text, by="llm")

    def _citations(self, reply: Reply, item: Item, text: str) -> tuple[str, ...]:
        """The guided item's sources, and what else of the guidance the model names and the text is near."""
        shown = self.told.shown
        named = [shown[number - 1] for number in reply.passages if 0 < number <= len(shown)]
        return self.judge.sources(item, text, [passage.id for passage in named if passage.is_authored])
