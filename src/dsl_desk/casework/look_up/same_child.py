"""Two files of one child: what is said of it on the file, and both side by side before it is said."""

from __future__ import annotations

from dataclasses import dataclass

from dsl_desk.casework.answer_words import Names
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.look_up.names import names_of, year_of
from dsl_desk.domain.entries.people import Child, Merged
from dsl_desk.domain.when import local, long_date
from dsl_desk.store import children, chronology, concerns, merges
from dsl_desk.store.work import Read, open_read

_TOLD = ("Concerns", "Who is around")  # these may differ where it is one child


@dataclass(frozen=True, kw_only=True)
class OneOf:
    """A record that is read as this one. `root`: the entry that says so; `says` when, by whom and why."""

    root: str
    id: str
    name: str
    says: str


@dataclass(frozen=True, kw_only=True)
class SameChild:
    """`files`: what is read as this file now. `came`: said where another record was asked for. `apart`: records (id,
    name) that were files of their own on the day that is shown."""

    files: tuple[OneOf, ...] = ()
    came: str = ""
    apart: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, kw_only=True)
class Beside:
    """Two files beside each other: (label, this one's, the other's, whether they speak against each other)."""

    this: str
    other: str
    rows: tuple[tuple[str, str, str, bool], ...]


def same_child(read: Read, child_id: str, asked: str, upto: int | None, names: Names) -> SameChild:
    """What the file `child_id` says of records that are one child; `asked`: the record that was asked for."""
    now = merges.family(read, child_id)
    files = [_one(read, merge, names) for merge in merges.standing(read) if merge.gone in now]
    came = ""
    if asked != child_id:
        came = f"The file “{_name(read, asked)}” is read as this one. " + " ".join(
            one.says for one in files if one.id == asked
        )
    then = merges.family(read, child_id, upto) if upto is not None else now
    apart = tuple((one, _name(read, one)) for one in now if one not in then)
    return SameChild(files=tuple(files), came=came.strip(), apart=apart)


def beside(desk: Desk, this: str, other: str) -> Beside:
    """Both files, row by row, as far as this person may see them."""
    with open_read(desk.vault) as read:
        names = names_of(read)
        this, other = merges.kept(read, this), merges.kept(read, other)
        left, right = (_facts(read, one, names) for one in (this, other))
        called = (_name(read, this), _name(read, other))
    rows = tuple(
        (
            label,
            left[label],
            right[label],
            label not in _TOLD and bool(left[label] and right[label]) and left[label] != right[label],
        )
        for label in left
        if left[label] or right[label]
    )
    return Beside(this=called[0], other=called[1], rows=rows)


def _facts(read: Read, child_id: str, names: Names) -> dict[str, str]:
    child = children.child(read, child_id) or Child()
    mine = concerns.of_child(read, child_id)
    still = sum(row.state == "open" for row in mine)
    return {
        "Legal name": child.name, "Known as": child.preferred_name, "Other names": child.other_names,
        "Born": long_date(child.born) if child.born else "", "Year, class": ", ".join(
            part for part in (year_of(child.year_group), child.class_group) if part),
        "Status": child.status.value.replace("_", " "), "UPN": child.upn,
        "Admission number": child.admission_number, "Address": ", ".join(filter(None, (child.address, child.postcode))),
        "Concerns": f"{len(mine)}, {still} of them open" if mine else "none",
        "Who is around": ", ".join(_around(read, child_id, names)),
    }  # fmt: skip


def _around(read: Read, child_id: str, names: Names) -> list[str]:
    mine = merges.family(read, child_id)
    bodies = [body for _, body in children.relations(read, child_id)]
    return [f"{names(one.person if one.child in mine else one.child)} ({one.relation})" for one in bodies]


def _one(read: Read, merge: merges.Merge, names: Names) -> OneOf:
    entry = chronology.newest_seen(read, merge.root)
    name, says = _name(read, merge.gone), ""
    if entry is not None and isinstance(entry.body, Merged):
        header = entry.header
        says = f"Said by {names(header.author)} on {long_date(local(header.recorded_at).date())}: {entry.body.why}"
    return OneOf(root=merge.root, id=merge.gone, name=name, says=says)


def _name(read: Read, child_id: str) -> str:
    child = children.own(read, child_id)
    return child.known_as if child is not None else "a file that is not here"
