"""What the unlock screen knows. Plain Python."""

from __future__ import annotations

from typing import NamedTuple

from dsl_desk.errors import KnownProblem, OlderVault, SlotsDamaged, VaultDamaged
from dsl_desk.ui.doors import missing_secret

Ask = str  # "passphrase" or "kit"


class UnlockState(NamedTuple):
    """`vaults` are (kind, name), `kind` the one whose door this is. `names` are (person id, name) of that vault.

    `asks`: for the passphrase, or for the recovery kit and a new passphrase.
    """

    vaults: tuple[tuple[str, str], ...] = ()
    kind: str = ""
    names: tuple[tuple[str, str], ...] = ()
    asks: Ask = "passphrase"
    busy: bool = False
    problem: str = ""
    notice: str = ""
    older: bool = False  # somebody put an older vault back: it may be opened to read
    last: tuple[str, ...] = ()  # at the usual door only: the names of those who locked the desk, the last one first
    broken: bool = False  # what is here cannot be worked in: a backup can be put back

    @property
    def act(self) -> str:
        """The words on the button."""
        if self.busy:
            return "Opening…"
        return "Unlock" if self.asks == "passphrase" else "Open with the recovery kit"


def at_the_door(vaults: list[tuple[str, str]], kind: str, notice: str, last: tuple[str, ...] = ()) -> UnlockState:
    """The door asked for, if there is one; else the first there is."""
    kinds = [one for one, _ in vaults]
    chosen = kind if kind in kinds else kinds[0] if kinds else ""
    last = last if chosen in kinds[:1] else ()
    return UnlockState(vaults=tuple(vaults), kind=chosen, notice=notice, last=last)


def turned(state: UnlockState, kind: str) -> UnlockState:
    """Another vault's door: nothing of the one before stays."""
    return UnlockState(vaults=state.vaults, kind=kind, asks=state.asks)


def with_names(state: UnlockState, names: list[tuple[str, str]]) -> UnlockState:
    return state._replace(names=tuple(names))


def chosen(state: UnlockState) -> int:
    """Which name stands chosen: the only one, or whoever of those here locked the desk last. -1: nobody's.

    Whichever vault it was: a name that is missing here after a lock would tell that it was another.
    """
    names = [name for _, name in state.names]
    known = [name for name in state.last if name in names]
    return 0 if len(names) == 1 else names.index(known[0]) if known else -1


def asking(state: UnlockState, asks: Ask) -> UnlockState:
    """Switches between passphrase and recovery kit."""
    return state._replace(asks=asks, problem="", older=False, broken=False)


def working(state: UnlockState) -> UnlockState:
    return state._replace(busy=True, problem="", broken=False)


def failed(state: UnlockState, sentence: str, problem: KnownProblem | None = None) -> UnlockState:
    """`problem`: an older vault opened by the right passphrase may be read; over it, or a damaged one, go backups."""
    older, broken = isinstance(problem, OlderVault), isinstance(problem, VaultDamaged | SlotsDamaged)
    return state._replace(
        busy=False, problem=sentence, older=older and state.asks == "passphrase", broken=older or broken
    )


def secret_asked(state: UnlockState) -> str:
    """Where the cursor goes when what was typed opens nothing."""
    return "code" if state.asks == "kit" else "passphrase"


def missing(state: UnlockState, name: str, passphrase: str, code: str, again: str) -> tuple[str, str] | None:
    """What is missing before opening can be tried: (spot, sentence), or None."""
    return missing_secret(state.asks == "kit", name, passphrase, code, again)
