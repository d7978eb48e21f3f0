"""What a road has made so far, as plain values: what rules read instead of journal entries."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

LEFT_OUT = "left_out"
WITHDRAWN = "withdrawn"
AGREEMENT = "agreement"
ROAD_STARTED = "road_started"


@dataclass(frozen=True, kw_only=True)
class RoadEntry:
    """One sealed entry of a concern. `answers`: core fields and extras in one flat dict of plain JSON values.

    `step` is the step that made it ("" when none did). `root` is the id of its first version ("" means itself).
    `reference` is how a person finds it ("C-0014", "advice, 13 Nov 18:26"). Times are aware.
    """

    id: str
    seq: int
    kind: str
    step: str
    reference: str = ""
    answers: dict[str, Any] = field(default_factory=dict)
    happened: datetime | None = None
    recorded_at: datetime
    author: str = ""
    amended: bool = False
    root: str = ""
    road: str = ""

    @property
    def first_version(self) -> str:
        return self.root or self.id

    @property
    def at(self) -> datetime:
        """When the act happened, or else when it was written."""
        return self.happened or self.recorded_at


@dataclass(frozen=True)
class Record:
    """All entries of a concern in order of seq, superseded versions and withdrawn ones included."""

    entries: tuple[RoadEntry, ...] = ()

    def up_to(self, seq: int) -> Record:
        """The record as it was after the entry with this seq."""
        return Record(tuple(entry for entry in self.entries if entry.seq <= seq))

    def current(self) -> tuple[RoadEntry, ...]:
        """What counts: the newest version of each entry, without withdrawn ones, in the order first written."""
        newest: dict[str, RoadEntry] = {}
        for entry in self.entries:
            if entry.kind == WITHDRAWN:
                newest.pop(str(entry.answers.get("root", "")), None)
            else:
                newest[entry.first_version] = entry
        return tuple(newest.values())

    def of_kind(self, *kinds: str) -> Iterator[RoadEntry]:
        """Current entries of these kinds, oldest first."""
        return (entry for entry in self.current() if entry.kind in kinds)

    def latest(self, *kinds: str) -> RoadEntry | None:
        """The last current entry of these kinds, which stands. Amending an older one does not make it the last."""
        found = tuple(self.of_kind(*kinds))
        return found[-1] if found else None

    def began(self, entry: RoadEntry) -> datetime:
        """When the act happened, or else when it was first written: an amendment does not start a clock again."""
        return entry.happened or self.first(entry).recorded_at

    def first(self, entry: RoadEntry) -> RoadEntry:
        """The first version of an entry; the entry itself when that is not in this record."""
        return next((one for one in self.entries if one.id == entry.first_version), entry)
