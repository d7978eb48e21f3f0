"""The other buttons of a step: another kind, leave it out, throw the draft away, back to a question, do it again."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, QTimer

from dsl_desk.casework.take_step import leave_out
from dsl_desk.ui.context import Context
from dsl_desk.ui.screens.concern.step_work import StepWork


class StepButtons(QObject):
    """Connects what is not the seal itself."""

    def __init__(self, context: Context, work: StepWork) -> None:
        super().__init__(work)
        self._context, self._work, self._panel = context, work, work.panel
        self._goes_in = False  # it was said that something was sent: the focus follows into that form
        panel = work.panel
        panel.sheet.card_wanted.connect(self._card_wanted)
        panel.back.clicked.connect(lambda: self._change(""))
        panel.check.change_wanted.connect(self._change)
        panel.begin.clicked.connect(self._begin)
        panel.sent.clicked.connect(self._sent)
        work.loaded.connect(self._loaded)
        panel.throw_away.clicked.connect(self._throw_away)
        panel.leave_out.chosen.connect(self._leave_out)
        panel.kind_wanted.connect(lambda kind: self._switch(kind=kind))
        panel.referral_wanted.connect(lambda referral: self._switch(referral=referral))

    def _leave_out(self, reason: str, note: str) -> None:
        form = self._work.state.form
        if form is not None:
            job = partial(leave_out, self._context.desk, form.concern, form.step, reason, note)
            failed = lambda problem: self._panel.leave_out.refuse(problem.sentence)  # noqa: E731
            self._context.tasks.run(job, owner=self._panel, then=self._work.after_seal, failed=failed)

    def _throw_away(self) -> None:
        form = self._work.state.form
        self._work.drafting.throw_away()
        if form is not None:
            self._work.load(form.concern, form.step)

    def _switch(self, *, kind: str = "", referral: str = "") -> None:
        form = self._work.state.form
        if form is not None:
            self._work.load(form.concern, form.step, kind=kind or form.kind, referral=referral, begun=True)

    def _sent(self) -> None:
        """Saying that it was sent is a referral of its own, with its clock: whom it is for is known already."""
        form = self._work.state.form
        if form is not None:
            self._goes_in = True
            self._work.load(form.concern, form.sends, kind="referral_made", begun=True, sent=form.step)

    def _loaded(self) -> None:
        if self._goes_in:
            self._panel.go_in()
        self._goes_in = False

    def _change(self, question: str) -> None:
        self._work.show(replace(self._work.state, page="form"))
        QTimer.singleShot(0, self._panel, lambda: self._panel.sheet.focus_spot(question))

    def _card_wanted(self, card: str) -> None:
        words = self._work.state.form.choice_cards.get(card) if self._work.state.form else None
        if words is not None and words.effect == "opens":
            self._context.danger_wanted.emit()
        elif words is not None:
            self._panel.show_card(words)

    def _begin(self) -> None:
        self._work.show(replace(self._work.state, begun=True))
        first = self._panel.sheet.first()
        if first is not None:
            first.setFocus()
