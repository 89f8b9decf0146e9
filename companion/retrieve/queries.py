"""What to ask the library for a pair: its topic, wishes, phase, last session and the viewer's own worry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from companion.domain import Language, Pair, Phase, Request

_PHASES: Mapping[Language, Mapping[Phase, str]] = {
    "de": {
        "kick_off": "Erstes Treffen: Erwartungen, Vertraulichkeit, Vereinbarung, erstes Ziel",
        "working": "Arbeitstreffen: Impuls, am eigenen Fall ausprobieren, Umsetzung, Rückmeldung",
        "mid_term": "Zwischenbilanz: Ziel, Zusammenarbeit, was sich ändern soll, weitermachen oder beenden",
        "closing": "Abschluss: Ernte, Dank, was nach außen darf, wie es weitergeht",
    },
    "en": {
        "kick_off": "first meeting: expectations, confidentiality, agreement, first goal",
        "working": "working session: impulse, trying it on a real case, transfer, feedback",
        "mid_term": "mid-term review: goal, cooperation, what to change, go on or end",
        "closing": "closing session: harvest, thanks, what may be told outside, how to go on",
    },
}


def queries(pair: Pair, request: Request, phase: Phase | None) -> list[str]:
    """Return the queries for a pair's request, each once, the topic first; the partner's worry is in none of them."""
    return list(dict.fromkeys(_queries(pair, request, phase)))


def _queries(pair: Pair, request: Request, phase: Phase | None) -> Iterator[str]:
    yield request.topic or pair.topic
    yield from pair.mentee.wants
    if pair.goal:
        yield pair.goal
    if phase:
        yield _PHASES[pair.language][phase]
    yield from _private(pair, request)
    yield from _last_session(pair)


def _private(pair: Pair, request: Request) -> Iterator[str]:
    if request.notes:
        yield request.notes
    if pair.concern and request.viewer != "both" and pair.concern.owner in (None, request.viewer):
        yield pair.concern.text


def _last_session(pair: Pair) -> Iterator[str]:
    held = [session for session in pair.sessions if session.status == "held"]
    for session in held[-1:]:
        if session.topic:
            yield session.topic
    for session in held:
        yield from (item.text for item in session.commitments if item.status == "open")
