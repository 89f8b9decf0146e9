import pytest

from ingest.clean.lines import is_noise_item, is_noise_line


@pytest.mark.parametrize(
    "line",
    [
        "Teilen Merken Drucken",
        "Start › Wissen › Führung",
        "von Marius Tendler | 12.03.2024 | 4 Kommentare",
        "By Kim Example | Leadership | 6 Comments",
        "Guidance note 12 · Version 2 · Members and public",
        "318 Aufrufe · 7 Antworten",
        "Foto: Redaktion",
        "© 2024 Beispielverlag",
        "asked Feb 11 by quiet_one",
        "Seite 1 von 2",
        "Posted 3 weeks ago",
        "* * *",
    ],
)
def test_furniture_is_noise(line: str) -> None:
    assert is_noise_line(line)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Von der Idee zur Tat",
        "By the end of the year",
        "Kaffee, Tee, Wasser",
        "Vertrauen · Offenheit",
        "Am 4. Mai trafen sich alle.",
        "Kontakt halten",
        "Wer nicht fragt – bleibt dumm.",
    ],
)
def test_short_text_is_none(line: str) -> None:
    assert not is_noise_line(line)


def test_word_of_menus_may_be_an_item() -> None:
    assert is_noise_line("Presse")
    assert not is_noise_item("Presse")
