"""Entries as the chronology shows them: when, what kind, in words, who, and whether it was amended."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dsl_desk.casework.answer_words import Names
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.telling import tell, when_of, written_late
from dsl_desk.domain.entries import event_time
from dsl_desk.domain.lists import Line
from dsl_desk.domain.when import local, long_moment, short_date
from dsl_desk.pathways.pack import Pack


@dataclass(frozen=True, kw_only=True)
class ChronologyRow:
    """`day` and `time` stand at the left; `rows` are shown in the full view; `marks` say amended, withdrawn, late."""

    id: str
    root: str
    seq: int
    kind: str
    kind_label: str
    tone: str
    day: str
    time: str
    when: str
    summary: str
    words: str
    speaker: str
    rows: tuple[tuple[str, str], ...]
    by: str
    recorded: str
    reference: str
    marks: tuple[str, ...]
    concern: str


def chronology_rows(desk: Desk, pack: Pack, lines: Iterable[Line], names: Names) -> list[ChronologyRow]:
    """The lines in words, in the order given."""
    return [_row(desk, pack, line, names) for line in lines]


def _row(desk: Desk, pack: Pack, line: Line, names: Names) -> ChronologyRow:
    entry = line.entry
    header = entry.header
    told = tell(entry, pack, names)
    when = event_time(entry.body) if entry.body is not None else None
    moment = (when.moment if when else None) or local(header.recorded_at)
    this_year = moment.year == local(desk.clock()).year
    exact = when is None or not when.known or when.precision not in ("day", "period")
    return ChronologyRow(
        id=header.id, root=header.root, seq=entry.seq, kind=header.kind, kind_label=told.kind_label,
        tone=_tone(pack, header.kind),
        day=short_date(moment.date()) if this_year else f"{short_date(moment.date())} {moment.year}",
        time=f"{moment:%H:%M}" if exact else "", when=when_of(entry), summary=told.summary, words=told.words,
        speaker=told.speaker, rows=told.rows, by=names(header.author), recorded=long_moment(header.recorded_at),
        reference=header.reference or "", marks=_marks(line), concern=header.concerns[0] if header.concerns else "",
    )  # fmt: skip


def _marks(line: Line) -> tuple[str, ...]:
    entry = line.entry
    found = ["amended"] if line.amended else []
    found += ["withdrawn"] if line.withdrawn else []
    late = written_late(entry)
    found += [late] if late else []
    found += ["the clock of this computer had gone back"] if entry.clock_back else []
    return tuple(found)


def _tone(pack: Pack, kind: str) -> str:
    items = pack.lists["entry_kinds"].items if "entry_kinds" in pack.lists else ()
    return next((item.tone or "neutral" for item in items if item.value == kind), "neutral")
