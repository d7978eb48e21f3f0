"""Small buttons beside a field that are one tab stop: arrows go from one to the next."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

_STOP = "one_stop"
_MOVES = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}


class OneStop(QObject):
    """`members`, in their order; nothing else that takes the focus stands between them.

    The tab key comes to the first that can be used (`ui/tab_order.py`).
    """

    def __init__(self, parent: QObject, *members: QWidget) -> None:
        super().__init__(parent)
        self._members = members
        for one in members:
            one.setProperty(_STOP, self)
            one.installEventFilter(self)

    def first(self) -> QWidget | None:
        return next(iter(self._usable()), None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        move, usable = _MOVES.get(Qt.Key(event.key())), self._usable()
        if move is None or watched not in usable:
            return False
        at = usable.index(watched) + move
        usable[max(0, min(at, len(usable) - 1))].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _usable(self) -> list[QWidget]:
        return [one for one in self._members if one.isEnabled() and not one.isHidden()]


def same_stop(one: QWidget, other: QWidget) -> bool:
    """Whether Tab takes the two for one: buttons of which one is down, or of one `OneStop`."""
    mine, its = _stop(one), _stop(other)
    return mine is not None and mine is its


def first_of_stop(widget: QWidget) -> QWidget:
    """Where Tab comes to when it comes to this one."""
    stop = widget.property(_STOP)
    return (stop.first() or widget) if isinstance(stop, OneStop) else widget


def _stop(widget: QWidget) -> Any:
    stop = widget.property(_STOP)
    if stop is not None:
        return stop
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    return group if group is not None and group.exclusive() else None
