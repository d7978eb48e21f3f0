"""Plays the acts of stories through the real windows, with hands; what it seals is what the verbs would seal."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from dsl_desk.app.session import Session
from dsl_desk.casework.desk import Desk
from dsl_desk.demo.answering import Answering
from dsl_desk.demo.cast import Cast
from dsl_desk.demo.hands import Effort, Hands, NotThere
from dsl_desk.demo.school import PracticeClock, passphrase_of
from dsl_desk.demo.stories import Act
from dsl_desk.demo.window_acts import seal
from dsl_desk.domain.access import VaultKind
from dsl_desk.store import concerns
from dsl_desk.store.work import open_read
from dsl_desk.ui.screens.concern.screen import ConcernScreen
from dsl_desk.ui.screens.unlock.screen import UnlockWindow
from dsl_desk.ui.shell import Shell


@dataclass
class ByWindows:
    """`papers`: the folder that exports go to. `efforts`: what each act took."""

    session: Session
    clock: PracticeClock
    hands: Hands
    cast: Cast
    papers: Path
    efforts: list[tuple[Act, Effort]] = field(default_factory=list)

    def sitting(self, by: str, acts: list[Act]) -> None:
        """Sign in, do all of them, lock. Raises NotThere, naming the act that a window does not let through."""
        self.clock.now = acts[0].at
        self.sign_in(by, acts[0].vault)
        for act in acts:
            try:
                self.do(act)
            except NotThere as missing:
                raise NotThere(f"story {act.story}, {act.at:%d %b %H:%M}, {act.seal}: {missing}") from missing
        self.lock()

    def show_today(self, at: datetime, by: str) -> None:
        """What is open at that moment, as this person sees it. They stay signed in."""
        self.clock.now = at
        self.sign_in(by)
        self.hands.click("rail_today")
        self.hands.shot("today-20-november")

    def do(self, act: Act) -> None:
        self.clock.now = act.at
        if act.keys:
            self.hands.keys(act.keys)
        if act.visit:
            self.open_step(act, self.desk.pack.step_of_kind(act.visit).id)
        if not act.seal:
            self.shot(act.shot)
            return
        before, began = self._sealed_so_far(), replace(self.hands.effort)
        seal(self, act)
        self.hands.wait_until(lambda: self._sealed_so_far() > before, "a sealed entry")
        self.hands.settle()
        self.efforts.append((act, self.hands.effort - began))
        self.shot(act.after)

    @property
    def desk(self) -> Desk:
        found: Desk = self.session.desk
        return found

    def sign_in(self, name: str, kind: str = VaultKind.CHILDREN) -> None:
        """Choose the vault and the name at the door, type the passphrase, press Enter."""
        self.hands.wait_until(lambda: isinstance(self.session.window, UnlockWindow), "the door")
        self.hands.settle()
        if kind != VaultKind.CHILDREN:
            self.hands.click(f"view_{kind}")
        self.hands.choose_name(name)
        self.hands.write(passphrase_of(name))
        self.hands.shot("unlock")
        self.hands.keys("Return")
        self.hands.wait_until(lambda: self.session.desk and isinstance(self.session.window, Shell), "the desk")
        self.hands.settle()

    def lock(self) -> None:
        self.hands.keys("Ctrl+L")
        self.hands.wait_until(lambda: isinstance(self.session.window, UnlockWindow), "the door")
        self.hands.settle()

    def shot(self, name: str, sight: str = "") -> None:
        """A picture, if it has a name. `sight`: the form's field that is brought into it first."""
        if name and sight:
            self.hands.bring(f"q_{sight}")
        if name:
            self.hands.shot(name)

    def shown(self, kind: type[Any]) -> Any:
        """The screen in front, of that kind."""
        screen = getattr(self.session.window, "shown", lambda: None)()
        if not isinstance(screen, kind):
            self.hands.shot("not-there")
            raise NotThere(f"{kind.__name__}, but {type(screen).__name__}")
        return screen

    def open_concern(self, act: Act) -> ConcernScreen:
        """The concern's screen: where it is, or found by its reference from anywhere."""
        wanted = self.cast.concern(act)
        if self._front() != wanted:
            with open_read(self.desk.vault) as read:
                row = concerns.row(read, wanted)
            self.hands.keys("Ctrl+K")
            self.hands.write(row.reference if row else "")
            self.hands.keys("Return")
            if self._front() != wanted:
                self.hands.keys("Return")
            self.hands.wait_until(lambda: self._front() == wanted, f"the concern of story {act.story}")
            self.hands.settle()
        screen: ConcernScreen = self.shown(ConcernScreen)
        return screen

    def open_step(self, act: Act, step: str) -> ConcernScreen:
        screen = self.open_concern(act)
        form = screen.work.state.form
        if form is None or form.step != step:
            if self.hands.find(f"step_{step}") is None:
                self.hands.click("show_road")
            self.hands.click(f"step_{step}")
        return screen

    def fill(self, act: Act, form: Any, name: str, questions: Any, options: Any) -> None:
        """The act's answers, put into the form on screen."""
        answers = self.cast.answers(self.desk, act, questions, options.get("adult", ()))
        Answering(self.hands, form, name, options).fill(answers)

    def _front(self) -> str:
        """The concern in front, "" when it is another screen."""
        screen = getattr(self.session.window, "shown", lambda: None)()
        page = screen.state.page if isinstance(screen, ConcernScreen) else None
        return page.id if page is not None else ""

    def _sealed_so_far(self) -> int:
        with open_read(self.desk.vault) as read:
            found: int = read.cursor.execute("SELECT max(seq) FROM line WHERE kind <> 'opened'").fetchone()[0]
        return found


def until_the_paper(efforts: list[tuple[Act, Effort]], story: int) -> Effort:
    """What a story took until its last paper lay in the folder; all of it, where it makes none."""
    its = [(act, took) for act, took in efforts if act.story == story]
    papers = [act.at for act, _ in its if act.paper]
    return sum((took for act, took in its if not papers or act.at <= papers[-1]), Effort())
