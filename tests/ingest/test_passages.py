from pathlib import Path
from typing import Any

from companion.domain import Passage
from companion.store import Source
from ingest.find import Found
from ingest.passages import embedded_text, passages, signals
from ingest.read import Document, read
from tests.ingest.sample import PARAGRAPH, card

SOURCES = {"R1": Source(author="A", title="T", caveat={"de": "ein Labor", "en": "a laboratory"})}


def document(folder: Path, text: str, name: str = "notes.md") -> Document:
    (folder / "a.md").write_text(text, encoding="utf-8")
    return read(Found(folder / "a.md", name))


def of(folder: Path, text: str, name: str = "notes.md") -> tuple[Passage, ...]:
    return passages(document(folder, text, name), SOURCES)


def test_document_gives_passages_with_their_place(tmp_path: Path) -> None:
    first, second = of(tmp_path, f"# Titel\n\n{PARAGRAPH}\n\n## Danach\n\nDanach.", "ordner/notes.md")
    assert (first.card, first.kind, first.source, first.file) == ("notes", "document", "notes.md", "ordner/notes.md")
    assert (first.title, first.heading, first.text, first.position) == ("Titel", "", PARAGRAPH, 0)
    assert (second.heading, second.text, second.position) == ("Danach", "Danach.", 1)


def test_card_gives_a_passage_a_section(tmp_path: Path) -> None:
    core, reasons = of(tmp_path, card())
    assert (core.card, core.number, core.kind, core.phases) == ("explains", 41, "pitfall", ("working",))
    assert (core.title, core.heading, core.units) == ("Mehr ausprobieren", "Kern", ())
    assert (reasons.heading, reasons.units) == ("Warum die Hände weg bleiben", ("hands_off",))


def test_section_names_the_sources_in_its_brackets_with_their_caveat(tmp_path: Path) -> None:
    assert of(tmp_path, card())[0].source == "R1 (ein Labor), Praxiswissen"


def test_section_without_brackets_has_the_sources_of_its_card(tmp_path: Path) -> None:
    assert of(tmp_path, card())[1].source == "R1 (ein Labor), R2, Praxiswissen"


def test_other_brackets_are_no_sources(tmp_path: Path) -> None:
    text = card().replace("[R1, own]", "[sic] [R2] und [R2]")
    assert of(tmp_path, text)[0].source == "R2"


def test_english_card_speaks_english(tmp_path: Path) -> None:
    assert of(tmp_path, card(language="en"))[0].source == "R1 (a laboratory), own"


def test_id_depends_on_file_title_heading_and_text(tmp_path: Path) -> None:
    text = "# Titel\n\n## Kopf\n\nText."
    variants = [of(tmp_path, text.replace(word, "Anders"))[0].id for word in ("nothing", "Titel", "Kopf", "Text")]
    assert len({*variants, of(tmp_path, text, "other.md")[0].id}) == 5
    assert all(len(name) == 16 for name in variants)


def test_id_does_not_depend_on_the_rest_of_the_file(tmp_path: Path) -> None:
    text = "# Titel\n\n## Kopf\n\nText."
    assert of(tmp_path, text)[0].id == of(tmp_path, text.replace("## Kopf", "Davor.\n\n## Kopf"))[1].id


def test_same_text_under_the_same_heading_counts_once(tmp_path: Path) -> None:
    text = "# A\n\n## B\n\nText.\n\n## C\n\nDanach.\n\n## B\n\nText."
    assert [passage.text for passage in of(tmp_path, text)] == ["Text.", "Danach."]


def test_embedded_text_carries_title_and_heading(tmp_path: Path) -> None:
    first, second = of(tmp_path, "# Titel\n\nText.\n\n## Kopf\n\nDanach.")
    assert embedded_text(first) == "Titel\nText."
    assert embedded_text(second) == "Titel\nKopf\nDanach."


def test_card_gives_its_cues_and_what_fits_its_units(tmp_path: Path) -> None:
    found = document(tmp_path, card()).card
    assert found is not None
    assert [(item.role, item.unit, item.text) for item in signals(found)] == [
        ("cue", "", "Am Ende erkläre ich alles"),
        ("cue", "", "Es wird ein Vortrag"),
        ("fits", "hands_off", "selbst ausprobieren"),
        ("fits", "hands_off", "weniger zuschauen"),
    ]


def test_every_kind_of_unit_gives_signals(tmp_path: Path) -> None:
    topic = {"match": ["Chat", "Kanal", "Beitrag"], "forms": {"bare": "Chat", "in": "im Chat", "about": "über Chat"}}
    found = document(tmp_path, card()).card
    assert found is not None
    variant = found.blocks[0].variants[0].model_dump(by_alias=True)
    rich = type(found).model_validate(
        {
            **found.model_dump(by_alias=True),
            "cues": [],
            "blocks": [],
            "topic": topic,
            "goals": [{"id": "goal", "fits": ["ein Ziel"], "text": "Bald."}],
            "impulses": [{**variant, "id": "impulse", "fits": ["ein Impuls"]}],
            "exercises": [{**variant, "id": "exercise", "fits": ["eine Übung"], "depth": 1}],
            "transfer": [{"id": "plan", "fits": ["ein Plan"], "when": "wenn", "then": "dann"}],
            "questions": [
                {"id": "ask", "role": "mentor", "dimension": "doing", "fits": ["eine Frage"], "text": "Was?"}
            ],
        }
    )
    assert {(item.role, item.unit, item.text) for item in signals(rich)} == {
        ("topic", "", "Chat"),
        ("topic", "", "Kanal"),
        ("topic", "", "Beitrag"),
        ("fits", "goal", "ein Ziel"),
        ("fits", "impulse", "ein Impuls"),
        ("fits", "exercise", "eine Übung"),
        ("fits", "plan", "ein Plan"),
        ("fits", "ask", "eine Frage"),
    }


def test_a_file_name_in_place_of_a_title_is_not_embedded() -> None:
    facts: dict[str, Any] = {
        "id": "x",
        "card": "p017",
        "kind": "document",
        "source": "p017.txt",
        "language": "de",
        "text": "Es regnet.",
    }
    untitled = Passage(title="p017", file="haus/p017.txt", **facts)
    titled = Passage(title="Wetter", file="haus/p017.txt", **facts)
    assert embedded_text(untitled) == "Es regnet."
    assert embedded_text(titled) == "Wetter\nEs regnet."
