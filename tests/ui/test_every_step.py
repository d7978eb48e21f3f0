"""Every form of both roads on the screen: each question is there, and every choice the pack gives can be made."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QComboBox, QWidget
from pytestqt.qtbot import QtBot

from dsl_desk.casework.look_up.step import step_form
from dsl_desk.domain.questions import Question, QuestionType
from dsl_desk.ui.context import Context
from dsl_desk.ui.navigation import Place
from dsl_desk.ui.screens.concern.screen import ConcernScreen
from tests.ui.accessibility import roleless, unnamed
from tests.ui.desks import School, add_prevent_concern
from tests.ui.test_concern import settle, show

STEPS = (
    "look_back", "prevent_danger", "advice", "parents", "decide", "prevent_sheet", "refer", "answer", "chase",
    "support", "close",
)  # fmt: skip


def forms(context: Context, concern: str, step: str) -> Iterator[str]:
    form = step_form(context.desk, concern, step)
    yield from (kind for kind, _ in form.kinds) if form.kinds else (form.kind,)


def offered(screen: ConcernScreen, name: str) -> set[str]:
    """What can be chosen in the field of that name: values of ticks and circles, or rows of a drop-down."""
    found = {one.objectName().removeprefix(f"{name}_") for one in screen.panel.sheet.findChildren(QWidget)
             if one.objectName().startswith(f"{name}_")}  # fmt: skip
    boxes = [one for one in screen.panel.sheet.findChildren(QComboBox) if one.objectName() == name]
    return found | {str(box.itemData(row)) for box in boxes for row in range(box.count())}


def lacking(screen: ConcernScreen, question: Question, name: str) -> list[str]:
    if question.type is QuestionType.PER_CHILD:
        return [one for field in question.fields for one in lacking(screen, field, f"{name}_0_{field.id}")]
    if question.type not in (QuestionType.CHOICE, QuestionType.CHOICES):
        return []
    return [f"{name}: {one.value}" for one in question.choices if one.value not in offered(screen, name)]


@pytest.mark.parametrize("step", STEPS)
def test_every_choice_of_every_question_can_be_made(qtbot: QtBot, context: Context, school: School, step: str) -> None:
    concern = add_prevent_concern(context.desk, school, begun=True)
    screen = show(qtbot, context, Place("concern", concern=concern))
    for kind in forms(context, concern, step):
        screen.work.load(concern, step, kind=kind, referral="", begun=True)
        settle(context)
        form = screen.work.state.form
        assert form is not None and (form.step, form.kind) == (step, kind)
        assert form.questions
        missing = [one for question in form.questions for one in lacking(screen, question, f"q_{question.id}")]
        assert missing == []
        assert unnamed(screen) == [] and roleless(screen) == []


def test_the_steps_tried_are_all_there_are(context: Context, school: School) -> None:
    concern = add_prevent_concern(context.desk, school, begun=True)
    both = {step.id for road in context.desk.pack.walked("prevent") for step in road.steps}
    assert set(STEPS) | {"record_concern"} == both, concern
