"""Two files of one child: said on the file, with both side by side first; and parted again where that was wrong."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from dsl_desk.casework.amend import withdraw
from dsl_desk.casework.desk import Sealed
from dsl_desk.casework.look_up.child import ChildPage
from dsl_desk.casework.look_up.finding import ChildFinder, child_finder
from dsl_desk.casework.look_up.same_child import Beside, OneOf, beside
from dsl_desk.casework.people import merge_children
from dsl_desk.domain.questions import Answers
from dsl_desk.errors import KnownProblem
from dsl_desk.ui.context import Context
from dsl_desk.ui.models import same_child_form as form
from dsl_desk.ui.theme import announce
from dsl_desk.ui.widgets.buttons import LinkButton, PrimaryButton
from dsl_desk.ui.widgets.card import Card, empty
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.form_sheet import FormSheet
from dsl_desk.ui.widgets.labels import Label, Tag, fit_height, muted, strong
from dsl_desk.ui.widgets.main_act import has_main_act
from dsl_desk.ui.widgets.small_form import SmallForm

_WHAT = (
    "Nothing is altered or removed in either file. From then on they are read as one; this can be taken back. A "
    "wrong one puts another child’s story here: compare both."
)


class SameChildPanel(QWidget):
    """Stands under what is on file."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._child, self._other = context, "", ""
        self._files, self._shown = QVBoxLayout(), QVBoxLayout()
        self._open_link = LinkButton("This is the same child as…", self._find)
        self._editor, self._sheet, self._part = (
            Card("The same child", gap=12),
            FormSheet(context.now),
            SmallForm(context.now),
        )
        self._merge = PrimaryButton("Read them as one file", self._send)
        self._parting = ""
        self._lay_out()

    def begin(self, child: str) -> None:
        self._child = child
        self._close()

    def show_page(self, page: ChildPage, *, may_change: bool) -> None:
        apart = self._context.desk.pack.about_adults  # a pupil's file is the children's vault's to put right
        self._open_link.setVisible(may_change and not apart and self._editor.isHidden())
        empty(self._files)
        for number, one in enumerate(page.merged.files):
            self._files.addWidget(self._file(number, one, may_change=may_change))

    def _file(self, number: int, one: OneOf, *, may_change: bool) -> QWidget:
        holder = QWidget()
        fit_height(holder)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(strong(f"Read as one with the file “{one.name}”"))
        column.addWidget(muted(one.says))
        if may_change:
            link = LinkButton("They are two children…", partial(self._ask_part, one))
            link.setAccessibleName(f"They are two children: {one.name}")
            link.setObjectName(f"part_{number}")
            column.addWidget(FlowRow(link))
        return holder

    def _find(self) -> None:
        job = partial(child_finder, self._context.desk)
        self._context.tasks.run(job, owner=self, then=self._open)

    def _open(self, finder: ChildFinder) -> None:
        self._sheet.load(form.SAME_QUESTIONS, {}, options={}, suggest=finder, name="same")
        self._editor.show()
        self._open_link.hide()
        self._sheet.focus_spot("other")

    def _close(self) -> None:
        self._other = ""
        self._editor.hide()
        self._part.hide()
        self._open_link.show()
        empty(self._shown)

    def _give_up(self) -> None:
        self._close()
        self._open_link.setFocus()

    def _changed(self) -> None:
        """The other file is chosen: both are shown beside each other."""
        other = form.other_of(self._sheet.answers(), self._child)
        if other == self._other:
            return
        self._other = other
        empty(self._shown)
        if other:
            job = partial(beside, self._context.desk, self._child, other)
            self._context.tasks.run(job, owner=self, then=partial(self._show_beside, other))

    def _show_beside(self, other: str, both: Beside) -> None:
        if other != self._other:
            return
        holder = QWidget()
        fit_height(holder)
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(6)
        for column, stretch in enumerate((3, 5, 5, 2)):
            grid.setColumnStretch(column, stretch)
        rows = (("", f"This file: {both.this}", f"The other: {both.other}", False), *both.rows)
        for line, (label, left, right, differs) in enumerate(rows):
            make = Label if line else strong
            for column, widget in enumerate((muted(label), make(left or "–"), make(right or "–"))):
                grid.addWidget(widget, line, column, Qt.AlignmentFlag.AlignTop)
            if differs:
                grid.addWidget(Tag("differs", "warn"), line, 3, Qt.AlignmentFlag.AlignTop)
        self._shown.addWidget(holder)
        unlike = ", ".join(label for label, _, _, differs in both.rows if differs)
        announce(
            self, f"{both.this} beside {both.other}. {f'They differ in: {unlike}' if unlike else 'Nothing differs'}"
        )

    def _send(self) -> None:
        answers = self._sheet.answers()
        problems = [*form.problems(answers, self._child), *self._sheet.form.problems()]
        self._sheet.refuse(problems)
        if not problems:
            kept, gone = form.kept_and_gone(answers, self._child)
            job = partial(merge_children, self._context.desk, kept, gone, str(answers["why"]))
            self._run(job, "They are read as one file now.")

    def _ask_part(self, one: OneOf) -> None:
        self._parting = one.root
        self._part.ask(f"“{one.name}” is another child", form.PART_QUESTIONS, "Part the two files")

    def _do_part(self, answers: Answers) -> None:
        job = partial(withdraw, self._context.desk, self._parting, str(answers["why"]))
        self._run(job, "They are two files again. What was said stays readable under Evidence.")

    def _run(self, job: partial[Sealed], words: str) -> None:
        self._merge.setEnabled(False)
        self._context.tasks.run(job, owner=self, then=partial(self._sealed, words), failed=self._failed)

    def _sealed(self, words: str, sealed: Sealed) -> None:
        self._merge.setEnabled(True)
        self._give_up()
        self._context.changes.tell({*sealed.changed, "child", "people", "concerns", "today"})
        self._context.say(words)

    def _failed(self, problem: KnownProblem) -> None:
        self._merge.setEnabled(True)
        self._sheet.refused(problem, self._context.say)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self._files.setSpacing(12)
        self._open_link.setObjectName("same_child")
        self._merge.setObjectName("merge_children")
        self._sheet.changed.connect(self._changed)
        self._part.sealed.connect(self._do_part)
        has_main_act(self._editor, self._merge)
        self._editor.add(muted(_WHAT), self._sheet)
        self._editor.body.addLayout(self._shown)
        self._editor.add(FlowRow(self._merge, LinkButton("Leave them as they are", self._give_up), gap=14))
        self._editor.hide()
        column.addLayout(self._files)
        for widget in (self._part, self._editor, FlowRow(self._open_link)):
            column.addWidget(widget)
