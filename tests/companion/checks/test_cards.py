import pytest

from companion.cards import parse_card
from companion.checks.cards import card_faults, file_faults, main, unit_ids

GERMAN = """---
id: one-idea
number: 30
kind: agenda_block
language: de
title: "Ein Beispiel aus der Arbeit"
audience: both
phases: [working]
evidence: [P1, own]
blocks:
  - kind: impulse
    phases: [working]
    order: 20
    minutes: {least: 3, usual: 10, most: 15}
    counts_as: mentor_input
    variants:
      - id: half_covered
        title: "Halb verdeckt"
        lead: mentor
        purpose: "An einem Beispiel sehen, was fehlt."
        opening_line: {who: mentor, text: "Ich zeige nur die obere Hälfte."}
        steps:
          - {by: mentor, share: 3, text: "{mentor} zeigt ein Beispiel {topic.in} und verdeckt die untere Hälfte"}
          - {by: mentee, share: 2, text: "{mentee} sagt, was darunter stehen könnte"}
        ask:
          - by: mentor
            text: {du: "Was würdest du als Nächstes erwarten?", sie: "Was würden Sie als Nächstes erwarten?"}
        if_stuck: "Eine Zeile mehr aufdecken."
        leaves: {nom: "das Beispiel", acc: "das Beispiel", dat: "dem Beispiel"}
      - id: from_afar
        title: "Zwei Fenster"
        when: {format: remote}
        lead: mentor
        purpose: "Zwei Fassungen nebeneinander lesen."
        opening_line: {who: mentor, text: "Hier sind zwei Fassungen."}
        steps:
          - {by: both, share: 1, text: "Beide lesen still und markieren eine Stelle"}
        if_stuck: "Mit der kürzeren Fassung anfangen."
        leaves: {nom: "die Stelle", acc: "die Stelle", dat: "der Stelle"}
---
## Kern
Ein einziges Beispiel genügt, wenn die andere Seite zuerst spricht [P1].
## Was ein Beispiel leistet {#half_covered #from_afar}
Wer die Hälfte verdeckt, lädt zum Mitdenken ein [own].
"""

ENGLISH = """---
id: one-idea
number: 30
kind: agenda_block
language: en
title: "One example from work"
audience: both
phases: [working]
evidence: [P1, own]
blocks:
  - kind: impulse
    phases: [working]
    order: 20
    minutes: {least: 3, usual: 10, most: 15}
    counts_as: mentor_input
    variants:
      - id: half_covered
        title: "Half covered"
        lead: mentor
        purpose: "See in one example what is missing."
        opening_line: {who: mentor, text: "I only show the upper half."}
        steps:
          - {by: mentor, share: 3, text: "{mentor} shows an example {topic.in} and covers the lower half"}
          - {by: mentee, share: 2, text: "{mentee} says what might stand below"}
        ask: [{by: mentor, text: "What would you expect next?"}]
        if_stuck: "Uncover one more line."
        leaves: "the example"
      - id: from_afar
        title: "Two windows"
        when: {format: remote}
        lead: mentor
        purpose: "Read two versions side by side."
        opening_line: {who: mentor, text: "Here are two versions."}
        steps:
          - {by: both, share: 1, text: "Both read in silence and mark a passage"}
        if_stuck: "Begin with the shorter version."
        leaves: "the passage"
---
## Core
One example is enough if the other side speaks first [P1].
## What an example does {#half_covered #from_afar}
Covering half of it invites the other person to think along [own].
"""


def faults(text, sources=None):
    return list(card_faults(parse_card(text, "card.md"), sources))


def changed(text, old, new):
    assert old in text
    return text.replace(old, new)


@pytest.mark.parametrize("text", [GERMAN, ENGLISH])
def test_a_good_card_has_no_faults(text):
    assert faults(text, frozenset({"P1"})) == []


GERMAN_FAULTS = [
    ("Was würdest du als Nächstes erwarten?", "Was fehlt dir? Was stört dich?", "2 question marks"),
    ("Was würdest du als Nächstes erwarten?", "Würdest du das erwarten?", "yes or no"),
    ("Was würdest du als Nächstes erwarten?", "Was erwartest du und was fehlt dir?", "two matters"),
    ("Was würdest du als Nächstes erwarten?", "Was " + "sehr " * 24 + "Langes erwartest du?", "at most 25"),
    ("Was würdest du als Nächstes erwarten?", "Was würden Sie erwarten?", "is the du form but says Sie"),
    ("Was würden Sie als Nächstes erwarten?", "Was würdest du erwarten?", "is the Sie form but says du"),
    ("Was würden Sie als Nächstes erwarten?", "Was steht dort?", "addresses nobody"),
    ("Was würdest du als Nächstes erwarten?", "Warum hast du das nicht erwartet?", "blames"),
    ("Was würdest du als Nächstes erwarten?", "Wie gut ist {mentor} für dich?", "verdict on the other person"),
    ("Was würdest du als Nächstes erwarten?", "Was denkt deine Familie?", "family"),
    ("Eine Zeile mehr aufdecken.", "Nimm eine Zeile mehr.", "addresses somebody with du"),
    ("Eine Zeile mehr aufdecken.", "Decken Sie eine Zeile auf.", "addresses somebody with Sie"),
    ("Eine Zeile mehr aufdecken.", "Deck deine Zeile auf, dann lesen Sie.", "mixes du and Sie"),
    ("Eine Zeile mehr aufdecken.", "Als Hausaufgabe mitnehmen.", "teaching words"),
    ("Eine Zeile mehr aufdecken.", "Junge Leute lesen anders.", "age or generations"),
    ("Eine Zeile mehr aufdecken.", "Das hilft der Karriere.", "advantage or protection"),
    ("Eine Zeile mehr aufdecken.", "Das Blatt des {mentor} nehmen.", "takes no article"),
    ("Eine Zeile mehr aufdecken.", "{mentor}s Blatt nehmen.", "genitive"),
    ("Eine Zeile mehr aufdecken.", "Beim {wish} bleiben.", "after a colon or alone"),
    ("Eine Zeile mehr aufdecken.", "{leaves.nom} ansehen.", "after the try-out"),
    ("Eine Zeile mehr aufdecken.", "{leaves} ansehen.", "no slot"),
    ("Eine Zeile mehr aufdecken.", "{wunsch} ansehen.", "no slot"),
    ("Eine Zeile mehr aufdecken.", "{mentor ansehen.", "single brace"),
    ("Eine Zeile mehr aufdecken.", "{n} Zeilen aufdecken.", "one: …, many: …"),
    ("Eine Zeile mehr aufdecken.", "{commitments} ansehen.", "per: mentor"),
    ("Eine Zeile mehr aufdecken.", "{anchor} weitermachen.", "only in reflection questions"),
    ("id: from_afar", "id: half_covered", "stands 2 times"),
    ("{#half_covered #from_afar}", "{#half_covered #gone}", "no unit of this id"),
    ("genügt, wenn die andere Seite zuerst spricht", "genügt" + ", das zeigt sich" * 10, "the first sentence has"),
    ("spricht [P1]", "spricht [R14]", "[R14] is missing in `evidence`"),
]


@pytest.mark.parametrize(("old", "new", "expected"), GERMAN_FAULTS)
def test_each_fault_is_found_with_a_remedy(old, new, expected):
    found = faults(changed(GERMAN, old, new))
    assert [fault for fault in found if expected in fault], found
    assert all(": " in fault for fault in found)


def test_a_block_needs_a_variant_for_everybody():
    lonely = changed(GERMAN, 'title: "Halb verdeckt"', 'title: "Halb verdeckt"\n        when: {minutes_at_least: 40}')
    assert any("one without `when` must remain" in fault for fault in faults(lonely))


def test_variants_with_and_without_open_commitments_cover_everybody():
    split = changed(GERMAN, 'title: "Halb verdeckt"', 'title: "Halb verdeckt"\n        when: {has_open: true}')
    split = changed(split, "when: {format: remote}", "when: {has_open: false}")
    assert faults(split) == []


def test_more_steps_than_minutes_are_found():
    step = '          - {by: mentee, share: 2, text: "{mentee} sagt, was darunter stehen könnte"}\n'
    assert any("4 steps without `from` in 3 minutes" in fault for fault in faults(changed(GERMAN, step, step * 3)))


def test_steps_of_longer_blocks_do_not_count():
    step = '          - {by: mentee, share: 2, text: "{mentee} sagt, was darunter stehen könnte"}\n'
    assert faults(changed(GERMAN, step, step + step.replace("share: 2", "share: 2, from: 8") * 3)) == []


def test_a_card_without_core_must_cover_each_unit():
    bare = changed(changed(GERMAN, "## Kern\n", "## Was zählt {#half_covered}\n"), " #from_afar}", "}")
    assert any("no section speaks of from_afar" in fault for fault in faults(bare))


def test_unknown_sources_are_found():
    assert faults(GERMAN, frozenset({"R1"})) == ["evidence: P1 is not in sources.yaml; add it there or correct the key"]


@pytest.mark.parametrize(
    "sentence",
    [
        "{mentee} liest den Satz vor, den {mentor} geschrieben hat.",
        "Der Fall, mit dem {mentee} arbeitet, liegt oben.",
        "Wunsch: {wish}",
        "Das Lernziel in der alten Fassung lesen.",
        "Jede Seite liest ihren Satz und legt ihr Blatt dazu.",
        "Bei {mentor} liegt die Liste, bei {mentee} der Stift.",
        "Anrede: Sie oder du, beide wählen frei.",
    ],
)
def test_good_german_raises_no_alarm(sentence):
    assert faults(changed(GERMAN, "Eine Zeile mehr aufdecken.", sentence)) == []


@pytest.mark.parametrize(
    "sentence", ["Take {mentee}'s sheet and classify each line.", "Read the old version.", "“{mentor} begins.”"]
)
def test_good_english_raises_no_alarm(sentence):
    assert faults(changed(ENGLISH, "Uncover one more line.", sentence)) == []


def test_english_has_one_form_of_address():
    spoken = changed(ENGLISH, 'if_stuck: "Uncover one more line."', 'if_stuck: {du: "Uncover.", sie: "Uncover."}')
    assert any("English knows no du and Sie" in fault for fault in faults(spoken))


PRIMER = """---
id: shared-pages
number: 48
kind: topic_primer
language: en
title: Shared pages
audience: both
phases: [working]
evidence: [own]
topic: {match: [a, b, c], forms: {bare: shared pages, in: on shared pages, about: about shared pages}}
exercises:
  - id: begin
    depth: 1
    sheet: agenda
    title: Begin
    lead: mentee
    purpose: See a page grow.
    opening_line: {who: mentee, text: I open it now.}
    steps:
      - {by: mentee, share: 1, text: Write one line}
    if_stuck: Take one line.
    leaves: the page
  - id: go_on
    depth: 2
    after: [begin]
    title: Go on
    lead: mentee
    purpose: See a page shrink.
    opening_line: {who: mentee, text: I cut it now.}
    steps:
      - {by: mentee, share: 1, text: Strike one line}
    if_stuck: Take the last line.
    leaves: the shorter page
sheets:
  - {id: agenda, title: An agenda to sort, text: "Dear young people, your teacher says {this}."}
---
## Core
A page that two people can read is begun in one session [own].
"""


def test_a_good_primer_has_no_faults_even_with_faults_on_its_practice_sheet():
    assert faults(changed(PRIMER, " says {this}", " says this")) == []


def test_a_brace_on_a_practice_sheet_is_found():
    assert any("no slot" in fault for fault in faults(PRIMER))


def test_an_exercise_that_follows_nothing_is_found():
    assert any("there is no exercise start" in fault for fault in faults(changed(PRIMER, "[begin]", "[start]")))


def test_an_exercise_without_its_sheet_is_found():
    assert any("there is no sheet list" in fault for fault in faults(changed(PRIMER, "sheet: agenda", "sheet: list")))


def test_a_topic_may_be_named_by_its_title_but_by_nothing_else():
    titled = changed(changed(PRIMER, "title: Shared pages", "title: What older colleagues expect"), "{this}", "this")
    assert faults(titled) == []
    assert any("age" in fault for fault in faults(changed(titled, "title: Go on", "title: Older colleagues")))


def test_the_title_behind_a_neutral_one_is_not_printed():
    hidden = changed(ENGLISH, 'title: "One example from work"', "title: The lesson\nshown_as: One example")
    assert faults(hidden) == []
    assert faults(changed(hidden, "shown_as: One example", "shown_as: The lesson"))
    assert faults(changed(hidden, "shown_as: One example\n", ""))


def test_unit_ids_come_in_the_order_of_the_card():
    assert unit_ids(parse_card(GERMAN, "card.md")) == ("half_covered", "from_afar")


# --- files ------------------------------------------------------------------------------------------------------------


@pytest.fixture
def library(tmp_path):
    for language, text in (("de", GERMAN), ("en", ENGLISH)):
        (tmp_path / language).mkdir()
        (tmp_path / language / "30-one-idea.md").write_text(text, encoding="utf-8")
    (tmp_path / "sources.yaml").write_text("P1: {title: A company}\n", encoding="utf-8")
    (tmp_path / "README.md").write_text("# Not a card\n", encoding="utf-8")
    return tmp_path


def test_a_good_library_passes_silently(library, capsys):
    assert main([str(library)]) == 0
    assert capsys.readouterr().out == ""


def test_each_fault_is_one_line_with_file_and_field(library, capsys):
    path = library / "de" / "30-one-idea.md"
    path.write_text(changed(GERMAN, "Eine Zeile mehr aufdecken.", "Nimm eine Zeile."), encoding="utf-8")
    assert main([str(path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith(f"{path}: blocks.impulse.variants.half_covered.if_stuck: ")


def test_a_card_that_cannot_be_read_is_one_line(library):
    path = library / "de" / "30-one-idea.md"
    path.write_text(changed(GERMAN, "least: 3", "least: 1"), encoding="utf-8")
    assert list(file_faults(path, twin_required=True)) == [
        "blocks.0.minutes.least: Input should be greater than or equal to 3"
    ]


def test_a_missing_twin_is_a_note_for_a_card_and_a_fault_for_a_library(library, capsys):
    (library / "en" / "30-one-idea.md").unlink()
    path = library / "de" / "30-one-idea.md"
    assert main([str(path)]) == 0
    assert "note: there is no en/30-one-idea.md yet" in capsys.readouterr().out
    assert main([str(library)]) == 1
    assert "language: there is no en/30-one-idea.md;" in capsys.readouterr().out


def test_a_file_under_a_wrong_name_is_found(library):
    path = (library / "de" / "30-one-idea.md").rename(library / "de" / "31-idea.md")
    assert "the file should be de/30-one-idea.md" in next(file_faults(path, twin_required=False))


def test_a_twin_with_other_bones_is_found(library):
    (library / "en" / "30-one-idea.md").write_text(changed(ENGLISH, "usual: 10", "usual: 12"), encoding="utf-8")
    found = list(file_faults(library / "de" / "30-one-idea.md", twin_required=True))
    assert found == ["blocks.1.minutes.usual: de has 10, en has 12; both versions need the same"]


def test_an_unreadable_twin_is_left_to_its_own_line(library):
    (library / "en" / "30-one-idea.md").write_text("nothing", encoding="utf-8")
    assert list(file_faults(library / "de" / "30-one-idea.md", twin_required=True)) == []


def test_without_a_list_of_sources_none_is_compared(library):
    (library / "sources.yaml").unlink()
    assert main([str(library)]) == 0


def test_a_path_that_does_not_exist_is_bad_input(tmp_path, capsys):
    assert main([str(tmp_path / "nowhere")]) == 2
    assert "no such file" in capsys.readouterr().err
