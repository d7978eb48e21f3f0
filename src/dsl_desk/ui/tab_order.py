"""Tab goes through a window as it is read, F6 from one part of it to the next.

Qt's own order is that in which things were made: what a screen draws later would come last, behind the rail.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLayout, QScrollArea, QWidget

from dsl_desk.ui.widgets.card import Card
from dsl_desk.ui.widgets.one_stop import first_of_stop, same_stop


class InReadingOrder(QWidget):
    """Tab within it goes through its window as it is read."""

    def focusNextPrevChild(self, forward: bool) -> bool:
        return tab(self.window(), forward)


def tab(root: QWidget, forward: bool) -> bool:
    """Moves the focus to the next stop inside `root`, and round at its ends. False where there is none."""
    now = QApplication.focusWidget()
    found = _after(root, now, forward) if now is not None and root.isAncestorOf(now) else _within(root, now, forward)
    found = found or _within(root, now, forward)
    return _give(found, forward)


def next_part(root: QWidget, forward: bool) -> bool:
    """Moves the focus to the first stop of the next card, or of what stands outside all cards."""
    parts = [list(part) for _, part in groupby(stops(root), key=part_of)]
    if not parts:
        return False
    now = QApplication.focusWidget()
    here = next((at for at, part in enumerate(parts) if now is not None and any(_is(one, now) for one in part)), -1)
    return _give(parts[(here + (1 if forward else -1)) % len(parts)][0], forward)


def stops(root: QWidget) -> Iterator[QWidget]:
    """Every place Tab comes to inside `root`, in order."""
    last: QWidget | None = None
    for one in _below(root, True):
        if _is_stop(one) and not (last is not None and same_stop(one, last)):
            last = one
            yield one


def _after(root: QWidget, now: QWidget, forward: bool) -> QWidget | None:
    """The next stop behind `now` (or before it), looked for from where it stands: a window may hold thousands."""
    here = _hidden_with(root, now)
    if forward and here is now and (inside := _within(now, now, forward)) is not None:
        return inside
    while here is not root and (above := here.parentWidget()) is not None:
        kin = _children(above) if forward else _children(above)[::-1]
        for one in kin[kin.index(here) + 1 :] if here in kin else ():
            if (found := _first(one, now, forward)) is not None:
                return found
        if not forward and above is not root and _is_stop(above):
            return above
        here = above
    return None


def _hidden_with(root: QWidget, now: QWidget) -> QWidget:
    """The outermost thing that was hidden with it; itself, if nothing was."""
    found, above = now, now
    while above is not root and (parent := above.parentWidget()) is not None:
        found, above = (above if above.isHidden() else found), parent
    return found


def _within(root: QWidget, now: QWidget | None, forward: bool) -> QWidget | None:
    return next((one for one in _below(root, forward) if _takes(one, now)), None)


def _first(widget: QWidget, now: QWidget, forward: bool) -> QWidget | None:
    return next((one for one in _tree(widget, forward) if _takes(one, now)), None)


def _is(stop: QWidget, now: QWidget) -> bool:
    return stop is now or same_stop(stop, now)


def _takes(one: QWidget, now: QWidget | None) -> bool:
    return _is_stop(one) and not (now is not None and same_stop(one, now))


def _tree(widget: QWidget, forward: bool) -> Iterator[QWidget]:
    """The widget and all that is shown in it; backwards what it holds comes first."""
    if widget.isHidden() or widget.isWindow():
        return
    if forward:
        yield widget
    yield from _below(widget, forward)
    if not forward:
        yield widget


def _below(widget: QWidget, forward: bool) -> Iterator[QWidget]:
    for child in _children(widget) if forward else reversed(_children(widget)):
        yield from _tree(child, forward)


def _children(widget: QWidget) -> list[QWidget]:
    """What is laid out in it, in that order. What Qt keeps inside its own widgets is left alone."""
    if isinstance(widget, QScrollArea):
        return [inside] if (inside := widget.widget()) is not None else []
    layout = widget.layout()
    return list(_laid_out(layout)) if layout is not None else []


def _laid_out(layout: QLayout) -> Iterator[QWidget]:
    for number in range(layout.count()):
        item = layout.itemAt(number)
        inner, widget = (item.layout(), item.widget()) if item is not None else (None, None)
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _laid_out(inner)


def _is_stop(widget: QWidget) -> bool:
    tabbed = Qt.FocusPolicy.TabFocus
    if widget.focusPolicy() & tabbed != tabbed or not widget.isEnabled():
        return False
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    chosen = group.checkedButton() if group is not None and group.exclusive() else None
    return chosen is None or chosen is widget or not chosen.isVisible()


def part_of(widget: QWidget) -> QWidget | None:
    """The card it stands in; None is the frame around the screen."""
    above = widget.parentWidget()
    while above is not None and not isinstance(above, Card):
        above = above.parentWidget()
    return above


def _give(widget: QWidget | None, forward: bool) -> bool:
    if widget is None:
        return False
    reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
    first_of_stop(widget).setFocus(reason)
    return True
