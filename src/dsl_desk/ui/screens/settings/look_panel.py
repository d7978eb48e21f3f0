"""How the desk looks on this computer, and when it locks itself."""

from __future__ import annotations

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from dsl_desk.settings import TEXT_PERCENT, Settings
from dsl_desk.ui.context import Context
from dsl_desk.ui.widgets.card import Card
from dsl_desk.ui.widgets.form.choices import ChoiceInput
from dsl_desk.ui.widgets.form.inputs import Chooser
from dsl_desk.ui.widgets.form.options import Option
from dsl_desk.ui.widgets.labels import Label, muted

_THEMES = [Option("system", "As this computer has it"), Option("light", "Light"), Option("dark", "Dark"),
           Option("contrast", "High contrast")]  # fmt: skip

_MINUTES = (2, 3, 5, 10, 15, 20, 30)


class LookPanel(QWidget):
    """Every change takes effect at once; the app remembers it (`context.preferences_wanted`)."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._theme = ChoiceInput(_THEMES)
        self._text = Chooser([(str(percent), f"{percent} %") for percent in TEXT_PERCENT[::10]])
        self._idle = Chooser([(str(minutes), f"{minutes} minutes") for minutes in _MINUTES])
        self._lay_out()
        self._connect()

    def show_preferences(self) -> None:
        """What is set now; the theme itself where the app has put no preferences."""
        theme = self._context.theme
        known = self._context.preferences or Settings()
        self._theme.set_value(theme.mode)
        self._text.choose(str(round(theme.percent, -1)))
        self._idle.choose(str(min(_MINUTES, key=lambda minutes: abs(minutes - known.idle_minutes))))

    def _want(self, **values: object) -> None:
        self._context.preferences_wanted.emit(values)

    def _connect(self) -> None:
        self._theme.changed.connect(lambda: self._want(theme=self._theme.value()))
        self._text.activated.connect(lambda _index: self._want(text_percent=int(self._text.currentData())))
        self._idle.activated.connect(lambda _index: self._want(idle_minutes=int(self._idle.currentData())))
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
            ("Text size", "Ctrl and + or - do the same.", self._text),
            ("Locks itself after", "“I am ringing” holds it off for half an hour.", self._idle),
        )
        for words, hint, field in rows:
            block = QVBoxLayout()
            block.setSpacing(4)
            block.addWidget(Label(words, "label"))
            if hint:
                block.addWidget(muted(hint))
            block.addWidget(field)
            card.body.addLayout(block)
        for box, name, label in (
            (self._text, "text_size", "Text size"), (self._idle, "idle_minutes", "Minutes until the desk locks itself"),
        ):  # fmt: skip
            box.setObjectName(name)
            box.setAccessibleName(label)
            box.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        column.addWidget(card)
