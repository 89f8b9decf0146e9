"""Asks a chat model two short questions and says in plain words what it can do here: `companion llm check`."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from pydantic import BaseModel, Field, ValidationError

from companion.domain import Language
from companion.errors import ModelProblem
from companion.llm.model import ChatModel, Deadline, Message
from companion.text import detect_language

SECONDS = 60.0  # for one question; a model on a laptop may have to be loaded first
CALLS_PER_ARTEFACT = 2  # one for all items and one to repair what failed
ITEMS_PER_CALL = 8  # an agenda's items are that many times as long as the answer to one question here, roughly

_QUESTIONS: dict[Language, str] = {
    "de": "Wofür ist ein gutes Gespräch zwischen zwei Menschen da? Antworte in einem deutschen Satz.",
    "en": "What is a good conversation between two people for? Answer in one English sentence.",
}
_NAMES: dict[Language, str] = {"de": "German", "en": "English"}


class Answer(BaseModel):
    """What the model is asked to fill in."""

    text: str = Field(max_length=300)


class Finding(NamedTuple):
    """One thing that was looked at; `detail` says in plain words what was seen."""

    name: str
    passed: bool
    detail: str


class _Try(NamedTuple):
    """How one question went: the pieces that came, the seconds and, if there was one, the problem."""

    pieces: tuple[str, ...]
    seconds: float
    problem: ModelProblem | None

    @property
    def answer(self) -> Answer | None:
        """The answer, if it keeps to the schema."""
        try:
            return Answer.model_validate_json("".join(self.pieces))
        except ValidationError:
            return None


def check(model: ChatModel, clock: Callable[[], float]) -> list[Finding]:
    """Ask one short question in German and one in English and tell what was found; `clock` counts seconds.

    A model that cannot be reached, or is not known, is not asked a second time.
    """
    first = _asked(model, "de", clock)
    findings = [_reachable(first), _known(first)]
    if not all(finding.passed for finding in findings):
        return findings
    tries: dict[Language, _Try] = {"de": first, "en": _asked(model, "en", clock)}
    languages = [_language(language, tried) for language, tried in tries.items()]
    return [*findings, _structured(tries), _streaming(first), *languages, _pace(tries)]


def _asked(model: ChatModel, language: Language, clock: Callable[[], float]) -> _Try:
    start, pieces, problem = clock(), list[str](), None
    messages = [Message("user", f'{_QUESTIONS[language]} JSON: {{"text": "…"}}')]
    try:
        pieces.extend(model.stream(messages, Answer, Deadline(SECONDS, clock)))
    except ModelProblem as raised:
        problem = raised
    return _Try(tuple(pieces), clock() - start, problem)


def _reachable(tried: _Try) -> Finding:
    kinds = {"unreachable", "refused_key", "rate_limited", "server_error", "timeout", "not_allowed", "busy"}
    if tried.problem and tried.problem.kind in kinds:
        return Finding("reachable", False, tried.problem.reason)
    return Finding("reachable", True, "the server answers")


def _known(tried: _Try) -> Finding:
    if tried.problem and tried.problem.kind == "unknown_model":
        return Finding("model known", False, tried.problem.reason)
    return Finding("model known", True, "the server has this model")


def _structured(tries: dict[Language, _Try]) -> Finding:
    failed = [language for language, tried in tries.items() if tried.answer is None]
    if not failed:
        return Finding("structured output", True, "both answers are JSON as asked for")
    reasons = [_why(tries[language]) for language in failed]
    return Finding("structured output", False, "; ".join(dict.fromkeys(reasons)))


def _why(tried: _Try) -> str:
    return tried.problem.reason if tried.problem else "the answer is not the JSON that was asked for"


def _streaming(tried: _Try) -> Finding:
    if len(tried.pieces) > 1:
        return Finding("streaming", True, f"the answer came in {len(tried.pieces)} pieces")
    return Finding("streaming", False, "the answer came all at once; drafts will appear late, but they will appear")


def _language(language: Language, tried: _Try) -> Finding:
    name = _NAMES[language]
    if tried.answer is None:
        return Finding(name, False, f"no usable answer to a question in {name}: {_why(tried)}")
    if detect_language(tried.answer.text) != language:
        return Finding(name, False, f"the answer to a question in {name} is not clearly {name}; take a larger model")
    return Finding(name, True, f"a question in {name} gets an answer in {name}")


def _pace(tries: dict[Language, _Try]) -> Finding:
    seconds = max(tried.seconds for tried in tries.values())
    estimate = seconds * ITEMS_PER_CALL * CALLS_PER_ARTEFACT
    detail = f"{seconds:.1f} s for one short question; an estimate for a whole artefact: up to {estimate:.0f} s"
    return Finding("pace", all(tried.problem is None for tried in tries.values()), detail)
