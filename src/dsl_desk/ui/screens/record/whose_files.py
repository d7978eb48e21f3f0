"""Which child each file of a record is about, asked once there are several children."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dsl_desk.casework.whose import WHOSE_FILES, whose_files
from dsl_desk.domain.questions import Answers
from dsl_desk.ui.widgets.form import QuestionForm
from dsl_desk.ui.widgets.labels import fit_height

Pairs = tuple[tuple[str, str], ...]


class WhoseFiles(QWidget):
    """`ask` draws it anew where files or children have changed; what was ticked stays as long as it can be."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._asked: tuple[Pairs, Pairs] = ((), ())
        self._held: Answers = {}
        self._form = QuestionForm((), flat=True)
        fit_height(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._form)
        self.hide()

    def load(self, answers: Answers) -> None:
        """What an unfinished record holds."""
        held = answers.get(WHOSE_FILES)
        self._held, self._asked = dict(held) if isinstance(held, dict) else {}, ((), ())

    def told(self) -> Answers:
        """What belongs to the record's answers; nothing while all files are about all children."""
        return {WHOSE_FILES: dict(self._held)} if self._held else {}

    def ask(self, files: Pairs, children: Pairs) -> None:
        """`files`: (digest, name); `children`: (id, name)."""
        if (files, children) == self._asked:
            return
        self._asked = (files, children)
        questions, old = whose_files(files, children), self._form
        self._form = QuestionForm(questions, flat=True)
        self._form.identify("whose")
        self._form.set_answers(self._held)
        self._form.changed.connect(self._changed)
        self._column.replaceWidget(old, self._form)
        old.hide()
        old.setParent(None)
        old.deleteLater()
        self.setVisible(bool(questions))

    def _changed(self) -> None:
        answers: dict[str, Any] = self._form.answers()
        self._held = answers
        self.changed.emit()
