"""The small acts: done, not done, reviewed, agreed, set aside, opened again, restricted, a quick note, a file."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from dsl_desk.casework import attach, desk_people, follow_up, roads
from dsl_desk.casework.attach import Picked
from dsl_desk.casework.desk import Sealed
from dsl_desk.domain.lists import DeskPerson
from dsl_desk.domain.questions import Answers
from dsl_desk.errors import CannotSeal, KnownProblem
from dsl_desk.ui.context import Context
from dsl_desk.ui.screens.concern import acts
from dsl_desk.ui.screens.concern.story import Story
from dsl_desk.ui.theme import announce


class SmallWork(QObject):
    """Asks in place and seals. `concern`: the one on screen."""

    def __init__(self, context: Context, story: Story) -> None:
        super().__init__(story)
        self._context, self._story = context, story
        self.concern = ""
        self._about = ("", "")
        self._picked: Picked | None = None
        story.act_wanted.connect(self.ask)
        story.small.sealed.connect(self._seal)
        story.done_wanted.connect(self._done)
        story.note_wanted.connect(self._note)
        story.file_chosen.connect(self._pick)

    def ask(self, kind: str, of: str, named: tuple[tuple[str, str], ...] = ()) -> None:
        """Opens the few questions of this act about the entry, item or concern `of`. `named`: what can be chosen."""
        if kind == "access":
            job = partial(desk_people.people, self._context.desk)
            self._context.tasks.run(job, owner=self, then=lambda found: self._ask(kind, of, _others(found)))
        else:
            self._ask(kind, of, named)

    def start_road(self, road: str) -> None:
        """Walk a suggested road as well, with one press."""
        job = partial(roads.start_road, self._context.desk, self.concern, road)
        failed = lambda problem: self._context.say(problem.sentence, "danger")  # noqa: E731
        self._context.tasks.run(job, owner=self, then=self._started, failed=failed)

    def _started(self, done: Sealed) -> None:
        announce(self._story, "The road was begun. Its steps stand on the list.")
        self._context.changes.tell(done.changed)

    def _ask(self, kind: str, of: str, named: tuple[tuple[str, str], ...]) -> None:
        self._about = (kind, of)
        questions = acts.questions_of(self._context.desk, kind, named)
        self._story.small.ask(acts.TITLES[kind], questions, acts.SEALS[kind])

    def _pick(self, path: Path) -> None:
        """A file was chosen: read it, then ask what it is."""
        failed = lambda problem: self._context.say(problem.sentence, "danger")  # noqa: E731
        job = partial(attach.pick, self._context.desk, path)
        self._context.tasks.run(job, owner=self, then=self._ask_about, failed=failed)

    def _ask_about(self, picked: Picked) -> None:
        self._picked, self._about = picked, ("attachment", "")
        questions = self._context.desk.pack.questions("attachment")
        title = f"Attach {picked.name} ({picked.line})"
        self._story.small.ask(title, questions, "Seal this file")

    def _seal(self, answers: Answers) -> None:
        desk = self._context.desk
        job: Callable[[], Sealed] = partial(acts.seal, desk, *self._about, answers)
        if self._picked is not None and self._about[0] == "attachment":
            job = partial(attach.attach, desk, self.concern, self._picked, answers)
        if self._about[0] == "no_road":
            job = partial(roads.leave_road_out, desk, self.concern, self._about[1], str(answers.get("why") or ""))
        self._context.tasks.run(job, owner=self, then=self._sealed, failed=self._failed)

    def _sealed(self, done: Sealed) -> None:
        self._story.small.hide()
        self._picked = None
        self._context.say("Sealed.", "ok")
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


def _others(people: list[DeskPerson]) -> tuple[tuple[str, str], ...]:
    return tuple((one.id, one.name) for one in people if not one.left and one.role != "recovery_kit")
