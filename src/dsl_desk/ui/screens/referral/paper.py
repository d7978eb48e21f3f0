"""What leaves: the check page, who is named, the real pages, the export, and how it went."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from dsl_desk.casework.check_page import CheckPage
from dsl_desk.casework.pack_facts.masking import Shown
from dsl_desk.ui.screens.referral import view_model as vm
from dsl_desk.ui.screens.referral.files import FilesToGo
from dsl_desk.ui.widgets.banner import Banner
from dsl_desk.ui.widgets.buttons import PrimaryButton, SecondaryButton
from dsl_desk.ui.widgets.card import Card, empty, rule
from dsl_desk.ui.widgets.file_dialogs import Ask, folder
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.form_sheet import FormSheet
from dsl_desk.ui.widgets.labels import Label, muted, selectable, small, strong
from dsl_desk.ui.widgets.main_act import has_main_act
from dsl_desk.ui.widgets.pdf_pages import PdfPages, print_pages
from dsl_desk.ui.widgets.switch import Switch


class Paper(QWidget):
    """`mask_wanted` carries (child, "named" or "masked"). `choose_folder` and `print_now` are given by tests."""

    mask_wanted = Signal(str, str)

    def __init__(self, now: Callable[..., object]) -> None:
        super().__init__()
        self.choose_folder: Ask = folder(self, "Export to this folder")
        self.print_now: Callable[[bytes], None] = partial(print_pages, self)
        self.check = SecondaryButton("Check what leaves")
        self.sheet, self.pages = FormSheet(now), PdfPages()  # type: ignore[arg-type]
        self.export, self.print, self.stop = PrimaryButton("Export"), SecondaryButton("Print…"), SecondaryButton("Stop")
        for button, name in (
            (self.check, "check_page"), (self.export, "export"), (self.print, "print"), (self.stop, "stop_export"),
        ):  # fmt: skip
            button.setObjectName(name)
        self.bar, self.done, self._passphrase = QProgressBar(), Banner(), Label("", "code")
        self._title, self._recipient, self.files = strong(), muted(), FilesToGo()
        self._warnings, self._gaps, self._names = QVBoxLayout(), QVBoxLayout(), QVBoxLayout()
        self._lay_out()
        self.sheet.load(vm.EXPORT_QUESTIONS, {}, options={}, flat=True)
        self.sheet.form.identify("export")

    def begin(self, recipient: str) -> None:
        """Another referral: nothing of the one before stays."""
        self.done.clear()
        self._passphrase.say("")
        self.pages.clear()
        self.sheet.load(vm.EXPORT_QUESTIONS, {"recipient": recipient} if recipient else {}, options={}, flat=True)
        self.sheet.form.identify("export")

    def show_state(self, state: vm.ReferralScreenState) -> None:
        check = state.check
        self._checked.setVisible(check is not None)
        self.check.rename("Check again" if check is not None else "Check what leaves")
        for button in (self.export, self.print, self.check):
            button.setEnabled(not state.working)
        for widget in (self.bar, self.stop):
            widget.setVisible(state.working)
        if check is not None:
            self._show_check(check)

    def show_exported(self, number: str, name: str, passphrase: str, beside: str) -> None:
        saved = f"{name}, its files as {beside}" if beside else name
        self.done.say(f"Number {number}, saved as {saved}. Exporting is not sending.", "ok", strong="Exported.")
        self._passphrase.say(f"Passphrase: {passphrase}" if passphrase else "")
        selectable(self._passphrase)

    def _show_check(self, check: CheckPage) -> None:
        self._title.say(f"{check.title}, {vm.pages_words(check.pages)}")
        self._recipient.say(f"For {check.recipient}" if check.recipient else "Nobody is named to receive it yet")
        self.export.rename(f"Export {check.title}")
        empty(self._warnings)
        for warning in check.warnings:
            self._warnings.addWidget(Banner(warning, "warn"))
        empty(self._gaps)
        if check.gaps:
            self._gaps.addWidget(strong("Not known, or not asked"))
            self._gaps.addWidget(muted("It prints like this. Nothing here stops you."))
        self.files.show_files(check)
        for gap in check.gaps:
            self._gaps.addWidget(Label(f"{gap.label.rstrip('?')}: {gap.words}"))
        empty(self._names)
        self._names.addWidget(strong("Who is named"))
        for number, one in enumerate(check.shown):
            self._names.addWidget(self._name_row(number, one))

    def _name_row(self, number: int, one: Shown) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(2)
        printed = f"prints as {one.shown_as}" if one.masked else "is named"
        column.addWidget(Label(f"{one.name} {printed}"))
        column.addWidget(small(one.why))
        switch = Switch(f"{one.name}: named or masked", [("named", "Named"), ("masked", "Masked")],
                        "masked" if one.masked else "named")  # fmt: skip
        switch.setObjectName(f"mask_{number}")
        switch.picked.connect(lambda value: self.mask_wanted.emit(one.child, value))
        column.addWidget(switch)
        return holder

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        card = Card("What leaves", gap=12)
        card.add(muted("Read this page before anything leaves: what prints, what is not known, who is named."))
        card.add(FlowRow(self.check))
        self._checked = QWidget()
        inside = QVBoxLayout(self._checked)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(10)
        for part in (self._title, self._recipient, self._warnings, self._names, self.files, self._gaps):
            if isinstance(part, QVBoxLayout):
                part.setSpacing(6)
                inside.addLayout(part)
            else:
                inside.addWidget(part)
        inside.addWidget(rule())
        inside.addWidget(self.sheet)
        inside.addWidget(FlowRow(self.export, self.print, gap=12))
        has_main_act(self, self.export)
        self.bar.setAccessibleName("Exporting")
        self.bar.setMinimumWidth(240)
        inside.addWidget(FlowRow(self.bar, self.stop, gap=12))
        card.add(self._checked, self.done, self._passphrase)
        self._passphrase.setObjectName("passphrase")
        self._passphrase.hide()
        self._checked.hide()
        column.addWidget(card)
        pages = Card("The pages")
        pages.add(self.pages)
        self._pages_card = pages
        inside.addWidget(pages)
