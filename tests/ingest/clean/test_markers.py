import pytest

from ingest.clean.markers import marker


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("3 Kommentare", "comments"),
        ("Leave a Reply", "comments"),
        ("Über die Autorin", "author"),
        ("Über die Beispielwerke AG", "author"),
        ("Notes to editors:", "author"),
        ("Recommended for you", "reading"),
        ("Inhaltsverzeichnis", "reading"),
        ("Über das Zuhören", None),
        ("Weitere Beiträge zur Stille im Gespräch", None),
    ],
)
def test_line_announces_what_stands_around_an_article(line: str, kind: str | None) -> None:
    assert marker(line) == kind
