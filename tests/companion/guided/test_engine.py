"""What holds for every artefact that the planner makes from the shipped guidance."""

import datetime as dt
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from companion.domain import AgendaDraft, Draft, ExpectationDraft, Pair, ReflectionDraft, Request
from tests.companion.guided.library import engine
from tests.companion.guided.sample import TODAY

TOPICS = {"de": ["Social Media", "KI-Werkzeuge", "Gehaltsverhandlung"], "en": ["Social media", "AI tools", "Cricket"]}
PHASES = ["kick_off", "working", "mid_term", "closing"]


def make(language: str, **changes: Any) -> Pair:
    facts: dict[str, Any] = {
        "id": "tandem-05",
        "language": language,
        "address": "Sie" if language == "de" else None,
        "mentor": {"name": "Emre Aksoy", "role": "Trainee", "offers": ["kurze Texte"]},
        "mentee": {"name": "Dr. Claudia Reuter", "role": "Bereichsleitung", "wants": ["verständlich schreiben"]},
        "topic": TOPICS[language][0],
    }
    return Pair.model_validate({**facts, **changes})


def ask(pair: Pair, kind: str = "agenda", **more: Any) -> Draft:
    request = Request.model_validate({"kind": kind, "today": TODAY, **more})
    planned = engine(pair.language).draft(pair, request)
    assert planned is not None
    return planned.draft


def agenda(pair: Pair, **more: Any) -> AgendaDraft:
    draft = ask(pair, **more)
    assert isinstance(draft, AgendaDraft)
    return draft


texts = st.text(st.characters(categories=["L", "Nd", "Zs", "Po"]), min_size=3, max_size=60).filter(
    lambda text: text.strip()
)
commitments = st.lists(
    st.fixed_dictionaries(
        {
            "owner": st.sampled_from(["mentor", "mentee"]),
            "text": texts,
            "status": st.sampled_from(["open", "done", "dropped"]),
        }
    ),
    max_size=4,
)


@st.composite
def pairs(draw: st.DrawFn) -> Pair:
    language = draw(st.sampled_from(["de", "en"]))
    statuses = draw(st.lists(st.sampled_from(["held", "held", "cancelled"]), max_size=7))
    start = dt.date(2026, 1, 8)
    sessions = [
        {
            "number": place + 1,
            "status": status,
            "date": start + dt.timedelta(days=28 * place),
            "commitments": draw(commitments) if status == "held" else [],
        }
        for place, status in enumerate([*statuses, "planned"])
    ]
    return make(
        language,
        address=draw(st.sampled_from(["du", "Sie"])) if language == "de" else None,
        topic=draw(st.sampled_from(TOPICS[language])),
        format=draw(st.sampled_from(["onsite", "remote", "hybrid"])),
        phase=draw(st.sampled_from([None, *PHASES])),
        sessions=sessions,
    )


@settings(max_examples=120)
@given(pairs(), st.integers(15, 240))
def test_minutes_always_sum_and_every_block_is_whole(pair: Pair, minutes: int) -> None:
    made = agenda(pair, minutes=minutes)
    assert sum(block.minutes for block in made.blocks) == minutes
    for before, block in zip((None, *made.blocks), made.blocks, strict=False):
        assert block.start == (before.start + before.minutes if before else 0)
        assert block.minutes >= 3
        assert block.steps
        lengths = [step.minutes for step in block.steps if step.minutes is not None]
        assert sum(lengths) in (0, block.minutes)
        assert block.citations
        assert "{" not in block.title + block.purpose + block.if_stuck


@settings(max_examples=60)
@given(pairs())
def test_open_commitments_always_return_and_closed_ones_never(pair: Pair) -> None:
    items = [item for session in pair.sessions for item in session.commitments]
    still_open = [(item.owner, item.text) for item in items if item.status == "open"]
    carried = agenda(pair).carried_over
    assert sorted((item.owner, item.text) for item in carried) == sorted(still_open)


@settings(max_examples=40)
@given(pairs(), st.sampled_from(["agenda", "reflection", "expectations"]), st.sampled_from(["mentor", "mentee"]))
def test_the_same_input_gives_the_same_bytes(pair: Pair, kind: str, viewer: str) -> None:
    first, second = (ask(pair, kind, viewer=viewer).model_dump_json() for _ in range(2))
    assert first == second


@settings(max_examples=40)
@given(pairs(), texts, texts)
def test_the_partners_concern_changes_nothing_on_a_private_sheet(pair: Pair, one: str, other: str) -> None:
    for kind in ("reflection", "expectations"):
        made = {
            ask(pair.model_copy(update={"concern": concern}), kind, viewer="mentee").model_dump_json()
            for concern in (None, *(_concern(text) for text in (one, other, "Redet viel und klickt selbst")))
        }
        assert len(made) == 1


def _concern(text: str) -> Any:
    return make("en", concern={"owner": "mentor", "text": text}).concern


@settings(max_examples=25)
@given(
    st.sampled_from(["de", "en"]),
    st.integers(0, 2),
    st.sampled_from([45, 60, 75]),
    st.text("abcdefgh", min_size=1, max_size=6),
)
def test_six_sessions_bring_nothing_twice(language: str, topic: int, minutes: int, name: str) -> None:
    seen: set[str] = set()
    held: list[dict[str, Any]] = []
    for number in range(1, 7):
        sessions = [*held, {"number": number, "status": "planned"}]
        made = agenda(
            make(language, id=name, topic=TOPICS[language][topic], sessions=sessions, session_minutes=minutes)
        )
        said = [block.opening_line.text for block in made.blocks if block.opening_line]
        asked = [question for block in made.blocks for question in block.questions]
        done = [step.text for block in made.blocks for step in block.steps]
        for text in (*said, *asked, *done):
            assert text not in seen
        seen.update(said, asked, done)
        held.append({"number": number, "status": "held"})


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("role", ["mentor", "mentee"])
def test_six_reflections_ask_nothing_twice(language: str, role: str) -> None:
    seen: set[str] = set()
    for number in range(1, 7):
        sessions = [{"number": n, "status": "held"} for n in range(1, number + 1)]
        made = ask(make(language, sessions=sessions), "reflection", viewer=role)
        assert isinstance(made, ReflectionDraft)
        asked = {question.text for question in made.questions}
        assert len(asked) == 5
        assert [question.dimension for question in made.questions].count("relationship") == 1
        assert not asked & seen
        seen |= asked


@pytest.mark.parametrize("language", ["de", "en"])
@pytest.mark.parametrize("role", ["mentor", "mentee", "both"])
def test_every_sheet_covers_all_ten_areas(language: str, role: str) -> None:
    made = ask(make(language), "expectations", viewer=role)
    assert isinstance(made, ExpectationDraft)
    assert len({prompt.area for prompt in made.prompts}) == 10
    assert len({field.area for field in made.agreement}) == 10
    assert all(set(prompt.answered_by) == {"mentor", "mentee"} for prompt in made.prompts)


def test_recorded_use_counts_instead_of_a_replay() -> None:
    first = agenda(make("de", sessions=[{"number": 1, "status": "held"}, {"number": 2, "status": "planned"}]))
    units = [unit for block in first.blocks for unit in block.units]
    sessions = [
        {"number": 1, "status": "held", "used": units},
        {"number": 2, "status": "planned"},
    ]
    second = agenda(make("de", sessions=sessions))
    assert not set(units) & {unit for block in second.blocks for unit in block.units}


def test_a_topic_without_a_primer_is_said_to_have_none() -> None:
    made = agenda(make("en", topic="Cricket", sessions=[{"number": 1, "status": "held"}]))
    assert any("nothing of its own" in note for note in made.notes)


def test_a_library_without_blocks_plans_nothing() -> None:
    empty = engine("de")
    assert (
        type(empty)("de", {}, [], empty.matcher, empty.thresholds).draft(
            make("de"), Request(kind="agenda", today=TODAY)
        )
        is None
    )
