"""One adult's file: what is shown of it. Plain Python."""

from __future__ import annotations

from dataclasses import dataclass

from dsl_desk.casework.desk import Desk
from dsl_desk.casework.look_up.adult import AdultPage, adult_page, later_rows
from dsl_desk.casework.look_up.chronology import ChronologyRow
from dsl_desk.domain.access import Act, may

VIEWS = [("summary", "Summary"), ("full", "Full"), ("evidence", "Evidence"), ("details", "Details"),
         ("access", "Who opened it")]  # fmt: skip
_ENTRIES = ("summary", "full", "evidence")


@dataclass(frozen=True, kw_only=True)
class AdultState:
    """`view` is one of VIEWS. `changes`: this person may change what is on file; `exports`: may print and export it."""

    page: AdultPage | None = None
    view: str = "full"
    changes: bool = False
    exports: bool = False

    @property
    def shows_entries(self) -> bool:
        return self.view in _ENTRIES


def load(desk: Desk, adult: str, view: str) -> AdultState:
    """The file as it is to be shown. Opening it is noted once per unlock."""
    page = adult_page(desk, adult, view=view if view in _ENTRIES else "full")
    role, kind = desk.me.role, desk.vault.kind
    return AdultState(page=page, view=view, changes=may(role, Act.PEOPLE, kind), exports=may(role, Act.EXPORT, kind))


def more(desk: Desk, page: AdultPage, here: int) -> tuple[ChronologyRow, ...]:
    """The entries that follow where so many are here."""
    return later_rows(desk, page, here - len(page.rows))
