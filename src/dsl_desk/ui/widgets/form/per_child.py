"""The same few questions, asked for each child."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dsl_desk.domain.questions import Question
from dsl_desk.ui.widgets.card import empty
from dsl_desk.ui.widgets.form.inputs import Input
from dsl_desk.ui.widgets.form.make_input import fields_per_child
from dsl_desk.ui.widgets.form.options import Surroundings
from dsl_desk.ui.widgets.labels import strong


class PerChildInput(Input):
    """The same few questions for each child: {child id: {field: value}}."""

    def __init__(
        self, question: Question, around: Surroundings, make_form: Callable[[tuple[Question, ...]], Input]
    ) -> None:
        super().__init__()
        self._question, self._around, self._make_form = question, around, make_form
        self._forms: dict[str, Input] = {}
        self._kept: dict[str, Any] = {}
        self._identity = ""
        self._list = QVBoxLayout()
        self._list.setSpacing(12)
        self.column.addLayout(self._list)
        self.show_children(None)

    def show_children(self, ids: list[str] | None) -> None:
        """The children of the form's own question, or (None) all that are offered."""
        offered = self._around.own(self._question) or self._around.options.get("children", [])
        wanted = list(dict.fromkeys(ids)) if ids is not None else [option.value for option in offered]
        if wanted == list(self._forms):
            return
        self._kept |= {key: form.draft() for key, form in self._forms.items()}
        empty(self._list)
        self._forms = {}
        labels = {option.value: option.label for option in [*self._around.options.get("children", []), *offered]}
        for number, key in enumerate(wanted):
            form = self._make_form(fields_per_child(self._question))
            form.set_value(self._kept.get(key))
            form.name(labels.get(key, ""), "")
            form.identify(f"{self._identity}_{number}")
            form.changed.connect(self.changed)
            form.card_wanted.connect(self.card_wanted)
            self._forms[key] = form
            self._list.addWidget(strong(labels.get(key, "A child in the file")))
            self._list.addWidget(form)

    def value(self) -> Any:
        return {key: value for key, form in self._forms.items() if (value := form.value())} or None

    def draft(self) -> Any:
        return {key: value for key, form in self._forms.items() if (value := form.draft())} or None

    def set_value(self, value: Any) -> None:
        self._kept = dict(value) if isinstance(value, dict) else {}
        for key, form in self._forms.items():
            form.set_value(self._kept.get(key))

    def buddy(self) -> QWidget:
        return next(iter(self._forms.values())).buddy() if self._forms else self

    def name(self, label: str, description: str) -> None:
        self.setAccessibleName(label)

    def identify(self, name: str) -> None:
        self._identity = name
        for number, form in enumerate(self._forms.values()):
            form.identify(f"{name}_{number}")

    def own_problem(self) -> str | None:
        for form in self._forms.values():
            if problem := form.own_problem():
                return f"{form.accessibleName()}: {problem}"
        return None

    def mark_rest_not_known(self) -> None:
        for form in self._forms.values():
            form.mark_rest_not_known()

    def show_problem(self, wrong: bool) -> None:
        return
