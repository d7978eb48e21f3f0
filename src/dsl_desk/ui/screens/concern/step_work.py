"""The life of one step's form: loaded, drafted, looked through, sealed, left out, amended."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, Signal

from dsl_desk.casework import drafts, people
from dsl_desk.casework.amend import amend
from dsl_desk.casework.desk import Sealed
from dsl_desk.casework.drafts import Draft
from dsl_desk.casework.look_up.amending import amend_form
from dsl_desk.casework.look_up.check_answers import CheckRow, check_step
from dsl_desk.casework.look_up.look_back import LookedBack, look_back
from dsl_desk.casework.look_up.step import StepForm, step_form
from dsl_desk.casework.take_step import take_step
from dsl_desk.domain.questions import Answers
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
        self._connect()

    def load(
        self, concern: str, step: str, *, kind: str = "", referral: str = "", begun: bool = False, sent: str = ""
    ) -> None:
        """Shows this step. What was typed in the one before is saved first. `sent`: the step it says was sent."""
        self.drafting.save()
        job = partial(step_form, self.context.desk, concern, step, kind=kind, referral=referral, sent=sent)
        self.context.tasks.run(job, owner=self.panel, then=lambda form: self._got(form, begun=begun, said=bool(sent)))

    def reload(self) -> None:
        """The same step, after something else on the concern was sealed; what is being typed stays."""
        form = self.state.form
        if form is not None and not self.drafting.dirty and self.state.page == "form" and not self.state.amends:
            begun = self.state.begun
            kind, referral = (form.kind, form.referral) if begun else ("", "")
            self.load(form.concern, form.step, kind=kind, referral=referral, begun=begun)

    def amend(self, root: str) -> None:
        """Opens an entry's form, filled with what it says."""
        self.drafting.save()
        job = partial(amend_form, self.context.desk, root)
        self.context.tasks.run(job, owner=self.panel, then=lambda form: self._got(form, amends=root))

    def _got(self, form: StepForm, *, begun: bool = False, amends: str = "", said: bool = False) -> None:
        def found(mine: list[Draft]) -> None:
            """What was said to have been sent is no draft of something else."""
            self._put(form, None if said else vm.draft_for(mine, form, amends), begun=begun, amends=amends)

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
        self.show(vm.StepState(form=form, amends=amends, begun=begun or draft is not None, may_work=self._may_work))
        if form.kind == "urgency" and not amends and self._may_work:
            job = partial(look_back, self.context.desk, form.concern)
            self.context.tasks.run(job, owner=self.panel, then=self._looked)
        if self._after:
            self.panel.done.say(self._after, "ok", strong="Sealed.")
            self._after = ""
        self.loaded.emit(form)

    def _looked(self, children: tuple[LookedBack, ...]) -> None:
        self.panel.looked.show_children(children)
        self.show(replace(self.state, looked=children))

    def begin_with(self, answers: Answers) -> None:
        """Opens the form, if it is not open, and answers what is known without asking."""
        if not self.state.shows_form:
            self.show(replace(self.state, begun=True))
        self.panel.sheet.form.set_answers(self.panel.sheet.draft() | answers)
        self._changed()

    def seal_with(self, answers: Answers, afterwards: str) -> None:
        """Seals these answers as this step, in one press; `afterwards` is what is said then."""
        form = self.state.form

        def sealed(done: Sealed) -> None:
            self.after_seal(replace(done, afterwards=afterwards))

        if form is not None and not self.state.busy:
            self._run(partial(take_step, **self._order(form, answers)), sealed)

    def refuse(self, problems: list[tuple[str, str]]) -> None:
        self.panel.sheet.refuse(problems)

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
            self.refuse(problems)
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
            self._run(partial(amend, self.context.desk, self.state.amends, self.drafting.id, answers), self.after_seal)
        else:
            self._run(partial(take_step, **self._order(form, answers)), self.after_seal)

    def _order(self, form: StepForm, answers: Answers) -> dict[str, Any]:
        return {
            "desk": self.context.desk, "concern_id": form.concern, "step_id": form.step, "draft_id": self.drafting.id,
            "answers": answers, "kind": form.kind, "referral": form.referral, "despite": self.panel.despite.text(),
            "reasons": self.panel.reasons.reasons(),
        }  # fmt: skip

    def _run(self, job: Callable[[], Any], then: Callable[[Any], None]) -> None:
        self.show(replace(self.state, busy=True))
        self.context.tasks.run(job, owner=self.panel, then=then, failed=self._failed)

    def _checked(self, rows: tuple[CheckRow, ...]) -> None:
        self.panel.sheet.refuse([])
        self.show(replace(self.state, page="check", rows=rows, busy=False))
        self.panel.seal.setFocus()

    def after_seal(self, sealed: Sealed) -> None:
        """What is sealed needs no draft; everybody hears of it."""
        self.drafting.end()
        self._after = sealed.afterwards or "It is in the record."
        self.panel.ringing.clear()
        announce(self.panel, f"Sealed. {self._after}")
        self.show(replace(self.state, busy=False, page="form", begun=False, amends=""))
        self.sealed.emit(sealed)

    def _failed(self, problem: KnownProblem) -> None:
        self.show(replace(self.state, page="form", busy=False))
        if isinstance(problem, CannotSeal):
            self.refuse(list(problem.problems))
        else:
            self.context.say(problem.sentence, "danger")

    def _elsewhere(self, spot: str) -> None:
        """A problem that is none of the form's own questions."""
        if spot == _DESPITE:
            self.panel.despite.focus()
        else:
            self.panel.reasons.focus(spot)

    def _added_child(self, sealed: Sealed, label: str) -> None:
        self.panel.sheet.form.add_child(sealed.id, label)
        self.context.changes.tell({f"child:{sealed.id}"})

    def _said(self, words: str, tone: str) -> None:
        if tone:
            self.context.say(words, tone)
        else:
            self.panel.saved.say(words)

    def show(self, state: vm.StepState) -> None:
        """Takes this state and draws it."""
        self.state = state
        self.panel.show_state(state)

    def _connect(self) -> None:
        panel = self.panel
        for signal in (panel.sheet.changed, panel.despite.changed, panel.reasons.changed):
            signal.connect(self._changed)
        panel.sheet.picked.connect(self._elsewhere)
        panel.sheet.add_child_wanted.connect(panel.new_child.ask)
        panel.new_child.added.connect(self._added_child)
        panel.new_child.adds_with(
            self.context.tasks, lambda *asked: people.add_child_of_form(self.context.desk, *asked)
        )
        panel.act.clicked.connect(self._act)
        panel.seal.clicked.connect(self._seal)
        panel.made.amend_wanted.connect(self.amend)
        self.drafting.said.connect(self._said)
