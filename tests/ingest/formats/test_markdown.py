import pytest

from ingest.formats.markdown import markdown_blocks


def blocks(text: str) -> list[tuple[int, str]]:
    return [(block.level, block.text) for block in markdown_blocks(text).blocks]


def test_headings_of_both_kinds_keep_their_level() -> None:
    assert blocks("# Eins\n\nZwei\n---\n\n### Drei ###\n") == [(1, "Eins"), (2, "Zwei"), (3, "Drei")]


def test_lines_of_a_paragraph_are_joined() -> None:
    assert blocks("Erste Zeile\nzweite Zeile\n\nNeu") == [(0, "Erste Zeile zweite Zeile"), (0, "Neu")]


def test_hard_break_stays() -> None:
    assert blocks("Erste  \nzweite<br>dritte") == [(0, "Erste\nzweite\ndritte")]


def test_marks_go_and_words_stay() -> None:
    text = "Ein **fettes** und *schräges* `Wort` mit [Verweis](http://x) und ![Bild](b.png 'Titel') und Stern\\*"
    assert blocks(text) == [(0, "Ein fettes und schräges Wort mit Verweis und und Stern*")]


def test_keys_in_brackets_stay() -> None:
    assert blocks("Das ist belegt [R1, own].") == [(0, "Das ist belegt [R1, own].")]


def test_list_is_one_paragraph_with_its_depth() -> None:
    text = "- eins\n  weiter\n- zwei\n  1. innen\n  2. auch\n\n3. drei\n4. vier\n"
    assert blocks(text) == [(0, "- eins weiter\n- zwei\n  1. innen\n  2. auch"), (0, "3. drei\n4. vier")]


def test_table_is_read_by_rows() -> None:
    assert blocks("| Minute | Was |\n|---|---|\n| 0 | Ankommen |\n") == [(0, "Minute | Was\n0 | Ankommen")]


def test_code_is_no_heading() -> None:
    assert blocks("```\n# kein Titel\n```\n\n    # auch keiner\n") == [(0, "# kein Titel"), (0, "# auch keiner")]


def test_quotation_is_text() -> None:
    assert blocks("> Ein Zitat\n>\n> - mit Liste") == [(0, "Ein Zitat"), (0, "- mit Liste")]


def test_comments_and_tags_go() -> None:
    assert blocks("<!-- geheim -->\n\n<div>\nbleibt <b>da</b>\n</div>\n\nText <!-- weg -->hier") == [
        (0, "bleibt da"),
        (0, "Text hier"),
    ]


def test_rules_and_nothing_give_nothing() -> None:
    assert blocks("***\n\n") == []


HIDDEN = {
    "comment": "<!-- geheim -->",
    "comment over paragraphs": "<!-- geheim\n\ngeheim -->",
    "comment in a line": "da <!-- geheim --> da",
    "comment without end": "<!-- geheim",
    "link definition": "[//]: # (geheim)",
    "link definition in quotes": '[comment]: <> "geheim"',
    "element": '<span style="display:none">geheim</span>',
    "element around Markdown": '<div style="font-size:0">\n\n**geheim**\n\n</div>',
    "hidden attribute": "<p hidden>geheim</p>",
    "white": '<font color="white">geheim</font>',
}


@pytest.mark.parametrize("text", HIDDEN.values(), ids=HIDDEN.keys())
def test_hidden_text_goes_and_is_counted(text: str) -> None:
    parsed = markdown_blocks(f"Vorher\n\n{text}\n")
    assert "geheim" not in str(parsed.blocks)
    assert parsed.hidden == 1


def test_titles_and_descriptions_are_no_text() -> None:
    assert blocks('[da](x "geheim") ![geheim](b.png "geheim")\n\n[r]\n\n[r]: y "geheim"') == [(0, "da"), (0, "r")]


def test_element_of_another_program_keeps_its_blocks() -> None:
    assert blocks("<callout>\n\n## Titel\n\nText\n\n</callout>") == [(2, "Titel"), (0, "Text")]


@pytest.mark.parametrize("text", ["> " * 200 + "tief", "<div>" * 300 + "tief"])
def test_nesting_without_end_is_refused_and_nothing_lost_in_silence(text: str) -> None:
    with pytest.raises(RecursionError):
        markdown_blocks(text)
