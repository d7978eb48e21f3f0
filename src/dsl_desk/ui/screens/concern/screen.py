"""The concern: its road at the left, the step in hand in the middle, guidance at the right, its story below."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from dsl_desk.casework.desk import Sealed
from dsl_desk.casework.look_up.concern import ConcernPage, concern_page
from dsl_desk.casework.look_up.step import StepForm
from dsl_desk.ui.context import Context, Screen
from dsl_desk.ui.navigation import Place
from dsl_desk.ui.screens.concern import view_model as vm
from dsl_desk.ui.screens.concern.edition_card import EditionCard
from dsl_desk.ui.screens.concern.focus_item import focus_item
from dsl_desk.ui.screens.concern.guide import Guide
from dsl_desk.ui.screens.concern.header import Header
from dsl_desk.ui.screens.concern.ringing import Ringing
from dsl_desk.ui.screens.concern.road_card import RoadCard
from dsl_desk.ui.screens.concern.roads_card import RoadsCard
from dsl_desk.ui.screens.concern.sheet_paper import SheetPaper
from dsl_desk.ui.screens.concern.small_work import SmallWork
from dsl_desk.ui.screens.concern.step_buttons import StepButtons
from dsl_desk.ui.screens.concern.step_panel import StepPanel
from dsl_desk.ui.screens.concern.step_times import StepTimes
from dsl_desk.ui.screens.concern.step_work import StepWork
from dsl_desk.ui.screens.concern.story import Story
from dsl_desk.ui.screens.concern.wrong_number import WrongNumber
from dsl_desk.ui.widgets.columns import Columns
from dsl_desk.ui.widgets.scroll import ScrollArea

_ROAD = 264  # pixels: below them its lines take four and five rows each


class ConcernScreen(Screen):
    """Place "concern" (concern; step, kind, referral, item, amends: optional)."""

    section = "concerns"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._state = vm.begun_by(context.desk)
        self._concern, self._place = "", Place("concern")
        self._step = ""
        self._goes_in = False  # a step was chosen on the road: the focus follows into its form
        self._arrives = self._fresh = False  # somebody came to it, and its form is still to be shown; from another one
        self.roads, self.edition = RoadsCard(), EditionCard(context)
        self._road_card = RoadCard(self.roads, self._ask_road)
        self.road, self.panel = self._road_card.steps, StepPanel(context.now)
        self.header = Header(self._open_child, about_adults=context.desk.pack.about_adults)
        self.other_road = self._road_card.other
        self.guide, self.story = Guide(may_ring=self._state.may_work, may_mark=self._state.may_mark), Story(context)
        self.work = StepWork(context, self.panel, may_work=self._state.may_work)
        self.panel.made.may_change = self._state.may_work
        self.paper, self.times = SheetPaper(context), StepTimes(context)
        self.buttons, self.ringing = StepButtons(context, self.work), Ringing(context, self.work)
        self.small = SmallWork(context, self.story, self._go_on)
        self.wrong_number = WrongNumber(context, self.work, self.small, self.guide)
        self._lay_out()
        self._connect()

    @property
    def state(self) -> vm.ConcernState:
        return self._state

    def open(self, place: Place) -> None:
        self._place = place
        fresh = self._fresh = place.get("concern") != self._concern
        self._concern = self.small.concern = place.get("concern")
        if fresh:
            self.story.small.hide()
            self.story.clear_note()
            self.story.clear_file()
            self._step = ""
        self._step = place.get("step") or self._step
        self._load(scroll=fresh or bool(place.get("step")))

    def save_draft(self) -> None:
        self.work.drafting.save()

    def first_focus(self) -> QWidget | None:
        return None  # the road's current step, once it is there

    def _load(self, *, scroll: bool = False) -> None:
        if not self._concern:
            return
        job = partial(concern_page, self.context.desk, self._concern)
        self.context.tasks.run(job, owner=self, then=lambda page: self._got(page, scroll=scroll))

    def _got(self, page: ConcernPage, *, scroll: bool) -> None:
        if page.id != self._concern:
            return
        ids = {step.id for step in page.steps}
        if self._step not in ids:
            self._step = page.suggested
        self._show(replace(self._state, page=page))
        item = self._place.get("item")  # opening a step forgets what brought one here
        form = self.work.state.form
        here = form is not None and (form.concern, form.step) == (page.id, self._step)
        if self._place.get("amends"):
            self.work.amend(self._place.get("amends"))
        elif not here or self._place.get("referral"):
            self._open_step(self._step)
        else:
            self.work.reload()
        if scroll:
            self._arrives = True
            self._road_card.make_room(self._area)
            self._focus_road()
        self._place = Place("concern", concern=self._concern)
        QTimer.singleShot(0, self, partial(focus_item, self, page, item))

    def _open_step(self, step: str) -> None:
        self._step = step
        referral, kind = self._place.get("referral"), self._place.get("kind")
        self._place = Place("concern", concern=self._concern)
        self._road_card.mark(self._state, step)
        self.work.load(self._concern, step, kind=kind, referral=referral, begun=bool(kind))

    def _pick(self, step: str) -> None:
        self._goes_in = True
        self._road_card.fold_again()
        self._open_step(step)

    def _focus_road(self) -> None:
        focused = QApplication.focusWidget()
        if self.isVisible() and (self._fresh or focused is None or not self.panel.isAncestorOf(focused)):
            self.road.focus_step(self._step)

    def _form_loaded(self, form: StepForm) -> None:
        self.guide.show_form(form)
        self.paper.show_form(form)
        self.times.show_form(form)
        if form.step:
            self._step = form.step
        self._road_card.mark(self._state, self._step)
        if not self.guide.calls.focus_call(self.ringing.take_next()) and (self._goes_in or self.work.state.amends):
            self.panel.go_in()
            if self.work.state.amends:
                self._area.bring_up(self.panel)
            if self.panel.stop is not None:  # seen before anything is typed
                QTimer.singleShot(0, self.panel.stop, partial(self._area.ensureWidgetVisible, self.panel.stop))
        elif self._arrives and self.road.isAncestorOf(QApplication.focusWidget() or self):
            self._road_card.make_room(self._area)
        self._goes_in = self._arrives = False

    def _sealed(self, sealed: Sealed) -> None:
        self._go_on()
        self.context.changes.tell(sealed.changed)

    def _go_on(self) -> None:
        """The button that was pressed is gone: one goes on from the road, not from whatever came next on the page."""
        self._road_card.make_room(self._area)
        self.road.focus_step(self._step)

    def _open_child(self) -> None:
        page = self._state.page
        if page is not None and page.adults:
            self.context.navigation.go("adult", adult=page.adults[0][0])
        elif page is not None and page.children:
            self.context.navigation.go("child", child=page.children[0][0])

    def _changed(self) -> None:
        if self.isVisible() and self._concern:
            self._load()

    def _show(self, state: vm.ConcernState) -> None:
        self._state = state
        page = state.page
        if page is None:
            return
        self.header.show_page(state)
        self.setAccessibleName(f"Concern {page.reference}")
        self._road_card.mark(state, self._step)
        self.roads.show_page(state)
        self.edition.show_page(state)
        self.other_road.setVisible(bool(vm.roads_offered(state)))
        self.story.show_page(state)

    def _connect(self) -> None:
        self.roads.begin_wanted.connect(self.small.start_road)
        self.roads.leave_wanted.connect(self.small.decline_road)
        self.edition.sealed.connect(self._sealed)
        self.road.picked.connect(self._pick)
        self.panel.paper.clicked.connect(self.paper.toggle)
        self.guide.ringing.connect(self.ringing.ring)
        self.guide.copied.connect(self.ringing.copy)
        self.work.loaded.connect(self._form_loaded)
        self.work.sealed.connect(self._sealed)
        self.panel.made.withdraw_wanted.connect(lambda root: self.small.ask("withdrawn", root))
        story = self.story
        story.viewer.shown.connect(partial(self._area.bring_up, story.viewer))
        story.viewer.left.connect(lambda: self.context.changes.tell({"export"}))
        story.entries.withdraw_wanted.connect(lambda root: self.small.ask("withdrawn", root))
        story.entries.amend_wanted.connect(self.work.amend)
        story.step_wanted.connect(self._open_step)
        story.referral_wanted.connect(lambda one: self.context.navigation.go("referral", referral=one))
        self.header.concern_wanted.connect(lambda one: self.context.navigation.go("concern", concern=one))
        self.header.link_wanted.connect(lambda: self.small.ask("link", self._concern, *vm.links_offered(self._state)))
        self.header.reopen.clicked.connect(lambda: self.small.ask("reopened", self._concern))
        self.header.access.clicked.connect(lambda: self.small.ask("access", self._concern))
        self.context.changes.listen(
            self, lambda word: word in (f"concern:{self._concern}", "people", "contacts", "own_times"), self._changed
        )

    def _ask_road(self) -> None:
        self.small.ask("road", self._concern, tuple((one.road, one.label) for one in vm.roads_offered(self._state)))

    def _lay_out(self) -> None:
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._area = ScrollArea(margins=(28, 4, 28, 24))
        outer.addWidget(self._area)
        self._area.body.addWidget(self.header)
        columns, inner = Columns(8, 19, least=700, first=_ROAD), Columns(12, 7, least=660)
        left, right = columns.columns
        left.addWidget(self.roads)
        left.addWidget(self._road_card)
        columns.stacked.connect(self._road_card.stack)
        right.addWidget(inner)
        middle, guide = inner.columns
        for part in (self.edition, self.times.now, self.panel, self.times.others, self.paper, self.story):
            middle.addWidget(part)
        guide.addWidget(self.guide)
        inner.stacked.connect(partial(self.guide.place, guide, middle, self.story))
        self._area.body.addWidget(columns)
        self._area.body.addStretch(1)
