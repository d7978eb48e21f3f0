"""Inputs about people: which children and their part in it, who may have caused it, what somebody promised."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from dsl_desk.ui.widgets.buttons import LinkButton
from dsl_desk.ui.widgets.form.date_input import Now
from dsl_desk.ui.widgets.form.inputs import Chooser, Input, LineInput
from dsl_desk.ui.widgets.form.options import Option
from dsl_desk.ui.widgets.form.when_input import WhenInput
from dsl_desk.ui.widgets.labels import Label, restyle, show_if, small
from dsl_desk.ui.widgets.popover import Popover, popover_of

Search = Callable[[str], list[tuple[str, str]]]


class ChildSearch(QLineEdit):
    """Finds a child by name. `picked` carries (id, label); `new_wanted` the text typed when nobody matches."""

    picked = Signal(str, str)
    new_wanted = Signal(str)

    def __init__(self, search: Search) -> None:
        super().__init__()
        self._search = search
        self._found: list[tuple[str, str]] = []
        self._popover: Popover | None = None
        self.setPlaceholderText("Type a name")
        self.textEdited.connect(self._look)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._popover is not None and self._popover.take_key(event):
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._look(self.text())
        else:
            super().keyPressEvent(event)

    def _look(self, text: str) -> None:
        self._found = self._search(text) if text.strip() else []
        lines = [label for _, label in self._found]
        if text.strip():
            lines.append(f"Add “{text.strip()}” as somebody not in the file yet")
        self._popover = popover_of(self, self._popover, "Children found", self._take)
        self._popover.show_lines(lines)

    def _take(self, row: int) -> None:
        typed = self.text().strip()
        if self._popover is not None:
            self._popover.hide()
        if 0 <= row < len(self._found):
            self.picked.emit(*self._found[row])
        elif typed:
            self.new_wanted.emit(typed)


class ChildrenInput(Input):
    """Children by name, each with a role where the question has roles. Nobody's role is chosen for them."""

    add_new = Signal(str)
    ANOTHER, FIND = "Add another child", "Find a child by name"

    def __init__(self, search: Search, roles: list[Option], labels: Callable[[str], str]) -> None:
        super().__init__()
        self._roles, self._labels = roles, labels
        self._rows: dict[str, tuple[QWidget, Chooser | None]] = {}
        self._name = ("Child", "")
        self._identity = "children"
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self._search = ChildSearch(search)
        self._search.picked.connect(self.add_child)
        self._search.new_wanted.connect(self.add_new)
        self._another = LinkButton(self.ANOTHER, self._open_search)
        self.column.addLayout(self._list)
        self.column.addWidget(self._search)
        self.column.addWidget(self._another)
        self._another.hide()

    def add_child(self, id: str, label: str, role: str = "") -> None:
        """Puts a child on the list (once), with the cursor on their role."""
        self._search.clear()
        if id not in self._rows:
            self._add_row(id, label, role)
            self.changed.emit()
        self._show()
        chooser = self._rows[id][1]
        (chooser or self._another).setFocus()

    def value(self) -> Any:
        rows = [
            {"child": key, "role": (chooser.chosen() if chooser else None) or ""}
            for key, (_, chooser) in self._rows.items()
        ]
        return rows or None

    def set_value(self, value: Any) -> None:
        for key in list(self._rows):
            self._drop(key)
        for row in value if isinstance(value, list) else []:
            self._add_row(row["child"], self._labels(row["child"]), row.get("role") or "")
        self._show()

    def buddy(self) -> QWidget:
        return self._another if self._search.isHidden() else self._search

    def name(self, label: str, description: str) -> None:
        self._name = (label, description)
        self._search.setAccessibleName(f"{label} {self.FIND}")
        self._search.setAccessibleDescription(description)

    def identify(self, name: str) -> None:
        self._identity = name
        self._search.setObjectName(name)
        self._another.setObjectName(f"{name}_another")

    def own_problem(self) -> str | None:
        return None

    def show_problem(self, wrong: bool) -> None:
        restyle(self._search, problem="true" if wrong else "false")

    def _add_row(self, id: str, label: str, role: str) -> None:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        line.addWidget(Label(label, "strong"), 3)
        chooser: Chooser | None = None
        if self._roles:
            chooser = Chooser([(option.value, option.label) for option in self._roles], "Their part in it")
            chooser.setAccessibleName(f"{label}: their part in it")
            chooser.setObjectName(f"{self._identity}_role_{len(self._rows)}")
            chooser.choose(role)
            chooser.activated.connect(lambda _index: self.changed.emit())
            line.addWidget(chooser, 3)
        remove = LinkButton("Remove", lambda: self._remove(id))
        remove.setAccessibleName(f"Remove {label}")
        line.addWidget(remove)
        self._rows[id] = (row, chooser)
        self._list.addWidget(row)

    def _remove(self, id: str) -> None:
        self._drop(id)
        self._show()
        self.buddy().setFocus()
        self.changed.emit()

    def _drop(self, id: str) -> None:
        row, _ = self._rows.pop(id)
        row.hide()
        self._list.removeWidget(row)
        row.deleteLater()

    def _open_search(self) -> None:
        self._search.show()
        self._another.hide()
        self._search.setFocus()

    def _show(self) -> None:
        show_if(self._search, not self._rows)
        show_if(self._another, bool(self._rows))


class AdultsInput(ChildrenInput):
    """Adults who work with children, by name. Its value is the list of their ids."""

    ANOTHER, FIND = "Add another adult", "Find an adult by name"

    def value(self) -> Any:
        return list(self._rows) or None

    def set_value(self, value: Any) -> None:
        chosen = value if isinstance(value, list) else []
        super().set_value([{"child": one} for one in chosen if isinstance(one, str)])


class PromiseInput(Input):
    """What will happen, who does it, by when."""

    def __init__(self, now: Now) -> None:
        super().__init__()
        self._what, self._who = LineInput(), LineInput()
        self._by = WhenInput(now, compact=True)
        for text, part in (("What", self._what), ("Who", self._who), ("By when", self._by)):
            column = QVBoxLayout()
            column.setSpacing(2)
            column.addWidget(small(text))
            column.addWidget(part)
            part.changed.connect(self.changed)
            self.column.addLayout(column)

    def value(self) -> Any:
        value = {"what": self._what.value() or "", "who": self._who.value() or "", "by": self._by.value()}
        return value if any(value.values()) else None

    def draft(self) -> Any:
        value = {"what": self._what.value() or "", "who": self._who.value() or "", "by": self._by.draft()}
        return value if any(value.values()) else None

    def set_value(self, value: Any) -> None:
        promise = value if isinstance(value, dict) else {}
        self._what.set_value(promise.get("what"))
        self._who.set_value(promise.get("who"))
        self._by.set_value(promise.get("by"))

    def buddy(self) -> QWidget:
        return self._what.buddy()

    def name(self, label: str, description: str) -> None:
        self._what.name(f"{label} What", description)
        self._who.name(f"{label} Who", description)
        self._by.name(f"{label} By when", description)

    def identify(self, name: str) -> None:
        for part, widget in (("what", self._what), ("who", self._who), ("by", self._by)):
            widget.identify(f"{name}_{part}")

    def own_problem(self) -> str | None:
        return self._by.own_problem()
