"""The practice school, built through the same verbs a desk uses: its people, its children by CSV, concern 07."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from dsl_desk.casework import desk_people, people
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.drafts import new_id
from dsl_desk.casework.import_children import guess_mapping, import_children, read_table
from dsl_desk.casework.opening import FirstRun, close, create, unlock
from dsl_desk.casework.people import change_child
from dsl_desk.casework.record_concern import record_concern
from dsl_desk.casework.school_desk import change_settings
from dsl_desk.casework.take_step import leave_out, take_step
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
    return next(str(one["passphrase"]) for one in facts()["staff"] if one["name"] == name)


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
    _concern_07(folder, found, clock)
    return code


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


def _concern_07(folder: Path, found: dict[str, Any], clock: PracticeClock) -> None:
    """Written on its own day, signed by the deputy."""
    it = found["concern07"]
    clock.now = it["written"].replace(tzinfo=LONDON)
    desk = unlock(folder, it["by"], passphrase_of(it["by"]), clock)
    ids = ids_of(desk)
    concern = record_concern(
        desk, new_id(),
        {
            "danger_now": "no", "children": [{"child": ids[child], "role": role} for child, role in it["children"]],
            "what_happened": it["what_happened"], "noticed": when(it["noticed"]), "where": it["where"],
            "where_kind": "at_home", "noticed_by": it["noticed_by"], "noticed_by_kind": "agency", "injury": "no",
            "hurt_now": "no", "where_now": "in_school", "next_place": it["next_place"], "next_with": it["next_with"],
            "next_when": "not_known", "told_dsl": "i_am_dsl",
        },
    ).id  # fmt: skip
    step(desk, concern, "urgency", {
        "looked_back": True, "natures": {"main": "domestic_abuse", "all": ["domestic_abuse"]}, "level": "school",
        "why": it["why"], "change_my_mind": it["change_my_mind"], "other_children": ["none"], "social_worker": "no",
        "must_not_be_told": "not_known",
    })  # fmt: skip
    advice, parents = (desk.pack.step_of_kind(kind).id for kind in ("advice", "parents"))
    leave_out(desk, concern, advice, it["no_advice"])
    leave_out(desk, concern, parents, "other", it["no_parents"])
    clock.now = it["decided"].replace(tzinfo=LONDON)
    step(desk, concern, "decision", {
        "decisions": ["watch"], "knew": it["knew"], "weighed": it["weighed"], "against_advice": "no",
        "why_not_referring": it["why_not_referring"], "change_my_mind": it["change_my_mind"],
        "review": it["review"].isoformat(),
    })  # fmt: skip
    close(desk)


def step(desk: Desk, concern: str, kind: str, answers: dict[str, Any]) -> str:
    """Take the general road's step that makes this kind of entry; returns the entry's id."""
    step_id = desk.pack.step_of_kind(kind).id
    return take_step(desk, concern, step_id, new_id(), answers, kind=kind).id


def when(moment: datetime) -> dict[str, Any]:
    """A time as a form gives it."""
    aware = moment if moment.tzinfo else moment.replace(tzinfo=LONDON)
    return {"start": aware.isoformat(), "end": None, "precision": "exact", "as_said": ""}
