"""Buttons. The words name the act; each is at least 24 × 24, primary ones 36 high."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from dsl_desk.ui.widgets.labels import Label, fit_height

if TYPE_CHECKING:
    from PySide6.QtGui import QPaintEvent


class Button(QPushButton):
    """A button of one kind: secondary, primary, danger, danger-filled, link. Enter presses it too."""

    kind = "secondary"

    def __init__(self, text: str, pressed: Callable[[], None] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setText(text.replace("&", "&&"))
        self.setProperty("kind", self.kind)
        self.setAccessibleName(text.strip())
        self.setAutoDefault(False)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        if pressed is not None:
            self.clicked.connect(lambda: pressed())

    def rename(self, text: str) -> None:
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)

    def keyPressEvent(self, event) -> None:  # type: ignore[no-untyped-def]
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.isAutoRepeat():
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """A filled one shows its focus by a ring inside as well: its border is hard to tell from the filling."""
        super().paintEvent(event)
        if self.hasFocus() and (self.kind == "primary" or self.isChecked()):
            _ring_inside(self)


def _ring_inside(button: Button) -> None:
    from PySide6.QtCore import QRectF  # dear to load, and no first window shows one
    from PySide6.QtGui import QPainter, QPalette, QPen

    painter = QPainter(button)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(button.palette().color(QPalette.ColorRole.HighlightedText), 1.5))
    painter.drawRoundedRect(QRectF(button.rect()).adjusted(3.5, 3.5, -3.5, -3.5), 3, 3)
    painter.end()


class SecondaryButton(Button):
    kind = "secondary"


class PrimaryButton(Button):
    """One per screen: it names the act."""

    kind = "primary"


class DangerButton(Button):
    kind = "danger"


class LinkButton(Button):
    """An act or a place in running text."""

    kind = "link"

    def __init__(self, text: str, pressed: Callable[[], None] | None = None, parent: QWidget | None = None) -> None:
        super().__init__(text, pressed, parent)
        self.setCursor(Qt.CursorShape.PointingHandCursor)


class SentenceLink(LinkButton):
    """A link of a whole sentence, which wraps: a button's own words never do, and would widen the page."""

    def __init__(self, sentence: str, pressed: Callable[[], None]) -> None:
        super().__init__("", pressed)
        self.setAccessibleName(sentence)
        self._inside = QVBoxLayout(self)
        self._inside.setContentsMargins(4, 3, 4, 3)
        words = Label(sentence, "sentence-link")
        words.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._inside.addWidget(words)
        fit_height(self)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._inside.totalHeightForWidth(width)

    def sizeHint(self) -> QSize:
        return self._inside.totalSizeHint()

    def minimumSizeHint(self) -> QSize:
        return self._inside.totalMinimumSize()
