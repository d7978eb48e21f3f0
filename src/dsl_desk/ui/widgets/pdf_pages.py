"""The very pages that would leave, as pictures; and sending them to a printer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dsl_desk.ui.widgets.card import empty
from dsl_desk.ui.widgets.labels import fit_height, muted

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_SHOWN = 40  # pages
_SCALE, _PRINTED = 1.7, 4.0  # pixels per point of the page: on screen, on paper


def pictures_of(pdf: bytes, scale: float = _SCALE, most: int = _SHOWN) -> tuple[list[QImage], int]:
    """(the first pages as pictures, how many pages there are). Takes its time: run it off the GUI thread."""
    import pypdfium2

    document = pypdfium2.PdfDocument(pdf)
    try:
        pictures = []
        for number in range(min(most, len(document))):
            bitmap = document[number].render(scale=scale, rev_byteorder=True).to_pil().convert("RGB")
            content = bitmap.tobytes()
            picture = QImage(content, bitmap.width, bitmap.height, 3 * bitmap.width, QImage.Format.Format_RGB888)
            pictures.append(picture.copy())  # the bytes go when this returns
        return pictures, len(document)
    finally:
        document.close()


def print_pages(parent: QWidget, pdf: bytes) -> None:
    """Asks for a printer, without holding up the window, and prints."""
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setFullPage(True)
    dialog = QPrintDialog(printer, parent.window())
    dialog.setWindowModality(Qt.WindowModality.NonModal)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: _draw(printer, pdf))
    dialog.show()


def _draw(printer: QPrinter, pdf: bytes) -> None:
    painter = QPainter(printer)
    pictures, _ = pictures_of(pdf, _PRINTED, most=10_000)
    for number, picture in enumerate(pictures):
        if number:
            printer.newPage()
        size = picture.size().scaled(painter.viewport().size(), Qt.AspectRatioMode.KeepAspectRatio)
        painter.drawImage(QRect(0, 0, size.width(), size.height()), picture)
    painter.end()


class PdfPages(QWidget):
    """Pages below one another, as wide as there is room."""

    def __init__(self) -> None:
        super().__init__()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self.count = 0

    def show_pages(self, found: tuple[list[QImage], int]) -> None:
        """Shows what `pictures_of` made."""
        empty(self._column)
        pictures, self.count = found
        for number, picture in enumerate(pictures, start=1):
            self._column.addWidget(_Page(picture, f"Page {number} of {self.count}"))
        if self.count > len(pictures):
            self._column.addWidget(muted(f"{self.count - len(pictures)} more pages are not shown here."))
        self.show()

    def clear(self) -> None:
        empty(self._column)
        self.count = 0
        self.hide()


class _Page(QWidget):
    def __init__(self, picture: QImage, name: str) -> None:
        super().__init__()
        self._picture = QPixmap.fromImage(picture)
        self.setAccessibleName(name)
        fit_height(self)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        shown = min(width, self._picture.width())
        return round(shown * self._picture.height() / max(1, self._picture.width())) + 2

    def sizeHint(self) -> QSize:
        return QSize(self._picture.width(), self._picture.height() + 2)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        width = min(self.width() - 2, self._picture.width())
        height = round(width * self._picture.height() / max(1, self._picture.width()))
        painter.drawPixmap(QRect(1, 1, width, height), self._picture)
        painter.setPen(self.palette().mid().color())
        painter.drawRect(0, 0, width + 1, height + 1)
        painter.end()
