"""Times that no source settles: what the school set itself, who did and when, and a few keys to set one in place."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dsl_desk.casework import own_times
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.own_times import OwnTimeLine
from dsl_desk.domain.own_times import UNITS
from dsl_desk.domain.questions import Answers, Choice, Need, Question, QuestionType
from dsl_desk.errors import CannotSeal, KnownProblem
from dsl_desk.ui.context import Context
from dsl_desk.ui.widgets.buttons import LinkButton
from dsl_desk.ui.widgets.card import Card, empty
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.labels import Label, Tag, muted, small, strong
from dsl_desk.ui.widgets.scroll import area_of
from dsl_desk.ui.widgets.small_form import SmallForm

_WHY = "No source gives these times, or nobody verified it. Where your council or your policy says one, set it here: "
_THEN = "deadlines and Today count by it, also after a newer guidance pack. The child's safety never waits for it."
_ASKED = (
    Question(id="number", label="How many?", type=QuestionType.TEXT, need=Need.REQUIRED),
    Question(
        id="unit", label="Of what?", type=QuestionType.CHOICE, need=Need.REQUIRED,
        choices=tuple(Choice(value=unit, label=f"{word[:1].upper()}{word[1:]}s") for unit, word in UNITS.items()),
        hint="Working days are the council's: Monday to Friday without bank holidays. School days are your terms'.",
    ),
)  # fmt: skip


class OwnTimes(QWidget):
    """Hidden while there is nothing to set. Sets the desk of the context.

    `grouped`: under the roads they belong to; `why`: what such times are is said.
    """

    def __init__(self, context: Context, title: str, *, grouped: bool = False, why: bool = True) -> None:
        super().__init__()
        self._context, self._grouped = context, grouped
        self._line: OwnTimeLine | None = None
        self._card, self._rows = Card(title, gap=8), QVBoxLayout()
        self.form = SmallForm(context.now)
        self.form.act.setObjectName("seal_time")
        self.form.cancel.setObjectName("leave_time")
        self.form.sealed.connect(self._set)
        self._rows.setSpacing(4)
        if why:
            self._card.add(muted(_WHY + _THEN))
        self._card.body.addLayout(self._rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.form)
        column.addWidget(self._card)
        self.hide()

    def show_lines(self, lines: Iterable[OwnTimeLine]) -> None:
        """What can be set here; what was being typed for another is put away."""
        known = tuple(lines)
        if self._line not in known:
            self.form.hide()
        empty(self._rows)
        group = ""
        for line in known:
            if self._grouped and line.group != group:
                group = line.group
                self._rows.addSpacing(6)
                self._rows.addWidget(strong(group))
            self._add(line)
        self.setVisible(bool(known))

    def _add(self, line: OwnTimeLine) -> None:
        label, row = Label(line.label), FlowRow(gap=10)
        if self._grouped:
            row.add(label.on_one_line())
        else:
            self._rows.addWidget(label)
        row.add(Tag(line.words, "ok" if line.own else "warn"))
        if own_times.may_set(self._context.desk):
            self._link(row, "Change…" if line.own else "Set yours…", f"set_{line.id}", line, partial(self._ask, line))
            if line.own:
                self._link(row, "Take it back", f"take_back_{line.id}", line, partial(self._take_back, line))
        self._rows.addWidget(row)
        said = ". ".join(part for part in (line.by, line.pack) if part)
        if said:
            self._rows.addWidget(small(f"{said}."))

    def _link(self, row: FlowRow, words: str, name: str, line: OwnTimeLine, pressed: Callable[[], None]) -> None:
        link = LinkButton(words, pressed)
        link.setObjectName(name)
        link.setAccessibleName(f"{words.rstrip('…')}: {line.label}")
        row.add(link)

    def _ask(self, line: OwnTimeLine) -> None:
        self._line = line
        held: Answers = {"number": str(line.own.number), "unit": line.own.unit} if line.own else {}
        self.form.ask(f"Your school's own time for “{line.label}”", _ASKED, "Set this time", held)
        area = area_of(self.form)
        if area is not None:
            area.bring_up(self.form)

    def _set(self, told: Answers) -> None:
        if self._line is not None:
            number, unit = str(told.get("number") or ""), str(told.get("unit") or "")
            self._run(partial(own_times.set_own_time, self._context.desk, self._line.id, number, unit))

    def _take_back(self, line: OwnTimeLine) -> None:
        self._line = line
        self._run(partial(own_times.take_back, self._context.desk, line.id))

    def _run(self, job: Callable[[], Desk]) -> None:
        self._context.tasks.run(job, owner=self, then=self._done, failed=self._failed)

    def _done(self, desk: Desk) -> None:
        self.form.hide()
        self._context.desk = desk
        self._context.say("Saved. Deadlines count by it from now on.")
        self._context.changes.tell(own_times.CHANGED)
        again = self.findChild(QWidget, f"set_{self._line.id}") if self._line else None
        if again is not None:
            again.setFocus()

    def _failed(self, problem: KnownProblem) -> None:
        self.form.refuse(problem.problems if isinstance(problem, CannotSeal) else (("", problem.sentence),))
        if not self.form.isVisible():
            self._context.say(problem.sentence, "danger")
