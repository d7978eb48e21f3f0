"""Scrolling that keeps the focus in sight."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, QSize, Qt, QTimer
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

_SETTLED = 200  # milliseconds in which a page that changes has found its height


class _Inside(QWidget):
    """As tall as its words are at the width they have: their least heights, at their least widths, add up to more,
    and would leave an empty stretch to scroll through."""

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        return QSize(hint.width(), 0) if self.hasHeightForWidth() else hint


class ScrollArea(QScrollArea):
    """A column that scrolls up and down only. The focused widget is always brought into view, with air around it."""

    def __init__(self, parent: QWidget | None = None, *, margins: tuple[int, int, int, int] = (0, 0, 0, 0)) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.inside = inside = _Inside()
        inside.setProperty("kind", "scrolled")
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(*margins)
        self.body.setSpacing(12)
        self.setWidget(inside)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._keep_in_sight)

    def bring_up(self, widget: QWidget) -> None:
        """What was just shown stands at the top, the rest of the page below it."""

        def scroll() -> None:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + widget.mapTo(self, QPoint()).y() - 8)

        QTimer.singleShot(0, self, scroll)

    def from_the_top(self) -> None:
        """Another page stands here now: its beginning is in sight, as far as what has the focus is too."""

        def scroll() -> None:
            self.verticalScrollBar().setValue(0)
            self._show(QApplication.focusWidget())

        QTimer.singleShot(0, self, scroll)

    def _keep_in_sight(self, _old: QObject | None, now: QWidget | None) -> None:
        if self._show(now):
            # What was only just shown has no place yet when it gets the focus.
            QTimer.singleShot(0, self, lambda: self._show(QApplication.focusWidget()))

    def _show(self, focused: QWidget | None) -> bool:
        inside = self.widget()
        if focused is None or inside is None or not inside.isAncestorOf(focused):
            return False
        self.ensureWidgetVisible(focused, 0, 48)
        return True


def fit_page(widget: QWidget) -> None:
    """What was just put into `widget` has its place before the next painting. Qt's own request for it goes up one
    widget at a time, and until it is through the page squeezes what stands on it."""
    from PySide6.QtCore import QEvent  # dear to load, and nothing is put in before the first paint

    above: QWidget | None = widget
    while above is not None and not isinstance(above, ScrollArea):
        if (layout := above.layout()) is not None:
            layout.activate()
        above = above.parentWidget()
    if above is not None:
        QApplication.sendPostedEvents(above.viewport(), QEvent.Type.LayoutRequest)


def keep_in_place(widget: QWidget) -> None:
    """What was just clicked stays under the pointer while the page above it grows or shrinks."""
    area = widget.parentWidget()
    while area is not None and not isinstance(area, ScrollArea):
        area = area.parentWidget()
    if not isinstance(area, ScrollArea):
        return
    inside, bar = area.inside, area.verticalScrollBar()
    before = widget.mapTo(inside, QPoint()).y() - bar.value()

    def put_back() -> None:
        bar.setValue(widget.mapTo(inside, QPoint()).y() - before)

    # The page takes its new height in several turns of the event loop.
    growing = bar.rangeChanged.connect(lambda: QTimer.singleShot(0, widget, put_back))
    QTimer.singleShot(_SETTLED, widget, lambda: QObject.disconnect(growing))
