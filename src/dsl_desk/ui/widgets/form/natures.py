"""Natures of concern: a grouped list, several ticked, one of them the main one."""

from __future__ import annotations

from typing import Any

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from dsl_desk.domain.spelling import without_accents
from dsl_desk.ui.widgets.buttons import LinkButton
from dsl_desk.ui.widgets.card import empty
from dsl_desk.ui.widgets.flow import ColumnLayout
from dsl_desk.ui.widgets.form.choices import ChoiceInput
from dsl_desk.ui.widgets.form.inputs import Input
from dsl_desk.ui.widgets.form.options import Option
from dsl_desk.ui.widgets.labels import Label, muted, show_if, small, strong
from dsl_desk.ui.widgets.scroll import keep_in_place
from dsl_desk.ui.widgets.ticks import Tick


class NaturesInput(Input):
    """Natures of concern: grouped, several may be ticked, one of them is the main one."""

    def __init__(self, options: list[Option]) -> None:
        super().__init__()
        self._options = {option.value: option for option in options}
        self._ticks: dict[str, Tick] = {}
        self._groups: dict[str, tuple[LinkButton, QWidget]] = {}
        self._main, self._name = ChoiceInput([]), ""
        self._find = QLineEdit()
        self._find.setPlaceholderText("Find a kind of worry, or open a group below")
        self._find.textChanged.connect(lambda _text: self._show())
        self._chosen = QVBoxLayout()
        self._chosen.setSpacing(4)
        self.column.addLayout(self._chosen)
        self.column.addWidget(self._find)
        self._open: set[str] = set()
        for group in dict.fromkeys(option.group for option in options):
            self._add_group(group, [option for option in options if option.group == group])
        self._main_is: str | None = None
        self._show()

    def value(self) -> Any:
        ticked = [value for value, tick in self._ticks.items() if tick.isChecked()]
        if not ticked:
            return None
        main = ticked[0] if len(ticked) == 1 else self._main_is
        return {"main": main if main in ticked else None, "all": ticked}

    def set_value(self, value: Any) -> None:
        ticked = value.get("all", []) if isinstance(value, dict) else []
        self._main_is = value.get("main") if isinstance(value, dict) else None
        for key, tick in self._ticks.items():
            tick.setChecked(key in ticked)
        self._show_main()
        self._show()

    def buddy(self) -> QWidget:
        return self._find

    def name(self, label: str, description: str) -> None:
        super().name(f"{label}: find", description)
        for value, tick in self._ticks.items():
            tick.setAccessibleDescription(". ".join(p for p in (label, self._options[value].note) if p))

    def identify(self, name: str) -> None:
        self._name = name
        self._find.setObjectName(name)
        for value, tick in self._ticks.items():
            tick.setObjectName(f"{name}_{value}")

    def own_problem(self) -> str | None:
        value = self.value()
        if value and value["main"] is None:
            return "Several kinds of worry are ticked. Choose which one is the main one"
        return None

    def _add_group(self, group: str, options: list[Option]) -> None:
        holder = QWidget()
        rows = ColumnLayout(holder, gap=12, line_gap=0, least=220)
        rows.setContentsMargins(12, 0, 0, 0)
        for option in options:
            tick = Tick(option.label, option.note)
            tick.setProperty("half", True)
            tick.clicked.connect(lambda on, option=option: self._picked(option, on))
            self._ticks[option.value] = tick
            rows.addWidget(tick)
        head = LinkButton(group or "All", lambda: self._toggle(group))
        self._groups[group] = (head, holder)
        self.column.addWidget(head)
        self.column.addWidget(holder)

    def _toggle(self, group: str) -> None:
        self._open ^= {group}
        self._show()

    def _picked(self, option: Option, on: bool) -> None:
        keep_in_place(self._ticks[option.value])
        self._show_main()
        self._show()
        self.changed.emit()
        if on and option.card:
            self.card_wanted.emit(option.card)

    def _show(self) -> None:
        wanted = without_accents(self._find.text()).split()
        for group, (head, holder) in self._groups.items():
            own = [o for o in self._options.values() if o.group == group]
            ticked = sum(self._ticks[o.value].isChecked() for o in own)
            matching = {option.value for option in own if all(word in option.found_by for word in wanted)}
            is_open = group in self._open or bool(wanted and matching) or not group
            head.rename(f"{'▾' if is_open else '▸'} {group}" + (f" · {ticked} ticked" if ticked else ""))
            head.setAccessibleName(f"{group}, {'open' if is_open else 'closed'}, {ticked} of {len(own)} ticked")
            show_if(head, bool(group) and bool(not wanted or matching))
            show_if(holder, is_open and bool(not wanted or matching))
            for option in own:
                show_if(self._ticks[option.value], not wanted or option.value in matching)

    def _show_main(self) -> None:
        ticked = [o for v, o in self._options.items() if self._ticks[v].isChecked()]
        empty(self._chosen)
        if not ticked:
            return
        if len(ticked) == 1:
            self._chosen.addWidget(strong(ticked[0].label))
        else:
            self._ask_main(ticked)
        self._tell(ticked)

    def _tell(self, ticked: list[Option]) -> None:
        """What to bear in mind with what was ticked, and the strictest rule about parents among them."""
        for option in ticked:
            if len(ticked) > 1 and option.told:
                self._chosen.addWidget(strong(option.label))
            for line in option.told:
                self._chosen.addWidget(muted(line))
        rules = sorted(option.rule for option in ticked if option.rule is not None)
        if rules:
            self._chosen.addWidget(Label(f"Parents: {rules[0][1]}"))

    def _ask_main(self, ticked: list[Option]) -> None:
        self._chosen.addWidget(small("Which one is the main one?"))
        self._main = ChoiceInput([Option(o.value, o.label) for o in ticked])
        self._main.name("Main kind of worry", "")
        self._main.identify(f"{self._name}_main")
        self._main.set_value(self._main_is)
        self._main.changed.connect(self._chose_main)
        self._chosen.addWidget(self._main)

    def _chose_main(self) -> None:
        self._main_is = self._main.value()
        self.changed.emit()
