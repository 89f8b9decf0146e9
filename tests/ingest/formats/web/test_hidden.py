import pytest

from ingest.formats.web import parse_html
from ingest.formats.web.hidden import drop_hidden
from ingest.formats.web.tree import tree

SECRET = "Geheime Anweisung"

HIDDEN = {
    "comment": "<!-- {} -->",
    "conditional comment": "<!--[if IE]><p>{}</p><![endif]-->",
    "processing instruction": "<?php {} ?>",
    "display none": '<p style="display:none">{}</p>',
    "display none, loud": '<p style="DISPLAY : NONE !important">{}</p>',
    "visibility": '<p style="visibility:hidden">{}</p>',
    "visibility from above": '<div style="visibility:hidden"><p>{}</p></div>',
    "hidden attribute": "<p hidden>{}</p>",
    "hidden until found": '<p hidden="until-found">{}</p>',
    "opacity": '<p style="opacity:0">{}</p>',
    "opacity in per cent": '<p style="opacity:1%">{}</p>',
    "filter": '<p style="filter: opacity(0)">{}</p>',
    "font size 0": '<p style="font-size:0">{}</p>',
    "font size 1 px": '<p style="font-size:1px">{}</p>',
    "font size in em": '<p style="font-size:0.05em">{}</p>',
    "font shorthand": '<p style="font:0/0 serif">{}</p>',
    "off the left": '<p style="position:absolute;left:-9999px">{}</p>',
    "off the top": '<p style="position:absolute;top:-200em">{}</p>',
    "off the right": '<p style="position:absolute;left:99999px">{}</p>',
    "text-indent": '<p style="text-indent:-9999px">{}</p>',
    "beside its box": '<p style="text-indent:100%;overflow:hidden;white-space:nowrap">{}</p>',
    "negative margin": '<p style="margin-left:-9999px">{}</p>',
    "moved": '<p style="transform:translateX(-9999px)">{}</p>',
    "shrunk": '<p style="transform:scale(0)">{}</p>',
    "clip": '<p style="position:absolute;clip:rect(0 0 0 0)">{}</p>',
    "clip for screen readers": '<p style="position:absolute;clip:rect(1px, 1px, 1px, 1px)">{}</p>',
    "clip-path": '<p style="clip-path:inset(50%)">{}</p>',
    "no height": '<p style="height:0;overflow:hidden">{}</p>',
    "one pixel": '<p style="width:1px;height:1px;overflow:hidden">{}</p>',
    "content-visibility": '<p style="content-visibility:hidden">{}</p>',
    "white": '<p style="color:white">{}</p>',
    "white in hex": '<p style="color:#FFF">{}</p>',
    "nearly white": '<p style="color:rgb(254, 253, 254)">{}</p>',
    "white in other words": '<p style="color:hsl(0 0% 100%)">{}</p>',
    "white in OKLCH": '<p style="color:oklch(1 0 0)">{}</p>',
    "white from above": '<div style="color:white"><p>{}</p></div>',
    "white by a variable": '<style>:root{{--paper:#fff}}</style><p style="color:var(--paper)">{}</p>',
    "white by default of a variable": '<p style="color:var(--nothing, #fff)">{}</p>',
    "transparent": '<p style="color:transparent">{}</p>',
    "clear by alpha": '<p style="color:rgba(0,0,0,0.01)">{}</p>',
    "font element": '<p><font color="white">{}</font></p>',
    "colour of its ground": '<p style="background:#123456"><span style="color:#123456">{}</span></p>',
    "ground by an attribute": '<table><tr><td bgcolor="black"><font color="#000">{}</font></td></tr></table>',
    "by class": "<style>.x{{display:none}}</style><p class='a x'>{}</p>",
    "by id": "<style>#x{{visibility:hidden}}</style><p id='x'>{}</p>",
    "by tag": "<style>aside p{{color:#fff}}</style><aside><p>{}</p></aside>",
    "by attribute": "<style>[data-x]{{opacity:0}}</style><p data-x='1'>{}</p>",
    "by one of several selectors": "<style>.y,.x{{font-size:0}}</style><p class='x'>{}</p>",
    "by a rule for screens": "<style>@media screen{{.x{{display:none}}}}</style><p class='x'>{}</p>",
    "by a rule in a layer": "<style>@layer a{{.x{{display:none}}}}</style><p class='x'>{}</p>",
    "by an important rule": "<style>.x{{display:none!important}}</style><p class='x' style='display:block'>{}</p>",
    "by a later rule": "<style>.x{{display:block}}.x{{display:none}}</style><p class='x'>{}</p>",
    "template": "<template><p>{}</p></template>",
    "noscript": "<noscript><p>{}</p></noscript>",
    "closed dialog": "<dialog><p>{}</p></dialog>",
    "choice": "<select><option>{}</option></select>",
    "drawing": "<svg><desc>{}</desc></svg>",
    "zero-width text in a column of its own": '<p style="max-width:0;overflow:hidden">{}</p>',
}
SHOWN = {
    "plain": "<p>{}</p>",
    "aria-hidden": '<p aria-hidden="true">{}</p>',
    "shown again": '<div style="visibility:hidden"><p style="visibility:visible">{}</p></div>',
    "white on dark": '<div style="background:#003366"><p style="color:white">{}</p></div>',
    "white in a dark cell": '<table><tr><td bgcolor="#003366"><font color="white">{}</font></td></tr></table>',
    "white on a picture": '<div style="background:url(a.png)"><p style="color:white">{}</p></div>',
    "white on a gradient": '<div style="background-image:linear-gradient(red,tan)"><p style="color:#fff">{}</p></div>',
    "filled with a gradient": '<p style="color:transparent;background-clip:text;background:blue">{}</p>',
    "pale": '<p style="color:#bbb">{}</p>',
    "unknown colour": '<p style="color:var(--nothing)">{}</p>',
    "small print": '<p style="font-size:9px">{}</p>',
    "relative size in a small frame": '<div style="font-size:1px"><p style="font-size:16px">{}</p></div>',
    "half opaque": '<p style="opacity:.5">{}</p>',
    "centred": '<p style="position:absolute;left:50%;transform:translate(-50%,-50%)">{}</p>',
    "hidden only on paper": "<style>@media print{{.x{{display:none}}}}</style><p class='x'>{}</p>",
    "hidden only in narrow windows": "<style>@media (max-width:600px){{.x{{display:none}}}}</style><p class='x'>{}</p>",
    "hidden only under the mouse": "<style>.x:hover{{display:none}}</style><p class='x'>{}</p>",
    "closed details": "<details><summary>Mehr</summary><p>{}</p></details>",
    "hidden, but shown by a rule": "<style>.x{{display:block}}</style><p class='x' hidden>{}</p>",
    "overruled by a stronger selector": "<style>p.x{{display:block}}.x{{display:none}}</style><p class='x'>{}</p>",
    "overruled by its own style": "<style>.x{{display:none}}</style><p class='x' style='display:block'>{}</p>",
    "selector that nobody knows": "<style>.x:has(> ::moon){{display:none}}</style><p class='x'>{}</p>",
    "broken style": '<p style="display:;;{{none">{}</p>',
}


def dropped(html: str) -> tuple[str, int]:
    root = tree(f"<html><body><p>Vorher</p> {html.format(SECRET)} <p>Nachher</p></body></html>")
    assert root is not None
    hidden = drop_hidden(root)
    return " ".join(root.text_content().split()), hidden


@pytest.mark.parametrize("html", HIDDEN.values(), ids=HIDDEN.keys())
def test_hidden_text_goes_and_is_counted(html: str) -> None:
    assert dropped(html) == ("Vorher Nachher", 1)


@pytest.mark.parametrize("html", SHOWN.values(), ids=SHOWN.keys())
def test_text_that_can_be_seen_stays(html: str) -> None:
    text, hidden = dropped(html)
    assert SECRET in text
    assert hidden == 0


def test_code_is_no_hidden_text() -> None:
    assert dropped("<script>alert('{}')</script><style>.q{{color:red}}</style>") == ("Vorher Nachher", 0)


def test_text_after_a_hidden_element_stays() -> None:
    assert dropped("<p>eins <b hidden>{}</b> zwei</p>") == ("Vorher eins zwei Nachher", 1)


def test_page_that_hides_everything_has_no_text() -> None:
    assert parse_html(f"<html style='display:none'><body><p>{SECRET}</p></body></html>").blocks == ()


def test_descriptions_and_data_for_machines_are_no_text() -> None:
    article = "Zwei Menschen setzen sich an einen Tisch und reden eine Stunde lang miteinander. " * 4
    html = f"""<html><head><title>Titel</title><meta property="og:title" content="{SECRET}">
    <meta name="description" content="{SECRET}">
    <script type="application/ld+json">{{"articleBody": "{SECRET}"}}</script>
    </head><body><article><p title="{SECRET}">{article}<img alt="{SECRET}" src="a.png"></p></article></body></html>"""
    parsed = parse_html(html)
    assert parsed.title == "Titel"
    assert [block.text for block in parsed.blocks] == [article.strip()]
