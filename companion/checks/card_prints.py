"""What is wrong with one printable text of a card, as it stands and as it is printed for very different pairs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from companion.cards import Card
from companion.checks.card_slots import NAMES, SAMPLES, SLOT, fill, own_words, slot_faults
from companion.checks.card_texts import Form, Found
from companion.checks.questions import WORDS_MOST, question_faults, word_count
from companion.checks.wording import AGE, BLAME, CAREER, PRIVATE, SCALES, TEACHING, avoided, rates_person
from companion.domain import Address, Language
from companion.text import address_forms, without_quotations

_REMEDIES = (
    (TEACHING, "teaching words; nobody teaches anybody here, say what the two do"),
    (AGE, "speaks of age or generations; speak of this person's experience"),
    (CAREER, "promises an advantage or protection; leave it out"),
)
_QUESTION_REMEDIES = (
    (BLAME, "blames; ask what helped or what is needed instead"),
    (SCALES, "asks for grades or points; ask for an observation"),
    (PRIVATE, "touches health, belief or family; leave it out"),
)
_ALLOWED: Mapping[Form, frozenset[Address]] = {
    "plain": frozenset(),
    "du": frozenset(("du",)),
    "sie": frozenset(("Sie",)),
}


def print_faults(found: Found, card: Card) -> Iterator[str]:
    """Say what is wrong with a text, each fault once, with the remedy."""
    yield from slot_faults(found, card.language)
    if found.sheet:
        return  # a practice sheet may speak in any voice, even with planted faults
    yield from _form_faults(found, card.language)
    samples = SAMPLES[card.language] if SLOT.search(found.text) else SAMPLES[card.language][:1]
    bare = dict.fromkeys(without_quotations(fill(found.text, sample), own_words(sample)) for sample in samples)
    yield from dict.fromkeys(fault for text in bare for fault in _bare_faults(found, card, text))
    if found.question:
        yield from _filled_faults(found, card.language, samples)


def _form_faults(found: Found, language: Language) -> Iterator[str]:
    if language == "en" and found.form != "plain":
        yield "English knows no du and Sie; write one plain text"
    if language == "de" and found.form == "sie" and not any(word in found.text for word in ("Sie", "Ihnen", "Ihr")):
        yield "is the Sie form but addresses nobody with Sie; write one plain text or address"


def _bare_faults(found: Found, card: Card, bare: str) -> Iterator[str]:
    yield from _wording_faults(found, card, bare)
    if card.language == "de":
        yield from _address_faults(found, bare)
    if found.question:
        yield from question_faults(bare, card.language)


def _filled_faults(found: Found, language: Language, samples: Sequence[Mapping[str, str]]) -> Iterator[str]:
    printed = [fill(found.text, sample) for sample in samples]
    longest = max(map(word_count, printed))
    if longest > WORDS_MOST:
        yield f"has {longest} words when filled with long names and wishes; at most {WORDS_MOST}"
    people = [tuple(sample[name] for name in NAMES) for sample in samples]
    if any(rates_person(text, language, names) for text, names in zip(printed, people, strict=True)):
        yield "asks for a verdict on the other person; ask for an observation or for one's own part"


def _wording_faults(found: Found, card: Card, bare: str) -> Iterator[str]:
    named_by_topic = card.kind == "topic_primer" and (found.path == "title" or found.path.startswith("topic."))
    hidden = found.path == "title" and card.shown_as is not None
    for lexicon, remedy in _REMEDIES + (_QUESTION_REMEDIES if found.question else ()):
        words = avoided(lexicon, bare, card.language)
        if words and not hidden and not (lexicon is AGE and named_by_topic):
            yield f"„{'“, „'.join(words)}“: {remedy}"


def _address_faults(found: Found, bare: str) -> Iterator[str]:
    forms = address_forms(bare)
    if len(forms) == 2:
        yield "mixes du and Sie in one text"
        return
    for only in forms - _ALLOWED[found.form]:
        yield {
            "plain": f"addresses somebody with {only}; turn it to names or the infinitive, or give {{du: …, sie: …}}",
            "du": f"is the du form but says {only}",
            "sie": f"is the Sie form but says {only}",
        }[found.form]
