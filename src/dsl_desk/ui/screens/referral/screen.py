"""The referral: state and clocks, the page before it leaves, the export, how it went, what came back."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dsl_desk.casework.desk import Desk, Sealed
from dsl_desk.casework.referral import ReferralPage, Standing, referral_page, withdraw_referral
from dsl_desk.domain.questions import Answers
from dsl_desk.errors import CannotSeal, KnownProblem
from dsl_desk.ui.context import Context, Screen
from dsl_desk.ui.navigation import Place
from dsl_desk.ui.screens.referral import view_model as vm
from dsl_desk.ui.screens.referral.leaving import Leaving
from dsl_desk.ui.screens.referral.paper import Paper
from dsl_desk.ui.screens.referral.parts import Parts
from dsl_desk.ui.widgets.buttons import LinkButton, SecondaryButton
from dsl_desk.ui.widgets.card import Card
from dsl_desk.ui.widgets.columns import Columns
from dsl_desk.ui.widgets.labels import Label, muted, small
from dsl_desk.ui.widgets.scroll import ScrollArea
from dsl_desk.ui.widgets.small_form import SmallForm


class ReferralScreen(Screen):
    """Place "referral" (referral)."""

    section = "referrals"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._state = vm.begun_by(context.desk)
        self.referral = ""
        self._asked = ""
        self.parts, self.paper, self.small = Parts(), Paper(context.now), SmallForm(context.now)
        self.leaving = Leaving(context, self)
        self._lay_out()
        self._connect()

    @property
    def state(self) -> vm.ReferralScreenState:
        return self._state

    def open(self, place: Place) -> None:
        fresh = place.get("referral") != self.referral
        self.referral = place.get("referral")
        if fresh:
            self.leaving.cancel()
            self._state = vm.begun_by(self.context.desk)
            self.paper.begin("")
            self.small.hide()
            self._area.verticalScrollBar().setValue(0)
        self._load()

    def first_focus(self) -> QWidget | None:
        return self.paper.check if self._state.may_export else None

    def _load(self) -> None:
        if self.referral:
            job = partial(referral_page, self.context.desk, self.referral)
            self.context.tasks.run(job, owner=self, then=self._got)

    def _got(self, page: ReferralPage) -> None:
        if page.id == self.referral:
            self.show_state(replace(self._state, page=page))

    def _left(self) -> None:
        """Exporting is not sending: how it went is asked once."""
        if self._state.page is not None and vm.written(self._state.page) is not None:
            self._ask_sent()

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

    def tell(self) -> None:
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
            self.context.navigation.go("concern", concern=vm.first_concern(page), amends=root)

    def _open_concern(self) -> None:
        page = self._state.page
        if page is not None:
            self.context.navigation.go("concern", concern=vm.first_concern(page))

    def _changed(self) -> None:
        if self.isVisible():
            self._load()

    def show_state(self, state: vm.ReferralScreenState) -> None:
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
        self.leaving.exported.connect(self._left)
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
