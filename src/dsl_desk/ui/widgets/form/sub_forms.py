"""Several small forms of one kind under one question."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dsl_desk.ui.widgets.buttons import LinkButton
from dsl_desk.ui.widgets.form.inputs import Input
from dsl_desk.ui.widgets.labels import strong


class SubFormsInput(Input):
    """Several small forms of one kind ("Add another person"): a list of dicts."""

    def __init__(self, make_form: Callable[[], Input], what: str, add: str) -> None:
        super().__init__()
        self._make, self._what = make_form, what
        self._identity = ""
        self._forms: list[tuple[QWidget, Input]] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self._add = LinkButton(add, self._add_and_focus)
        self.column.addLayout(self._list)
        self.column.addWidget(self._add)

    def value(self) -> Any:
        return [value for _, form in self._forms if (value := form.value())] or None

    def draft(self) -> Any:
        return [value for _, form in self._forms if (value := form.draft())] or None

    def set_value(self, value: Any) -> None:
        for row in list(self._forms):
            self._drop(row)
        for one in value if isinstance(value, list) else []:
            self._add_form().set_value(one)

    def buddy(self) -> QWidget:
        return self._forms[0][1].buddy() if self._forms else self._add

    def name(self, label: str, description: str) -> None:
        self._add.setAccessibleDescription(". ".join(part for part in (label, description) if part))

    def identify(self, name: str) -> None:
        self._identity = name
        self._add.setObjectName(f"{name}_add")
        for number, (_, form) in enumerate(self._forms):
            form.identify(f"{name}_{number}")

    def own_problem(self) -> str | None:
        return next((problem for _, form in self._forms if (problem := form.own_problem())), None)

    def mark_rest_not_known(self) -> None:
        for _, form in self._forms:
            form.mark_rest_not_known()

    def show_problem(self, wrong: bool) -> None:
        return

    def _add_form(self) -> Input:
        form = self._make()
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        top = QHBoxLayout()
        number = len(self._forms) + 1
        top.addWidget(strong(f"{self._what} {number}"), 1)
        row = (holder, form)
        remove = LinkButton("Remove", lambda: self._remove(row))
        remove.setAccessibleName(f"Remove {self._what.lower()} {number}")
        top.addWidget(remove)
        column.addLayout(top)
        column.addWidget(form)
        form.changed.connect(self.changed)
        form.card_wanted.connect(self.card_wanted)
        form.identify(f"{self._identity}_{len(self._forms)}")
        self._forms.append(row)
        self._list.addWidget(holder)
        return form

    def _add_and_focus(self) -> None:
        self._add_form().buddy().setFocus()
        self.changed.emit()

    def _remove(self, row: tuple[QWidget, Input]) -> None:
        self._drop(row)
        self._add.setFocus()
        self.changed.emit()

    def _drop(self, row: tuple[QWidget, Input]) -> None:
        self._forms.remove(row)
        row[0].hide()
        self._list.removeWidget(row[0])
        row[0].deleteLater()
