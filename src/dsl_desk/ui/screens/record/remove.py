"""When the person of worry works here: nothing is sealed. The draft is printed for the right person, then removed."""

from __future__ import annotations

import html
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QObject, QTimer, Signal
from PySide6.QtGui import QPageLayout, QPageSize, QPdfWriter, QShowEvent, QTextDocument

from dsl_desk.casework import attach
from dsl_desk.casework.look_up.check_answers import CheckRow, told_concern
from dsl_desk.casework.look_up.concern import CardWords
from dsl_desk.domain.characters import visible
from dsl_desk.domain.questions import Answers
from dsl_desk.pathways.contacts import CallLine
from dsl_desk.ui.context import Context
from dsl_desk.ui.widgets.buttons import LinkButton, PrimaryButton
from dsl_desk.ui.widgets.call_list import CallList, CallRow
from dsl_desk.ui.widgets.card import Card
from dsl_desk.ui.widgets.file_dialogs import Ask, pdf_to_save
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.labels import Label, muted
from dsl_desk.ui.widgets.main_act import has_main_act
from dsl_desk.ui.widgets.scroll import ScrollArea


class PrintAndRemove(Card):
    """The card that blocks sealing. `removed` comes when the draft is on paper and gone from the desk.

    `choose_file` asks where the paper goes; `answers` and `draft` give what was typed and the draft's id.
    """

    removed = Signal()
    change_wanted = Signal()

    def __init__(self, context: Context, answers: Callable[[], Answers], draft: Callable[[], str]) -> None:
        super().__init__(gap=10)
        self._context, self._answers, self._draft = context, answers, draft
        self._record = "this vault" if context.desk.pack.about_adults else "the children's record"
        self.choose_file: Ask = pdf_to_save(self, "Where to save it", "for-the-right-person.pdf")
        self._title, self._lines = Label("", "title", tone="danger"), Label("")
        self._calls = CallList(may_ring=False)
        self.act = PrimaryButton("Print for the right person, then remove", self._print)
        has_main_act(self)  # neither prints nor removes with a key meant for sealing
        self.act.setObjectName("print_and_remove")
        wrong = "That is not so: change the answer"
        if not context.desk.pack.about_adults:
            wrong = "Nobody named here works or volunteers here: change the answer"
        self.undo = LinkButton(wrong, self.change_wanted.emit)
        self.undo.setObjectName("change_works_here")
        self.whom = LinkButton("Whom to ring, and where it is written", context.front_door_wanted.emit)
        self.whom.setObjectName("front_door")
        self.setObjectName("staff_stop")
        self.setProperty("tone", "danger")
        note = muted(f"Nothing of this is sealed in {self._record}. Your draft stays until you print or change it.")
        self.add(self._title, self._lines, self._calls, FlowRow(self.act, self.whom, self.undo, gap=14), note)
        self.hide()

    def showEvent(self, event: QShowEvent) -> None:
        """It comes above the form, wherever the form was scrolled to: it is brought into sight."""
        super().showEvent(event)
        area: QObject | None = self.parent()
        while area is not None and not isinstance(area, ScrollArea):
            area = area.parent()
        if isinstance(area, ScrollArea):
            QTimer.singleShot(0, self, partial(area.verticalScrollBar().setValue, 0))

    def show_card(self, card: CardWords | None) -> None:
        if card is not None:
            self._title.say(card.title)
            self._lines.say(f"{' '.join(card.lines)}.")

    def show_calls(self, calls: Iterable[CallLine]) -> None:
        """Whom to ring: a child who is hurt now comes first."""
        first = [line for line in calls if line.number][:2]
        self._calls.show_calls(CallRow(one.role, one.name, one.number, one.why_now) for one in first)

    def _print(self) -> None:
        self.choose_file(self._chosen)

    def _chosen(self, target: Path) -> None:
        job = partial(told_concern, self._context.desk, self._answers())
        self._context.tasks.run(job, owner=self, then=lambda rows: self._write(target, rows))

    def _write(self, target: Path, rows: tuple[CheckRow, ...]) -> None:
        told, draft = ((row.label, row.text) for row in rows if row.text), self._draft()
        content = pdf_of(told, self._record)

        job = partial(attach.hand_over, self._context.desk, draft, target, content)
        self._context.tasks.run(job, owner=self, then=lambda _: self._done())

    def _done(self) -> None:
        self.removed.emit()
        self._context.say(
            "It is on paper, with any attached files beside it, and no longer on this desk. Hand it to the right "
            "person now, and delete what was saved when it is printed."
        )


def lines_of(text: str) -> str:
    return html.escape(visible(text)).replace("\n", "<br>")


def pdf_of(told: Iterable[tuple[str, str]], record: str = "the children's record") -> bytes:
    """A plain printed page of labels and answers, not sealed in that record."""
    rows = "".join(f"<h3>{html.escape(label)}</h3><p>{lines_of(text)}</p>" for label, text in told)
    document = QTextDocument()
    document.setHtml(f"<h1>For the right person only</h1><p>Not sealed in {record}.</p>{rows}")
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    writer.setPageMargins(QMarginsF(20, 18, 20, 18), QPageLayout.Unit.Millimeter)
    writer.setTitle("For the right person only")
    document.print_(writer)
    buffer.close()
    return bytes(buffer.data().data())
