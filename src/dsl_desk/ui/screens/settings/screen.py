"""Settings: the school, the people of this desk, backups and the check, the guidance, and how it looks here."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from dsl_desk.casework.desk import Desk
from dsl_desk.casework.own_times import OwnTimeLine, own_time_lines
from dsl_desk.ui.context import Context, Screen
from dsl_desk.ui.navigation import Place
from dsl_desk.ui.own_times import OwnTimes
from dsl_desk.ui.screens.settings import view_model as vm
from dsl_desk.ui.screens.settings.backup_panel import BackupPanel
from dsl_desk.ui.screens.settings.duties_panel import DutiesPanel
from dsl_desk.ui.screens.settings.look_panel import LookPanel
from dsl_desk.ui.screens.settings.pack_panel import PackPanel
from dsl_desk.ui.screens.settings.people_panel import PeoplePanel
from dsl_desk.ui.screens.settings.school_panel import SchoolPanel
from dsl_desk.ui.widgets.switch import Switch


class SettingsScreen(Screen):
    section = "settings"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._state = vm.SettingsState()
        self._switch = Switch("Which settings", vm.PANELS)
        self.school, self.people = SchoolPanel(context), PeoplePanel(context)
        self.backup, self.pack, self.look = BackupPanel(context), PackPanel(context), LookPanel(context)
        self.duties = DutiesPanel(context)
        self.times = OwnTimes(context, "Your school's own times", grouped=True)
        self._panels: dict[str, QWidget] = {
            "school": self.school, "people": self.people, "duties": self.duties, "times": self.times,
            "backup": self.backup, "pack": self.pack, "look": self.look,
        }  # fmt: skip
        self._lay_out()
        self._connect()
        self._turn("school")

    @property
    def state(self) -> vm.SettingsState:
        return self._state

    def open(self, place: Place) -> None:
        if place.get("panel"):
            self._switch.choose(place.get("panel"))
            self._turn(self._switch.chosen())
        self.school.resume(place.get("draft"))
        self._reload()

    def save_draft(self) -> None:
        self.school.save_draft()
        self.people.forget_secrets()

    def first_focus(self) -> QWidget | None:
        return self._switch.first()

    def _reload(self) -> None:
        self.context.tasks.run(partial(vm.load, self.context.desk), owner=self, then=self._show)

    def _show(self, state: vm.SettingsState) -> None:
        self._state = state
        self.school.show_state(state)
        self.people.show_state(state)
        self.backup.show_state(state)
        self.look.show_preferences()
        self.duties.reload()
        if self._switch.chosen() == "times":
            self._read_times()

    def _adopt(self, desk: Desk) -> None:
        """The same desk with other settings: every screen works with it from here on."""
        self.context.desk = desk
        self.context.changes.tell({"settings", "today"})

    def _turn(self, name: str) -> None:
        for panel, widget in self._panels.items():
            widget.setVisible(panel == name)
        if name == "pack":
            self.pack.load()
        elif name == "times":
            self._read_times()

    def _read_times(self) -> None:
        job = partial(own_time_lines, self.context.desk)
        self.context.tasks.run(job, owner=self, then=self._show_times)

    def _show_times(self, lines: tuple[OwnTimeLine, ...]) -> None:
        self.times.show_lines(lines)
        self.times.setVisible(self._switch.chosen() == "times")

    def _connect(self) -> None:
        self._switch.picked.connect(self._turn)
        for panel in (self.school, self.people, self.backup, self.pack):
            panel.desk_changed.connect(self._adopt)
        self.context.changes.listen(self, lambda what: what in ("settings", "people", "backup", "duties"), self._reload)

    def _lay_out(self) -> None:
        area = self.page()
        self.title.say("Settings")
        area.body.addWidget(self._switch)
        for panel in self._panels.values():
            area.body.addWidget(panel)
        area.body.addStretch(1)
