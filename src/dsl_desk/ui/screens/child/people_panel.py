"""The people around a child: who they are, whether it is safe to ring, add and change."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from dsl_desk.casework.desk import Sealed
from dsl_desk.casework.drafts import Draft
from dsl_desk.casework.look_up.child import ChildPage, PersonAround
from dsl_desk.casework.look_up.finding import ChildFinder, child_finder
from dsl_desk.domain.questions import Answers
from dsl_desk.errors import KnownProblem
from dsl_desk.ui.context import Context
from dsl_desk.ui.drafting import Drafting
from dsl_desk.ui.screens.child import view_model as vm
from dsl_desk.ui.widgets.banner import Banner
from dsl_desk.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from dsl_desk.ui.widgets.card import Card, empty, rule
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.form_sheet import FormSheet
from dsl_desk.ui.widgets.labels import Tag, heading, muted, small, strong
from dsl_desk.ui.widgets.main_act import has_main_act

_ADULT, _CHILDREN = "adult", "children"


class PeoplePanel(QWidget):
    """`form` is what is being filled in: an adult, other children, or nothing."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._child, self._form = "", ""
        self._person: PersonAround | None = None
        self._page: ChildPage | None = None
        self._waiting_for = ""
        self._rows = QVBoxLayout()
        self._title, self._saved = heading(), small()
        self._sheet = FormSheet(context.now)
        self._editor, self._list, self._safe = QWidget(), Card(gap=10), Banner(tone="danger")
        self._add = SecondaryButton("Add an adult", partial(self._open, _ADULT, None))
        self._relate = SecondaryButton("Add a brother, sister or other child", self._find_children)
        self._save = PrimaryButton("Save", self._send)
        self._drafting = Drafting(context, self, self._sheet.draft)
        self._drafting.said.connect(lambda words, _tone: self._saved.say(words))
        self._sheet.changed.connect(self._drafting.touch)
        self._lay_out()

    def begin(self, child: str) -> None:
        self._child, self._page = child, None
        self._close()

    def save_draft(self) -> None:
        self._drafting.save()

    def resume(self, draft_id: str, person: str) -> None:
        """Goes on with a draft of the form about an adult."""
        self._waiting_for = person
        self._drafting.find(draft_id, self._take)

    def show_people(self, page: ChildPage, *, may_change: bool) -> None:
        self._page = page
        if page.safe_contact != self._safe.words:
            self._safe.say(page.safe_contact, "danger")
        empty(self._rows)
        for number, person in enumerate(page.people):
            if number:
                self._rows.addWidget(rule())
            self._rows.addWidget(self._row(person, may_change=may_change))
        if not page.people:
            self._rows.addWidget(muted("Nobody is on file around this child yet."))
        for button in (self._add, self._relate):
            button.setVisible(may_change and not self._form)

    def _row(self, person: PersonAround, *, may_change: bool) -> QWidget:
        holder = QWidget()
        row = QHBoxLayout(holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(10)
        words = QVBoxLayout()
        words.setSpacing(0)
        for text, make in ((person.name, strong), (vm.around_words(person), muted), (person.note, muted)):
            if text:
                words.addWidget(make(text))
        row.addLayout(words, 1)
        if person.ring:
            row.addWidget(Tag(person.ring, person.ring_tone))
        if person.person_kind == "child":
            self._link(row, "Open file", person, partial(self._context.navigation.go, "child", child=person.person_id))
        elif may_change:
            self._link(row, "Change", person, partial(self._open, _ADULT, person))
        return holder

    def _link(self, row: QHBoxLayout, words: str, person: PersonAround, pressed: partial[None]) -> None:
        link = LinkButton(words, pressed)
        link.setAccessibleName(f"{words}: {person.name}")
        row.addWidget(link)

    def _find_children(self) -> None:
        job = partial(child_finder, self._context.desk)
        self._context.tasks.run(job, owner=self, then=lambda finder: self._open(_CHILDREN, None, finder=finder))

    def _take(self, draft: Draft) -> None:
        people = self._page.people if self._page else ()
        person = next((one for one in people if one.person_id == self._waiting_for), None)
        self._open(_ADULT, person, answers=draft.answers, draft_id=draft.id)

    def _open(
        self,
        form: str,
        person: PersonAround | None,
        *,
        answers: Answers | None = None,
        draft_id: str = "",
        finder: ChildFinder | None = None,
    ) -> None:
        self._form, self._person = form, person
        given = answers if answers is not None else vm.answers_of(person) if person else {}
        questions = vm.ADULT_QUESTIONS if form == _ADULT else vm.CHILD_QUESTIONS
        self._sheet.load(questions, given, options={}, suggest=finder)
        self._title.say(f"Change {person.name}" if person else "Add an adult" if form == _ADULT else "Another child")
        self._save.rename("Save the changes" if person else "Add to the file")
        ids = {"screen": "child", "child": self._child, "form": "adult", "person": person.person_id if person else ""}
        if form == _ADULT:
            self._drafting.begin({key: value for key, value in ids.items() if value}, draft_id)
        self._saved.say("")
        self._editor.show()
        for button in (self._add, self._relate):
            button.hide()
        first = self._sheet.first()
        if first is not None:
            first.setFocus()

    def _close(self) -> None:
        self._form, self._person = "", None
        self._drafting.end()
        self._editor.hide()

    def _give_up(self) -> None:
        self._drafting.throw_away()
        self._close()
        if self._page is not None:
            self.show_people(self._page, may_change=True)
        self._add.setFocus()

    def _send(self) -> None:
        answers = self._sheet.answers()
        problems = self._sheet.form.problems()
        self._sheet.refuse(problems)
        if problems:
            return
        desk = self._context.desk
        job = (
            partial(vm.save_adult, desk, self._child, answers, self._person)
            if self._form == _ADULT
            else partial(vm.save_children, desk, self._child, answers)
        )
        self._save.setEnabled(False)
        self._context.tasks.run(job, owner=self, then=self._sealed, failed=self._failed)

    def _sealed(self, sealed: Sealed) -> None:
        self._save.setEnabled(True)
        self._drafting.throw_away()
        self._close()
        self._context.changes.tell(sealed.changed)
        self._context.say("Saved in the file.")
        self._add.setFocus()

    def _failed(self, problem: KnownProblem) -> None:
        self._save.setEnabled(True)
        self._sheet.refused(problem, self._context.say)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for button, name in ((self._add, "add_adult"), (self._relate, "add_relation"), (self._save, "save_person")):
            button.setObjectName(name)
        self._rows.setSpacing(10)
        self._list.add(self._safe)
        self._list.body.addLayout(self._rows)
        self._list.add(FlowRow(self._add, self._relate, gap=12))
        inside = QVBoxLayout(self._editor)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        has_main_act(self, self._save)
        acts = FlowRow(self._save, LinkButton("Leave as it was", self._give_up), self._saved, gap=14)
        for widget in (self._title, self._sheet, acts):
            inside.addWidget(widget)
        self._editor.hide()
        column.addWidget(self._editor)
        column.addWidget(self._list)
