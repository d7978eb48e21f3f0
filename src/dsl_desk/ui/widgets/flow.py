"""Layouts that wrap: a row of small things, and a form's columns that become one column where it is narrow."""

from __future__ import annotations

from PySide6.QtCore import QMargins, QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from dsl_desk.ui.widgets.labels import Label, fit_height

_TITLE_SHARE = 0.6  # of the width: a title that has as much may wrap there


class _Wrapping(QLayout):
    def __init__(self, parent: QWidget | None = None, gap: int = 8, line_gap: int | None = None) -> None:
        super().__init__(parent)
        self.gap, self.line_gap = gap, gap if line_gap is None else line_gap
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}  # by width, until something in it changes: layouts in layouts ask very often
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        if width not in self._heights:
            self._heights[width] = self._place(QRect(0, 0, width, 0), dry=True)
        return self._heights[width]

    def invalidate(self) -> None:
        self._heights = {}
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, dry=False)

    def sizeHint(self) -> QSize:
        margins: QMargins = self.contentsMargins()
        sizes = [item.sizeHint() for item in self._shown()]
        width = sum(size.width() for size in sizes) + self.gap * max(0, len(sizes) - 1)
        return QSize(width + margins.left() + margins.right(), max((s.height() for s in sizes), default=0))

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._shown()]
        return QSize(max((s.width() for s in sizes), default=0), max((s.height() for s in sizes), default=0))

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, rect: QRect, *, dry: bool) -> int:
        raise NotImplementedError


def _height(item: QLayoutItem, width: int) -> int:
    return item.heightForWidth(width) if item.hasHeightForWidth() else item.sizeHint().height()


class FlowLayout(_Wrapping):
    """Small things side by side, wrapping onto further lines; each line centred on its height."""

    def _place(self, rect: QRect, *, dry: bool) -> int:
        y, used = rect.y(), 0
        line: list[tuple[QLayoutItem, int]] = []
        for item in self._shown():
            width = min(item.sizeHint().width(), max(rect.width(), 1))
            if line and used + self.gap + width > rect.width():
                y += self._draw(line, rect.x(), y, dry) + self.line_gap
                line, used = [], 0
            used += width + (self.gap if line else 0)
            line.append((item, width))
        if line:
            y += self._draw(line, rect.x(), y, dry)
        return y - rect.y()

    def _draw(self, line: list[tuple[QLayoutItem, int]], x: int, y: int, dry: bool) -> int:
        heights = [_height(item, width) for item, width in line]
        tallest = max(heights)
        if not dry:
            for (item, width), height in zip(line, heights, strict=True):
                item.setGeometry(QRect(QPoint(x, y + (tallest - height) // 2), QSize(width, height)))
                x += width + self.gap
        return tallest


class ColumnLayout(_Wrapping):
    """Widgets with the property `half` stand two in a row while the width allows; all others take the whole row."""

    def __init__(self, parent: QWidget | None = None, gap: int = 16, line_gap: int = 12, least: int = 230) -> None:
        super().__init__(parent, gap, line_gap)
        self._least = least

    def sizeHint(self) -> QSize:
        sizes = [item.sizeHint() for item in self._shown()]
        width = max((s.width() for s in sizes), default=0)
        return QSize(width, self.heightForWidth(max(width, self.minimumSize().width())))

    def minimumSize(self) -> QSize:
        sizes = [item.minimumSize() for item in self._shown()]
        return QSize(max((s.width() for s in sizes), default=0), max((s.height() for s in sizes), default=0))

    def _place(self, rect: QRect, *, dry: bool) -> int:
        column = (rect.width() - self.gap) // 2
        y = rect.y()
        row: list[tuple[QLayoutItem, bool]] = []
        for item in self._shown():
            widget = item.widget()
            least = max(self._least, item.minimumSize().width())
            half = bool(widget and widget.property("half")) and column >= least
            if row and (not half or len(row) == 2):
                y += self._draw(row, rect, y, dry) + self.line_gap
                row = []
            row.append((item, half))
            if not half:
                y += self._draw(row, rect, y, dry) + self.line_gap
                row = []
        if row:
            y += self._draw(row, rect, y, dry) + self.line_gap
        return max(0, y - rect.y() - self.line_gap)

    def _draw(self, row: list[tuple[QLayoutItem, bool]], rect: QRect, y: int, dry: bool) -> int:
        column = (rect.width() - self.gap) // 2
        widths = [column if half else rect.width() for _, half in row]
        heights = [_height(item, width) for (item, _), width in zip(row, widths, strict=True)]
        if not dry:
            x = rect.x()
            for (item, _), width in zip(row, widths, strict=True):
                item.setGeometry(QRect(x, y, width, max(heights)))
                x += width + self.gap
        return max(heights)


class FlowRow(QWidget):
    """A wrapping row of widgets."""

    def __init__(self, *widgets: QWidget, gap: int = 8, line_gap: int | None = None) -> None:
        super().__init__()
        fit_height(self)
        self._flow = FlowLayout(self, gap, line_gap)
        for widget in widgets:
            self.add(widget)

    def add(self, widget: QWidget) -> QWidget:
        self._flow.addWidget(widget)
        return widget

    def clear(self) -> None:
        while item := self._flow.takeAt(0):
            widget = item.widget()
            if widget:
                widget.hide()
                widget.deleteLater()
        self.updateGeometry()


class _TitleLayout(_Wrapping):
    """The title, and what stands beside it at the right; below it, where it would leave a long title too little."""

    def _place(self, rect: QRect, *, dry: bool) -> int:
        title, beside = self._items
        width = min(beside.sizeHint().width(), rect.width())
        room = rect.width() - width - self.gap
        if beside.isEmpty() or width == 0:
            return self._draw(title, rect, dry)
        if room < min(title.sizeHint().width(), rect.width() * _TITLE_SHARE):
            below = rect.y() + self._draw(title, rect, dry) + self.line_gap
            return below + self._draw(beside, QRect(rect.x(), below, rect.width(), 0), dry) - rect.y()
        tall, short = _height(title, room), _height(beside, width)
        tallest = max(tall, short)
        if not dry:
            title.setGeometry(QRect(rect.x(), rect.y() + (tallest - tall) // 2, room, tall))
            right = rect.x() + room + self.gap
            beside.setGeometry(QRect(right, rect.y() + (tallest - short) // 2, width, short))
        return tallest

    def _draw(self, item: QLayoutItem, rect: QRect, dry: bool) -> int:
        height = _height(item, rect.width())
        if not dry:
            item.setGeometry(QRect(rect.x(), rect.y(), rect.width(), height))
        return height


class TitleRow(QWidget):
    """A title with buttons or tags beside it, or below a title that is too long for that."""

    def __init__(self, title: Label, *beside: QWidget) -> None:
        super().__init__()
        fit_height(self)
        row = _TitleLayout(self, gap=12, line_gap=4)
        row.addWidget(title.on_one_line())
        row.addWidget(FlowRow(*beside, gap=12))
