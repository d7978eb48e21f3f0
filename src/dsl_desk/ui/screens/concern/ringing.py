"""On the telephone: the call is noted as it begins; nobody answering is one press."""

from __future__ import annotations

from PySide6.QtCore import QObject

from dsl_desk.domain.questions import QuestionType
from dsl_desk.ui.context import Context
from dsl_desk.ui.screens.concern import view_model as vm
from dsl_desk.ui.screens.concern.step_work import StepWork


class Ringing(QObject):
    """ "I am ringing" and "No answer" for the step in hand."""

    def __init__(self, context: Context, work: StepWork) -> None:
        super().__init__(work)
        self._context, self._work, self._rung = context, work, ""
        self._next = ""  # whom to ring after nobody answered, until that is shown
        work.panel.no_answer.clicked.connect(self.no_answer)

    def ring(self, role: str) -> None:
        """The lock holds off, the call's start and whom are noted, four lines to say stand ready."""
        self._context.ringing.emit()
        form, panel = self._work.state.form, self._work.panel
        if form is None:
            return
        now = self._context.now()
        line = next((one for one in form.calls if one.role == role), None)
        self._rung = role
        noted = vm.ringing(form, role, now)
        if noted and not self._work.state.amends:
            self._work.begin_with(noted)
            for spot, _ in panel.sheet.form.problems()[:1]:  # one goes on with what the call will answer
                panel.sheet.focus_spot(spot)
        panel.ringing.say(
            "\n".join(("Say:", *form.say)) if form.say else "Write down who you spoke to and what was said.",
            "accent", strong=f"Ringing {line.name if line else ''}, {now:%H:%M}. The lock is held for 30 minutes.",
        )  # fmt: skip

    def copy(self, words: str) -> None:
        """What would be said, to be written instead."""
        self._context.copy(words)
        self._context.say("Copied. It is taken off the clipboard after a minute; send it by secure e-mail only.")

    def take_next(self) -> str:
        """The role to ring next, once, after nobody answered."""
        role, self._next = self._next, ""
        return role

    def no_answer(self) -> None:
        """Seals the attempt, and says whom to ring next."""
        form = self._work.state.form
        if form is None:
            return
        held = self._work.panel.sheet.answers()
        contact = vm.asks(form, QuestionType.CONTACT)
        if contact not in held:
            self._work.refuse([(contact, "Say who you rang.")])
            return
        following = vm.next_call(form.calls, self._rung or str(held[contact]))
        self._next = following.role if following else ""
        more = f" Try once more, then ring {following.name}: {following.number}." if following else ""
        self._work.seal_with(
            vm.no_answer(form, held, self._context.now()),
            f"No answer is noted; it does not count as advice.{more} "
            "If it is not safe to wait, open the card for a child in immediate danger.",
        )
