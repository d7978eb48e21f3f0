"""A list of records: one line each, opened with Enter or a click."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from dsl_desk.ui.models.paged import TONE, PagedTable
from dsl_desk.ui.theme import Theme

_SOFT = {"ok": "ok_soft", "warn": "warn_soft", "danger": "danger_soft", "accent": "accent_soft"}
_PAD = 18


class RecordTable(QTableView):
    """`opened` carries the row somebody chose. Rows are as high as the text needs; lesser columns go first."""

    opened = Signal(object)

    def __init__(self, model: PagedTable, theme: Theme, name: str) -> None:
        super().__init__()
        self._rows, self._theme = model, theme
        self.setModel(model)
        self.setAccessibleName(name)
        self.setProperty("kind", "list")
        self.setItemDelegate(_Cells(theme, self))
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
        theme.changed.connect(self._fit)
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

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
    """Text, or a tag where the cell has a tone."""

    def __init__(self, theme: Theme, parent: QTableView) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        words = str(index.data() or "")
        tag = self._theme.px(20) if index.data(TONE) is not None else 0
        return QSize(option.fontMetrics.horizontalAdvance(words) + 2 * _PAD + tag, self._theme.px(40))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        painter.save()
        table = self.parent()
        has_focus = isinstance(table, QTableView) and table.hasFocus()
        current = isinstance(table, QTableView) and table.currentIndex().row() == index.row()
        if current and has_focus:
            painter.fillRect(option.rect, self._theme.colour("accent_soft"))
        painter.setPen(self._theme.colour("line"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        tone, words = index.data(TONE), str(index.data() or "")
        inside = option.rect.adjusted(_PAD, 0, -4, 0)
        if tone is not None and words:
            self._tag(painter, option, inside, words, tone)
        else:
            painter.setPen(option.palette.color(QPalette.ColorRole.Text))
            shown = option.fontMetrics.elidedText(words, Qt.TextElideMode.ElideRight, inside.width())
            painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)
        painter.restore()

    def _tag(self, painter: QPainter, option: QStyleOptionViewItem, inside: QRect, words: str, tone: str) -> None:
        font = painter.font()
        font.setPointSizeF(self._theme.points(12))
        painter.setFont(font)
        metrics = painter.fontMetrics()
        room = inside.width() - self._theme.px(20)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
        width, height = metrics.horizontalAdvance(shown) + self._theme.px(20), metrics.height() + 4
        box = QRect(inside.x(), inside.center().y() - height // 2, width, height)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour(_SOFT.get(tone, "page")))
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(self._theme.colour(tone if tone in _SOFT else "muted"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, shown)
