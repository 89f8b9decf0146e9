from companion.checks.printed import block_texts, cited_ids, draft_texts, questions
from companion.domain import Preparation, Sheet


def test_everything_a_reader_sees_is_a_text(agenda):
    texts = draft_texts(agenda)
    assert {
        "Termin 2: Rundmails",
        "Darf ich anfangen?",
        "den Entwurf verschicken",
        "Was lief anders als gedacht?",
    } <= set(texts)


def test_ids_roles_and_kinds_are_no_texts(agenda):
    assert not {"p-close", "try_out", "mentor", "tandem-01", "de"} & set(draft_texts(agenda))


def test_sheets_can_be_left_out(agenda):
    draft = agenda.model_copy(update={"sheets": (Sheet(title="Zum Üben", text="Bitte senden Sie"),)})
    assert "Zum Üben" in draft_texts(draft)
    assert "Zum Üben" not in draft_texts(draft, sheets=False)


def test_an_opening_line_is_no_question(agenda):
    assert questions(agenda) == ("Was lief anders als gedacht?", "Was soll ich beim nächsten Mal anders machen?")


def test_ids_are_listed_once_in_the_order_of_use(agenda):
    preparation = Preparation(mentor=("Etwas lesen",), mentor_citations=(("p-try_out", "p-extra"),))
    draft = agenda.model_copy(update={"preparation": preparation, "goal_citations": ("p-goal",)})
    assert cited_ids(draft) == ("p-goal", "p-check_in", "p-impulse", "p-try_out", "p-close", "p-extra")


def test_block_texts_hold_purpose_steps_and_way_out(agenda):
    assert {"Damit am Ende etwas auf dem Tisch liegt.", "Mit der ersten Zeile anfangen."} <= set(
        block_texts(agenda.blocks[1])
    )
