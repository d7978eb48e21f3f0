"""The pages of the first run: passive widgets that hold what is typed."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from dsl_desk.ui.screens.first_run import view_model as vm
from dsl_desk.ui.widgets.buttons import SecondaryButton
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.form.choices import ChoiceInput
from dsl_desk.ui.widgets.form.options import Option
from dsl_desk.ui.widgets.labels import Label, muted, restyle, selectable, strong
from dsl_desk.ui.widgets.passphrase import PassphraseField

_WHY_ENDS = "Hours and minutes, for example 15:15. What must be done before children go home is counted from it."
_WHAT_IT_IS = "If every passphrase is forgotten, this code opens the vault, and no other."
_NO_COUNCIL = ("none", "Another council: begin with what holds everywhere in the country")
_WHY_LATER = "You can load your council’s pack later, from a folder or a zip file, in Settings under Guidance pack."
_WHY_BACK = "From the printed kit, to be sure that it can be read. Capitals, spaces and hyphens do not matter."


class Page(QWidget):
    """A page knows its spots: what can be wrong on it, and where the words about it go."""

    changed = Signal()
    entered = Signal()  # the Enter key in one of its lines

    def __init__(self) -> None:
        super().__init__()
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(14)
        self.spots: dict[str, QWidget] = {}
        self._problems: dict[str, Label] = {}

    def line(self, spot: str, label: str, hint: str = "") -> QLineEdit:
        """Adds a labelled line."""
        edit = QLineEdit()
        edit.textChanged.connect(lambda _text: self.changed.emit())
        edit.returnPressed.connect(self.entered)
        edit.setAccessibleName(label)
        edit.setAccessibleDescription(hint)
        words = Label(label, "label")
        words.setBuddy(edit)
        self._block(spot, edit, [words, *([Label(hint, "hint")] if hint else [])])
        return edit

    def show_problems(self, problems: dict[str, str]) -> None:
        for spot, label in self._problems.items():
            label.say(problems.get(spot, ""))
            restyle(self.spots[spot], problem="true" if spot in problems else "false")

    def focus_spot(self, spot: str = "") -> None:
        """Moves the focus to this spot, or to the first."""
        widget = self.spots.get(spot) or next(iter(self.spots.values()), None)
        if widget is not None:
            QTimer.singleShot(0, widget, lambda: widget.setFocus(Qt.FocusReason.OtherFocusReason))

    def _block(self, spot: str, widget: QWidget, above: list[Label]) -> None:
        self.spots[spot] = widget
        self._problems[spot] = Label("", "problem")
        self._problems[spot].hide()
        block = QVBoxLayout()
        block.setSpacing(4)
        for label in [*above, self._problems[spot]]:
            block.addWidget(label)
        block.addWidget(widget)
        self.column.addLayout(block)

    def add_field(self, spot: str, field: PassphraseField) -> None:
        self._block(spot, field, [])
        self.spots[spot] = field.edit
        field.entered.connect(self.entered)


class SchoolPage(Page):
    def __init__(self, carried: dict[str, object]) -> None:
        super().__init__()
        self.column.addWidget(muted("These stay on this computer, inside the locked desk. All can be changed later."))
        self.school = self.line("school", "Name of the school")
        self.ends = self.line("school_ends", "When does the school day end?", _WHY_ENDS)
        self.phone = self.line(
            "school_phone", "Telephone of the school", "Printed on referrals as the number to ring back"
        )
        self.school.setText(str(carried.get("school_name") or ""))
        self.ends.setText(str(carried.get("school_end") or ""))


class YouPage(Page):
    def __init__(self, words: vm.Words) -> None:
        super().__init__()
        self.column.addWidget(muted(words.you))
        self.name = self.line("name", "Your name", "As it will stand under what you record")
        self.job = self.line("job", "Your job", words.job)
        self.phone = self.line("phone", "Your direct telephone", "So that whoever decides can ring you back")


class KeyPage(Page):
    """`suggest_wanted`: a passphrase of unrelated words."""

    suggest_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.column.addWidget(
            muted("Everything on this desk is locked with your passphrase. Nobody can open it without that or the kit.")
        )
        self.passphrase = PassphraseField("Passphrase", "May be shown while you type, and may be pasted")
        self.again = PassphraseField("Passphrase again")
        self.meter = Label("", "hint")
        self.add_field("passphrase", self.passphrase)
        self.column.addWidget(self.meter)
        self.column.addWidget(FlowRow(SecondaryButton("Suggest a passphrase", self.suggest_wanted.emit)))
        self.add_field("again", self.again)
        for field in (self.passphrase, self.again):
            field.edited.connect(self.changed)

    def show_strength(self, words: str, tone: str) -> None:
        self.meter.setText(words)
        restyle(self.meter, tone=tone)


class KitPage(Page):
    """The code is shown here and on the printed kit, and nowhere else again."""

    print_wanted = Signal()

    def __init__(self, words: vm.Words) -> None:
        super().__init__()
        self.column.addWidget(muted(f"{_WHAT_IT_IS} {words.keep}"))
        self.code = Label("", "code")
        selectable(self.code)
        self.column.addWidget(self.code)
        self.print_button = SecondaryButton("Save the kit as a PDF to print…", self.print_wanted.emit)
        self.printed = Label("", "hint")
        self.printed.hide()
        self.column.addWidget(FlowRow(self.print_button))
        self.column.addWidget(self.printed)
        self.back = self.line("code_back", "Type the code back", _WHY_BACK)

    def show_code(self, code: str) -> None:
        self.code.setText(vm.groups(code))
        self.code.setAccessibleName("Recovery code: " + " ".join(code))


class LocalityPage(Page):
    """`known`: the council chosen before on this computer; it stands chosen here."""

    def __init__(self, known: str) -> None:
        super().__init__()
        self._known = known
        self.column.addWidget(muted("Contacts, forms and time limits come from your council’s pack."))
        self.column.addWidget(strong("Which council?"))
        self._choices = QVBoxLayout()
        self._problem = Label("", "problem")
        self._problem.hide()
        self.column.addWidget(self._problem)
        self.column.addLayout(self._choices)
        self.column.addWidget(muted(_WHY_LATER))
        self._choice: ChoiceInput | None = None

    def show_localities(self, localities: tuple[tuple[str, str], ...]) -> None:
        if self._choice is not None:
            return
        self._choice = ChoiceInput([*(Option(key, name) for key, name in localities), Option(*_NO_COUNCIL)])
        self._choice.name("Which council?", "")
        if self._known in {key for key, _ in (*localities, _NO_COUNCIL)}:
            self._choice.set_value(self._known)
        self._choice.changed.connect(self.changed)
        self._choices.addWidget(self._choice)

    @property
    def chosen(self) -> str:
        return (self._choice.value() if self._choice else None) or ""

    def show_problems(self, problems: dict[str, str]) -> None:
        self._problem.say(problems.get("locality", ""))
        if self._choice is not None:
            self.spots["locality"] = self._choice.buddy()


class Pages:
    """All of them, and what is typed on them. `carried`: what is known of the school already."""

    def __init__(self, words: vm.Words, carried: dict[str, object]) -> None:
        self.school, self.you, self.key, self.kit = SchoolPage(carried), YouPage(words), KeyPage(), KitPage(words)
        self.locality = LocalityPage(str(carried.get("locality") or ""))
        self.by_name: dict[str, Page] = {
            "school": self.school, "you": self.you, "key": self.key, "kit": self.kit, "locality": self.locality,
        }  # fmt: skip

    def read(self, state: vm.FirstRunState) -> vm.FirstRunState:
        """The state with everything that is typed now."""
        state = replace(
            state,
            school=self.school.school.text(),
            school_ends=vm.tidy_time(self.school.ends.text()),
            school_phone=self.school.phone.text(),
            name=self.you.name.text(),
            job=self.you.job.text(),
            phone=self.you.phone.text(),
            again=self.key.again.text(),
            code_back=self.kit.back.text(),
            locality=self.locality.chosen,
        )
        typed = self.key.passphrase.text()
        return state if typed == state.passphrase else vm.typed_passphrase(state, typed)
