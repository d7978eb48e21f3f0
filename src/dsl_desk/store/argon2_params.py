"""How hard a passphrase is made to guess, and the limits no slot may go beyond either way."""

from __future__ import annotations

from dataclasses import dataclass

from dsl_desk.errors import WeakSlot


@dataclass(frozen=True)
class Argon2Params:
    """Argon2id: memory in KiB, passes over it, lanes side by side."""

    memory_kib: int
    passes: int
    lanes: int

    @property
    def within_limits(self) -> bool:
        """Not so dear that a hostile file could exhaust this computer."""
        return (
            8 * self.lanes <= self.memory_kib <= CEILING.memory_kib
            and 1 <= self.passes <= CEILING.passes
            and 1 <= self.lanes <= CEILING.lanes
        )

    @property
    def strong_enough(self) -> bool:
        return self.memory_kib >= FLOOR.memory_kib and self.passes >= FLOOR.passes and self.lanes >= FLOOR.lanes

    def refuse_if_weak(self) -> None:
        """Raises WeakSlot below the floor: DSL Desk never writes such a slot, so somebody else did."""
        if not self.strong_enough:
            raise WeakSlot(
                "The key file of this vault has been weakened so that a passphrase could be guessed. Do not enter a "
                "passphrase again on this computer. Restore the key file from a backup, and tell whoever looks after "
                "this computer. Nothing in the vault was opened or changed."
            )


FLOOR = Argon2Params(64 * 1024, 3, 4)  # RFC 9106, second choice
CEILING = Argon2Params(1024 * 1024, 20, 16)
