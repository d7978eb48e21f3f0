"""A list of rows: one tab stop, arrow keys, Enter or a click opens. Drawn by a delegate that asks one role."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from dsl_desk.ui.models.list_model import CELL, Cell, ListModel, Row
from dsl_desk.ui.theme import Theme

_ONE_LINE, _TWO_LINES = 40, 56  # pixels of a row at 100 % text
_PAD = 14
_Index = QModelIndex | QPersistentModelIndex


class ListTable(QTableView):
    """`picked` carries the Row. `shares` are the columns' parts of the width."""

    picked = Signal(object)

    def __init__(
        self, model: ListModel, theme: Theme, shares: tuple[int, ...], name: str, *, two_lines: bool = True
    ) -> None:
        super().__init__()
        self._model, self._theme, self._shares, self._two_lines = model, theme, shares, two_lines
        self.setAccessibleName(name)
        self.setProperty("kind", "table")
        self.setModel(model)
        self._delegate = _Drawn(theme, self)
        self.setItemDelegate(self._delegate)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clicked.connect(lambda index: self._pick(index.row()))
        model.arrived.connect(lambda _count: self._mark_first())
        theme.changed.connect(self._refit)
        self._refit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.currentIndex().isValid():
            self._pick(self.currentIndex().row())
            return
        super().keyPressEvent(event)

    def focusInEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        super().focusInEvent(event)
        self._mark_first()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._refit()

    def _mark_first(self) -> None:
        if self.hasFocus() and not self.currentIndex().isValid() and self._model.rowCount():
            self.setCurrentIndex(self._model.index(0, 0))

    def _pick(self, at: int) -> None:
        row: Row | None = self._model.row(at)
        if row is not None:
            self.picked.emit(row)

    def _refit(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._theme.px(_TWO_LINES if self._two_lines else _ONE_LINE))
        room, total = self.viewport().width(), sum(self._shares)
        used = 0
        for column, share in enumerate(self._shares):
            last = column == len(self._shares) - 1
            width = room - used if last else room * share // total
            self.setColumnWidth(column, max(24, width))
            used += width


class _Drawn(QStyledItemDelegate):
    """Asks each cell for its Cell once and draws it; Qt's own asks seven roles."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._view = theme, parent
        self._fonts()
        theme.changed.connect(self._fonts)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(80, self._theme.px(_ONE_LINE))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        cell = index.data(CELL)
        if not isinstance(cell, Cell):
            return
        theme = self._theme
        area: QRect = option.rect
        state = option.state
        painter.save()
        marked = bool(state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver))
        painter.fillRect(area, theme.colour("accent_soft" if marked else "card"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(area.bottomLeft(), area.bottomRight())
        if marked and state & QStyle.StateFlag.State_Selected and index.column() == 0 and self._view.hasFocus():
            painter.fillRect(QRect(area.x(), area.y(), 4, area.height()), theme.colour("accent"))
        inside = area.adjusted(_PAD, 2, -_PAD // 2, -2)
        if cell.tone:
            self._draw_tag(painter, inside, cell)
        else:
            self._draw_words(painter, inside, cell)
        painter.restore()

    def _draw_words(self, painter: QPainter, inside: QRect, cell: Cell) -> None:
        lines = [(cell.text, self._bold if cell.strong else self._plain, "ink")]
        if cell.note:
            lines.append((cell.note, self._plain, "muted"))
        painter.setFont(self._plain)
        height = painter.fontMetrics().height()
        y = inside.center().y() - height * len(lines) // 2 + 1
        for text, font, colour in lines:
            painter.setFont(font)
            painter.setPen(self._theme.colour(colour))
            shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, inside.width())
            painter.drawText(QRect(inside.x(), y, inside.width(), height), Qt.AlignmentFlag.AlignVCenter, shown)
            y += height

    def _draw_tag(self, painter: QPainter, inside: QRect, cell: Cell) -> None:
        painter.setFont(self._small)
        metrics, pad = painter.fontMetrics(), self._theme.px(9)
        width = min(inside.width(), metrics.horizontalAdvance(cell.text) + 2 * pad)
        height = metrics.height() + 4
        box = QRectF(inside.x(), inside.center().y() - height / 2 + 1, width, height)
        soft, ink = ("page", "muted") if cell.tone == "neutral" else (f"{cell.tone}_soft", cell.tone)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(soft))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(self._theme.colour(ink))
        text = metrics.elidedText(cell.text, Qt.TextElideMode.ElideRight, round(width) - pad)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)

    def _fonts(self) -> None:
        self._plain, self._bold, self._small = QFont("Noto Sans"), QFont("Noto Sans"), QFont("Noto Sans")
        for font in (self._plain, self._bold):
            font.setPointSizeF(self._theme.points(13.5))
        self._bold.setBold(True)
        self._small.setPointSizeF(self._theme.points(12))
