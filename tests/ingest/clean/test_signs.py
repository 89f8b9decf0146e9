from ingest.clean.signs import signs


def test_signs_are_named() -> None:
    assert set(signs("Ein Mikrofon für 40 Euro genügt.")) == {"money"}


def test_several_signs_count_together() -> None:
    assert {"two signs", "three signs"} <= set(signs("Laden Sie jetzt kostenlos unsere App herunter!"))


def test_plain_sentence_shows_none() -> None:
    assert not list(signs("Beide schweigen eine Weile."))
