"""What the unlock screen knows. Plain Python."""

from __future__ import annotations

from typing import NamedTuple

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

    @property
    def act(self) -> str:
        """The words on the button."""
        if self.busy:
            return "Opening…"
        return "Unlock" if self.asks == "passphrase" else "Open with the recovery kit"


def at_the_door(vaults: list[tuple[str, str]], kind: str, notice: str) -> UnlockState:
    """The door asked for, if there is one; else the first there is."""
    kinds = [one for one, _ in vaults]
    chosen = kind if kind in kinds else kinds[0] if kinds else ""
    return UnlockState(vaults=tuple(vaults), kind=chosen, notice=notice)


def turned(state: UnlockState, kind: str) -> UnlockState:
    """Another vault's door: nothing of the one before stays."""
    return UnlockState(vaults=state.vaults, kind=kind, asks=state.asks)


def with_names(state: UnlockState, names: list[tuple[str, str]]) -> UnlockState:
    return state._replace(names=tuple(names))


def asking(state: UnlockState, asks: Ask) -> UnlockState:
    """Switches between passphrase and recovery kit."""
    return state._replace(asks=asks, problem="", older=False)


def working(state: UnlockState) -> UnlockState:
    return state._replace(busy=True, problem="")


def failed(state: UnlockState, sentence: str, *, older: bool = False) -> UnlockState:
    """`older`: what failed was an older vault, with the right passphrase."""
    return state._replace(busy=False, problem=sentence, older=older and state.asks == "passphrase")


def missing(state: UnlockState, name: str, passphrase: str, code: str, again: str) -> tuple[str, str] | None:
    """What is missing before opening can be tried: (spot, sentence), or None."""
    if not name:
        return ("name", "Choose your name")
    if state.asks == "passphrase":
        return None if passphrase else ("passphrase", "Give your passphrase")
    if not code.strip():
        return ("code", "Type the code from the recovery kit")
    if not passphrase:
        return ("passphrase", "Choose a new passphrase")
    if passphrase != again:
        return ("again", "The two passphrases differ. Type the new passphrase again")
    return None
