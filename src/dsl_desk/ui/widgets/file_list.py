"""Files one below the other: a name, what each is, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dsl_desk.ui.widgets.buttons import LinkButton
from dsl_desk.ui.widgets.card import empty
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.labels import fit_height, muted, strong


class FileList(QWidget):
    """`act`: the word on each file's link; `pressed` is given the file's id."""

    def __init__(self, act: str, name: str, pressed: Callable[[str], None]) -> None:
        super().__init__()
        self._act, self._name, self._pressed = act, name, pressed
        fit_height(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        self.hide()

    def show_files(self, files: Iterable[tuple[str, str, str]]) -> None:
        """(id, name, line) of each."""
        empty(self._column)
        rows = list(files)
        for number, (which, name, line) in enumerate(rows):
            link = LinkButton(self._act, lambda which=which: self._pressed(which))  # type: ignore[misc]
            link.setObjectName(f"{self._name}_{number}")
            link.setAccessibleName(f"{self._act}: {name}")
            self._column.addWidget(strong(name))
            self._column.addWidget(FlowRow(muted(line), link, gap=10))
        self.setVisible(bool(rows))
