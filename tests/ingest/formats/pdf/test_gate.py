from pathlib import Path

import pytest
from pypdf import PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import RectangleObject

from ingest.formats.pdf import parse_pdf
from tests.ingest.formats.pdf.pages import form, layer, names, pdf

SEEN = "BT /F 10 Tf 20 20 Td (offen) Tj ET\n"
SHOW = "20 100 Td (geheim) Tj ET"

HIDDEN = {
    "invisible mode": f"BT /F 10 Tf 3 Tr {SHOW}",
    "clipping mode": f"BT /F 10 Tf 7 Tr {SHOW}",
    "white in RGB": f"1 1 1 rg BT /F 10 Tf {SHOW}",
    "white in grey": f"1 g BT /F 10 Tf {SHOW}",
    "white in CMYK": f"0 0 0 0 k BT /F 10 Tf {SHOW}",
    "white in a chosen space": f"/DeviceRGB cs 1 1 1 sc BT /F 10 Tf {SHOW}",
    "nearly white": f".98 .98 .98 rg BT /F 10 Tf {SHOW}",
    "no ink": f"/Ink cs 0 scn BT /F 10 Tf {SHOW}",
    "white lines of letters": f"1 1 1 RG BT /F 10 Tf 1 Tr {SHOW}",
    "colour of its ground": f"0 0 .5 rg 0 80 200 50 re f BT /F 10 Tf {SHOW}",
    "ground of four lines": f"0 0 .5 rg 0 80 m 200 80 l 200 130 l 0 130 l f BT /F 10 Tf {SHOW}",
    "tiny font": f"BT /F 1 Tf {SHOW}",
    "tiny by the text matrix": "BT /F 10 Tf .1 0 0 .1 20 100 Tm (geheim) Tj ET",
    "tiny by the page's matrix": "q .1 0 0 .1 20 100 cm BT /F 10 Tf (geheim) Tj ET Q",
    "transparent": f"/Clear gs BT /F 10 Tf {SHOW}",
    "left of the page": "BT /F 10 Tf -500 100 Td (geheim) Tj ET",
    "above the page": "BT /F 10 Tf 20 900 Td (geheim) Tj ET",
    "outside the clipping path": f"q 0 0 10 10 re W n BT /F 10 Tf {SHOW} Q",
    "array of strings": "BT /F 10 Tf 3 Tr 20 100 Td [(ge) -10 (heim)] TJ ET",
    "with a new line": "BT /F 10 Tf 3 Tr 12 TL 20 112 Td (geheim) ' ET",
    "with a new line and spacing": 'BT /F 10 Tf 3 Tr 12 TL 20 112 Td 0 0 (geheim) " ET',
    "several operations": "BT /F 10 Tf 3 Tr 20 100 Td (ge) Tj (heim) Tj ET",
}
SHOWN = {
    "plain": f"BT /F 10 Tf {SHOW}",
    "white on a dark band": f"0 0 .5 rg 0 80 200 50 re f 1 1 1 rg BT /F 10 Tf {SHOW}",
    "white on a band of pattern": f"/Pattern cs /P scn 0 80 200 50 re f 1 1 1 rg BT /F 10 Tf {SHOW}",
    "full ink": f"/Ink cs 1 scn BT /F 10 Tf {SHOW}",
    "white was restored": f"q 1 1 1 rg Q BT /F 10 Tf {SHOW}",
    "invisible was restored": f"q 3 Tr Q BT /F 10 Tf {SHOW}",
    "white with dark lines": f"1 1 1 rg BT /F 10 Tf 2 Tr {SHOW}",
    "large by its matrix": "BT /F 1 Tf 10 0 0 10 20 100 Tm (geheim) Tj ET",
    "inside the clipping path": f"q 0 80 200 60 re W n BT /F 10 Tf {SHOW} Q",
    "turned": "BT /F 10 Tf 0 1 -1 0 100 20 Tm (geheim) Tj ET",
}
RESOURCES = {
    "ExtGState": {"Clear": {"ca": 0.0}},
    "ColorSpace": {"Ink": ["/Separation", "/Gold", "/DeviceCMYK", {}]},
}


def read(path: Path) -> tuple[str, int]:
    parsed = parse_pdf(path)
    return " ".join(block.text for block in parsed.blocks), parsed.hidden


@pytest.mark.parametrize("operations", HIDDEN.values(), ids=HIDDEN.keys())
def test_hidden_text_goes_and_is_counted(tmp_path: Path, operations: str) -> None:
    assert read(pdf(tmp_path / "a.pdf", SEEN + operations, resources=RESOURCES)) == ("offen", 1)


@pytest.mark.parametrize("operations", SHOWN.values(), ids=SHOWN.keys())
def test_text_that_can_be_seen_stays(tmp_path: Path, operations: str) -> None:
    text, hidden = read(pdf(tmp_path / "a.pdf", SEEN + operations, resources=RESOURCES))
    assert "geheim" in text
    assert hidden == 0


def test_white_text_on_a_picture_stays(tmp_path: Path) -> None:
    picture = form("", **{"Width": 1, "Height": 1})
    picture.update(names(Subtype="/Image"))
    writer = PdfWriter()
    resources = {"XObject": {"I": writer._add_object(picture)}}
    operations = f"q 200 0 0 200 0 0 cm /I Do Q 1 1 1 rg BT /F 10 Tf {SHOW}"
    assert read(pdf(tmp_path / "a.pdf", operations, writer=writer, resources=resources)) == ("geheim", 0)


def test_hidden_text_in_a_form_goes(tmp_path: Path) -> None:
    writer = PdfWriter()
    resources = {"XObject": {"X": writer._add_object(form(f"3 Tr BT /F 10 Tf {SHOW}"))}}
    font = names(Type="/Font", Subtype="/Type1", BaseFont="/Helvetica")
    resources["XObject"]["X"].get_object().update(names(Resources={"Font": {"F": font}}))
    path = pdf(tmp_path / "a.pdf", f"q /X Do Q {SEEN}", writer=writer, resources=resources)
    assert read(path) == ("offen", 1)


def test_place_of_a_form_counts(tmp_path: Path) -> None:
    writer = PdfWriter()
    font = names(Type="/Font", Subtype="/Type1", BaseFont="/Helvetica")
    far = form(f"BT /F 10 Tf {SHOW}", Matrix=[1, 0, 0, 1, 900, 0], Resources={"Font": {"F": font}})
    path = pdf(
        tmp_path / "a.pdf", f"/X Do {SEEN}", writer=writer, resources={"XObject": {"X": writer._add_object(far)}}
    )
    assert read(path) == ("offen", 1)


@pytest.mark.parametrize(("shown", "expected"), [(True, ("geheim offen", 0)), (False, ("offen", 1))])
def test_layer_that_is_switched_off_is_hidden(tmp_path: Path, shown: bool, expected: tuple[str, int]) -> None:
    writer = PdfWriter()
    resources = {"Properties": {"L": layer(writer, shown)}}
    operations = f"/OC /L BDC BT /F 10 Tf {SHOW} EMC {SEEN}"
    assert read(pdf(tmp_path / "a.pdf", operations, writer=writer, resources=resources)) == expected


def test_text_outside_the_visible_part_of_the_page_goes(tmp_path: Path) -> None:
    writer = PdfWriter()
    path = pdf(tmp_path / "a.pdf", f"{SEEN} BT /F 10 Tf {SHOW}", writer=writer)
    writer.pages[0].cropbox = RectangleObject((0, 0, 200, 50))
    writer.write(path)
    assert read(path) == ("offen", 1)


def test_notes_and_descriptions_are_no_text(tmp_path: Path) -> None:
    writer = PdfWriter()
    path = pdf(tmp_path / "a.pdf", SEEN, writer=writer)
    writer.add_annotation(0, FreeText(text="geheim", rect=(20, 100, 100, 120)))
    writer.add_metadata({"/Title": "geheim", "/Subject": "geheim"})
    writer.write(path)
    parsed = parse_pdf(path)
    assert (parsed.title, [block.text for block in parsed.blocks]) == ("", ["offen"])
