"""The scripts of the scenarios, read from the practice pack and done with real keys and clicks."""

from __future__ import annotations

import tomllib
from typing import Any

from PySide6.QtTest import QTest

from dsl_desk.app.session import Session
from dsl_desk.demo.hands import Hands, NotThere
from dsl_desk.demo.school import PracticeClock, passphrase_of
from dsl_desk.domain.when import LONDON
from dsl_desk.paths import resources
from dsl_desk.ui.screens.concern.screen import ConcernScreen
from dsl_desk.ui.screens.referral.screen import ReferralScreen
from dsl_desk.ui.screens.unlock.screen import UnlockWindow

Act = dict[str, Any]


# In the order of their days: what the admirer said (10), the December ticket (12), Friday evening (14).
SCENARIOS = ("admirer", "ticket", "friday")


def acts(scenario: str) -> list[Act]:
    """The acts in order; each is a table of what is done, in the order of its keys."""
    script = resources() / "practice" / f"{scenario}.toml"
    found: list[Act] = tomllib.loads(script.read_text(encoding="utf-8"))["act"]
    return found


def all_acts() -> list[Act]:
    return [act for scenario in SCENARIOS for act in acts(scenario)]


def play(session: Session, clock: PracticeClock, hands: Hands, scenario: str) -> None:
    """Do every act. Raises NotThere, naming the act, when the window does not show what it should.

    Papers go to the folder above the pictures'.
    """
    for number, act in enumerate(acts(scenario), start=1):
        try:
            for name, value in act.items():
                _DO[name](session, clock, hands, value)
        except NotThere as missing:
            raise NotThere(f"{scenario}, act {number}: {missing}") from missing


def _clock(session: Session, clock: PracticeClock, hands: Hands, value: Any) -> None:
    clock.now = value.replace(tzinfo=LONDON)


def _sign_in(session: Session, clock: PracticeClock, hands: Hands, name: str) -> None:
    """Choose the name at the door, type the passphrase, press Enter."""
    hands.settle()
    door = session.window
    if not isinstance(door, UnlockWindow):
        raise NotThere("the door")
    hands.choose_name(name)
    hands.write(passphrase_of(name))
    hands.shot("unlock")
    hands.keys("Return")
    for _ in range(200):
        if session.desk is not None and not isinstance(session.window, UnlockWindow):
            break
        QTest.qWait(50)
    hands.settle()


def _step(session: Session, clock: PracticeClock, hands: Hands, kind: str) -> None:
    """Open the step that makes this kind of entry, on the road at the left."""
    hands.click(f"step_{session.desk.pack.step_of_kind(kind).id}")


def _lock(session: Session, clock: PracticeClock, hands: Hands, value: bool) -> None:
    hands.keys("Ctrl+L")
    for _ in range(200):
        if isinstance(session.window, UnlockWindow):
            break
        QTest.qWait(50)
    hands.settle()


def _export(session: Session, clock: PracticeClock, hands: Hands, name: str) -> None:
    """Press Export; the folder dialog answers with the demo's own folder, and the file has the name of the script."""
    screen = getattr(session.window, "shown", lambda: None)()
    if not isinstance(screen, (ReferralScreen, ConcernScreen)):
        raise NotThere("a screen with a paper")
    target = hands.shots.parent / name
    target.unlink(missing_ok=True)
    screen.paper.choose_folder = lambda take: take(target)
    hands.click("export")
    for _ in range(200):
        if target.exists():
            break
        QTest.qWait(50)
    hands.settle()


def _questions(session: Session, clock: PracticeClock, hands: Hands, groups: dict[str, Any]) -> None:
    """Answer the questions of a small form; its fields begin with the form's own name instead of q_."""
    for form, answers in groups.items():
        for question, value in answers.items():
            hands.answer(f"{form}_{question}", value)


def _despite(session: Session, clock: PracticeClock, hands: Hands, reason: str) -> None:
    """Where a stop card comes first, say why one goes on."""
    if hands.find("q_despite") is not None:
        hands.type("q_despite", reason)


_DO: dict[str, Any] = {
    "clock": _clock,
    "sign_in": _sign_in,
    "step": _step,
    "despite_if_asked": _despite,
    "export": _export,
    "fill_named": _questions,
    "lock": _lock,
    "keys": lambda session, clock, hands, value: hands.keys(value),
    "click": lambda session, clock, hands, value: hands.click(value),
    "fill": lambda session, clock, hands, value: hands.fill(value),
    "shot": lambda session, clock, hands, value: hands.shot(value),
    "type": lambda session, clock, hands, value: [hands.type(name, text) for name, text in value.items()],
}
