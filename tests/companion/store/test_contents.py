from hypothesis import given
from hypothesis import strategies as st

from companion.cards import Card
from companion.store.contents import CARDS, Contents, Source
from tests.companion.store.sample import card, contents, passage


def test_same_knowledge_gives_the_same_version() -> None:
    assert contents("a", "b").version("model") == contents("a", "b").version("model")


def test_version_is_twelve_hexadecimal_digits() -> None:
    version = contents("a").version("model")
    assert len(version) == 12
    assert int(version, 16) >= 0


def test_version_depends_on_the_embedding_model() -> None:
    assert contents("a").version("one") != contents("a").version("other")


@given(texts=st.lists(st.text(), min_size=1, max_size=4), place=st.integers(0, 3), other=st.text(min_size=1))
def test_version_depends_on_every_passage(texts: list[str], place: int, other: str) -> None:
    place %= len(texts)
    changed = [*texts[:place], texts[place] + other, *texts[place + 1 :]]
    assert contents(*texts).version("m") != contents(*changed).version("m")


def test_version_depends_on_cards_signals_and_sources() -> None:
    whole = contents("a")
    parts = [
        whole.model_copy(update={field: empty}) for field, empty in (("cards", ()), ("signals", ()), ("sources", {}))
    ]
    assert len({item.version("m") for item in (whole, *parts)}) == 4


def test_order_of_sources_does_not_matter() -> None:
    one, two = Source(author="A", title="T"), Source(author="B", title="U")
    forth, back = ({"R1": one, "R2": two}, {"R2": two, "R1": one})
    passages = (passage("a"),)
    assert Contents(passages=passages, sources=forth).version("m") == Contents(passages=passages, sources=back).version(
        "m"
    )


def test_card_survives_its_file() -> None:
    step = {"by": "mentor", "share": 2, "text": "Zuhören", "from": 12}
    topic = {"match": ["a", "b", "c"], "forms": {"bare": "A", "in": "in A", "about": "über A"}}
    rich = Card.model_validate(
        {**card().model_dump(by_alias=True), "adds": [{"step": step}], "topic": topic, "when": {"phase": "closing"}}
    )
    encoded = Contents(passages=(passage("a"),), cards=(rich,)).encoded()["cards.json"]
    assert CARDS.validate_json(encoded) == (rich,)
