"""Words on screen. Always plain text: nothing a person typed can become markup."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget


def restyle(widget: QWidget, **properties: object) -> None:
    """Sets style properties ("tone", "kind", "current", …) and has the style sheet look again."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # else the sheet has not looked yet
        widget.style().unpolish(widget)
        widget.style().polish(widget)
        widget.update()


def show_if(widget: QWidget, shown: bool) -> None:
    """Shows or hides a part of something. A part that stands nowhere yet is shown with its whole, never as a window."""
    if shown and widget.parentWidget() is None:
        widget.setAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide, False)
    else:
        widget.setVisible(shown)


def fit_height(widget: QWidget) -> None:
    """As tall as its words need at the width it is given, and no taller than there is room."""
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    widget.setSizePolicy(policy)


class Label(QLabel):
    """A wrapping label of one of the stylesheet's kinds; `tone` colours it (with a word that says the same)."""

    def __init__(self, text: str = "", kind: str = "body", *, tone: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setProperty("kind", kind)
        if tone:
            self.setProperty("tone", tone)
        fit_height(self)
        self.setText(text)

    def minimumSizeHint(self) -> QSize:
        """A wrapping label may become as narrow as its longest word, so that forms fit narrow windows."""
        hint = super().minimumSizeHint()
        metrics = self.fontMetrics()
        longest = max((metrics.horizontalAdvance(word) for word in self.text().split()), default=0)
        return QSize(min(hint.width(), longest + 4) if self.wordWrap() else hint.width(), hint.height())

    def say(self, text: str) -> None:
        """Shows these words, and nothing at all where there are none."""
        self.setText(text)
        show_if(self, bool(text))


def title(text: str = "") -> Label:
    return Label(text, "title")


def heading(text: str = "") -> Label:
    return Label(text, "heading")


def strong(text: str = "") -> Label:
    return Label(text, "strong")


def muted(text: str = "") -> Label:
    return Label(text, "muted")


def small(text: str = "") -> Label:
    return Label(text, "small")


def selectable(label: QLabel) -> QLabel:
    """Lets the words be selected and copied, by mouse and keyboard."""
    label.setTextInteractionFlags(
        Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
    )
    label.setAccessibleName(label.text())
    return label


class Tag(QLabel):
    """A small word with a tone: ok, warn, danger, accent, neutral. The word says it; the colour only helps."""

    def __init__(self, text: str = "", tone: str = "neutral", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("kind", "tag")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.show_tag(text, tone)

    def show_tag(self, text: str, tone: str = "neutral") -> None:
        self.setText(text)
        show_if(self, bool(text))
        restyle(self, tone=tone)
