"""The step in hand: what was sealed for it, the cards that stand before it, its form, its buttons."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dsl_desk.casework.look_up.concern import CardWords
from dsl_desk.casework.look_up.step import StepForm
from dsl_desk.domain.questions import Answers
from dsl_desk.ui.screens.concern import view_model as vm
from dsl_desk.ui.screens.concern.before import Despite, LeaveOut, Reasons
from dsl_desk.ui.screens.concern.looked import LookedPanel
from dsl_desk.ui.screens.concern.made import MadeList
from dsl_desk.ui.widgets.banner import Banner
from dsl_desk.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from dsl_desk.ui.widgets.card import Card, empty
from dsl_desk.ui.widgets.check_list import CheckList
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.form_sheet import FormSheet
from dsl_desk.ui.widgets.labels import heading, muted, small
from dsl_desk.ui.widgets.main_act import has_main_act
from dsl_desk.ui.widgets.new_child import NewChildCard
from dsl_desk.ui.widgets.switch import Switch

_TONES = {"opens": "danger", "hold": "danger", "refuse": "danger"}


class StepPanel(QWidget):
    """`kind_wanted` and `referral_wanted` choose among what the step can make; the buttons are public."""

    kind_wanted = Signal(str)
    referral_wanted = Signal(str)

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self._title, self.saved = heading(), small()
        self.stop: Banner | None = None  # the first card that says stop
        self.done, self.ringing, self.card = Banner(closable=True), Banner(closable=True), Banner(closable=True)
        self.made, self.looked = MadeList(), LookedPanel()
        self._nothing = muted("Nothing was sealed for this step yet.")
        self.despite, self.reasons, self.leave_out = Despite(), Reasons(), LeaveOut()
        self.sheet, self.new_child, self.check = FormSheet(now), NewChildCard(now), CheckList()
        self.act, self.no_answer = PrimaryButton("Seal"), SecondaryButton("No answer")
        self.rest = SecondaryButton("Mark the rest not known", lambda: self.sheet.form.mark_rest_not_known())
        self.begin, self.throw_away = SecondaryButton("Do this again"), LinkButton("Throw this draft away")
        self.skip = LinkButton("Leave this step out…", lambda: self.leave_out.ask())
        self.paper, self.sent = SecondaryButton("Print or export…"), SecondaryButton("It was sent: how, when, to whom…")
        self.seal, self.back = PrimaryButton("Seal"), SecondaryButton("Go back")
        names = {
            self.act: "seal_step", self.no_answer: "no_answer", self.rest: "mark_rest_not_known",
            self.begin: "begin_again", self.throw_away: "throw_draft_away", self.skip: "leave_out",
            self.paper: "print_sheet", self.sent: "say_sent", self.seal: "seal", self.back: "back_to_form",
        }  # fmt: skip
        for button, name in names.items():
            button.setObjectName(name)
        has_main_act(self, self.seal, self.act, rest=self.rest)
        self._lay_out()

    def load(self, form: StepForm, answers: Answers, *, amends: bool = False) -> None:
        """A new form for this step, holding these answers."""
        self._title.say(form.title)
        self.sheet.load(form.questions, answers, options=form.options, suggest=form.finder, flat=True)
        self._switches(form, amends=amends)
        self.despite.show_card(form.hold)
        self.reasons.show_open(form.still_open)
        self.leave_out.show_reasons(form.leave_out)
        self.made.show_rows(form.made)
        self._standing_cards(form)
        for banner in (self.done, self.ringing, self.card):
            banner.clear()
        self.new_child.hide()

    def show_card(self, words: CardWords) -> None:
        """A card that an answer opened."""
        self.card.say(" ".join(words.lines), _TONES.get(words.effect, "warn"), strong=words.title)

    def show_state(self, state: vm.StepState) -> None:
        form, shown = state.form, state.shows_form
        if form is None:
            return
        filling = shown and state.page == "form"
        for widget in (self.sheet, self.act, self.rest):
            widget.setVisible(filling)
        self.no_answer.setVisible(filling and vm.has_no_answer(form) and not state.amends)
        self.despite.setVisible(filling and form.hold is not None and not state.amends)
        self.reasons.setVisible(filling and bool(form.still_open))
        self.skip.setVisible(filling and form.leave_out is not None and not state.amends)
        self.throw_away.setVisible(filling)
        self.throw_away.rename("Leave it as it was" if state.amends else "Throw this draft away")
        self.begin.setVisible(state.may_begin)
        self.paper.setVisible(bool(form.document and form.made) and state.may_work and not state.amends)
        self.sent.setVisible(bool(form.sends and form.made) and state.may_work and not shown)
        self.made.setVisible(not state.amends and state.page == "form" and bool(form.made))
        self._nothing.setVisible(not state.may_work and not form.made)
        self.looked.setVisible(filling and bool(state.looked))
        self.act.rename(vm.act_words(form, check=True))
        self.seal.rename("Seal the new version" if state.amends else vm.act_words(form, check=False))
        for button in (self.act, self.seal, self.no_answer):
            button.setEnabled(not state.busy)
        checking = state.page == "check"
        for part in (self.check, self._check_buttons):
            part.setVisible(checking)
        if checking:
            self.check.show_rows((row.id, row.label, row.text, row.words) for row in state.rows)

    def go_in(self) -> None:
        """The focus goes where one goes on: into the form, or to doing it again; who only reads stays outside."""
        first = self.sheet.first() if self.sheet.isVisible() else self.begin if self.begin.isVisible() else None
        if first is not None:
            first.setFocus()

    def _standing_cards(self, form: StepForm) -> None:
        empty(self._cards)
        self.stop = None
        for words in form.cards:
            because = f" (because of {words.because})" if words.because else ""
            tone = _TONES.get(words.effect, "accent" if words.effect == "prompt" else "warn")
            card = Banner(" ".join(words.lines) + because, tone, strong=words.title)
            self._cards.addWidget(card)
            if tone == "danger" and self.stop is None:
                self.stop = card

    def _switches(self, form: StepForm, *, amends: bool) -> None:
        empty(self._choose)
        if len(form.kinds) > 1 and not amends:
            kinds = Switch("What to write", list(form.kinds), form.kind)
            kinds.picked.connect(self.kind_wanted)
            self._choose.addWidget(kinds)
        if form.referrals and not amends and vm.of_referral(form):
            choices = [*form.referrals, *((("", "A new referral"),) if vm.may_be_new(form) else ())]
            which = Switch("Which referral", choices, form.referral)
            which.picked.connect(self.referral_wanted)
            self._choose.addWidget(which)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        step = Card(gap=12)
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        self.saved.setWordWrap(False)
        top.addWidget(self.saved, 0, Qt.AlignmentFlag.AlignRight)
        step.body.addLayout(top)
        self._choose, self._cards = QVBoxLayout(), QVBoxLayout()
        self._choose.setSpacing(8)
        self._cards.setSpacing(8)
        step.body.addLayout(self._choose)
        step.add(
            self.done,
            self._nothing,
            self.made,
            self.looked,
            self.despite,
            self.card,
            self.ringing,
            self.new_child,
            self.sheet,
        )
        step.add(self.reasons, self.check)
        note = muted("Once sealed it cannot be taken back. It can be amended in the open: both versions stay.")
        self._check_buttons = QWidget()
        below = QVBoxLayout(self._check_buttons)
        below.setContentsMargins(0, 0, 0, 0)
        below.addWidget(note)
        below.addWidget(FlowRow(self.seal, self.back, gap=12))
        step.add(self._check_buttons)
        step.add(
            FlowRow(
                self.act, self.no_answer, self.rest, self.begin, self.paper, self.sent, self.skip, self.throw_away,
                gap=12,
            )
        )  # fmt: skip
        step.add(self.leave_out)
        column.addWidget(step)
        column.addLayout(self._cards)
