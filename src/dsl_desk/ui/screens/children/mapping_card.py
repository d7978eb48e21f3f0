"""Which column of the file is which field."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from dsl_desk.ui.screens.children import view_model as vm
from dsl_desk.ui.widgets.card import Card
from dsl_desk.ui.widgets.form.inputs import Chooser
from dsl_desk.ui.widgets.labels import Label, muted

_LEFT_OUT = "Not imported"


class MappingCard(Card):
    """`picked` carries (field, header); an empty header leaves the field out."""

    picked = Signal(str, str)

    def __init__(self) -> None:
        super().__init__("Which column is which", gap=10)
        self.add(muted("Guessed from the column names. Correct what is wrong."))
        self._holder = QWidget()
        self.add(self._holder)
        self._choosers: dict[str, Chooser] = {}
        self._examples: dict[str, Label] = {}
        self._headers: tuple[str, ...] = ()

    def show_table(self, state: vm.ImportState) -> None:
        if state.table is None:
            return
        if state.table.headers != self._headers:
            self._draw(state.table.headers)
        mapping = state.mapping or {}
        for field, chooser in self._choosers.items():
            header = mapping.get(field, "")
            chooser.setCurrentIndex(max(0, chooser.findData(header)))
            self._examples[field].setText(vm.example(state, header))

    def focus_field(self, field: str) -> None:
        if field in self._choosers:
            self._choosers[field].setFocus(Qt.FocusReason.OtherFocusReason)

    def _draw(self, headers: tuple[str, ...]) -> None:
        old, self._holder = self._holder, QWidget()
        self._headers = headers
        grid = QGridLayout(self._holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(2, 1)
        self._choosers, self._examples = {}, {}
        for line, (field, title) in enumerate(vm.fields()):
            chooser = Chooser([("", _LEFT_OUT), *((header, header) for header in headers)])
            chooser.setObjectName(f"map_{field}")
            chooser.setAccessibleName(f"{title}: which column")
            chooser.activated.connect(lambda _index, field=field, box=chooser: self._chosen(field, box))
            example = muted()
            self._choosers[field], self._examples[field] = chooser, example
            grid.addWidget(Label(title), line, 0)
            grid.addWidget(chooser, line, 1)
            grid.addWidget(example, line, 2)
        self.body.replaceWidget(old, self._holder)
        old.hide()
        old.deleteLater()

    def _chosen(self, field: str, chooser: Chooser) -> None:
        self.picked.emit(field, chooser.chosen() or "")
