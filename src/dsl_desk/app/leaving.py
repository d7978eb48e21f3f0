"""Taking a desk up and leaving it again, on the worker thread: what waited in memory, the backup, the keys."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from dsl_desk.casework.attached import wipe_opened
from dsl_desk.casework.back_up import back_up_now_or_later, should_back_up
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.drafts import keep_held
from dsl_desk.casework.opening import close
from dsl_desk.errors import KnownProblem
from dsl_desk.ui.doors import DangerCard

_NO_BACKUP = (
    "The backup could not be made; the older ones stand. Plug the stick in, or choose another folder under Settings: "
    "it is tried again the next time."
)
_HELD = "A draft could not be saved in the vault. It waits in memory: leave DSL Desk open, free some space, and unlock."
_NOT_YET = (
    "DSL Desk is locked but not closed: a draft could not be saved in the vault and waits in memory. Free some space "
    "and unlock: it is then saved. Closing this window loses it."
)


@dataclass
class Left:
    """What is known once a desk was left. `held`: drafts the vault could not take, by draft id. `in_danger`: the card
    for a child in immediate danger was open."""

    held: dict[str, bytes] = field(default_factory=dict)
    no_backup: bool = False
    in_danger: bool = False

    @property
    def notice(self) -> str:
        """For the door."""
        return " ".join([_HELD] * bool(self.held) + [_NO_BACKUP] * self.no_backup)

    @property
    def why_not_yet(self) -> str:
        return _NOT_YET


def take_up(desk: Desk, card: Callable[[Desk], DangerCard]) -> DangerCard:
    """Save what waited in memory, if the vault takes it now; returns the danger card as this desk has it."""
    keep_held(desk)
    return card(desk)


def leave(desk: Desk, left: Left) -> None:
    """The waiting drafts once more, a backup, no copy left that another program opened; whatever fails, it closes."""
    try:
        keep_held(desk)
        left.held = dict(desk.held)
        back_up_now_or_later(desk)
        left.no_backup = bool(desk.school.backup_folder) and should_back_up(desk, leaving=True)
    except KnownProblem:  # a vault that cannot even be read any more: its drafts and the last backup stand
        left.held = dict(desk.held)
    finally:
        wipe_opened(desk.vault.folder.parents[1])
        close(desk)
