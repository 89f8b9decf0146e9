from ingest.blocks import Block, sections


def texts(blocks: list[Block], title: str = "") -> list[tuple[str, tuple[str, ...]]]:
    """Return headings with their paragraphs."""
    return [(section.heading, section.paragraphs) for section in sections(blocks, title)]


def test_heading_carries_those_above_it() -> None:
    blocks = [Block(text="A", level=1), Block(text="B", level=2), Block(text="p")]
    assert texts(blocks) == [("A › B", ("p",))]


def test_heading_ends_deeper_ones() -> None:
    blocks = [Block(text="B", level=2), Block(text="C", level=3), Block(text="D", level=2), Block(text="p")]
    assert texts(blocks) == [("D", ("p",))]


def test_neighbours_share_a_section() -> None:
    blocks = [Block(text="p"), Block(text="q"), Block(text="A", level=1), Block(text="r")]
    assert texts(blocks) == [("", ("p", "q")), ("A", ("r",))]


def test_title_is_no_part_of_the_path() -> None:
    blocks = [Block(text="T", level=1), Block(text="p"), Block(text="A", level=2), Block(text="q")]
    assert texts(blocks, title="T") == [("", ("p",)), ("A", ("q",))]
