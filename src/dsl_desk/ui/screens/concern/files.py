"""Files of a concern: attached with one press, looked at here, opened or saved elsewhere only after a warning."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices, QImage

from dsl_desk.casework import attached
from dsl_desk.casework.attach import Picked
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.register import Exported
from dsl_desk.domain.access import Act, may
from dsl_desk.domain.attachments import OPENED_OUTSIDE
from dsl_desk.domain.questions import Answers, Need, Question, QuestionType
from dsl_desk.errors import KnownProblem
from dsl_desk.ui.context import Context
from dsl_desk.ui.widgets.banner import Banner
from dsl_desk.ui.widgets.buttons import LinkButton, SecondaryButton
from dsl_desk.ui.widgets.card import Card
from dsl_desk.ui.widgets.file_dialogs import Ask, folder
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.labels import heading, show_if
from dsl_desk.ui.widgets.pdf_pages import PdfPages
from dsl_desk.ui.widgets.small_form import SmallForm

_OUTSIDE = (
    "Another program then holds a copy of this file and may keep traces of it. It is noted in the register, and our "
    "copy goes when the desk locks. Open only what you expected to be sent."
)
_ASKED = (
    Question(id="recipient", label="Who receives it", type=QuestionType.TEXT, need=Need.REQUIRED),
    Question(id="reason", label="Why", type=QuestionType.TEXT, need=Need.REQUIRED),
)


class FileViewer(Card):
    """One attached file. `shown`: it came into view; `left`: a copy left the desk.

    Tests give their own `choose_folder` and `open_file`.
    """

    left = Signal()
    shown = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(gap=10)
        self._context, self._root = context, ""
        self.choose_folder: Ask = folder(self, "Save the copy in this folder")
        self.open_file: Callable[[Path], object] = _open
        self._title, self._said, self._pages = heading(), Banner(), PdfPages()
        self.outside = SecondaryButton("Open in another program…", self._warn)
        self.copy = SecondaryButton("Save a copy…", self._ask)
        self.close_it = LinkButton("Close", self.hide)
        self.asked = SmallForm(context.now)
        self.asked.sealed.connect(lambda answers: self.choose_folder(partial(self._save, answers)))
        for button, name in ((self.outside, "open_outside"), (self.copy, "save_copy"), (self.close_it, "close_file")):
            button.setObjectName(name)
        self._acts = FlowRow(self.outside, self.copy, self.close_it, gap=12)
        self.add(self._title, self._said, self._acts, self.asked, self._pages)
        self.hide()

    def show_file(self, root: str) -> None:
        """Its pages where they can be shown, else why not."""
        self._root = root
        self._said.clear()
        self._pages.clear()
        self.asked.hide()
        desk, tasks = self._context.desk, self._context.tasks
        tasks.run(partial(attached.about, desk, root), owner=self, then=self._named)
        shown = lambda found: self._pages.show_pages(found) if root == self._root else None  # noqa: E731
        tasks.run(partial(_pictures, desk, root), owner=self, then=shown, failed=self._failed)

    def _named(self, file: Picked) -> None:
        self._title.say(f"{file.name} ({file.line})")
        self.setAccessibleName(f"File {file.name}")
        leaves = may(self._context.desk.me.role, Act.EXPORT, self._context.desk.vault.kind)
        show_if(self.outside, leaves and file.sort in OPENED_OUTSIDE)
        show_if(self.copy, leaves)
        self.show()
        self.close_it.setFocus()
        self.shown.emit()

    def _warn(self) -> None:
        self._said.clear()
        self._said.say(_OUTSIDE, "warn")
        self._said.offer("Open it now", self._open_outside)

    def _open_outside(self) -> None:
        job = partial(attached.open_outside, self._context.desk, self._root)
        self._context.tasks.run(job, owner=self, then=self._opened, failed=self._failed)

    def _opened(self, path: Path) -> None:
        self._said.clear()
        if self.open_file(path) is False:
            self._said.say("No program on this computer opens this kind of file. Save a copy instead.", "warn")
        self.left.emit()

    def _ask(self) -> None:
        self.asked.ask("Save a copy outside the desk", _ASKED, "Choose the folder…")

    def _save(self, answers: Answers, target: Path) -> None:
        job = partial(
            attached.save_copy, self._context.desk, self._root, target, answers["recipient"], answers["reason"]
        )
        self._context.tasks.run(job, owner=self, then=self._saved, failed=self._failed)

    def _saved(self, exported: Exported) -> None:
        self.asked.hide()
        self._said.clear()
        self._said.say(
            f"Number {exported.number}, saved as {exported.path.name}. Anybody who has the file can read it.", "ok",
            strong="Saved.",
        )  # fmt: skip
        self.left.emit()

    def _failed(self, problem: KnownProblem) -> None:
        self._said.clear()
        self._said.say(problem.sentence, "warn")


def _pictures(desk: Desk, root: str) -> tuple[list[QImage], int]:
    pages, count = attached.look(desk, root)
    kind = QImage.Format.Format_RGB888
    return [QImage(one.pixels, one.width, one.height, 3 * one.width, kind).copy() for one in pages], count


def _open(path: Path) -> bool:
    return QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))
