"""Below the step: the child's words, what is open, a second person's word, a quick note, the chronology."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from dsl_desk.casework.look_up.concern import ConcernPage
from dsl_desk.casework.look_up.concern_parts import Asked, OpenLine
from dsl_desk.ui.context import Context
from dsl_desk.ui.screens.concern import view_model as vm
from dsl_desk.ui.screens.concern.files import FileViewer
from dsl_desk.ui.screens.concern.made import MadeList
from dsl_desk.ui.widgets.buttons import LinkButton, SecondaryButton
from dsl_desk.ui.widgets.card import Card, QuoteBlock, empty
from dsl_desk.ui.widgets.file_dialogs import Ask, file_to_open
from dsl_desk.ui.widgets.file_drop import FileDrop
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.form.inputs import TextArea
from dsl_desk.ui.widgets.labels import Label, Tag, muted, small, strong
from dsl_desk.ui.widgets.main_act import has_main_act
from dsl_desk.ui.widgets.small_form import SmallForm


class Story(QWidget):
    """`act_wanted` carries (kind of small act, what it is about); `note_wanted` (text, who)."""

    act_wanted = Signal(str, str)
    done_wanted = Signal(str)
    note_wanted = Signal(str, str)
    referral_wanted = Signal(str)
    step_wanted = Signal(str)
    attach_wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.small = SmallForm(context.now)
        self._words, self._open_card, self._open = Card(), Card("Open"), QVBoxLayout()
        self._agree_card, self._agree = Card("A second person"), QVBoxLayout()
        self._referrals_card, self._referrals = Card("Referrals"), QVBoxLayout()
        self._note_card, self._note, self._who = Card("Quick note"), TextArea(2), QLineEdit()
        self.seal_note = SecondaryButton("Seal this note", self._send_note)
        self.attach = SecondaryButton("Attach a file…", self.attach_wanted.emit)
        self.drop = FileDrop(self, one=True)
        self.paste = SecondaryButton("Paste a file", self.drop.paste)
        self.choose_file: Ask = file_to_open(self, "Attach a file", "All files (*)")
        self.viewer = FileViewer(context)
        self.entries = MadeList()
        self.entries.look_wanted.connect(self.viewer.show_file)
        self._entries_card = Card("What was sealed, newest first")
        self._lay_out()

    def show_page(self, state: vm.ConcernState) -> None:
        page = state.page
        if page is None:
            return
        self.entries.may_change = state.may_work
        self._show_words(page)
        self._show_open(page, state)
        self._show_agreements(page, state)
        self._show_referrals(page)
        self._note_card.setVisible(state.may_work)
        self.entries.show_rows(page.entries)

    def clear_file(self) -> None:
        """Another concern: no file of the last one stays in sight."""
        self.viewer.hide()

    def clear_note(self) -> None:
        self._note.setPlainText("")
        self._who.clear()

    def unsealed_note(self) -> str:
        return self._note.exact_text()

    def _show_words(self, page: ConcernPage) -> None:
        empty(self._words.body)
        self._words.add(small("Exact words, as recorded" if page.adults else "Child’s words, as recorded"))
        for words, speaker in page.words:
            self._words.add(QuoteBlock(words, speaker))
        self._words.setVisible(bool(page.words))

    def _show_open(self, page: ConcernPage, state: vm.ConcernState) -> None:
        empty(self._open)
        for number, item in enumerate(page.open_items):
            self._open.addWidget(self._open_row(number, item, may_work=state.may_work))
        self._open_card.setVisible(bool(page.open_items))

    def _open_row(self, number: int, item: OpenLine, *, may_work: bool) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(strong(item.title))
        words.addWidget(muted(item.line))
        row.addLayout(words, 1)
        if item.overdue:
            row.addWidget(Tag("Overdue", "danger"))
        if may_work:
            for label, name, pressed in self._acts_on(item):
                button = SecondaryButton(label, pressed)
                button.setObjectName(f"{name}_{number}")
                button.setAccessibleName(f"{label}: {item.title}")
                row.addWidget(button)
        return holder

    def _acts_on(self, item: OpenLine):  # type: ignore[no-untyped-def]
        if item.act == "review":
            return [("Review…", "review", lambda: self.act_wanted.emit("review", item.root))]
        if item.act == "step":
            return [("Open", "open_step", lambda: self.step_wanted.emit(item.step))]
        if item.act == "referral":
            return [("Open", "open_step", lambda: self.referral_wanted.emit(item.referral))]
        return [
            ("Done", "done", lambda: self.done_wanted.emit(item.id)),
            ("Not done…", "not_done", lambda: self.act_wanted.emit("task_done", item.id)),
        ]

    def _show_agreements(self, page: ConcernPage, state: vm.ConcernState) -> None:
        empty(self._agree)
        for number, asked in enumerate(page.agreements):
            self._agree.addWidget(self._asked(number, asked, state))
        self._agree_card.setVisible(bool(page.agreements))

    def _asked(self, number: int, asked: Asked, state: vm.ConcernState) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        standing = ("Does not agree", "danger") if asked.standing == "disagreed" else ("Waiting", "warn")
        column.addWidget(FlowRow(strong(asked.what), Tag(*standing), gap=10))
        waits = "It is closed with their word." if asked.closing else "All other work goes on; closing asks them again."
        column.addWidget(muted(f"{asked.why}. {waits}"))
        if asked.said:
            column.addWidget(Label(asked.said))
        if state.may_agree:
            words = "Agreed by phone…" if asked.mine else "Agree or not…"
            button = SecondaryButton(words, lambda: self.act_wanted.emit("agreement", asked.of))
            button.setObjectName(f"agree_{number}")
            button.setAccessibleName(f"{words} {asked.what}")
            column.addWidget(button)
        return holder

    def _show_referrals(self, page: ConcernPage) -> None:
        empty(self._referrals)
        for number, one in enumerate(page.referrals):
            words = f"{one.reference} to {one.to or 'nobody named yet'}"
            link = LinkButton(words, partial(self.referral_wanted.emit, one.id))
            link.setObjectName(f"open_referral_{number}")
            self._referrals.addWidget(link)
            self._referrals.addWidget(muted(one.state))
        self._referrals_card.setVisible(bool(page.referrals))

    def _send_note(self) -> None:
        self.note_wanted.emit(self._note.exact_text(), self._who.text())

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for card, inside in (
            (self._open_card, self._open), (self._agree_card, self._agree), (self._referrals_card, self._referrals),
        ):  # fmt: skip
            inside.setSpacing(8)
            card.body.addLayout(inside)
        self._note.setObjectName("quick_note")
        self._note.setAccessibleName("Quick note")
        self._who.setObjectName("quick_note_who")
        self._who.setAccessibleName("Who said or did it")
        self._who.setPlaceholderText("Who said or did it")
        self.seal_note.setObjectName("seal_note")
        has_main_act(self._note_card, self.seal_note)
        self._note_card.add(Label("Date and your name are added by themselves.", "hint"), self._note, self._who)
        self.attach.setObjectName("attach_file")
        self.paste.setObjectName("paste_file")
        self._note_card.add(FlowRow(self.seal_note, self.attach, self.paste, gap=12))
        self._entries_card.add(self.entries)
        for widget in (
            self.small, self._words, self._agree_card, self._open_card, self._referrals_card, self._note_card,
            self.viewer, self._entries_card,
        ):  # fmt: skip
            column.addWidget(widget)
