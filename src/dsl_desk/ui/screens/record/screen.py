"""Record a concern: one screen, check your answers, seal, and what happens next."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from dsl_desk.casework import drafts, people
from dsl_desk.casework.desk import Sealed
from dsl_desk.casework.drafts import Draft
from dsl_desk.casework.look_up.check_answers import CheckRow, check_concern
from dsl_desk.casework.look_up.finding import ChildFinder, child_finder
from dsl_desk.casework.look_up.step import StepForm, record_form
from dsl_desk.casework.record_concern import record_concern
from dsl_desk.domain.questions import Answers
from dsl_desk.errors import KnownProblem
from dsl_desk.ui.context import Context, Screen
from dsl_desk.ui.drafting import Drafting
from dsl_desk.ui.navigation import Place
from dsl_desk.ui.screens.record import view_model as vm
from dsl_desk.ui.screens.record.files import RecordFiles
from dsl_desk.ui.screens.record.pages import CheckPage, FormPage, SealedPage
from dsl_desk.ui.screens.record.remove import PrintAndRemove
from dsl_desk.ui.theme import announce


class RecordScreen(Screen):
    """Place "record" (draft or notice: optional). Typing survives leaving, locking and a crash."""

    section = "concerns"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._state, self._finder = vm.RecordState(), ChildFinder()
        self.form_page, self.check_page = FormPage(context.now), CheckPage()
        self.sealed_page = SealedPage(vm.goes_on(context.desk.pack))
        self.drafting = Drafting(context, self, lambda: self.form_page.sheet.draft() | self.files.whose.told())
        self.files = RecordFiles(context, lambda: self.drafting.id)
        self.remove = PrintAndRemove(context, self.form_page.sheet.answers, lambda: self.drafting.id)
        self._saved = self._notice = ""
        self._lay_out()
        self._connect()

    @property
    def state(self) -> vm.RecordState:
        return self._state

    def open(self, place: Place) -> None:
        wanted, notice = place.get("draft"), place.get("notice")
        if wanted and wanted != self.drafting.id:
            self._load_draft(wanted)
        elif self._state.form is None or self._state.page == "sealed" or (notice and notice != self._notice):
            self.drafting.save()
            self._begin(None, notice)

    def save_draft(self) -> None:
        self.drafting.save()

    def first_focus(self) -> QWidget | None:
        if self._state.page == "form":
            return self.form_page.sheet.first()
        return self.check_page.seal if self._state.page == "check" else self.sealed_page.next

    def _load_draft(self, wanted: str) -> None:
        self.drafting.save()
        job = partial(drafts.mine, self.context.desk)
        self.context.tasks.run(job, owner=self, then=lambda mine: self._begin(vm.draft_of(mine, wanted)))

    def _begin(self, draft: Draft | None, notice: str = "") -> None:
        """A fresh form, or the one that was left; the short one of a notice."""
        self._notice = draft.form.get("notice", "") if draft else notice
        self.drafting.begin(vm.form_of(self._notice), draft.id if draft else "")
        answers = draft.answers if draft else {}
        job = partial(record_form, self.context.desk, self._notice)
        self.context.tasks.run(job, owner=self, then=lambda form: self._got_form(form, answers))

    def _got_form(self, form: StepForm, answers: Answers) -> None:
        self._finder, self._saved = form.finder, ""
        self.title.say(form.title)
        self.form_page.show_notices(self.context.desk.pack.notices.values(), self._notice)
        self.form_page.load(form, answers, lambda text: self._finder(text), vm.side_groups(form))
        self.remove.show_calls(form.calls)
        self.files.load(answers, form.finder.labels)
        self._show(vm.stopped(vm.RecordState(form=form), answers))
        self.context.tasks.run(partial(drafts.mine, self.context.desk), owner=self, then=self._got_drafts)
        self._focus_soon()

    def _got_drafts(self, mine: list[Draft]) -> None:
        self._show(replace(self._state, others=vm.offers(mine, self.drafting.id)))

    def _changed(self) -> None:
        self.drafting.touch()
        answers = self.form_page.sheet.draft()
        self.files.follow(answers, self._finder.labels)
        self._show(vm.stopped(self._state, answers))

    def _answers(self) -> Answers:
        return self.form_page.sheet.answers() | self.files.whose.told()

    def _check(self) -> None:
        if problems := self.form_page.sheet.form.problems():
            self.form_page.sheet.refuse(problems)
            return
        self.drafting.save()
        self._show(replace(self._state, busy=True))
        job = partial(check_concern, self.context.desk, self._answers(), self._notice)
        self.context.tasks.run(job, owner=self, then=self._checked, failed=self._refused)

    def _checked(self, rows: tuple[CheckRow, ...]) -> None:
        self.form_page.sheet.refuse([])
        self._show(replace(self._state, page="check", rows=(*rows, *self.files.rows), busy=False))
        self._focus_soon()

    def _refused(self, problem: KnownProblem) -> None:
        self._show(replace(self._state, page="form", busy=False))
        self.form_page.sheet.refused(problem, self.context.say)

    def _change(self, question: str) -> None:
        self._show(replace(self._state, page="form"))
        goes = self.files.act.setFocus if question == "files" else partial(self.form_page.sheet.focus_spot, question)
        QTimer.singleShot(0, self, goes)

    def _seal(self) -> None:
        if self._state.busy:
            return
        self._show(replace(self._state, busy=True))
        job = partial(record_concern, self.context.desk, self.drafting.id, self._answers(), self._notice)
        self.context.tasks.run(job, owner=self, then=self._sealed, failed=self._refused)

    def _sealed(self, sealed: Sealed) -> None:
        self.drafting.end()
        self._show(replace(self._state, page="sealed", sealed=sealed, busy=False))
        announce(self, f"Sealed as {sealed.reference}")
        self.context.changes.tell(sealed.changed)
        self._focus_soon()

    def _throw_away(self) -> None:
        self.drafting.throw_away()
        self.context.say("The draft was thrown away. Nothing was sealed.")
        self._begin(None)

    def _look_back(self) -> None:
        if (sealed := self._state.sealed) is not None:
            self.context.navigation.go("concern", concern=sealed.id, step=self.context.desk.pack.after_record.id)

    def _ringing(self, role: str) -> None:
        self.context.ringing.emit()
        say = self.context.desk.pack.step_of_kind("advice").say
        self.form_page.show_say(vm.name_of(self._state, role), self.context.now(), say)

    def _added_child(self, sealed: Sealed, label: str) -> None:
        self._finder.labels[sealed.id] = label
        self.form_page.sheet.form.add_child(sealed.id, label)
        self.context.changes.tell(sealed.changed)

    def _said(self, words: str, tone: str) -> None:
        if tone:
            return self.context.say(words, tone)
        self._saved = words
        return self._show_crumb()

    def _children_changed(self) -> None:
        job = partial(child_finder, self.context.desk)
        self.context.tasks.run(job, owner=self, then=lambda finder: setattr(self, "_finder", finder))

    def _focus_soon(self) -> None:
        page = self._state.page

        def move() -> None:
            target = self.first_focus() if self._state.page == page else None
            written = page == "form" and self.form_page.sheet.isAncestorOf(QApplication.focusWidget() or self)
            if target is not None and self.isVisible() and not written:
                target.setFocus()

        self._area.verticalScrollBar().setValue(0)
        QTimer.singleShot(0, self, move)

    def _show_crumb(self) -> None:
        self.crumb.say(vm.crumb(self._state, self._saved))

    def _show(self, state: vm.RecordState) -> None:
        self._state = state
        for name, page in (("form", self.form_page), ("check", self.check_page), ("sealed", self.sealed_page)):
            page.setVisible(state.page == name)
        self.form_page.show_state(state)
        self.remove.setVisible(state.stop is not None and state.page == "form")
        self.remove.show_card(state.stop)
        self.check_page.show_state(state)
        self.sealed_page.show_state(state)
        self._show_crumb()

    def _connect(self) -> None:
        page = self.form_page
        page.sheet.changed.connect(self._changed)
        page.danger_wanted.connect(self.context.danger_wanted)
        page.sheet.add_child_wanted.connect(page.new_child.ask)
        page.new_child.added.connect(self._added_child)
        page.new_child.adds_with(self.context.tasks, lambda *asked: people.add_child_of_form(self.context.desk, *asked))
        page.adds_adults(self.context)
        page.check.clicked.connect(self._check)
        page.keep.clicked.connect(self.drafting.save_now)
        page.throw_away.clicked.connect(self._throw_away)
        page.calls.ringing.connect(self._ringing)
        page.draft_wanted.connect(self._load_draft)
        page.notice_wanted.connect(lambda notice: self.open(Place("record", notice=notice)))
        self.check_page.list.change_wanted.connect(self._change)
        self.check_page.seal.clicked.connect(self._seal)
        self.check_page.back.clicked.connect(lambda: self._change(self.context.desk.pack.rules.about))
        self.sealed_page.next.clicked.connect(self._look_back)
        self.sealed_page.another.clicked.connect(lambda: self._begin(None))
        self.drafting.said.connect(self._said)
        self.files.kept.connect(self.drafting.save_now)
        self.remove.removed.connect(lambda: self._begin(None))
        self.remove.change_wanted.connect(lambda: page.sheet.focus_spot(vm.stops_at(self._state, page.sheet.draft())))
        self.context.changes.listen(self, lambda word: word.startswith("child"), self._children_changed)

    def _lay_out(self) -> None:
        self._area = self.page()
        self.setAccessibleName("Record a concern")
        self.form_page.put_files(self.files)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        for page in (self.remove, self.form_page, self.check_page, self.sealed_page):
            column.addWidget(page)
        self._area.body.addWidget(holder)
        self._area.body.addStretch(1)
