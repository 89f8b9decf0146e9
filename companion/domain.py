"""The frozen models that cross modules: what goes in, what comes out, and what evidence lies between.

Field names are part of the product's contract. Everything here is plain data; behaviour lives in the steps.
"""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

Language = Literal["de", "en"]
Address = Literal["du", "Sie"]
Side = Literal["mentor", "mentee"]
Who = Literal["mentor", "mentee", "both"]
Phase = Literal["kick_off", "working", "mid_term", "closing"]
Format = Literal["onsite", "remote", "hybrid"]
Confidentiality = Literal["public", "internal"]
ArtefactKind = Literal["agenda", "reflection", "expectations"]
Engine = Literal["guided", "llm"]
Dimension = Literal["noticing", "meaning", "doing", "relationship"]
CountsAs = Literal["mentor_input", "mentee_active", "joint"]
Area = Literal["aim", "topics", "roles", "time", "channel", "confidentiality", "feedback", "no_go", "address", "review"]
OfferOrNeed = Literal["offer", "need", "both"]

MINUTES_LEAST = 15
MINUTES_MOST = 240

ShortText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
LongText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$")]
Minutes = Annotated[int, Field(ge=MINUTES_LEAST, le=MINUTES_MOST)]


class Model(BaseModel):
    """Immutable data that refuses unknown keys."""

    model_config = ConfigDict(frozen=True, extra="forbid")


# --- what a pair tells us ---------------------------------------------------------------------------------------------


class Person(Model):
    """One of the two people; only what they have chosen to share with each other."""

    name: ShortText
    role: ShortText
    offers: tuple[ShortText, ...] = ()
    wants: tuple[ShortText, ...] = ()
    salutation: ShortText | None = None
    time_zone: ShortText | None = None


class Commitment(Model):
    """Something that one of the two has undertaken to do."""

    owner: Side
    text: ShortText
    status: Literal["open", "done", "dropped"] = "open"


class Session(Model):
    """One meeting of a pair, past or to come; `used` holds ids of variants and questions already offered."""

    number: Annotated[int, Field(ge=1, le=60)]
    date: dt.date | None = None
    status: Literal["planned", "held", "cancelled"]
    topic: ShortText | None = None
    commitments: tuple[Commitment, ...] = ()
    used: tuple[ShortText, ...] = ()


class Concern(Model):
    """A worry in its owner's words: it selects guidance, and it is never quoted to anybody."""

    owner: Side | None = None  # None: a plain string in the file, which belongs to whoever asks
    text: LongText


class Contact(Model):
    """Whom the two can turn to."""

    name: ShortText
    email: ShortText | None = None
    phone: ShortText | None = None
    note: ShortText | None = None


class Pair(Model):
    """A mentor, a mentee and their shared facts, as the pair file holds them."""

    id: Identifier
    language: Language
    address: Address | None = None
    mentor: Person
    mentee: Person
    topic: ShortText
    format: Format = "onsite"
    session_minutes: Minutes = 60
    planned_sessions: Annotated[int, Field(ge=1, le=60)] = 6
    phase: Phase | None = None
    sessions: tuple[Session, ...] = ()
    concern: Concern | None = None
    goal: ShortText | None = None
    contact: Contact | None = None

    @field_validator("concern", mode="before")
    @classmethod
    def _plain_concern(cls, value: object) -> object:
        return {"text": value} if isinstance(value, str) else value

    @field_validator("sessions")
    @classmethod
    def _numbers_once(cls, sessions: tuple[Session, ...]) -> tuple[Session, ...]:
        seen: set[int] = set()
        for session in sessions:
            if session.number in seen:
                raise ValueError(f"session number {session.number} stands there twice; give each session its own")
            seen.add(session.number)
        return tuple(sorted(sessions, key=lambda session: session.number))

    @model_validator(mode="after")
    def _address_fits_language(self) -> Self:
        if self.language == "de" and self.address is None:
            raise ValueError("address: a German pair needs `address: du` or `address: Sie`")
        if self.language == "en" and self.address is not None:
            raise ValueError("address: only German knows du and Sie; remove the line")
        return self


class Request(Model):
    """What somebody asks of the companion for a pair.

    `notes` are the viewer's own private notes; the partner's never get this far. `today` dates the artefact.
    """

    kind: ArtefactKind
    viewer: Who = "both"
    minutes: Minutes | None = None
    topic: ShortText | None = None
    notes: LongText | None = None
    engine: Engine = "guided"
    today: dt.date


# --- evidence ---------------------------------------------------------------------------------------------------------


DOCUMENT = "document"  # the kind of a passage that comes from no card


class Passage(Model):
    """A stored piece of guidance: the unit that retrieval returns and citations point to.

    `id` is a hash of source, heading path and text. `card` is the card's id, or the file's stem for other documents.
    `units` are the variants and questions of a card whose reasons this passage gives; `source` is the readable
    origin ("R19 (debriefs, not mentoring), own" or file names). `also` names further files that say the same.
    An `internal` passage must not leave the building.
    """

    id: str
    card: str
    number: int | None = None
    kind: str
    title: str
    heading: str = ""
    source: str
    language: Language
    audience: tuple[str, ...] = ()
    phases: tuple[Phase, ...] = ()
    units: tuple[str, ...] = ()
    file: str
    position: int = 0
    text: str
    also: tuple[str, ...] = ()
    confidentiality: Confidentiality = "internal"
    licence: str = ""

    @property
    def is_authored(self) -> bool:
        """Whether it comes from a card of the guidance, and not from a document that somebody has added."""
        return self.kind != DOCUMENT

    @property
    def telling_title(self) -> str:
        """The title, unless the document has none and the file's name stands in for it: that says nothing."""
        return "" if self.title == self.file.rsplit("/", 1)[-1].rsplit(".", 1)[0] else self.title


class Hit(Model):
    """A passage with its fused score in [0, 1] and where the score came from, both parts in [0, 1]."""

    passage: Passage
    score: float
    dense: float
    lexical: float


class Citation(Model):
    """Where an item of an artefact comes from; `excerpt` is a verbatim part of the passage."""

    id: str
    card: str
    number: int | None = None
    title: str
    source: str
    excerpt: str


# --- artefacts --------------------------------------------------------------------------------------------------------


class OpeningLine(Model):
    """A sentence that somebody can say aloud to begin."""

    who: Who
    text: str


class Step(Model):
    """One thing to do in a block; whole minutes where the block is long enough to divide."""

    text: str
    minutes: int | None = None


class Block(Model):
    """A stretch of the agenda. `start` is the minute it begins; `asked_by` runs parallel to `questions`."""

    start: int
    minutes: int
    kind: str
    includes: tuple[str, ...] = ()  # kinds that were folded into this block because the session is short
    counts_as: CountsAs
    title: str
    purpose: str
    lead: Who
    opening_line: OpeningLine | None = None
    materials: tuple[str, ...] = ()
    steps: tuple[Step, ...]
    questions: tuple[str, ...] = ()
    asked_by: tuple[Who, ...] = ()
    cautions: tuple[str, ...] = ()
    if_stuck: str
    leaves: str
    units: tuple[str, ...] = ()  # ids of the variants and questions offered here, for `sessions[].used`
    citations: tuple[str, ...]


class Sheet(Model):
    """Material to hand out."""

    title: str
    text: str
    citations: tuple[str, ...] = ()


class Preparation(Model):
    """What each side does beforehand; the citation lists run parallel to the items."""

    mentor: tuple[str, ...] = ()
    mentee: tuple[str, ...] = ()
    mentor_citations: tuple[tuple[str, ...], ...] = ()
    mentee_citations: tuple[tuple[str, ...], ...] = ()


class CarriedOver(Model):
    """An open commitment, word for word, and the session it was made in."""

    owner: Side
    text: str
    from_session: int


class NextStep(Model):
    """Who does what by when; a suggestion that the pair may change."""

    owner: Who
    text: str
    due: dt.date
    citations: tuple[str, ...] = ()


class AgendaDraft(Model):
    """An agenda before verification."""

    kind: Literal["agenda"] = "agenda"
    language: Language
    address: Address | None
    pair_id: str
    phase: Phase
    title: str
    session: int | None = None
    date: dt.date | None = None
    minutes: Minutes
    goal: str
    goal_citations: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()  # honest remarks: what the guidance does not know, how the connection works
    blocks: tuple[Block, ...]
    sheets: tuple[Sheet, ...] = ()
    preparation: Preparation = Preparation()
    carried_over: tuple[CarriedOver, ...] = ()
    next_steps: tuple[NextStep, ...] = ()


class Question(Model):
    """One reflection question."""

    id: str
    text: str
    dimension: Dimension
    citations: tuple[str, ...]


class IfThen(Model):
    """A plan that ties an action to a moment."""

    when: str
    then: str
    citations: tuple[str, ...] = ()


class ReflectionDraft(Model):
    """Reflection questions for one side before verification."""

    kind: Literal["reflection"] = "reflection"
    language: Language
    address: Address | None
    pair_id: str
    phase: Phase
    title: str
    role: Side
    session: int | None = None
    intro: str
    questions: tuple[Question, ...]
    if_then: IfThen
    open_commitments: tuple[str, ...] = ()  # the viewer's own, verbatim
    notes: tuple[str, ...] = ()


class Prompt(Model):
    """One expectation prompt; `answered_by` names the sides that get a prompt on this area somewhere."""

    id: str
    area: Area
    side: Who
    question: str
    offer_or_need: OfferOrNeed
    sentence_starter: str
    optional_disclosure: bool
    example: str | None = None
    answered_by: tuple[Side, ...]
    citations: tuple[str, ...]


class AgreementField(Model):
    """One line of the one-page agreement, with blanks to fill in by hand."""

    area: Area
    field: str
    citations: tuple[str, ...] = ()


class ExpectationDraft(Model):
    """Expectation prompts and the agreement before verification."""

    kind: Literal["expectations"] = "expectations"
    language: Language
    address: Address | None
    pair_id: str
    phase: Phase
    title: str
    role: Who
    intro: str
    opening_line: str | None = None
    prompts: tuple[Prompt, ...]
    if_stuck: str
    agreement: tuple[AgreementField, ...]
    agreement_citations: tuple[str, ...] = ()
    review_date: dt.date
    contact: str
    notes: tuple[str, ...] = ()


Draft = AgendaDraft | ReflectionDraft | ExpectationDraft


class Check(Model):
    """The verdict of one rubric criterion on one artefact."""

    name: str
    passed: bool
    detail: str


class Provenance(Model):
    """Which engine and which library made an artefact.

    `model` was asked to reword single items: `reworded_items` says which of them are its own words, by their place in
    the artefact, `replaced_items` which it offered that did not hold, and why the guided ones stand there instead.
    `engine` is `llm` if at least one item is the model's.
    `created_at` is a day, not a moment: enough to know what is current, too little to trace anybody's working hours,
    and the same request on the same day gives the same bytes.
    """

    engine: Engine
    model: str | None = None
    prompt_digest: str | None = None
    library: str
    library_version: str
    created_at: dt.date
    reworded_items: tuple[str, ...] = ()
    replaced_items: tuple[str, ...] = ()


class _Verified(Model):
    citations: tuple[Citation, ...]
    provenance: Provenance
    checks: tuple[Check, ...]


class Agenda(AgendaDraft, _Verified):
    """A time-boxed agenda with its citations, provenance and checks."""


class ReflectionSet(ReflectionDraft, _Verified):
    """Reflection questions with their citations, provenance and checks."""


class ExpectationSet(ExpectationDraft, _Verified):
    """Expectation prompts and agreement with their citations, provenance and checks."""


Artefact = Agenda | ReflectionSet | ExpectationSet


class Refusal(Model):
    """A warm no: a value, not an error."""

    kind: Literal["refusal"] = "refusal"
    reason: Literal["boundary", "thin_evidence"]
    category: str
    language: Language
    message: str
    contacts: tuple[Contact, ...] = ()


# --- what happens meanwhile -------------------------------------------------------------------------------------------


class ItemReady(Model):
    """One text of an artefact is settled: at this place, in these words, by this engine."""

    path: str
    text: str
    by: Engine


class Done(Model):
    """Everything is settled."""

    result: Artefact | Refusal


Event = ItemReady | Done
