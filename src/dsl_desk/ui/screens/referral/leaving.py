"""What leaves: read, looked at, exported or printed, noted in the register."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Protocol

from PySide6.QtCore import QObject, Signal

from dsl_desk.casework import export_pack
from dsl_desk.casework.check_page import CheckPage, check_page
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.referral import choose_masks
from dsl_desk.errors import CannotWrite, DiskFull, FolderNotWritable, KnownProblem
from dsl_desk.ui.context import Context
from dsl_desk.ui.screens.referral import view_model as vm
from dsl_desk.ui.screens.referral.paper import Paper
from dsl_desk.ui.tasks import LongJob
from dsl_desk.ui.widgets.pdf_pages import pictures_of


class Host(Protocol):
    """The screen, as this needs it."""

    paper: Paper
    referral: str

    @property
    def state(self) -> vm.ReferralScreenState: ...
    def show_state(self, state: vm.ReferralScreenState) -> None: ...
    def tell(self) -> None: ...


class Leaving(QObject):
    """`exported` comes when a file lies where it was wanted."""

    exported = Signal()

    def __init__(self, context: Context, host: Host) -> None:
        super().__init__(host.paper)
        self._context, self._host, self._paper = context, host, host.paper
        self._job: LongJob | None = None
        paper = host.paper
        paper.check.clicked.connect(self._check)
        paper.mask_wanted.connect(self._mask)
        paper.files.changed.connect(self._files)
        paper.export.clicked.connect(self._export)
        paper.print.clicked.connect(self._print)
        paper.stop.clicked.connect(self.cancel)

    def _check(self) -> None:
        self._host.show_state(replace(self._host.state, working=False))
        self._paper.check.rename("Reading…")
        state = self._host.state
        job = partial(check_page, self._context.desk, self._host.referral, dict(state.masks), state.files)
        self._context.tasks.run(job, owner=self, then=self._checked, failed=self._failed)

    def _checked(self, check: CheckPage) -> None:
        if check.referral != self._host.referral:
            return
        first = self._host.state.check is None
        self._host.show_state(replace(self._host.state, check=check))
        if first and "recipient" not in self._paper.sheet.answers():
            self._paper.begin(check.recipient)
        state = self._host.state
        job = partial(export_pack.preview, self._context.desk, self._host.referral, dict(state.masks), state.files)
        self._context.tasks.run(
            lambda: pictures_of(job()), owner=self,
            then=self._paper.pages.show_pages, failed=self._failed,
        )  # fmt: skip

    def _mask(self, child: str, value: str) -> None:
        self._host.show_state(replace(self._host.state, masks=self._host.state.masks | {child: value}))
        self._check()

    def _files(self, files: tuple[str, ...]) -> None:
        self._host.show_state(replace(self._host.state, files=files))
        self._check()

    def _export(self) -> None:
        problems = self._paper.sheet.form.problems()
        self._paper.sheet.refuse(problems)
        if not problems and self._host.state.check is not None:
            self._paper.choose_folder(self._export_to)

    def _export_to(self, target: Path) -> None:
        answers, state = self._paper.sheet.answers(), self._host.state
        job = partial(
            export_pack.export_pack, self._context.desk, self._host.referral, target, recipient=answers["recipient"],
            reason=answers["reason"], protected=answers["protected"] == "yes", checked=state.check is not None,
            masks=dict(state.masks), files=state.check.files if state.check is not None else (),
        )  # fmt: skip
        self._paper.done.clear()
        self._host.show_state(replace(self._host.state, working=True))
        self._job = self._context.tasks.run_long(
            job, owner=self, progress=lambda part: self._paper.bar.setValue(round(part * 100)), then=self._exported,
            failed=self._export_failed, ended=lambda: self._host.show_state(replace(self._host.state, working=False)),
        )  # fmt: skip

    def _exported(self, exported: export_pack.Exported) -> None:
        self._paper.show_exported(exported.number, exported.path.name, exported.passphrase, exported.beside)
        self._host.tell()
        self.exported.emit()

    def _print(self) -> None:
        reason = str(self._paper.sheet.answers().get("reason") or "")
        job = partial(_print, self._context.desk, self._host.referral, reason, dict(self._host.state.masks))
        self._context.tasks.run(job, owner=self, then=self._printed, failed=self._failed)

    def _printed(self, printed: export_pack.Printed) -> None:
        if printed.problem:
            self._context.say(printed.problem, "warn")
        self._host.tell()
        self._paper.print_now(printed.pdf)

    def _failed(self, problem: KnownProblem) -> None:
        self._host.show_state(replace(self._host.state, working=False))
        self._paper.sheet.refused(problem, self._paper.done.say)

    def _export_failed(self, problem: KnownProblem) -> None:
        self._failed(problem)
        self._host.tell()  # the register says so too

    def cancel(self) -> None:
        """Stops an export between two of its steps."""
        if self._job is not None:
            self._job.cancel()
            self._job = None


def _print(desk: Desk, referral: str, reason: str, masks: dict[str, str]) -> export_pack.Printed:
    """Prints what was checked: names chosen here are kept with the written copy first, where anything can be kept."""
    if masks:
        with suppress(DiskFull, CannotWrite, FolderNotWritable):  # said with the pages: the register cannot be either
            choose_masks(desk, referral, masks)
    return export_pack.print_pack(desk, referral, reason, masks)
