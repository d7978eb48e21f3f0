"""Print a paper, or export it as a file: for whom, why, with a passphrase or without; noted in the register."""

from __future__ import annotations

from collections.abc import Callable, Generator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from dsl_desk.casework.pack_facts.masking import Shown
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


_MASKED = "masked"
_MISSING = {
    "recipient": "Say who receives it.", "reason": "Say why it leaves.", "how_much": "Say how much of it.",
    "protected": "Say how the file is protected.", "checked": "Look at the pages first: who is named on them.",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class PaperJobs:
    """What makes the paper, from the form's answers. `changed`: what the screens are told afterwards.

    `names`: the children that stand on it, where it may be chosen who is named; `answers["masks"]` then says so.
    """

    look: Callable[[Answers], bytes]
    print_out: Callable[[Answers], Printed]
    export: Callable[[Answers, Path], Generator[float, None, Exported]]
    changed: str
    recipient: str = ""
    names: Callable[[], tuple[Shown, ...]] | None = None


def _who_is_masked(shown: tuple[Shown, ...]) -> Question:
    return Question(
        id=_MASKED, label="Whose name is left out?", type=QuestionType.CHOICES,
        hint="A letter stands for that child on every page, and nothing else that says who it is.",
        choices=tuple(Choice(value=one.child, label=one.name, note=one.why) for one in shown),
    )  # fmt: skip


class PaperPanel(QWidget):
    """`asks`: what this paper asks beside who and why. `who_is_named`: in a sentence.
    `choose_folder` asks for a folder, `print_now` sends pages to a
    printer; tests give their own."""

    def __init__(self, context: Context, title: str, asks: tuple[Question, ...] = (), *, who_is_named: str) -> None:
        super().__init__()
        self._context, self._questions = context, (*_FIRST, *asks, *_LAST)
        self._asks = asks
        self._jobs: PaperJobs | None = None
        self._names: tuple[Shown, ...] = ()
        self._looked_at: list[str] = []  # who was masked on the pages that were looked at
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
        self._lay_out(who_is_named)
        self._reset()

    def begin(self, jobs: PaperJobs) -> None:
        """Another paper: nothing of the last one stays."""
        self._jobs, self._names = jobs, ()
        self._questions = (*_FIRST, *self._asks, *_LAST)
        self._cancel()
        self._reset()
        self.hide()

    def ask(self, asks: tuple[Question, ...], known: Answers | None = None) -> None:
        """Asks something else of this paper. What was answered stays, but the pages have to be looked at again."""
        questions = (*_FIRST, *asks, *_LAST)
        if questions == self._questions:
            return
        self._questions = questions
        given = {key: value for key, value in self.sheet.draft().items() if key != "checked"}
        self._pages.clear()
        self.sheet.load(questions, given | (known or {}), options={}, flat=True)

    def toggle(self) -> None:
        self.sheet.draw()
        self.setVisible(self.isHidden())
        if not self.isHidden():
            self.sheet.focus_spot("recipient")
            self._ask_names()

    def _ask_names(self) -> None:
        if self._jobs is not None and self._jobs.names is not None:
            self._context.tasks.run(self._jobs.names, owner=self, then=partial(self._name, self._jobs))

    def _name(self, jobs: PaperJobs, shown: tuple[Shown, ...]) -> None:
        if jobs is self._jobs and shown:
            self._names, self._looked_at = shown, [one.child for one in shown if one.masked]
            self.ask((*self._asks, _who_is_masked(shown)), {_MASKED: self._looked_at})
            self.sheet.focus_spot("recipient")

    def _answers(self) -> Answers:
        """What was answered, and who is named where that was asked."""
        answers = self.sheet.answers()
        masked = answers.get(_MASKED) or []
        masks = {one.child: "masked" if one.child in masked else "named" for one in self._names}
        return {**answers, "masks": masks}

    def _look_again(self) -> None:
        """Other names on the pages: they have to be looked at again."""
        answers = self.sheet.draft()
        if self._names and (answers.get(_MASKED) or []) != self._looked_at:
            self._looked_at = answers.get(_MASKED) or []
            self._pages.clear()
            self.sheet.form.set_answers({**answers, "checked": False})

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
        answers = self._answers()
        self._context.tasks.run(
            lambda: pictures_of(jobs.look(answers)), owner=self, then=self._pages.show_pages, failed=self._failed
        )

    def _print_now(self) -> None:
        if self._jobs is None:
            return
        job = partial(self._jobs.print_out, self._answers())
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
        needed = (one.id for one in self._questions if one.id in _MISSING)
        problems = [(one, _MISSING[one]) for one in needed if not answers.get(one)]
        self.sheet.refuse(problems)
        if problems:
            return
        self.choose_folder(self._send_to)

    def _send_to(self, target: Path) -> None:
        if self._jobs is None:
            return
        job = partial(self._jobs.export, self._answers(), target)
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

    def _lay_out(self, who_is_named: str) -> None:
        fit_height(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for button, name in ((self._look, "look_at_pages"), (self._print, "print_now"), (self._export, "export")):
            button.setObjectName(name)
        has_main_act(self, self._export)
        self.sheet.changed.connect(self._look_again)
        self._bar.setAccessibleName("Exporting")
        self._bar.setMinimumWidth(240)
        self._passphrase.setObjectName("export_passphrase")
        selectable(self._passphrase)
        self._passphrase.hide()
        self._card.add(muted(who_is_named), self.sheet, self._done, self._passphrase, FlowRow(self._bar, self._stop))
        acts = FlowRow(self._export, self._look, self._print, LinkButton("Close", self.hide), gap=12)
        self._card.add(acts, self._pages)
        column.addWidget(self._card)
        self.hide()
