"""The windows before a desk is open. Each loads itself only: what the others need would hold up the first paint."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PySide6.QtWidgets import QMainWindow

    from dsl_desk.app.leaving import Left
    from dsl_desk.app.session import Session
    from dsl_desk.ui.door_window import DoorWindow


SIZE = (1366, 768)
LOCKED = "Locked. Everything sealed is safe; drafts are kept."
RESTORED = "The backup has been put back."


def unlock(session: Session, notice: str = "", kind: str = "") -> DoorWindow:
    """The door of that kind of vault; of the children's without a kind, whatever was open before."""
    from dsl_desk.ui.screens.unlock.screen import UnlockWindow

    window = UnlockWindow(*session.parts, now=session.house.clock, notice=notice, kind=kind, last=session.house.left)
    window.unlocked.connect(session.unlocked)
    return window


def locked(session: Session, left: Left, kind: str) -> None:
    """The door after a desk; whoever was reading the danger card goes on reading it."""
    session.put_door(door := unlock(session, f"{LOCKED} {left.notice}".strip(), kind))
    if left.in_danger:
        door.show_danger()


def first_run(
    session: Session, desk: Any = None, kind: str = "children", carried: dict[str, object] | None = None
) -> DoorWindow:
    """Making a vault of that kind. `desk`: one whose first run stopped before its last page."""
    from dsl_desk.ui.screens.first_run.screen import FirstRunWindow

    known = {"locality": session.house.locality, **(carried or {})}
    window = FirstRunWindow(*session.parts, now=session.house.clock, desk=desk, kind=kind, carried=known)
    window.finished.connect(session.first_desk)
    return window


def restore(session: Session) -> DoorWindow:
    """Putting a backup back."""
    from dsl_desk.ui.screens.restore.screen import RestoreWindow

    window = RestoreWindow(*session.parts, now=session.house.clock)
    window.unlocked.connect(session.unlocked)
    window.left.connect(session.begin)
    window.still_shut.connect(lambda kind, why: session.show_unlock(f"{RESTORED} {why}", kind))
    return window


def make(session: Session, kind: str) -> None:
    """From an open desk: lock, and make the vault of that kind; what is the school's own is carried over."""
    from dsl_desk.casework.school_desk import of_the_school

    def begin(left: Left, carried: dict[str, object]) -> None:
        session.show_first_run(kind=kind, carried=carried)
        if left.notice:
            session.at_the_door(left.notice)

    session.tasks.run(
        partial(of_the_school, session.desk), owner=session, failed=session.tell,
        then=lambda carried: session.leave(lambda left: begin(left, carried)),
    )  # fmt: skip


def shut(session: Session, sentence: str) -> DoorWindow:
    from dsl_desk.ui.screens.unlock.shut import ShutWindow

    return ShutWindow(*session.parts, now=session.house.clock, sentence=sentence)


def lead_on(session: Session, window: DoorWindow) -> None:
    """From this door to the others."""
    window.vault_wanted.connect(lambda kind: session.show_unlock(kind=kind))
    window.make_wanted.connect(lambda kind: session.show_first_run(kind=kind))
    window.restore_wanted.connect(lambda: session.put_door(restore(session)))


def stand_in(window: QMainWindow, before: QMainWindow | None) -> None:
    """Shown where the other one stood."""
    if before is None:
        window.resize(*SIZE)
    else:
        window.setGeometry(before.geometry())
    window.show()
