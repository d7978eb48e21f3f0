"""Children by name for a form's search: read once, then matched in memory while somebody types."""

from __future__ import annotations

from dataclasses import dataclass, field

from dsl_desk.casework.desk import Desk
from dsl_desk.casework.look_up.names import year_of
from dsl_desk.casework.look_up.spelling import nearest
from dsl_desk.domain.lists import ChildRow
from dsl_desk.store import children
from dsl_desk.store.work import Read, open_read

_EVERYONE = 100_000


@dataclass(frozen=True)
class ChildFinder:
    """Calling it with what was typed gives up to twelve (id, label), the nearest first, misspelt names too."""

    names: tuple[tuple[str, str, str], ...] = field(default=(), repr=False)
    labels: dict[str, str] = field(default_factory=dict, repr=False)

    def __call__(self, text: str) -> list[tuple[str, str]]:
        return [(one, self.labels[one]) for one in nearest(text, list(self.names), 12)]


def child_finder(desk: Desk) -> ChildFinder:
    """Everybody on file."""
    with open_read(desk.vault) as read:
        return finder_of(read)


def finder_of(read: Read) -> ChildFinder:
    rows = children.rows(read, limit=_EVERYONE)
    names = [(row.id, row.name, row.known_as) for row in rows] + children.also_named(read)
    return ChildFinder(tuple(names), {row.id: _label(row) for row in rows})


def _label(row: ChildRow) -> str:
    return ", ".join(part for part in (row.known_as, year_of(row.year_group)) if part)
