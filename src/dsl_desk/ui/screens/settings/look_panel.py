"""How the desk looks on this computer, and when it locks itself."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QSpinBox, QVBoxLayout, QWidget

from dsl_desk.settings import IDLE_MINUTES, TEXT_PERCENT, Settings
from dsl_desk.ui.context import Context
from dsl_desk.ui.widgets.card import Card
from dsl_desk.ui.widgets.form.choices import ChoiceInput
from dsl_desk.ui.widgets.form.options import Option
from dsl_desk.ui.widgets.labels import Label, muted

_THEMES = [Option("system", "As this computer has it"), Option("light", "Light"), Option("dark", "Dark"),
           Option("contrast", "High contrast")]  # fmt: skip


class LookPanel(QWidget):
    """Every change takes effect at once; the app remembers it (`context.preferences_wanted`)."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._theme = ChoiceInput(_THEMES)
        self._text, self._idle = QSpinBox(), QSpinBox()
        self._lay_out()
        self._connect()

    def show_preferences(self) -> None:
        """What is set now; the theme itself where the app has put no preferences."""
        theme = self._context.theme
        known = self._context.preferences or Settings()
        self._theme.set_value(theme.mode)
        for box, value in ((self._text, theme.percent), (self._idle, known.idle_minutes)):
            box.blockSignals(True)
            box.setValue(value)
            box.blockSignals(False)

    def _want(self, **values: object) -> None:
        self._context.preferences_wanted.emit(values)

    def _connect(self) -> None:
        self._theme.changed.connect(lambda: self._want(theme=self._theme.value()))
        self._text.valueChanged.connect(lambda percent: self._want(text_percent=percent))
        self._idle.valueChanged.connect(lambda minutes: self._want(idle_minutes=minutes))
        self._context.theme.changed.connect(self.show_preferences)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        card = Card("This computer", gap=12)
        card.add(muted("These hold for whoever uses this computer. They say nothing about a child or the school."))
        self._theme.name("Colours", "")
        self._theme.identify("theme")
        rows = (
            ("Colours", "", self._theme),
            ("Text size in per cent", "Ctrl and + or - do the same.", self._text),
            ("Locks itself after so many minutes", "“I am ringing” holds it off for half an hour.", self._idle),
        )
        for words, hint, field in rows:
            block = QVBoxLayout()
            block.setSpacing(4)
            block.addWidget(Label(words, "label"))
            if hint:
                block.addWidget(muted(hint))
            block.addWidget(field)
            card.body.addLayout(block)
        for box, allowed, step, name, words in (
            (self._text, TEXT_PERCENT, 10, "text_size", "Text size in per cent"),
            (self._idle, IDLE_MINUTES, 1, "idle_minutes", "Minutes until the desk locks itself"),
        ):
            box.setRange(allowed[0], allowed[-1])
            box.setSingleStep(step)
            box.setObjectName(name)
            box.setAccessibleName(words)
            box.setKeyboardTracking(False)
            box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            box.setMinimumWidth(96)
        column.addWidget(card)
