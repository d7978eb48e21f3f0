"""Drafts save themselves: a second after the last change, on leaving, before locking. Nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from dsl_desk.casework import drafts
from dsl_desk.casework.drafts import Draft
from dsl_desk.domain.when import local
from dsl_desk.errors import KnownProblem
from dsl_desk.ui.context import Context

_WAIT = 1000  # ms after the last change


class Drafting(QObject):
    """Keeps one form's draft. Its id becomes the entry's id when the form is sealed.

    `said` carries "Draft saved 09:31" or what stands in the way of saving.
    """

    said = Signal(str, str)  # words, tone: "" or "danger"

    def __init__(self, context: Context, owner: QObject, held: Callable[[], dict[str, Any]]) -> None:
        """`held` gives the form's draft: what was typed, readable or not."""
        super().__init__(owner)
        self._context, self._owner, self._held = context, owner, held
        self._form: dict[str, str] = {}
        self.id = ""
        self._dirty = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WAIT)
        self._timer.timeout.connect(self.save)

    def begin(self, form: dict[str, str], draft_id: str = "") -> None:
        """From here on the draft of this form is kept, under a new id or the one it has had."""
        self._timer.stop()
        self._form, self._dirty = form, False
        self.id = draft_id or drafts.new_id()

    def find(self, draft_id: str, then: Callable[[Draft], None]) -> None:
        """Fetches a kept draft and hands it over; nothing happens when it is gone."""

        def take(kept: list[Draft]) -> None:
            for draft in kept:
                if draft.id == draft_id:
                    then(draft)

        self._context.tasks.run(partial(drafts.mine, self._context.desk), owner=self._owner, then=take)

    @property
    def dirty(self) -> bool:
        """Something was typed that is not saved yet."""
        return self._dirty

    def forget_changes(self) -> None:
        """What the program itself put into the form is nobody's typing."""
        self._timer.stop()
        self._dirty = False

    def touch(self) -> None:
        """Something was typed."""
        if self.id:
            self._dirty = True
            self._timer.start()

    def save(self) -> None:
        """Saves what has changed since the last time, if anything has."""
        self._timer.stop()
        if not self._dirty or not self.id:
            return
        self._dirty = False
        draft = Draft(id=self.id, form=dict(self._form), answers=self._held())
        job = partial(drafts.keep, self._context.desk, draft)
        self._context.tasks.run(job, owner=self._owner, then=lambda _: self._saved(), failed=self._failed)

    def save_now(self) -> None:
        """Saves at once, changed or not: somebody asked for it."""
        self.touch()
        self.save()

    def end(self) -> None:
        """It was sealed: nothing is kept any more."""
        self._timer.stop()
        self._dirty, self.id = False, ""

    def throw_away(self) -> None:
        """Takes the draft out of the vault."""
        draft_id = self.id
        self.end()
        if draft_id:
            self._context.tasks.run(partial(drafts.discard, self._context.desk, draft_id), owner=self._owner)

    def _saved(self) -> None:
        self.said.emit(f"Draft saved {local(self._context.now()):%H:%M}", "")

    def _failed(self, problem: KnownProblem) -> None:
        self._dirty = True
        self.said.emit(problem.sentence, "danger")
