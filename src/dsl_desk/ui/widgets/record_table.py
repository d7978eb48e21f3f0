"""A list of records: one line each, opened with Enter or a click."""

from __future__ import annotations

from collections import defaultdict

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from dsl_desk.ui.models.paged import PagedTable
from dsl_desk.ui.theme import Theme

_SOFT = {"ok": "ok_soft", "warn": "warn_soft", "danger": "danger_soft", "accent": "accent_soft"}
_PAD = 18
_BAR = 4  # as wide as the one beside a concern's current step
_BESIDE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
_Index = QModelIndex | QPersistentModelIndex


class RecordTable(QTableView):
    """`opened` carries the row somebody chose. Rows are as high as the text needs; lesser columns go first."""

    opened = Signal(object)

    def __init__(self, model: PagedTable, theme: Theme, name: str) -> None:
        super().__init__()
        self._rows, self._theme = model, theme
        self.setModel(model)
        self.setAccessibleName(name)
        self.setProperty("kind", "list")
        self._cells = _Cells(self, model, theme)
        self.setItemDelegate(self._cells)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.clicked.connect(self._open)
        model.modelReset.connect(self._fit)
        theme.changed.connect(self._cells.take_look)
        theme.changed.connect(self._fit)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        self._cells.marked = self.currentIndex().row() if self.hasFocus() else -1
        super().paintEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._cells.take_look()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(480, 320)

    def _open(self, index: QModelIndex) -> None:
        row = self._rows.row(index.row()) if index.isValid() else None
        if row is not None:
            self.opened.emit(row)

    def _fit(self) -> None:
        width = self.viewport().width() * 100 / self._theme.percent
        header = self.horizontalHeader()
        for number, column in enumerate(self._rows.columns):
            self.setColumnHidden(number, width < column.least)
            mode = QHeaderView.ResizeMode.Stretch if column.wide else QHeaderView.ResizeMode.ResizeToContents
            header.setSectionResizeMode(number, mode)
        self.verticalHeader().setDefaultSectionSize(self._theme.px(40))
        if self._rows.rowCount() and not self.currentIndex().isValid():
            self.setCurrentIndex(self._rows.index(0, 0))


class _Cells(QStyledItemDelegate):
    """Text, or a tag where the cell has a tone. It asks the rows themselves: through Qt that costs as much again."""

    def __init__(self, table: RecordTable, model: PagedTable, theme: Theme) -> None:
        super().__init__(table)
        self._table, self._rows, self._theme = table, model, theme
        self.marked = -1  # the row that the focus is on
        self.take_look()

    def take_look(self) -> None:
        """Colours and letters of the theme, ready to paint with."""
        table, theme = self._table, self._theme
        self._marked, self._rule = theme.colour("accent_soft"), theme.colour("line")
        self._bar, self._edge = theme.colour("accent"), theme.colour("edge")
        self._ink = table.palette().color(QPalette.ColorRole.Text)
        self._metrics = QFontMetrics(table.font())
        self._small = QFont(table.font())
        self._small.setPointSizeF(theme.points(12))
        self._small_metrics, self._room = QFontMetrics(self._small), theme.px(20)
        tones = {tone: (theme.colour(soft), theme.colour(tone)) for tone, soft in _SOFT.items()}
        self._tones = defaultdict(lambda: (theme.colour("page"), theme.colour("muted")), tones)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        words, tone = self._rows.cell(index)
        metrics, tag = (option.fontMetrics, 0) if tone is None else (self._small_metrics, self._room)
        return QSize(metrics.horizontalAdvance(words) + 2 * _PAD + tag, self._theme.px(40))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        words, tone = self._rows.cell(index)
        area: QRect = option.rect
        x, y, width, height = area.x(), area.y(), area.width(), area.height()
        if index.row() == self.marked:
            painter.fillRect(x, y, width, height, self._marked)
            if not index.column():
                painter.fillRect(x, y, _BAR, height, self._bar)
        painter.setPen(self._rule)
        painter.drawLine(x, y + height - 1, x + width - 1, y + height - 1)
        room = width - _PAD - 4
        if tone is not None and words:
            self._tag(painter, QRect(x + _PAD, y, room, height), words, tone)
        else:
            painter.setPen(self._ink)
            shown = self._metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
            painter.drawText(x + _PAD, y, room, height, _BESIDE, shown)

    def _tag(self, painter: QPainter, inside: QRect, words: str, tone: str) -> None:
        soft, ink = self._tones[tone]
        metrics = self._small_metrics
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, inside.width() - self._room)
        width, height = metrics.horizontalAdvance(shown) + self._room, metrics.height() + 4
        box = QRect(inside.x(), inside.center().y() - height // 2, width, height)
        painter.save()
        painter.setFont(self._small)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._edge)
        painter.setBrush(soft)
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(ink)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
        painter.restore()
