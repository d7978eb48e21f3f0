"""A day, typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from dsl_desk.ui.widgets.buttons import SecondaryButton
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.form.inputs import Input
from dsl_desk.ui.widgets.form.typed_times import NotATime, read_date, write_date

Now = Callable[[], datetime]


class SelectAll(QObject):
    """Entering a short field by keyboard selects what it holds, so that typing replaces it."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QLineEdit):
            watched.selectAll()
        return False


class TypedLine(QLineEdit):
    """A line as wide as its pattern, at any text size."""

    def __init__(self, pattern: str) -> None:
        super().__init__()
        self.setPlaceholderText(pattern)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.installEventFilter(SelectAll(self))

    def sizeHint(self) -> QSize:
        hint, metrics = super().sizeHint(), self.fontMetrics()
        around = hint.width() - 17 * metrics.horizontalAdvance("x")  # what Qt adds to its seventeen letters
        return QSize(metrics.horizontalAdvance(self.placeholderText() + "0") + around, hint.height())

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()


class DateInput(Input):
    """One day, typed; an ISO date."""

    half = True

    def __init__(self, now: Now) -> None:
        super().__init__()
        self._now = now
        self._edit = TypedLine("dd/mm/yyyy")
        self._edit.textEdited.connect(lambda _text: self.changed.emit())
        self._edit.editingFinished.connect(self._tidy)
        self._today = SecondaryButton("Today", self._set_today)
        self.column.addWidget(FlowRow(self._edit, self._today))

    def value(self) -> str | None:
        try:
            day = read_date(self._edit.text(), self._now().date())
        except NotATime:
            return None
        return day.isoformat() if day else None

    def draft(self) -> Any:
        return self.value() or self._edit.text() or None

    def set_value(self, value: Any) -> None:
        try:
            self._edit.setText(write_date(date.fromisoformat(value)) if value else "")
        except ValueError:
            self._edit.setText(str(value))

    def buddy(self) -> QWidget:
        return self._edit

    def name(self, label: str, description: str) -> None:
        super().name(label, description)
        self._today.setAccessibleDescription(label)

    def own_problem(self) -> str | None:
        try:
            read_date(self._edit.text(), self._now().date())
        except NotATime as problem:
            return problem.sentence
        return None

    def _set_today(self) -> None:
        self._edit.setText(write_date(self._now().date()))
        self.changed.emit()

    def _tidy(self) -> None:
        if value := self.value():
            self.set_value(value)
