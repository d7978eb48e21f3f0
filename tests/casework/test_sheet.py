"""The Prevent sheet on paper: what is known, what is not known, nobody else's name (content 4.3)."""

from __future__ import annotations

from pathlib import Path

import pytest

from dsl_desk.casework.desk import Desk
from dsl_desk.casework.drafts import new_id
from dsl_desk.casework.export_pack import export_sheet, names_on_sheet, preview_sheet, print_sheet
from dsl_desk.casework.roads import start_road
from dsl_desk.casework.take_step import take_step
from dsl_desk.demo.school import PracticeClock, ids_of
from dsl_desk.errors import CannotSeal, KnownProblem
from tests.casework.acts import file_of, recorded, take, urgency
from tests.casework.school import finished
from tests.reports.paper import all_bytes, metadata, whole

OTHER = "Leyla Demir"
SHEET = {
    "how_it_came_up": f"He said it to two pupils, one of them {OTHER}, and to his tutor.",
    "facts": "A notebook with names of mass killers.", "exact_words": f"he was the only one, tell {OTHER}",
    "threats": "not_known", "travel": "not_known", "weapons": "None known.",
    "needs": "Autism, as a need and not as a cause.", "talked_with_child": "Listened. He said little.",
    "talked_with_parents": "Mother told on 4 November.", "fear": "That he is drawn further in.",
    "agencies_told": "Prevent lead, by phone.",
}  # fmt: skip


@pytest.fixture
def concern(desk: Desk, clock: PracticeClock) -> str:
    found = recorded(
        desk, children=[{"child": ids_of(desk)["0403"], "role": "at_risk"}], what_happened="A notebook with names.",
        child_words="he was the only one",
    )  # fmt: skip
    clock.later(40)
    take(desk, found, "urgency", urgency("social_care", natures={"main": "radicalisation", "all": ["radicalisation"]}))
    start_road(desk, found, "prevent")
    return found


@pytest.fixture
def sheet(desk: Desk, concern: str) -> str:
    take_step(desk, concern, "prevent_sheet", new_id(), SHEET)
    return concern


def test_every_question_stands_on_the_paper_with_its_answer_or_that_it_is_not_known(desk: Desk, sheet: str) -> None:
    text = " ".join(whole(preview_sheet(desk, sheet, "prevent_sheet")).split())
    step = next(state.step for state in file_of(desk, sheet).steps if state.step.id == "prevent_sheet")
    for question in step.questions:
        assert question.label.split(":")[0] in text
    assert "Autism, as a need and not as a cause." in text and "Not known (asked" in text and "Nothing recorded" in text
    assert "Tyler Marsh" in text and "not the form itself" in text
    for line in step.do_not:
        assert line in text


def test_another_child_is_a_letter_everywhere_metadata_included(desk: Desk, sheet: str) -> None:
    pdf = preview_sheet(desk, sheet, "prevent_sheet")
    text = " ".join(whole(pdf).split())
    assert b"Leyla" not in all_bytes(pdf) and "Leyla" not in text and "Demir" not in text
    assert "one of them Child B" in text and "tell [Child B]" in text
    assert "Tyler" not in str(metadata(pdf))


def test_any_child_on_it_can_be_masked_and_then_nothing_says_who_it_is(desk: Desk, sheet: str) -> None:
    tyler = ids_of(desk)["0403"]
    shown = names_on_sheet(desk, sheet, "prevent_sheet")
    assert [(one.name, one.masked) for one in shown] == [("Tyler Marsh", False), (OTHER, True)]
    pdf = preview_sheet(desk, sheet, "prevent_sheet", {tyler: "masked"})
    said = all_bytes(pdf) + whole(pdf).encode() + str(metadata(pdf)).encode()
    for secret in (b"Tyler", b"Karen", b"07700 900103", b"9 May 2012", b"A821999916003", b"Cobbler"):
        assert secret not in said
    assert "Left out, as the name is" in whole(pdf)


def test_an_export_stands_in_the_register_and_its_file_names_nobody(desk: Desk, sheet: str, tmp_path: Path) -> None:
    made = finished(export_sheet(desk, sheet, "prevent_sheet", tmp_path, recipient="Prevent lead", reason="referral",
                                 protected=True, checked=True))  # fmt: skip
    assert made.path.name == "Prevent-prompt-sheet-2026-0002.pdf" and made.passphrase  # the first is story 7’s
    assert b"/Encrypt" in made.path.read_bytes()
    exported = file_of(desk, sheet).standing("exported")
    assert [one.body.document for one in exported] == ["prevent-sheet"]
    assert len(file_of(desk, sheet).standing("export_done")) == 1


def test_printing_is_noted(desk: Desk, sheet: str) -> None:
    printed = print_sheet(desk, sheet, "prevent_sheet", "to fill in the form")
    assert printed.pdf.startswith(b"%PDF") and not printed.problem
    assert [one.body.document for one in file_of(desk, sheet).standing("printed")] == ["prevent-sheet"]


def test_before_anything_is_sealed_there_is_no_sheet_and_a_sentence_says_so(desk: Desk, concern: str) -> None:
    with pytest.raises(KnownProblem) as refused:
        preview_sheet(desk, concern, "prevent_sheet")
    assert "Seal it first" in refused.value.sentence


def test_it_does_not_leave_without_a_recipient_or_unseen(desk: Desk, sheet: str, tmp_path: Path) -> None:
    with pytest.raises(CannotSeal) as refused:
        finished(export_sheet(desk, sheet, "prevent_sheet", tmp_path, recipient=" ", reason="x", protected=False,
                              checked=False))  # fmt: skip
    assert [spot for spot, _ in refused.value.problems] == ["recipient", "checked"]
    assert list(tmp_path.glob("*.pdf")) == []
