"""The three faces of the record screen: the form, check your answers, and sealed."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dsl_desk.casework import people
from dsl_desk.casework.desk import Sealed
from dsl_desk.casework.look_up.concern import CardWords
from dsl_desk.casework.look_up.step import StepForm
from dsl_desk.domain.questions import Answers, QuestionType
from dsl_desk.pathways.model import Notice
from dsl_desk.ui.context import Context
from dsl_desk.ui.screens.record import view_model as vm
from dsl_desk.ui.screens.record.files import RecordFiles
from dsl_desk.ui.widgets.banner import Banner
from dsl_desk.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from dsl_desk.ui.widgets.call_list import CallList, CallRow
from dsl_desk.ui.widgets.card import Card
from dsl_desk.ui.widgets.check_list import CheckList
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.form import Suggest
from dsl_desk.ui.widgets.form_sheet import FormSheet
from dsl_desk.ui.widgets.labels import Label, heading, muted, show_if, small
from dsl_desk.ui.widgets.main_act import has_main_act
from dsl_desk.ui.widgets.new_adult import NewAdultCard
from dsl_desk.ui.widgets.new_child import NewChildCard


def call_rows(form: StepForm) -> list[CallRow]:
    """Whom to ring, as rows of the list: a number nobody here has checked says so."""
    return [
        CallRow(
            role=line.role, name=line.name, number=line.number, note=line.note if not line.number else line.why_now,
            tag=line.doubt, tone="danger" if line.status == "wrong" else "warn", urgent=line.urgent,
        )
        for line in form.calls
    ]  # fmt: skip


class FormPage(QWidget):
    """The form, a place for a new child, cards that choices open, and the buttons."""

    draft_wanted = Signal(str)
    danger_wanted = Signal()
    notice_wanted = Signal(str)

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__()
        self.sheet = FormSheet(now)
        self.new_child, self.new_adult = NewChildCard(now), NewAdultCard(now)
        self.offer, self.card, self.say = Banner(), Banner(closable=True), Banner(closable=True)
        self.calls = CallList()
        self.check = PrimaryButton("Check and seal")
        self.keep = SecondaryButton("Keep as draft")
        self.rest = SecondaryButton("Mark the rest not known", lambda: self.sheet.form.mark_rest_not_known())
        self.throw_away = LinkButton("Throw this draft away")
        for button, name in (
            (self.check, "check_and_seal"), (self.keep, "keep_draft"), (self.rest, "mark_rest_not_known"),
            (self.throw_away, "throw_draft_away"),
        ):  # fmt: skip
            button.setObjectName(name)
        has_main_act(self, self.check, rest=self.rest)
        self._buttons = FlowRow(self.check, self.keep, self.rest, self.throw_away, gap=12)
        self._seen_by = muted()
        self._notices, self._about = FlowRow(gap=14), muted()
        self._choice_cards: dict[str, CardWords] = {}
        self.sheet.card_wanted.connect(self._card_wanted)
        self.sheet.changed.connect(lambda: self._seen_by.say(vm.seen_by(self.sheet.draft())))
        self._lay_out()

    def load(self, form: StepForm, answers: Answers, suggest: Suggest, side: tuple[str, ...]) -> None:
        self.sheet.load(form.questions, answers, options=form.options, suggest=suggest, side=side)
        self._choice_cards = form.choice_cards
        self._seen_by.say(vm.seen_by(answers))
        self.calls = self._calls_anew(form)
        self.card.clear()
        self.say.clear()
        self.new_child.hide()
        self.new_adult.hide()

    def _card_wanted(self, card: str) -> None:
        """An answer opens a card: over everything, or above the form."""
        words = self._choice_cards.get(card)
        if words is not None and words.effect == "opens":
            self.danger_wanted.emit()
        elif words is not None and words.effect != "block_sealing":
            self.show_card(words)

    def adds_adults(self, context: Context) -> None:
        """How an adult is added who is not on file yet, in a vault about adults."""
        desk, form = context.desk, context.desk.pack.core.get("adult")
        if form is None:
            return

        def added(sealed: Sealed, label: str) -> None:
            self.sheet.form.add_child(sealed.id, label, QuestionType.ABOUT_ADULTS)
            context.changes.tell(sealed.changed)

        self.sheet.add_adult_wanted.connect(self.new_adult.ask)
        self.new_adult.added.connect(added)
        self.new_adult.adds_with(context.tasks, form.questions, lambda *asked: people.add_adult_of_form(desk, *asked))

    def show_card(self, words: CardWords) -> None:
        self.card.say(
            " ".join(words.lines), "danger" if words.effect in ("hold", "refuse") else "warn", strong=words.title
        )

    def show_say(self, name: str, at: datetime, lines: tuple[str, ...]) -> None:
        """Four lines to say, while it rings."""
        self.say.say(
            f"Say: {' '.join(lines)} Write the call down as advice once this is sealed.", "accent",
            strong=f"Ringing {name}, {at:%H:%M}. The desk does not lock for 30 minutes.",
        )  # fmt: skip

    def show_state(self, state: vm.RecordState) -> None:
        self.offer.clear()
        if state.others:
            self.offer.say(vm.offer_words(state.others[0]), "accent")
            draft = state.others[0].id
            self.offer.offer("Go on with it", lambda: self.draft_wanted.emit(draft))
        self.check.setEnabled(not state.busy and state.form is not None)
        self._buttons.setVisible(state.stop is None)

    def _calls_anew(self, form: StepForm) -> CallList:
        """The list of calls stands in the form's side column, so it is made with the form."""
        card = Card("Who to call now")
        card.add(self.calls)
        self.calls.show_calls(call_rows(form))
        self.sheet.form.add_beside(card)
        return self.calls

    def show_notices(self, notices: Iterable[Notice], chosen: str) -> None:
        """A link to the short form of each notice; on one of them, what to know about it instead."""
        self._notices.clear()
        known = {one.id: one for one in notices}
        for one in known.values():
            link = LinkButton(one.title, partial(self.notice_wanted.emit, one.id))
            link.setObjectName(f"notice_{one.id}")
            self._notices.add(link)
        show_if(self._notices, not chosen and bool(known))
        self._about.say(" ".join(known[chosen].guidance) if chosen in known else "")

    def put_files(self, files: RecordFiles) -> None:
        """Where files are attached: after the questions, before the buttons. They may be dropped anywhere here."""
        files.takes_drops_on(self)
        self._column.insertWidget(self._column.indexOf(self._buttons), files)

    def _lay_out(self) -> None:
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        for widget in (
            self.offer,
            self._notices,
            self._about,
            self.card,
            self.say,
            self.new_adult,
            self.new_child,
            self.sheet,
            self._buttons,
            self._seen_by,
        ):
            self._column.addWidget(widget)


class CheckPage(QWidget):
    """Every answer in words, before anything is sealed."""

    def __init__(self) -> None:
        super().__init__()
        self.list = CheckList()
        self.seal, self.back = PrimaryButton("Seal this record"), SecondaryButton("Go back")
        has_main_act(self, self.seal)
        self.seal.setObjectName("seal")
        self.back.setObjectName("back_to_form")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.list)
        column.addWidget(
            muted("Once sealed it cannot be taken back. It can be amended in the open: both versions stay.")
        )
        column.addWidget(FlowRow(self.seal, self.back, gap=12))
        self._shown: object = None

    def show_state(self, state: vm.RecordState) -> None:
        self.seal.setEnabled(not state.busy)
        if state.rows is not self._shown:
            self._shown = state.rows
            self.list.show_rows((row.id, row.label, row.text, row.words) for row in state.rows)


class SealedPage(QWidget):
    """The reference, and what happens next. `goes_on`: what the button for the next step says."""

    def __init__(self, goes_on: str) -> None:
        super().__init__()
        self.next, self.another = PrimaryButton(goes_on), SecondaryButton("Record another")
        self.next.setObjectName("look_back_now")
        self.another.setObjectName("record_another")
        self._reference, self._afterwards = Label("", "title"), Label("")
        self._reference.setObjectName("reference")
        card = Card(gap=12)
        card.body.setContentsMargins(24, 20, 24, 22)
        card.add(small("Sealed. Its reference:"), self._reference, heading("What happens next"), self._afterwards)
        card.body.addWidget(FlowRow(self.next, self.another, gap=12))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card, 0, Qt.AlignmentFlag.AlignTop)

    def show_state(self, state: vm.RecordState) -> None:
        if state.sealed is not None:
            self._reference.say(state.sealed.reference)
            self._afterwards.say(state.sealed.afterwards)
