"""The three pages of putting a backup back: passive widgets."""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dsl_desk.ui.screens.restore import view_model as vm
from dsl_desk.ui.widgets.banner import Banner
from dsl_desk.ui.widgets.buttons import LinkButton, SecondaryButton
from dsl_desk.ui.widgets.chooser import Chooser
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.kit_part import KitPart
from dsl_desk.ui.widgets.labels import Label, fit_height, muted, selectable, show_if, strong
from dsl_desk.ui.widgets.passphrase import PassphraseField

_WHAT = (
    "A backup is one file whose name ends in .deskbackup. It lies where your school had backups put: on a stick, on "
    "another disk, on a share."
)
_KEYS = "With the passphrase you had when the backup was made. The recovery kit opens it too."
_NOTHING_YET = "Nothing is restored yet. Read this first."


class _Page(QWidget):
    def __init__(self) -> None:
        super().__init__()
        fit_height(self)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(12)


class FilePage(_Page):
    """Which file, and where it goes."""

    file_wanted = Signal()
    folder_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.choose = SecondaryButton("Choose the backup file…", self.file_wanted.emit)
        self.other = SecondaryButton("Another folder…", self.folder_wanted.emit)
        self._path, self._what = Label(), strong()
        self._where, self._folder, self._after = strong("Where it is put"), Label(), muted()
        for label in (self._path, self._folder):
            selectable(label)
        self.choose.setObjectName("choose_backup")
        self.other.setObjectName("choose_folder")
        for widget in (
            muted(_WHAT), FlowRow(self.choose), self._path, self._what, self._where, self._folder, self._after,
            FlowRow(self.other),
        ):  # fmt: skip
            self.column.addWidget(widget)

    def show_state(self, state: vm.RestoreState) -> None:
        self.choose.rename("Choose another backup file…" if state.path else "Choose the backup file…")
        self._path.say(str(state.path or ""))
        self._what.say(vm.what_it_is(state.held))
        self._folder.say(str(state.folder or ""))
        self._after.say(vm.where_words(state))
        for widget in (self._where, self.other):
            show_if(widget, state.folder is not None)

    def first(self) -> QWidget:
        return self.choose


class KeyPage(_Page):
    """Whose passphrase, or the recovery kit and a new one. `entered`: the Enter key."""

    entered = Signal()
    switch_wanted = Signal()
    suggest_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.name = Chooser([], "Choose your name")
        self.name.setAccessibleName("Your name")
        self.passphrase, self.kit = PassphraseField("Passphrase"), KitPart()
        self.switch = LinkButton("Use the recovery kit", self.switch_wanted.emit)
        label = Label("Your name", "label")
        label.setBuddy(self.name)
        names = QVBoxLayout()
        names.setSpacing(4)
        names.addWidget(label)
        names.addWidget(self.name)
        self.column.addWidget(muted(_KEYS))
        self.column.addLayout(names)
        for widget in (self.kit.code, self.passphrase, self.kit.below, FlowRow(self.switch)):
            self.column.addWidget(widget)
        for signal in (self.passphrase.entered, self.kit.code.entered, self.kit.again.entered):
            signal.connect(self.entered)
        self.kit.suggest.clicked.connect(self.suggest_wanted)
        self.spots: dict[str, QWidget] = {
            "name": self.name, "passphrase": self.passphrase.edit, "code": self.kit.code.edit,
            "again": self.kit.again.edit,
        }  # fmt: skip

    def show_state(self, state: vm.RestoreState) -> None:
        people = state.held.people if state.held else ()
        if [self.name.itemData(row) for row in range(self.name.count())] != [person for person, _ in people]:
            self.name.clear()
            for person, name in people:
                self.name.addItem(name, person)
            self.name.setCurrentIndex(0 if len(people) == 1 else -1)
        self.passphrase.rename("New passphrase" if state.kit else "Passphrase")
        self.switch.rename("Use the passphrase" if state.kit else "Use the recovery kit")
        self.kit.show(state.kit)

    def typed(self) -> tuple[str, str, str, str]:
        """(person id, passphrase, code, passphrase again)."""
        return self.name.chosen() or "", self.passphrase.text(), self.kit.code.edit.text(), self.kit.again.text()

    def suggested(self, passphrase: str) -> None:
        for field in (self.passphrase, self.kit.again):
            field.set_text(passphrase)
            field.show_words(True)

    def clear(self) -> None:
        self.passphrase.clear()
        self.kit.clear()

    def first(self) -> QWidget:
        if self.name.currentIndex() < 0:
            return self.name
        return self.passphrase.edit if self.kit.code.isHidden() else self.kit.code.edit

    def put_stops(self, after: QWidget) -> None:
        """The Tab key goes from top to bottom, and then to `after`."""
        stops = (
            self.name, self.kit.code.edit, *self.passphrase.stops, *self.kit.again.stops, self.kit.suggest,
            self.switch, after,
        )  # fmt: skip
        for one, following in pairwise(stops):
            self.setTabOrder(one, following)


class FoundPage(_Page):
    """What it holds, and what it lacks."""

    def __init__(self) -> None:
        super().__init__()
        self._whose, self._holds, self._lacks = Label(), strong(), Banner()
        self._folder = Label()
        selectable(self._folder)
        for widget in (muted(_NOTHING_YET), self._holds, self._lacks, self._whose, self._folder):
            self.column.addWidget(widget)

    def show_state(self, state: vm.RestoreState) -> None:
        if state.found is None:
            return
        holds, lacks, whose = state.found.says
        self._holds.say(holds)
        self._lacks.say(lacks, "warn" if state.found.lost else "accent")
        self._whose.say(whose)
        self._folder.say(f"It is put in the folder {state.found.folder}.")

    def first(self) -> None:
        return None
