"""The practice school, built through the same verbs a desk uses: its people and its children by CSV."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from dsl_desk.casework import desk_people, people
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.import_children import guess_mapping, import_children, read_table
from dsl_desk.casework.opening import FirstRun, close, create
from dsl_desk.casework.people import change_child
from dsl_desk.casework.school_desk import change_settings
from dsl_desk.domain.access import VaultKind
from dsl_desk.domain.entries.people import Adult, Child, ChildStatus, Relation, SocialWorker
from dsl_desk.domain.when import LONDON
from dsl_desk.paths import resources
from dsl_desk.store import children
from dsl_desk.store.argon2_params import FLOOR
from dsl_desk.store.work import open_read


@dataclass
class PracticeClock:
    """The practice school's own clock: it moves only when it is told to."""

    now: datetime

    def __call__(self) -> datetime:
        return self.now

    def set(self, year: int, month: int, day: int, hour: int, minute: int) -> None:
        self.now = datetime(year, month, day, hour, minute, tzinfo=LONDON)

    def later(self, minutes: int) -> None:
        self.now += timedelta(minutes=minutes)


def facts() -> dict[str, Any]:
    """Everything about the practice school that is not a child's row."""
    return tomllib.loads((resources() / "practice" / "school.toml").read_text(encoding="utf-8"))


def passphrase_of(name: str) -> str:
    return next(str(one["passphrase"]) for one in (*facts()["staff"], facts()["chair"]) if one["name"] == name)


def build(folder: Path, clock: PracticeClock) -> str:
    """Make the practice school in `folder`, closed again; returns the recovery code. Floor parameters do."""
    found = facts()
    clock.set(2026, 9, 7, 9, 0)
    lead = found["staff"][0]
    first = FirstRun(name=lead["name"], passphrase=lead["passphrase"], post=lead["post"], locality="luton")
    desk, code = create(folder, first, clock, FLOOR)
    desk = change_settings(desk, {**found["school"], "kit_confirmed": True})
    for one in found["staff"][1:]:
        desk_people.admit(desk, one["name"], one["role"], one["passphrase"], post=one["post"])
    ids = _children(desk)
    _adults(desk, found, ids)
    _around(desk, found, ids)
    close(desk)
    return code


def build_staff_vault(folder: Path, clock: PracticeClock) -> None:
    """Make the headteacher's vault about adults who work with children beside the other, closed again."""
    head = next(one for one in facts()["staff"] if one["role"] == "head")
    clock.set(2026, 9, 7, 9, 30)
    _build_beside(folder, clock, VaultKind.STAFF, head, facts()["staff_vault"])


def build_governors_vault(folder: Path, clock: PracticeClock) -> None:
    """Make the chair's vault about the headteacher beside the others, closed again."""
    clock.set(2026, 9, 7, 10, 0)
    _build_beside(folder, clock, VaultKind.GOVERNORS, facts()["chair"], facts()["governors_vault"])


def _build_beside(
    folder: Path, clock: PracticeClock, kind: VaultKind, whose: dict[str, Any], otherwise: dict[str, Any]
) -> None:
    """A vault with one person in it, and the school's settings but for what is `otherwise` there."""
    first = FirstRun(
        name=whose["name"], passphrase=whose["passphrase"], post=whose["post"], locality="luton", kind=kind
    )
    desk, _ = create(folder, first, clock, FLOOR)
    close(change_settings(desk, {**facts()["school"], **otherwise, "kit_confirmed": True}))


def _children(desk: Desk) -> dict[str, str]:
    """Admission number -> id, after the import a school would do."""
    table = read_table((resources() / "practice" / "children.csv").read_bytes())
    import_children(desk, table, guess_mapping(table.headers))
    return ids_of(desk)


def ids_of(desk: Desk) -> dict[str, str]:
    with open_read(desk.vault) as read:
        return {row.admission_number: row.id for row in children.rows(read) if row.admission_number}


def _adults(desk: Desk, found: dict[str, Any], ids: dict[str, str]) -> None:
    for one in found["adult"]:
        relations = tuple(
            Relation(
                child=ids[child], person="", relation=one["relation"], parental_responsibility=one["responsibility"],
                lives_with=one["lives_with"], safe_to_ring=one.get("safe", "not_known"), safe_note=one.get("note", ""),
                must_not_be_told=one.get("must_not_be_told", False), how_known="the school's own file",
            )
            for child in one["children"]
        )  # fmt: skip
        people.add_adult(desk, Adult(name=one["name"], phone=one.get("phone", "")), relations)


def _around(desk: Desk, found: dict[str, Any], ids: dict[str, str]) -> None:
    for one in found["sibling"]:
        people.relate(
            desk, Relation(child=ids[one["child"]], person=ids[one["other"]], person_kind="child",
                           relation=one["relation"], how_known="the school's own file"),
        )  # fmt: skip
    for one in found["baby"]:
        baby = Child(
            status=ChildStatus.NOT_ON_ROLL, legal_forename="Baby", legal_surname=one["surname"], born=one["born"]
        )
        baby_id = people.add_child(desk, baby).id
        people.relate(desk, Relation(child=ids[one["sibling_of"]], person=baby_id, person_kind="child",
                                     relation=one["relation"], how_known="mother"))  # fmt: skip
    for one in found["worker"]:
        with open_read(desk.vault) as read:
            child = children.child(read, ids[one["child"]])
        assert child is not None
        worker = SocialWorker(kind=one["kind"], name=one["name"], team=one["team"], phone=one["phone"],
                              authority=desk.pack.authority)  # fmt: skip
        change_child(desk, ids[one["child"]], replace(child, worker=worker, plan=one["plan"]))
