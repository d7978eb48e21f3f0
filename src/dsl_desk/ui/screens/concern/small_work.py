"""The small acts: done, not done, reviewed, agreed, set aside, opened again, restricted, a quick note, a file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from dsl_desk.casework import attach, follow_up, restricting, roads
from dsl_desk.casework.attach import Picked
from dsl_desk.casework.desk import Sealed
from dsl_desk.casework.restricting import Viewers
from dsl_desk.domain.questions import Answers, Question
from dsl_desk.errors import CannotSeal, KnownProblem
from dsl_desk.ui.context import Context
from dsl_desk.ui.screens.concern import acts
from dsl_desk.ui.screens.concern.story import Story
from dsl_desk.ui.theme import announce
from dsl_desk.ui.widgets.file_drop import Brought

Act = Callable[[Answers], Sealed]
_ELSEWHERE = (
    "Another concern is open by now. Go back to the one the file belongs to and attach it there. Nothing was attached."
)


class SmallWork(QObject):
    """Asks in place and seals. `concern`: the one on screen. `go_on`: what was asked is sealed and its form gone."""

    def __init__(self, context: Context, story: Story, go_on: Callable[[], None]) -> None:
        super().__init__(story)
        self._go_on = go_on
        self._context, self._story = context, story
        self.concern = ""
        self._act: Act | None = None
        story.act_wanted.connect(self.ask)
        story.small.sealed.connect(self._seal)
        story.done_wanted.connect(self._done)
        story.note_wanted.connect(self._note)
        story.attach_wanted.connect(self._choose_file)
        story.drop.came.connect(lambda brought: self._pick(self.concern, brought[0]))
        story.drop.refused.connect(lambda words: context.say(words, "warn"))

    def ask(self, kind: str, of: str, named: tuple[tuple[str, str], ...] = (), held: Answers | None = None) -> None:
        """Opens the few questions of this act about the entry, item or concern `of`. `named`: what can be chosen;
        `held`: what they are answered with already."""
        if kind == "access":
            job = partial(restricting.viewers, self._context.desk, of)
            self._context.tasks.run(job, owner=self, then=partial(self._ask_viewers, of))
        else:
            self._ask(kind, of, named, held)

    def _ask_viewers(self, concern: str, found: Viewers) -> None:
        if concern != self.concern:
            return
        self._act = partial(acts.seal, self._context.desk, "access", concern)
        questions, answers = acts.questions_of_viewers(found)
        self._story.small.ask(acts.TITLES["access"], questions, acts.SEALS["access"], answers)

    def start_road(self, road: str) -> None:
        """Walk a suggested road as well, with one press."""
        job = partial(roads.start_road, self._context.desk, self.concern, road)
        failed = lambda problem: self._context.say(problem.sentence, "danger")  # noqa: E731
        self._context.tasks.run(job, owner=self, then=self._started, failed=failed)

    def _started(self, done: Sealed) -> None:
        announce(self._story, "The road was begun. Its steps stand on the list.")
        self._context.changes.tell(done.changed)

    def _ask(self, kind: str, of: str, named: tuple[tuple[str, str], ...], held: Answers | None = None) -> None:
        self._open(kind, partial(acts.seal, self._context.desk, kind, of), named, held)

    def decline_road(self, road: str) -> None:
        """Asks why a suggested road is not walked."""
        desk, concern = self._context.desk, self.concern
        self._open("no_road", lambda answers: roads.leave_road_out(desk, concern, road, str(answers.get("why") or "")))

    def _open(self, kind: str, act: Act, named: tuple[tuple[str, str], ...] = (), held: Answers | None = None) -> None:
        self._act = act
        questions = acts.questions_of(self._context.desk, kind, named)
        self._story.small.ask(acts.TITLES[kind], questions, acts.SEALS[kind], held)

    def ask_with(self, title: str, questions: tuple[Question, ...], seal: str, act: Act) -> None:
        """The same with questions of one's own."""
        self._act = act
        self._story.small.ask(title, questions, seal)

    def _choose_file(self) -> None:
        """The dialog holds nothing up: the concern it was opened on is the one the file belongs to."""
        concern = self.concern
        self._story.choose_file(lambda path: self._pick(concern, lambda: path))

    def _pick(self, concern: str, source: Brought) -> None:
        desk = self._context.desk
        failed = lambda problem: self._context.say(problem.sentence, "danger")  # noqa: E731

        def job() -> tuple[Picked, tuple[Question, ...]]:
            return attach.ask_about(desk, concern, source())

        self._context.tasks.run(job, owner=self, then=partial(self._ask_about, concern), failed=failed)

    def _ask_about(self, concern: str, found: tuple[Picked, tuple[Question, ...]]) -> None:
        if concern != self.concern:
            self._context.say(_ELSEWHERE, "warn")
            return
        picked, questions = found
        self._act = partial(attach.attach, self._context.desk, concern, picked)
        self._story.small.ask(f"Attach {picked.name} ({picked.line})", questions, "Seal this file")

    def _seal(self, answers: Answers) -> None:
        if self._act is not None:
            job = partial(self._act, answers)
            self._context.tasks.run(job, owner=self, then=self._sealed, failed=self._failed)

    def _sealed(self, done: Sealed) -> None:
        self._story.small.hide()
        self._act = None
        self._go_on()
        self._context.say(done.afterwards or "Sealed.", "ok")
        self._context.changes.tell(done.changed)

    def _failed(self, problem: KnownProblem) -> None:
        problems = problem.problems if isinstance(problem, CannotSeal) else (("", problem.sentence),)
        self._story.small.refuse(problems)

    def _done(self, item: str) -> None:
        job = partial(follow_up.finish, self._context.desk, item)
        self._context.tasks.run(job, owner=self, then=lambda done: self._context.changes.tell(done.changed))

    def _note(self, text: str, who: str) -> None:
        def sealed(done: Sealed) -> None:
            self._story.clear_note()
            self._context.changes.tell(done.changed)

        job = partial(follow_up.add_note, self._context.desk, self.concern, text, who=who)
        failed = lambda problem: self._context.say(problem.sentence, "danger")  # noqa: E731
        self._context.tasks.run(job, owner=self, then=sealed, failed=failed)
