import zipfile
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.text import WD_COLOR_INDEX
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor

from companion.errors import InvalidInput
from ingest.formats.parsed import Parsed
from ingest.formats.word import parse_word

WHITE = RGBColor(255, 255, 255)


def saved(document: Any, folder: Path) -> Parsed:
    document.save(folder / "a.docx")
    return parse_word(folder / "a.docx")


def blocks(document: Any, folder: Path) -> list[tuple[int, str]]:
    return [(block.level, block.text) for block in saved(document, folder).blocks]


def shade(properties: Any, fill: str) -> None:
    properties.append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{fill}"/>'))


def test_headings_lists_and_tables_stay(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_heading("Zwei Rollen", 0)
    document.add_heading("Vorbereitung", 1)
    document.add_paragraph("Ein Satz mit ").add_run("Betonung").bold = True
    for words, style in (("ein Raum", "List Bullet"), ("zwei Stifte", "List Bullet"), ("erstens", "List Number")):
        document.add_paragraph(words, style=style)
    document.add_heading("Zeit", 2)
    table = document.add_table(2, 2)
    for cell, words in zip(table._cells, ["Minute", "Was", "0", "Ankommen"], strict=True):
        cell.text = words
    assert blocks(document, tmp_path) == [
        (1, "Zwei Rollen"),
        (1, "Vorbereitung"),
        (0, "Ein Satz mit Betonung"),
        (0, "- ein Raum\n- zwei Stifte\n1. erstens"),
        (2, "Zeit"),
        (0, "Minute | Was\n0 | Ankommen"),
    ]


def test_frame_of_one_cell_is_no_table(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_table(1, 1).cell(0, 0).text = "Merke"
    assert blocks(document, tmp_path) == [(0, "Merke")]


def test_table_in_a_table_is_read_once(tmp_path: Path) -> None:
    document = docx.Document()
    outer = document.add_table(1, 2)
    outer.cell(0, 0).text = "außen"
    outer.cell(0, 1).add_table(1, 2).cell(0, 0).text = "innen"
    assert str(blocks(document, tmp_path)).count("innen") == 1


def test_heads_feet_and_contents_are_no_text(tmp_path: Path) -> None:
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Kopf"
    document.sections[0].footer.paragraphs[0].text = "Fuß"
    document.styles.add_style("toc 1", 1)
    document.add_paragraph("Kapitel 1 ..... 3", style="toc 1")
    document.add_paragraph("Text")
    document.core_properties.title = "geheim"
    parsed = saved(document, tmp_path)
    assert (parsed.title, [block.text for block in parsed.blocks]) == ("", ["Text"])


def vanish(run: Any) -> None:
    run.font.hidden = True


def web_hidden(run: Any) -> None:
    run.font.web_hidden = True


def white(run: Any) -> None:
    run.font.color.rgb = WHITE


def nearly_white(run: Any) -> None:
    run.font.color.rgb = RGBColor(0xFD, 0xFE, 0xFE)


def one_point(run: Any) -> None:
    run.font.size = Pt(1)


def colour_of_its_shading(run: Any) -> None:
    run.font.color.rgb = RGBColor(0x12, 0x34, 0x56)
    shade(run._r.get_or_add_rPr(), "123456")


def colour_of_its_marker(run: Any) -> None:
    run.font.color.rgb = RGBColor(0, 0, 0)
    run.font.highlight_color = WD_COLOR_INDEX.BLACK


def paper_of_the_theme(run: Any) -> None:
    colour = OxmlElement("w:color")
    colour.set(qn("w:val"), "auto")
    colour.set(qn("w:themeColor"), "background1")
    run._r.get_or_add_rPr().append(colour)


def hidden_by_its_style(run: Any) -> None:
    style = run.part.document.styles.add_style("Leise", 2)
    style.font.hidden = True
    run.style = run.part.document.styles.add_style("Leiser", 2)
    run.style.base_style = style


def deleted(run: Any) -> None:
    gone = OxmlElement("w:del")
    run._r.addprevious(gone)
    gone.append(run._r)
    run._r.find(qn("w:t")).tag = qn("w:delText")


def moved_away(run: Any) -> None:
    gone = OxmlElement("w:moveFrom")
    run._r.addprevious(gone)
    gone.append(run._r)


@pytest.mark.parametrize(
    "hide",
    [
        vanish,
        web_hidden,
        white,
        nearly_white,
        one_point,
        colour_of_its_shading,
        colour_of_its_marker,
        paper_of_the_theme,
        hidden_by_its_style,
        deleted,
        moved_away,
    ],
)
def test_hidden_text_goes_and_is_counted(tmp_path: Path, hide: Any) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Vorher ")
    hide(paragraph.add_run("geheim"))
    paragraph.add_run(" nachher")
    parsed = saved(document, tmp_path)
    assert ([block.text for block in parsed.blocks], parsed.hidden) == (["Vorher nachher"], 1)


def test_paragraph_style_hides(tmp_path: Path) -> None:
    document = docx.Document()
    style = document.styles.add_style("Leise", 1)
    style.font.color.rgb = WHITE
    document.add_paragraph("geheim", style=style)
    assert saved(document, tmp_path) == Parsed(blocks=(), hidden=1)


def test_run_may_be_shown_against_its_style(tmp_path: Path) -> None:
    document = docx.Document()
    style = document.styles.add_style("Leise", 1)
    style.font.hidden = True
    document.add_paragraph(style=style).add_run("offen").font.hidden = False
    assert blocks(document, tmp_path) == [(0, "offen")]


def test_white_text_in_a_dark_cell_stays(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(1, 2)
    shade(table.cell(0, 0)._tc.get_or_add_tcPr(), "003366")
    for cell in table._cells:
        white(cell.paragraphs[0].add_run("offen" if cell._tc is table.cell(0, 0)._tc else "geheim"))
    parsed = saved(document, tmp_path)
    assert ([block.text for block in parsed.blocks], parsed.hidden) == (["offen | "], 1)


def test_white_text_in_a_table_painted_by_its_style_stays(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(1, 2, style="Medium Shading 1 Accent 1")
    white(table.cell(0, 0).paragraphs[0].add_run("offen"))
    assert "offen" in str(blocks(document, tmp_path))


def test_white_text_in_a_dark_paragraph_stays(tmp_path: Path) -> None:
    document = docx.Document()
    paragraph = document.add_paragraph()
    shade(paragraph._p.get_or_add_pPr(), "003366")
    white(paragraph.add_run("offen"))
    assert blocks(document, tmp_path) == [(0, "offen")]


def test_hidden_row_goes(tmp_path: Path) -> None:
    document = docx.Document()
    table = document.add_table(2, 2)
    for number, cell in enumerate(table._cells):
        cell.text = f"Zelle {number}"
    table.rows[1]._tr.get_or_add_trPr().append(OxmlElement("w:hidden"))
    parsed = saved(document, tmp_path)
    assert ([block.text for block in parsed.blocks], parsed.hidden) == (["Zelle 0 | Zelle 1"], 1)


def test_comment_is_counted_and_not_read(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_comment(document.add_paragraph("offen").runs, text="geheim", author="A")
    parsed = saved(document, tmp_path)
    assert ([block.text for block in parsed.blocks], parsed.hidden) == (["offen"], 1)


def test_inserted_text_is_read(tmp_path: Path) -> None:
    document = docx.Document()
    run = document.add_paragraph().add_run("offen")
    inserted = OxmlElement("w:ins")
    run._r.addprevious(inserted)
    inserted.append(run._r)
    assert blocks(document, tmp_path) == [(0, "offen")]


BOX = """<w:r {namespaces}><w:drawing><wp:anchor><wp:positionH relativeFrom="page"><wp:posOffset>{left}</wp:posOffset>
</wp:positionH><wp:extent cx="914400" cy="914400"/><wp:docPr id="1" name="Box"/><a:graphic><a:graphicData>
<w:txbxContent><w:p><w:r><w:t>Kasten</w:t></w:r></w:p></w:txbxContent></a:graphicData></a:graphic></wp:anchor></w:drawing>
</w:r>"""


@pytest.mark.parametrize(
    ("left", "expected"),
    [("914400", (["Text", "Kasten"], 0)), ("-9144000", (["Text"], 1)), ("91440000", (["Text"], 1))],
)
def test_box_is_read_where_it_stands_on_the_page(tmp_path: Path, left: str, expected: tuple[list[str], int]) -> None:
    document = docx.Document()
    namespaces = nsdecls("w", "wp", "a")
    document.add_paragraph("Text")._p.append(parse_xml(BOX.format(namespaces=namespaces, left=left)))
    parsed = saved(document, tmp_path)
    assert ([block.text for block in parsed.blocks], parsed.hidden) == expected


def archive(path: Path, **parts: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, data in parts.items():
            made.writestr(f"word/{name}.xml", data)
    return path


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ({"other": b"<a/>"}, "is damaged"),
        ({"document": b"<a"}, "is damaged"),
        ({"document": b"<a>" + b" " * 31_000_000 + b"</a>"}, "unpacks to more than 30 MB"),
    ],
)
def test_bad_archive_is_refused(tmp_path: Path, parts: dict[str, bytes], reason: str) -> None:
    with pytest.raises(InvalidInput, match=reason):
        parse_word(archive(tmp_path / "a.docx", **parts))
