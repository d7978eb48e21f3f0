"""Files attached while a concern is being written: kept with its draft, sealed with the record."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dsl_desk.casework import attach
from dsl_desk.casework.attach import Picked
from dsl_desk.casework.look_up.check_answers import CheckRow
from dsl_desk.casework.whose import WHOSE_FILES
from dsl_desk.domain.questions import Answers
from dsl_desk.errors import KnownProblem
from dsl_desk.ui.context import Context
from dsl_desk.ui.screens.record.view_model import children_in
from dsl_desk.ui.screens.record.whose_files import Pairs, WhoseFiles
from dsl_desk.ui.theme import announce
from dsl_desk.ui.widgets.banner import Banner
from dsl_desk.ui.widgets.buttons import SecondaryButton
from dsl_desk.ui.widgets.card import Card
from dsl_desk.ui.widgets.file_dialogs import Ask, file_to_open
from dsl_desk.ui.widgets.file_drop import Brought, FileDrop
from dsl_desk.ui.widgets.file_list import FileList
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.labels import Label

_ELSEWHERE = "Another record is open by now. Go back to the one the file belongs to. Nothing was attached."


class RecordFiles(Card):
    """`draft` gives the id of the draft in hand. `kept` comes when a file was put beside it. Tests give their own
    `choose_file`."""

    kept = Signal()

    def __init__(self, context: Context, draft: Callable[[], str]) -> None:
        super().__init__("Files")
        self._context, self._draft = context, draft
        self.choose_file: Ask = file_to_open(self, "Attach a file", "All files (*)")
        self.files: tuple[Picked, ...] = ()
        self.act = SecondaryButton("Attach a file…", lambda: self.choose_file(partial(self._chosen, self._draft())))
        self.act.setObjectName("attach_file")
        self._list, self._problem = FileList("Take it off", "take_off", self._take_off), Banner(closable=True)
        self.paste = SecondaryButton("Paste a file", lambda: self._drop.paste())
        self.paste.setObjectName("paste_file")
        self._drop = self.takes_drops_on(self)
        hint = context.desk.pack.questions("attachment")[0].hint
        self.whose = WhoseFiles()
        self._children: Pairs = ()
        self.whose.changed.connect(self.kept)
        self.add(Label(hint, "hint"), self._problem, self._list, self.whose, FlowRow(self.act, self.paste, gap=12))

    def takes_drops_on(self, place: QWidget) -> FileDrop:
        """What is dropped there, or pasted where it is not text, is attached here."""
        drop = FileDrop(place)
        drop.came.connect(self._brought)
        drop.refused.connect(lambda words: self._problem.say(words, "warn"))
        return drop

    def load(self, answers: Answers, labels: Mapping[str, str]) -> None:
        """The files of the draft that was just begun or gone on with, and what it says of them."""
        self._problem.clear()
        self.whose.load(answers)
        self.follow(answers, labels)
        self._show(())
        job = partial(attach.kept_with_draft, self._context.desk, self._draft())
        self._context.tasks.run(job, owner=self, then=self._show)

    def follow(self, answers: Answers, labels: Mapping[str, str]) -> None:
        """Whom the record is about by now. `labels`: the children's names by id."""
        self._children = children_in(answers, labels)
        self._ask()

    @property
    def rows(self) -> tuple[CheckRow, ...]:
        """The files in words, for the check page."""
        named, whose = dict(self._children), self.whose.told().get(WHOSE_FILES, {})
        about = {digest: " and ".join(named.get(one, "") for one in ids) for digest, ids in whose.items()}
        told = "\n".join(
            f"{one.name} ({one.line})" + (f", about {about[one.digest]}" if about.get(one.digest) else "")
            for one in self.files
        )
        return (CheckRow(id="files", label="Files", text=told),) if told else ()

    def _chosen(self, draft: str, path: Path) -> None:
        """The dialog holds nothing up: the record it was opened on is the one the file belongs to."""
        if draft != self._draft():
            self._problem.say(_ELSEWHERE, "warn")
            return
        self._problem.clear()
        self._keep(draft, lambda: path)

    def _brought(self, files: list[Brought]) -> None:
        """Each by itself, and what was refused says so beside what was taken."""
        self._problem.clear()
        for one in files:
            self._keep(self._draft(), one)

    def _keep(self, draft: str, source: Brought) -> None:
        desk = self._context.desk

        def job() -> tuple[Picked, ...]:
            return attach.keep_with_draft(desk, draft, source())

        self._context.tasks.run(job, owner=self, then=lambda files: self._got(draft, files), failed=self._refused)

    def _got(self, draft: str, files: tuple[Picked, ...]) -> None:
        if draft != self._draft():
            return
        self._show(files)
        announce(self, f"Attached: {files[-1].name}" if files else "")
        self.kept.emit()

    def _take_off(self, digest: str) -> None:
        job = partial(attach.remove_from_draft, self._context.desk, self._draft(), digest)
        self._context.tasks.run(job, owner=self, then=self._show)
        self.act.setFocus()

    def _refused(self, problem: KnownProblem) -> None:
        self._problem.say(problem.sentence, "danger")

    def _show(self, files: tuple[Picked, ...]) -> None:
        self.files = files
        self._list.show_files((one.digest, one.name, one.line) for one in files)
        self._ask()

    def _ask(self) -> None:
        self.whose.ask(tuple((one.digest, one.name) for one in self.files), self._children)
