"""The life of one step's form: loaded, drafted, looked through, sealed, left out, amended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from dsl_desk.casework import drafts, people
from dsl_desk.casework.amend import amend
from dsl_desk.casework.desk import Sealed
from dsl_desk.casework.drafts import Draft
from dsl_desk.casework.look_up.amending import amend_form
from dsl_desk.casework.look_up.check_answers import CheckRow, check_step
from dsl_desk.casework.look_up.look_back import LookedBack, look_back
from dsl_desk.casework.look_up.step import StepForm, step_form
from dsl_desk.casework.take_step import leave_out, take_step
from dsl_desk.domain.questions import Answers, QuestionType
from dsl_desk.errors import CannotSeal, KnownProblem
from dsl_desk.ui.context import Context
from dsl_desk.ui.drafting import Drafting
from dsl_desk.ui.screens.concern import view_model as vm
from dsl_desk.ui.screens.concern.step_panel import StepPanel
from dsl_desk.ui.theme import announce

_DESPITE, _REASONS = "despite", "reasons"  # what a draft holds besides answers


class StepWork(QObject):
    """`sealed` comes after each seal; `loaded` when a form stands on the panel. `rang` carries the role being rung."""

    sealed = Signal(object)
    loaded = Signal(object)

    def __init__(self, context: Context, panel: StepPanel, *, may_work: bool = True) -> None:
        super().__init__(panel)
        self.context, self.panel, self._may_work = context, panel, may_work
        self.state = vm.StepState(may_work=may_work)
        self.drafting = Drafting(context, panel, self._held)
        self._after = ""
        self._rung = ""
        self._connect()

    def load(self, concern: str, step: str, *, kind: str = "", referral: str = "", begun: bool = False) -> None:
        """Shows this step. What was typed in the one before is saved first."""
        self.drafting.save()
        job = partial(step_form, self.context.desk, concern, step, kind=kind, referral=referral)
        self.context.tasks.run(job, owner=self.panel, then=lambda form: self._got(form, begun=begun))

    def reload(self) -> None:
        """The same step, after something else on the concern was sealed; what is being typed stays."""
        form = self.state.form
        if form is not None and not self.drafting.dirty and self.state.page == "form" and not self.state.amends:
            begun = self.state.begun
            self.load(form.concern, form.step, kind=form.kind if begun else "", referral=form.referral, begun=begun)

    def amend(self, root: str) -> None:
        """Opens an entry's form, filled with what it says."""
        self.drafting.save()
        job = partial(amend_form, self.context.desk, root)
        self.context.tasks.run(job, owner=self.panel, then=lambda form: self._got(form, amends=root))

    def ring(self, role: str) -> None:
        """ "I am ringing": the lock holds off, the call's start and whom are noted, four lines to say stand ready."""
        self.context.ringing.emit()
        form = self.state.form
        if form is None:
            return
        now = self.context.now()
        line = next((one for one in form.calls if one.role == role), None)
        self._rung = role
        noted = vm.ringing(form, role, now)
        if noted and not self.state.amends:
            if not self.state.shows_form:
                self._show(replace(self.state, begun=True))
            self.panel.sheet.form.set_answers(self.panel.sheet.draft() | noted)
            self._changed()
        self.panel.ringing.say(
            "\n".join(("Say:", *form.say)) if form.say else "Write down who you spoke to and what was said.",
            "accent", strong=f"Ringing {line.name if line else ''}, {now:%H:%M}. The lock is held for 30 minutes.",
        )  # fmt: skip

    def _got(self, form: StepForm, *, begun: bool = False, amends: str = "") -> None:
        def found(mine: list[Draft]) -> None:
            self._put(form, vm.draft_for(mine, form, amends), begun=begun, amends=amends)

        self.context.tasks.run(partial(drafts.mine, self.context.desk), owner=self.panel, then=found)

    def _put(self, form: StepForm, draft: Draft | None, *, begun: bool, amends: str) -> None:
        held: dict[str, Any] = dict(draft.answers) if draft else {}
        despite, reasons = held.pop(_DESPITE, ""), held.pop(_REASONS, {})
        self.drafting.begin(vm.draft_form(form, amends), draft.id if draft else "")
        self.panel.load(form, held or form.answers, amends=bool(amends))
        self.panel.despite.set_text(despite)
        self.panel.reasons.set_reasons(reasons)
        self.drafting.forget_changes()
        self.panel.saved.say("Draft, not sealed yet" if draft else "")
        self._show(vm.StepState(form=form, amends=amends, begun=begun or draft is not None, may_work=self._may_work))
        if form.kind == "urgency" and not amends and self._may_work:
            job = partial(look_back, self.context.desk, form.concern)
            self.context.tasks.run(job, owner=self.panel, then=self._looked)
        if self._after:
            self.panel.done.say(self._after, "ok", strong="Sealed.")
            self._after = ""
        self.loaded.emit(form)

    def _looked(self, children: tuple[LookedBack, ...]) -> None:
        self.panel.looked.show_children(children)
        self._show(replace(self.state, looked=children))

    def _held(self) -> dict[str, Any]:
        held = self.panel.sheet.draft()
        extra = {_DESPITE: self.panel.despite.text(), _REASONS: self.panel.reasons.reasons()}
        return held | {key: value for key, value in extra.items() if value}

    def _changed(self) -> None:
        self.drafting.touch()

    def _act(self) -> None:
        form = self.state.form
        if form is None or self.state.busy:
            return
        problems = self.panel.sheet.form.problems()
        if problems:
            self._refuse(problems)
        elif form.kind in vm.CHECKED and not self.state.amends:
            self.drafting.save()
            self._run(partial(check_step, **self._order(form, self.panel.sheet.answers())), self._checked)
        else:
            self._seal()

    def _seal(self) -> None:
        form = self.state.form
        if form is None or self.state.busy:
            return
        answers = self.panel.sheet.answers()
        if self.state.amends:
            self._run(partial(amend, self.context.desk, self.state.amends, self.drafting.id, answers), self._sealed)
        else:
            self._run(partial(take_step, **self._order(form, answers)), self._sealed)

    def _order(self, form: StepForm, answers: Answers) -> dict[str, Any]:
        return {
            "desk": self.context.desk, "concern_id": form.concern, "step_id": form.step, "draft_id": self.drafting.id,
            "answers": answers, "kind": form.kind, "referral": form.referral, "despite": self.panel.despite.text(),
            "reasons": self.panel.reasons.reasons(),
        }  # fmt: skip

    def _run(self, job: Callable[[], Any], then: Callable[[Any], None]) -> None:
        self._show(replace(self.state, busy=True))
        self.context.tasks.run(job, owner=self.panel, then=then, failed=self._failed)

    def _checked(self, rows: tuple[CheckRow, ...]) -> None:
        self.panel.sheet.refuse([])
        self._show(replace(self.state, page="check", rows=rows, busy=False))
        self.panel.seal.setFocus()

    def _sealed(self, sealed: Sealed) -> None:
        self.drafting.end()
        self._after = sealed.afterwards or "It is in the record."
        self.panel.ringing.clear()
        announce(self.panel, f"Sealed. {self._after}")
        self._show(replace(self.state, busy=False, page="form", begun=False, amends=""))
        self.sealed.emit(sealed)

    def _failed(self, problem: KnownProblem) -> None:
        self._show(replace(self.state, page="form", busy=False))
        if isinstance(problem, CannotSeal):
            self._refuse(list(problem.problems))
        else:
            self.context.say(problem.sentence, "danger")

    def _refuse(self, problems: list[tuple[str, str]]) -> None:
        self.panel.sheet.refuse(problems)

    def _elsewhere(self, spot: str) -> None:
        """A problem that is none of the form's own questions."""
        if spot == _DESPITE:
            self.panel.despite.focus()
        else:
            self.panel.reasons.focus(spot)

    def _no_answer(self) -> None:
        form = self.state.form
        if form is None:
            return
        held = self.panel.sheet.answers()
        contact = vm.asks(form, QuestionType.CONTACT)
        if contact not in held:
            self._refuse([(contact, "Say who you rang.")])
            return
        answers = vm.no_answer(form, held, self.context.now())
        following = vm.next_call(form.calls, self._rung or str(held[contact]))

        def sealed(done: Sealed) -> None:
            self._sealed(done)
            more = f" Ring {following.name} next: {following.number}." if following else ""
            self._after = f"No answer is noted; it does not count as advice.{more} If the child is not safe, 999."

        self._run(partial(take_step, **self._order(form, answers)), sealed)

    def _leave_out(self, reason: str, note: str) -> None:
        form = self.state.form
        if form is not None:
            job = partial(leave_out, self.context.desk, form.concern, form.step, reason, note)
            failed = lambda problem: self.panel.leave_out.refuse(problem.sentence)  # noqa: E731
            self.context.tasks.run(job, owner=self.panel, then=self._sealed, failed=failed)

    def _throw_away(self) -> None:
        form = self.state.form
        self.drafting.throw_away()
        if form is not None:
            self.load(form.concern, form.step)

    def _switch(self, *, kind: str = "", referral: str = "") -> None:
        form = self.state.form
        if form is not None:
            self.load(form.concern, form.step, kind=kind or form.kind, referral=referral, begun=True)

    def _change(self, question: str) -> None:
        self._show(replace(self.state, page="form"))
        QTimer.singleShot(0, self.panel, lambda: self.panel.sheet.focus_spot(question))

    def _card_wanted(self, card: str) -> None:
        words = self.state.form.choice_cards.get(card) if self.state.form else None
        if words is not None and words.effect == "opens":
            self.context.danger_wanted.emit()
        elif words is not None:
            self.panel.show_card(words)

    def _add_child(self, answers: Answers, sure: bool) -> None:
        child = people.child_of_form(answers)

        def added(sealed: Sealed) -> None:
            self.panel.new_child.hide()
            self.panel.sheet.form.add_child(sealed.id, child.known_as)
            self.context.changes.tell({f"child:{sealed.id}"})

        def failed(problem: KnownProblem) -> None:
            found = list(problem.problems) if isinstance(problem, CannotSeal) else [("", problem.sentence)]
            self.panel.new_child.refuse(found)

        job = partial(people.add_child, self.context.desk, child, sure=sure)
        self.context.tasks.run(job, owner=self.panel, then=added, failed=failed)

    def _begin(self) -> None:
        self._show(replace(self.state, begun=True))
        first = self.panel.sheet.first()
        if first is not None:
            first.setFocus()

    def _said(self, words: str, tone: str) -> None:
        if tone:
            self.context.say(words, tone)
        else:
            self.panel.saved.say(words)

    def _show(self, state: vm.StepState) -> None:
        self.state = state
        self.panel.show_state(state)

    def _connect(self) -> None:
        panel = self.panel
        for signal in (panel.sheet.changed, panel.despite.changed, panel.reasons.changed):
            signal.connect(self._changed)
        panel.sheet.card_wanted.connect(self._card_wanted)
        panel.sheet.picked.connect(self._elsewhere)
        panel.sheet.add_child_wanted.connect(panel.new_child.ask)
        panel.new_child.added.connect(self._add_child)
        panel.act.clicked.connect(self._act)
        panel.seal.clicked.connect(self._seal)
        panel.back.clicked.connect(lambda: self._change(""))
        panel.check.change_wanted.connect(self._change)
        panel.no_answer.clicked.connect(self._no_answer)
        panel.begin.clicked.connect(self._begin)
        panel.throw_away.clicked.connect(self._throw_away)
        panel.leave_out.chosen.connect(self._leave_out)
        panel.made.amend_wanted.connect(self.amend)
        panel.kind_wanted.connect(lambda kind: self._switch(kind=kind))
        panel.referral_wanted.connect(lambda referral: self._switch(referral=referral))
        self.drafting.said.connect(self._said)
