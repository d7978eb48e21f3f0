"""The list of keys (Ctrl+/)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from dsl_desk.ui.overlay import Overlay
from dsl_desk.ui.tab_order import next_part
from dsl_desk.ui.widgets.buttons import PrimaryButton
from dsl_desk.ui.widgets.card import Card
from dsl_desk.ui.widgets.labels import Label, strong
from dsl_desk.ui.widgets.main_act import press_main_act, press_rest

KEYS = (
    ("Ctrl+Shift+9", "Child in immediate danger"),
    ("Ctrl+N", "Record a concern"),
    ("Ctrl+K", "Find a child, concern, contact, screen or action"),
    ("F12", "Hide screen"),
    ("Ctrl+L", "Lock"),
    ("Alt+Left", "Back to where you were"),
    ("Ctrl+Enter", "Check what you wrote; once more to seal it"),
    ("Ctrl+M", "Mark what is left of a form not known"),
    ("F6, Shift+F6", "Next part of the page, part before"),
    ("Ctrl and +, -", "Text larger, smaller"),
    ("Ctrl+0", "Text at its usual size"),
    ("Ctrl+/", "This list"),
    ("Tab", "Next field; leaves text areas too"),
    ("Arrow keys", "Between choices, steps, and the buttons beside a date"),
    ("Esc", "Close a card or a list"),
)
_ONCE = frozenset({"Ctrl+Return", "Ctrl+Enter"})  # held down, it would seal what nobody has read


def text_size_keys(change: Callable[[int], None]) -> list[tuple[str, Callable[[], object]]]:
    """Ctrl with plus, minus and nought: `change` gets a step in percent, 0 for the usual size."""
    steps = (("Ctrl++", 10), ("Ctrl+=", 10), ("Ctrl+-", -10), ("Ctrl+0", 0))
    return [(key, lambda step=step: change(step)) for key, step in steps]  # type: ignore[misc]


def keys_within(window: QWidget) -> list[tuple[str, Callable[[], object]]]:
    """What goes from part to part of the page, and what presses the buttons of the form in hand."""
    return [
        ("F6", lambda: next_part(_in_front(window), forward=True)),
        ("Shift+F6", lambda: next_part(_in_front(window), forward=False)),
        ("Ctrl+Return", press_main_act),
        ("Ctrl+Enter", press_main_act),
        ("Ctrl+M", press_rest),
    ]


def _in_front(window: QWidget) -> QWidget:
    """The sheet that covers the window, if one does: nobody writes into what they cannot see."""
    sheets = [one for one in window.findChildren(Overlay) if one.isVisible()]
    return next((one for one in sheets if one.on_top), sheets[-1] if sheets else window)


def bind(window: QWidget, keys: list[tuple[str, Callable[[], object]]]) -> None:
    """Each key does its act while this window is in front."""
    for key, act in keys:
        shortcut = QShortcut(QKeySequence(key), window)
        shortcut.setContext(Qt.ShortcutContext.WindowShortcut)
        shortcut.setAutoRepeat(key not in _ONCE)
        shortcut.activated.connect(act)


class ShortcutSheet(Overlay):
    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.setAccessibleName("Keys")
        self._close = PrimaryButton("Close   Esc", self.shut)
        self._lay_out()

    def first(self) -> QWidget:
        return self._close

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.addStretch(1)
        row = QHBoxLayout()
        row.addStretch(1)
        card = Card("Keys", gap=12)
        grid = QGridLayout()
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        for line, (keys, what) in enumerate(KEYS):
            name = strong(keys)
            name.setWordWrap(False)
            grid.addWidget(name, line, 0)
            grid.addWidget(Label(what), line, 1)
        grid.setColumnStretch(1, 1)
        card.body.addLayout(grid)
        card.body.addWidget(self._close, 0, Qt.AlignmentFlag.AlignLeft)
        row.addWidget(card, 6)
        row.addStretch(1)
        outer.addLayout(row)
        outer.addStretch(1)
