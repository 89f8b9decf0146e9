from ingest.markdown import markdown_blocks


def blocks(text: str) -> list[tuple[int, str]]:
    return [(block.level, block.text) for block in markdown_blocks(text)]


def test_headings_of_both_kinds_keep_their_level() -> None:
    assert blocks("# Eins\n\nZwei\n---\n\n### Drei ###\n") == [(1, "Eins"), (2, "Zwei"), (3, "Drei")]


def test_lines_of_a_paragraph_are_joined() -> None:
    assert blocks("Erste Zeile\nzweite Zeile\n\nNeu") == [(0, "Erste Zeile zweite Zeile"), (0, "Neu")]


def test_hard_break_stays() -> None:
    assert blocks("Erste  \nzweite<br>dritte") == [(0, "Erste\nzweite\ndritte")]


def test_marks_go_and_words_stay() -> None:
    text = "Ein **fettes** und *schräges* `Wort` mit [Verweis](http://x) und ![Bild](b.png) und Stern\\*"
    assert blocks(text) == [(0, "Ein fettes und schräges Wort mit Verweis und Bild und Stern*")]


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
