"""Walks a window the way assistive technology and the tab key do."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractScrollArea, QApplication, QRadioButton, QScrollBar, QWidget


def tab_stops(window: QWidget) -> list[QWidget]:
    """Everything in the window that the tab key should reach now: of buttons that are one stop, one."""
    stops: list[QWidget] = []
    grouped: set[int] = set()
    for widget in window.findChildren(QWidget):
        reachable = widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled() and widget.isVisible()
        if not reachable or isinstance(widget, QScrollBar) or widget.focusProxy() is not None:
            continue
        if isinstance(widget, QAbstractScrollArea) and widget.focusPolicy() == Qt.FocusPolicy.NoFocus:
            continue
        one = widget.group() if isinstance(widget, QRadioButton) else widget.property("one_stop")
        if one is not None:
            if id(one) in grouped:
                continue
            grouped.add(id(one))
        stops.append(widget)
    return stops


def unnamed(window: QWidget) -> list[str]:
    """Focusable widgets without a name in the accessibility tree: class and place. Empty is right."""
    found = []
    for widget in tab_stops(window):
        seen = QAccessible.queryAccessibleInterface(widget)
        if seen is None or not seen.text(QAccessible.Text.Name).strip():
            found.append(f"{type(widget).__name__} at {widget.mapTo(window, widget.rect().topLeft()).toTuple()}")
    return found


def roleless(window: QWidget) -> list[str]:
    """Focusable widgets whose role says nothing to assistive technology."""
    empty = (QAccessible.Role.NoRole, QAccessible.Role.Client)
    found = []
    for widget in tab_stops(window):
        seen = QAccessible.queryAccessibleInterface(widget)
        if seen is None or seen.role() in empty:
            found.append(type(widget).__name__)
    return found


def walk_by_tab(window: QWidget, limit: int = 400) -> list[QWidget]:
    """Presses the tab key until the focus is back where it began: what was reached, in order."""
    start = QApplication.focusWidget()
    assert start is not None, "nothing has the focus"
    reached = [start]
    for _ in range(limit):
        QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        assert now is not None, f"the focus was lost after {type(reached[-1]).__name__}"
        if now is start:
            return reached
        assert now is not reached[-1], f"{type(now).__name__} “{now.accessibleName()}” keeps the tab key"
        reached.append(now)
    raise AssertionError(f"the tab key goes round without coming back: {[type(w).__name__ for w in reached[-6:]]}")


def clipped(window: QWidget) -> list[str]:
    """Labels and buttons that are shown smaller than their words need."""
    from PySide6.QtWidgets import QLabel, QPushButton

    found = []
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or not isinstance(widget, (QLabel, QPushButton)) or not widget.text():
            continue
        wanted = widget.sizeHint()
        if isinstance(widget, QLabel) and widget.wordWrap():
            short = widget.height() + 1 < widget.heightForWidth(widget.width())
            longest = max(widget.fontMetrics().horizontalAdvance(word) for word in widget.text().split() or [""])
            narrow = widget.width() + 1 < longest
        else:
            short, narrow = widget.height() + 1 < wanted.height(), widget.width() + 1 < wanted.width()
        if short or narrow:
            found.append(f"“{widget.text()[:40]}” {widget.size().toTuple()} < {wanted.toTuple()}")
    return found
