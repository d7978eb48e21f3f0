"""Print a paper, or export it as a file: for whom, why, with a passphrase or without; noted in the register."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from dsl_desk.casework.register import Exported, Printed
from dsl_desk.domain.questions import Answers, Choice, Question, QuestionType
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
from dsl_desk.ui.widgets.main_act import has_main_act
from dsl_desk.ui.widgets.pdf_pages import PdfPages, pictures_of, print_pages

_WHO_IS_NAMED = (
    "Only this child and their brothers and sisters are named; every other child is a letter. Look at the pages before "
    "they leave."
)
_FIRST = (
    Question(id="recipient", label="Who receives it", type=QuestionType.TEXT),
    Question(id="reason", label="Why", type=QuestionType.TEXT),
)
_LAST = (
    Question(id="protected", label="How is it protected?", type=QuestionType.CHOICE, choices=(
        Choice(value="yes", label="With a passphrase", note="One is made, shown once and kept in the register."),
        Choice(value="no", label="Not protected", note="Anybody who has the file can read it."))),
    Question(id="checked", label="I have looked at the pages, and who is named on them", type=QuestionType.TICK),
)  # fmt: skip


_MISSING = {
    "recipient": "Say who receives it.", "reason": "Say why it leaves.", "how_much": "Say how much of it.",
    "protected": "Say how the file is protected.", "checked": "Look at the pages first: who is named on them.",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class PaperJobs:
    """What makes the paper, from the form's answers. `changed`: what the screens are told afterwards."""

    look: Callable[[Answers], bytes]
    print_out: Callable[[Answers], Printed]
    export: Callable[[Answers, Path], Generator[float, None, Exported]]
    changed: str
    recipient: str = ""


class PaperPanel(QWidget):
    """`asks`: what this paper asks beside who and why. `choose_folder` asks for a folder, `print_now` sends pages to a
    printer; tests give their own."""

    def __init__(self, context: Context, title: str, asks: tuple[Question, ...] = ()) -> None:
        super().__init__()
        self._context, self._questions = context, (*_FIRST, *asks, *_LAST)
        self._jobs: PaperJobs | None = None
        self._job: LongJob | None = None
        self.choose_folder: Ask = folder(self, "Export to this folder")
        self.print_now: Callable[[bytes], None] = partial(print_pages, self)
        self.sheet = FormSheet(context.now)
        self._card, self._pages = Card(title, gap=12), PdfPages()
        self._bar, self._stop = QProgressBar(), SecondaryButton("Stop", self._cancel)
        self._done, self._passphrase = Banner(tone="ok"), Label("", "code")
        self._look = SecondaryButton("Look at the pages", self._preview)
        self._print = SecondaryButton("Print…", self._print_now)
        self._export = PrimaryButton("Export to a folder…", self._send)
        self._lay_out()
        self._reset()

    def begin(self, jobs: PaperJobs) -> None:
        """Another paper: nothing of the last one stays."""
        self._jobs = jobs
        self._cancel()
        self._reset()
        self.hide()

    def ask(self, asks: tuple[Question, ...]) -> None:
        """Asks something else of this paper. What was answered stays, but the pages have to be looked at again."""
        questions = (*_FIRST, *asks, *_LAST)
        if questions == self._questions:
            return
        self._questions = questions
        given = {key: value for key, value in self.sheet.draft().items() if key != "checked"}
        self._pages.clear()
        self.sheet.load(questions, given, options={}, flat=True)

    def toggle(self) -> None:
        self.sheet.draw()
        self.setVisible(self.isHidden())
        if not self.isHidden():
            self.sheet.focus_spot("recipient")

    def _reset(self) -> None:
        self._done.clear()
        self._passphrase.say("")
        self._pages.clear()
        known = {"recipient": self._jobs.recipient} if self._jobs and self._jobs.recipient else {}
        self.sheet.load(self._questions, known, options={}, flat=True)
        self._working(False)

    def _preview(self) -> None:
        if (jobs := self._jobs) is None:
            return
        answers = self.sheet.answers()
        self._context.tasks.run(
            lambda: pictures_of(jobs.look(answers)), owner=self, then=self._pages.show_pages, failed=self._failed
        )

    def _print_now(self) -> None:
        if self._jobs is None:
            return
        job = partial(self._jobs.print_out, self.sheet.answers())
        self._context.tasks.run(job, owner=self, then=self._printed, failed=self._failed)

    def _printed(self, printed: Printed) -> None:
        if printed.problem:
            self._context.say(printed.problem, "warn")
        self._tell()
        self.print_now(printed.pdf)

    def _tell(self) -> None:
        self._context.changes.tell({self._jobs.changed, "export"} if self._jobs else set())

    def _send(self) -> None:
        answers = self.sheet.answers()
        problems = [(one.id, _MISSING[one.id]) for one in self._questions if not answers.get(one.id)]
        self.sheet.refuse(problems)
        if problems:
            return
        self.choose_folder(self._send_to)

    def _send_to(self, target: Path) -> None:
        if self._jobs is None:
            return
        job = partial(self._jobs.export, self.sheet.answers(), target)
        self._working(True)
        self._job = self._context.tasks.run_long(
            job, owner=self, progress=lambda done: self._bar.setValue(round(done * 100)), then=self._exported,
            failed=self._failed, ended=lambda: self._working(False),
        )  # fmt: skip

    def _exported(self, exported: Exported) -> None:
        self._done.say(f"Number {exported.number}, saved as {exported.path.name}.", "ok", strong="Exported.")
        words = exported.passphrase
        self._passphrase.say(f"Passphrase: {words}" if words else "")
        self._tell()

    def _failed(self, problem: KnownProblem) -> None:
        self.sheet.refused(problem, self._done.say)

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
        has_main_act(self, self._export)
        self._bar.setAccessibleName("Exporting")
        self._bar.setMinimumWidth(240)
        self._passphrase.setObjectName("export_passphrase")
        selectable(self._passphrase)
        self._passphrase.hide()
        self._card.add(muted(_WHO_IS_NAMED), self.sheet, self._done, self._passphrase, FlowRow(self._bar, self._stop))
        acts = FlowRow(self._export, self._look, self._print, LinkButton("Close", self.hide), gap=12)
        self._card.add(acts, self._pages)
        column.addWidget(self._card)
        self.hide()
