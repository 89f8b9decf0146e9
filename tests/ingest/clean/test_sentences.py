from ingest.blocks import Block
from ingest.clean.sentences import ELSEWHERE, ON_SAVED_PAGES, without_adverts


def test_block_without_advertising_comes_back_as_it_was() -> None:
    block = Block(text="Beide  schreiben auf, was sie erwarten.\n- Papier\n- zwei Stifte")
    assert without_adverts(block, ON_SAVED_PAGES) == block


def test_block_of_advertising_alone_is_nothing() -> None:
    assert without_adverts(Block(text="Buchen Sie jetzt Ihre kostenlose Demo."), ELSEWHERE) is None


def test_level_of_a_heading_stays() -> None:
    heading = Block(text="Am Anfang fragen. Jetzt kostenlos testen!", level=2)
    assert without_adverts(heading, ON_SAVED_PAGES) == Block(text="Am Anfang fragen.", level=2)
