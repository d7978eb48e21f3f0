"""The referral: state and clocks, the page before it leaves, the export, how it went, what came back."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dsl_desk.casework import export_pack
from dsl_desk.casework.check_page import CheckPage, check_page
from dsl_desk.casework.desk import Desk, Sealed
from dsl_desk.casework.referral import ReferralPage, Standing, referral_page, withdraw_referral
from dsl_desk.domain.questions import Answers
from dsl_desk.errors import CannotSeal, KnownProblem
from dsl_desk.ui.context import Context, Screen
from dsl_desk.ui.navigation import Place
from dsl_desk.ui.screens.referral import view_model as vm
from dsl_desk.ui.screens.referral.paper import Paper
from dsl_desk.ui.screens.referral.parts import Parts
from dsl_desk.ui.tasks import LongJob
from dsl_desk.ui.widgets.buttons import LinkButton, SecondaryButton
from dsl_desk.ui.widgets.card import Card
from dsl_desk.ui.widgets.columns import Columns
from dsl_desk.ui.widgets.labels import Label, muted, small
from dsl_desk.ui.widgets.pdf_pages import pictures_of
from dsl_desk.ui.widgets.scroll import ScrollArea
from dsl_desk.ui.widgets.small_form import SmallForm


class ReferralScreen(Screen):
    """Place "referral" (referral)."""

    section = "referrals"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._state = vm.begun_by(context.desk.me.role)
        self._referral = ""
        self._asked = ""
        self._job: LongJob | None = None
        self.parts, self.paper, self.small = Parts(), Paper(context.now), SmallForm(context.now)
        self._lay_out()
        self._connect()

    @property
    def state(self) -> vm.ReferralScreenState:
        return self._state

    def open(self, place: Place) -> None:
        fresh = place.get("referral") != self._referral
        self._referral = place.get("referral")
        if fresh:
            self._cancel()
            self._state = vm.begun_by(self.context.desk.me.role)
            self.paper.begin("")
            self.small.hide()
            self._area.verticalScrollBar().setValue(0)
        self._load()

    def first_focus(self) -> QWidget | None:
        return self.paper.check if self._state.may_export else None

    def _load(self) -> None:
        if self._referral:
            job = partial(referral_page, self.context.desk, self._referral)
            self.context.tasks.run(job, owner=self, then=self._got)

    def _got(self, page: ReferralPage) -> None:
        if page.id == self._referral:
            self._show(replace(self._state, page=page))

    def _check(self) -> None:
        self._show(replace(self._state, working=False))
        self.paper.check.rename("Reading…")
        job = partial(check_page, self.context.desk, self._referral, dict(self._state.masks))
        self.context.tasks.run(job, owner=self, then=self._checked, failed=self._failed)

    def _checked(self, check: CheckPage) -> None:
        if check.referral != self._referral:
            return
        first = self._state.check is None
        self._show(replace(self._state, check=check))
        if first and "recipient" not in self.paper.sheet.answers():
            self.paper.begin(check.recipient)
        desk, referral, masks = self.context.desk, self._referral, dict(self._state.masks)
        self.context.tasks.run(
            lambda: pictures_of(export_pack.preview(desk, referral, masks)), owner=self,
            then=self.paper.pages.show_pages, failed=self._failed,
        )  # fmt: skip

    def _mask(self, child: str, value: str) -> None:
        self._state = replace(self._state, masks=self._state.masks | {child: value})
        self._check()

    def _export(self) -> None:
        problems = self.paper.sheet.form.problems()
        self.paper.sheet.refuse(problems)
        if not problems and self._state.check is not None:
            self.paper.choose_folder(self._export_to)

    def _export_to(self, target: Path) -> None:
        answers = self.paper.sheet.answers()
        job = partial(
            export_pack.export_pack, self.context.desk, self._referral, target, recipient=answers["recipient"],
            reason=answers["reason"], protected=answers["protected"] == "yes", checked=self._state.check is not None,
            masks=dict(self._state.masks),
        )  # fmt: skip
        self.paper.done.clear()
        self._show(replace(self._state, working=True))
        self._job = self.context.tasks.run_long(
            job, owner=self, progress=lambda part: self.paper.bar.setValue(round(part * 100)), then=self._exported,
            failed=self._export_failed, ended=lambda: self._show(replace(self._state, working=False)),
        )  # fmt: skip

    def _exported(self, exported: export_pack.Exported) -> None:
        self.paper.show_exported(exported.number, exported.path.name, exported.passphrase)
        self._tell()
        if self._state.page is not None and vm.written(self._state.page) is not None:
            self._ask_sent()

    def _print(self) -> None:
        reason = str(self.paper.sheet.answers().get("reason") or "")
        job = partial(export_pack.print_pack, self.context.desk, self._referral, reason)
        self.context.tasks.run(job, owner=self, then=self._printed, failed=self._failed)

    def _printed(self, printed: export_pack.Printed) -> None:
        if printed.problem:
            self.context.say(printed.problem, "warn")
        self._tell()
        self.paper.print_now(printed.pdf)

    def _failed(self, problem: KnownProblem) -> None:
        self._show(replace(self._state, working=False))
        if isinstance(problem, CannotSeal):
            self.paper.sheet.refuse(problem.problems)
        else:
            self.paper.done.say(problem.sentence, "danger")

    def _export_failed(self, problem: KnownProblem) -> None:
        self._failed(problem)
        self._tell()  # the register says so too

    def _cancel(self) -> None:
        if self._job is not None:
            self._job.cancel()
            self._job = None

    def _ask_sent(self) -> None:
        self._asked = "sent"
        self.small.ask("How did it go, and when?", vm.sent_questions(self.context.desk), "Seal how it went")

    def _ask_withdraw(self) -> None:
        self._asked = "withdraw"
        self.small.ask("Withdraw this referral", self.context.desk.pack.questions("withdrawn"), "Withdraw it")

    def _seal_small(self, answers: Answers) -> None:
        page = self._state.page
        if page is None:
            return
        job = partial(_seal_sent if self._asked == "sent" else _withdraw, self.context.desk, page, answers)
        self.context.tasks.run(job, owner=self, then=self._sealed, failed=self._small_failed)

    def _sealed(self, changed: frozenset[str]) -> None:
        self.small.hide()
        self.context.say("Sealed.", "ok")
        self.context.changes.tell(changed)

    def _small_failed(self, problem: KnownProblem) -> None:
        self.small.refuse(problem.problems if isinstance(problem, CannotSeal) else (("", problem.sentence),))

    def _tell(self) -> None:
        """An export belongs to the concerns it is about."""
        page = self._state.page
        if page is not None:
            self.context.changes.tell({f"concern:{concern}" for concern, _ in page.concerns})

    def _write(self, kind: str) -> None:
        page = self._state.page
        if page is not None:
            step = self.context.desk.pack.step_of_kind(kind).id
            self.context.navigation.go(
                "concern", concern=vm.first_concern(page), step=step, referral=page.id, kind=kind
            )

    def _amend(self, root: str) -> None:
        page = self._state.page
        if page is not None:
            self.context.navigation.go("concern", concern=vm.first_concern(page), amend=root)

    def _open_concern(self) -> None:
        page = self._state.page
        if page is not None:
            self.context.navigation.go("concern", concern=vm.first_concern(page))

    def _changed(self) -> None:
        if self.isVisible():
            self._load()

    def _show(self, state: vm.ReferralScreenState) -> None:
        self._state = state
        page = state.page
        if page is None:
            return
        self._crumb.say(f"Referral {page.reference} · to {page.to_name or 'nobody named yet'}")
        self._title.say(", ".join(name for _, name in page.children) or page.reference)
        rests = ", ".join(reference for _, reference in page.concerns)
        self._about.say(f"Rests on {rests}" if rests else "")
        self.setAccessibleName(f"Referral {page.reference}")
        self.withdraw.setVisible(state.may_work and page.standing is not Standing.WITHDRAWN)
        self.paper.setVisible(state.may_export)
        self.parts.show_state(state)
        self.paper.show_state(state)

    def _connect(self) -> None:
        self.parts.step_wanted.connect(self._write)
        self.parts.amend_wanted.connect(self._amend)
        self.parts.sent_wanted.connect(self._ask_sent)
        self.paper.check.clicked.connect(self._check)
        self.paper.mask_wanted.connect(self._mask)
        self.paper.export.clicked.connect(self._export)
        self.paper.print.clicked.connect(self._print)
        self.paper.stop.clicked.connect(self._cancel)
        self.small.sealed.connect(self._seal_small)
        self.withdraw.clicked.connect(self._ask_withdraw)
        self.concern.clicked.connect(self._open_concern)
        self.context.changes.listen(self, lambda word: word.startswith(("concern:", "people")), self._changed)

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._area = ScrollArea(margins=(28, 4, 28, 24))
        outer.addWidget(self._area)
        header = Card(gap=2)
        self._crumb, self._title, self._about = small(), Label("", "title"), muted()
        self.concern, self.withdraw = SecondaryButton("Open the concern"), LinkButton("Withdraw…")
        self.concern.setObjectName("open_concern")
        self.withdraw.setObjectName("withdraw_referral")
        header.add(self._crumb)
        line = QHBoxLayout()
        line.setSpacing(12)
        line.addWidget(self._title, 1)
        line.addWidget(self.withdraw)
        line.addWidget(self.concern)
        header.body.addLayout(line)
        header.add(self._about)
        self._area.body.addWidget(header)
        self._area.body.addWidget(self.small)
        columns = Columns(8, 13, least=760)
        left, right = columns.columns
        left.addWidget(self.parts)
        right.addWidget(self.paper)
        self._area.body.addWidget(columns)
        self._area.body.addStretch(1)


def _seal_sent(desk: Desk, page: ReferralPage, answers: Answers) -> frozenset[str]:
    return vm.seal_sent(desk, page, answers).changed


def _withdraw(desk: Desk, page: ReferralPage, answers: Answers) -> frozenset[str]:
    done: tuple[Sealed, ...] = withdraw_referral(desk, page.id, answers.get("why", ""), answers.get("note", ""))
    return frozenset().union(*(one.changed for one in done))
