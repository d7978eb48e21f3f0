"""One school's three vaults, each with keys of its own. All people are invented."""

from __future__ import annotations

from dataclasses import dataclass, field

from dsl_desk.casework.desk import Desk
from dsl_desk.casework.opening import FirstRun, create, unlock
from dsl_desk.domain.access import VaultKind
from dsl_desk.store.argon2_params import FLOOR
from tests.casework.school import NAME, PASSPHRASE, School

FIRST = {
    VaultKind.CHILDREN: (NAME, PASSPHRASE, "Designated safeguarding lead"),
    VaultKind.STAFF: ("Theodora Marchbanks", "copper lantern 48 drizzle fern", "Headteacher"),
    VaultKind.GOVERNORS: ("Osric Abernethy", "saddle orchid 63 plinth tundra", "Chair of governors"),
}


@dataclass
class ThreeVaults(School):
    """`codes`: each vault's recovery code."""

    codes: dict[str, str] = field(default_factory=dict)

    def make(self, kind: str, settings: dict[str, object] | None = None) -> Desk:
        name, passphrase, post = FIRST[VaultKind(kind)]
        first = FirstRun(
            name=name, passphrase=passphrase, post=post, locality="luton", kind=kind,
            settings=settings or {"school_name": "Quillbrook"},
        )  # fmt: skip
        desk, self.codes[kind] = create(self.folder, first, self.clock, FLOOR)
        return desk

    def make_all(self) -> ThreeVaults:
        for kind in VaultKind:
            self.make(kind).vault.close()
        return self

    def open(self, kind: str, name: str = "", passphrase: str = "") -> Desk:
        first = FIRST[VaultKind(kind)]
        return unlock(self.folder, name or first[0], passphrase or first[1], self.clock, kind=kind)
