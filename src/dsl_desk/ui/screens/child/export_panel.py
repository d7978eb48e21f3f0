"""Print the chronology, or export it as a file: for whom, why, with a passphrase or without; noted in the register."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from dsl_desk.casework import export_pack
from dsl_desk.domain.questions import Choice, Question, QuestionType
from dsl_desk.errors import KnownProblem
from dsl_desk.ui.context import Context
from dsl_desk.ui.tasks import LongJob
from dsl_desk.ui.widgets.banner import Banner
from dsl_desk.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from dsl_desk.ui.widgets.card import Card
from dsl_desk.ui.widgets.file_dialogs import Ask, folder
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.form_sheet import FormSheet
from dsl_desk.ui.widgets.labels import Label, fit_height, muted, selectable
from dsl_desk.ui.widgets.pdf_pages import PdfPages, pictures_of, print_pages

_WHO_IS_NAMED = (
    "Only this child and their brothers and sisters are named; every other child is a letter. Look at the pages before "
    "they leave."
)
_QUESTIONS = (
    Question(id="recipient", label="Who receives it", type=QuestionType.TEXT),
    Question(id="reason", label="Why", type=QuestionType.TEXT),
    Question(id="months", label="How much", type=QuestionType.CHOICE, choices=(
        Choice(value="12", label="The last 12 months"), Choice(value="all", label="Everything"))),
    Question(id="protected", label="How is it protected?", type=QuestionType.CHOICE, choices=(
        Choice(value="yes", label="With a passphrase", note="One is made, shown once and kept in the register."),
        Choice(value="no", label="Not protected", note="Anybody who has the file can read it."))),
    Question(id="checked", label="I have looked at the pages, and who is named on them", type=QuestionType.TICK),
)  # fmt: skip


class ExportPanel(QWidget):
    """`choose_folder` asks for a folder, `print_now` sends pages to a printer; tests give their own."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._child = context, ""
        self._job: LongJob | None = None
        self.choose_folder: Ask = folder(self, "Export to this folder")
        self.print_now: Callable[[bytes], None] = partial(print_pages, self)
        self._sheet = FormSheet(context.now)
        self._card, self._pages = Card("Print or export the chronology", gap=12), PdfPages()
        self._bar, self._stop = QProgressBar(), SecondaryButton("Stop", self._cancel)
        self._done, self._passphrase = Banner(tone="ok"), Label("", "code")
        self._look = SecondaryButton("Look at the pages", self._preview)
        self._print = SecondaryButton("Print…", self._print_now)
        self._export = PrimaryButton("Export to a folder…", self._send)
        self._lay_out()
        self._sheet.load(_QUESTIONS, {}, options={}, flat=True)

    def begin(self, child: str) -> None:
        self._child = child
        self._cancel()
        self._reset()
        self.hide()

    def toggle(self) -> None:
        self.setVisible(self.isHidden())
        if not self.isHidden():
            self._sheet.focus_spot("recipient")

    def _reset(self) -> None:
        self._done.clear()
        self._passphrase.say("")
        self._pages.clear()
        self._sheet.load(_QUESTIONS, {}, options={}, flat=True)
        self._working(False)

    def _months(self) -> int | None:
        return 12 if self._sheet.answers().get("months") == "12" else None

    def _preview(self) -> None:
        desk, child, months = self._context.desk, self._child, self._months()
        self._context.tasks.run(
            lambda: pictures_of(export_pack.preview_chronology(desk, child, months)), owner=self,
            then=self._pages.show_pages, failed=self._failed,
        )  # fmt: skip

    def _print_now(self) -> None:
        reason = str(self._sheet.answers().get("reason") or "")
        job = partial(export_pack.print_chronology, self._context.desk, self._child, reason, self._months())
        self._context.tasks.run(job, owner=self, then=self._printed, failed=self._failed)

    def _printed(self, printed: export_pack.Printed) -> None:
        if printed.problem:
            self._context.say(printed.problem, "warn")
        self._context.changes.tell({f"child:{self._child}"})
        self.print_now(printed.pdf)

    def _send(self) -> None:
        answers = self._sheet.answers()
        problems = [
            (spot, sentence)
            for spot, sentence in (
                ("recipient", "Say who receives it."),
                ("reason", "Say why it leaves."),
                ("months", "Say how much of it."),
                ("protected", "Say how the file is protected."),
                ("checked", "Look at the pages first: who is named on them."),
            )
            if not answers.get(spot)
        ]
        self._sheet.refuse(problems)
        if problems:
            return
        self.choose_folder(self._send_to)

    def _send_to(self, target: Path) -> None:
        answers = self._sheet.answers()
        job = partial(
            export_pack.export_chronology, self._context.desk, self._child, target, recipient=answers["recipient"],
            reason=answers["reason"], protected=answers["protected"] == "yes", checked=True, months=self._months(),
        )  # fmt: skip
        self._working(True)
        self._job = self._context.tasks.run_long(
            job, owner=self, progress=lambda done: self._bar.setValue(round(done * 100)), then=self._exported,
            failed=self._failed, ended=lambda: self._working(False),
        )  # fmt: skip

    def _exported(self, exported: export_pack.Exported) -> None:
        self._done.say(f"Number {exported.number}, saved as {exported.path.name}.", "ok", strong="Exported.")
        words = exported.passphrase
        self._passphrase.say(f"Passphrase: {words}" if words else "")
        self._context.changes.tell({f"child:{self._child}", "export"})

    def _failed(self, problem: KnownProblem) -> None:
        self._sheet.refused(problem, self._done.say)

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _working(self, working: bool) -> None:
        self._bar.setValue(0)
        for widget in (self._bar, self._stop):
            widget.setVisible(working)
        for button in (self._export, self._print, self._look):
            button.setEnabled(not working)

    def _lay_out(self) -> None:
        fit_height(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for button, name in ((self._look, "look_at_pages"), (self._print, "print_now"), (self._export, "export")):
            button.setObjectName(name)
        self._bar.setAccessibleName("Exporting")
        self._bar.setMinimumWidth(240)
        self._passphrase.setObjectName("export_passphrase")
        selectable(self._passphrase)
        self._passphrase.hide()
        self._card.add(muted(_WHO_IS_NAMED), self._sheet, self._done, self._passphrase, FlowRow(self._bar, self._stop))
        acts = FlowRow(self._export, self._look, self._print, LinkButton("Close", self.hide), gap=12)
        self._card.add(acts, self._pages)
        column.addWidget(self._card)
        self.hide()
