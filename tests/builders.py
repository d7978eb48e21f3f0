"""Entries for tests: one short function a kind that is often needed, and any kind filled to the brim."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Generator
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from pathlib import Path
from typing import Any, TypeVar

from dsl_desk.domain.entries import Body
from dsl_desk.domain.entries.concern import Closed, Concern, Note, Urgency, Withdrawn
from dsl_desk.domain.entries.desk import Disposed
from dsl_desk.domain.entries.follow_up import Task
from dsl_desk.domain.entries.people import Child
from dsl_desk.domain.entry import Entry, NewEntry, Subject
from dsl_desk.domain.when import When
from dsl_desk.store import slots
from dsl_desk.store.check import Line, check
from dsl_desk.store.vault import Vault, open_vault
from dsl_desk.store.vault_making import new_id
from dsl_desk.store.work import open_work

PASSPHRASE = "correct horse battery staple"  # invented, of tests only
WHO = "Jo Penrose"
NOW = datetime(2026, 11, 20, 18, 20, tzinfo=UTC)
T = TypeVar("T")


def a_child(**fields: Any) -> NewEntry:
    own = new_id()
    body = Child(**({"legal_forename": "Kacper", "legal_surname": "Wiśniewski"} | fields))
    return NewEntry(id=own, body=body, subjects=(Subject(id=own),))


def a_concern(child: str, *, role: str = "harmed", may_see: tuple[str, ...] | None = None, **fields: Any) -> NewEntry:
    own = new_id()
    body = Concern(**({"what_happened": "A red line on the left wrist", "noticed": When.at(NOW)} | fields))
    return NewEntry(
        id=own, body=body, subjects=(Subject(id=child, role=role),), concerns=(own,), numbered="C", may_see=may_see
    )


def a_note(concern: str, text: str = "Rang at ten past three", **fields: Any) -> NewEntry:
    return NewEntry(id=new_id(), body=Note(text=text, **fields), concerns=(concern,))


def an_urgency(concern: str, level: str = "today") -> NewEntry:
    return NewEntry(id=new_id(), body=Urgency(level=level, main_nature="neglect"), concerns=(concern,))


def a_task(concern: str, what: str = "Ring the nurse") -> NewEntry:
    return NewEntry(id=new_id(), body=Task(what=what, by=When.on(date(2026, 11, 23))), concerns=(concern,))


def a_closing(concern: str) -> NewEntry:
    return NewEntry(id=new_id(), body=Closed(outcome="no_further", summary="Settled"), concerns=(concern,))


def a_withdrawal(root: str, *concerns: str) -> NewEntry:
    return NewEntry(id=new_id(), body=Withdrawn(root=root, why="wrong_child"), concerns=concerns)


def a_disposal(*names: str) -> NewEntry:
    body = Disposed(why="retention", authority="schedule 4", count=len(names))
    return NewEntry(id=new_id(), body=body, disposes=names)


def amending(entry: Entry | NewEntry, body: Body, **fields: Any) -> NewEntry:
    """A new version of this entry: subjects and concerns stay unless others are given."""
    header = entry.header if isinstance(entry, Entry) else entry
    root = header.amends or header.id
    kept: dict[str, Any] = {"subjects": header.subjects, "concerns": header.concerns}
    return NewEntry(id=new_id(), body=body, amends=root, **(kept | fields))


def seal(vault: Vault, *new: NewEntry, at: datetime | None = None) -> list[Entry]:
    """Seal these in one transaction and commit."""
    with open_work(vault, at or NOW) as work:
        sealed = [work.seal(entry) for entry in new]
        work.commit()
    return sealed


def reopened(vault: Vault, now: datetime = NOW) -> Vault:
    """The same vault closed, and opened again by the same person."""
    vault.close()
    return open_again(vault.folder, now)


def open_again(folder: Path, now: datetime = NOW, **options: Any) -> Vault:
    return open_vault(folder, slots.open_with_passphrase(folder, WHO, PASSPHRASE), now, **options)


def checked(vault: Vault, *, full: bool = True) -> tuple[Line, ...]:
    return ended(check(vault.engine, vault.witness(), full=full))


def wrong(vault: Vault, *, full: bool = True) -> dict[str, str]:
    """What `check` finds: name of the line -> the difference. Empty when all holds."""
    return {line.name: line.says for line in checked(vault, full=full) if not line.holds}


def ended(work: Generator[Any, None, T]) -> T:
    """What a generator of slices returns in the end."""
    while True:
        try:
            next(work)
        except StopIteration as end:
            result: T = end.value
            return result


def filled(body: type) -> Any:
    """A body of this type with something in every field, other than its default."""
    hints = typing.get_type_hints(body)
    fields = [field.name for field in dataclasses.fields(body)]
    return body(**{name: _value(hints[name], name) for name in fields})


def _value(kind: Any, name: str) -> Any:
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return _value(next(part for part in inner if part is not type(None)), name)
    if origin is tuple:
        return (_value(inner[0], name), _value(inner[0], name + "2"))
    if origin is dict:
        return {f"{name} é 1": _value(inner[1], name), "b": _value(inner[1], name)}
    if dataclasses.is_dataclass(kind) and kind is not When:
        return filled(typing.cast(type, kind))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return list(kind)[-1]
    simple: dict[Any, Any] = {
        str: f"{name}: “žluťoučký”\u00a0كلمة\u0301 \U0001f9d2",
        int: 7,
        bool: True,
        date: date(2012, 2, 29),
        When: When.between(NOW, NOW + timedelta(hours=2), as_said="after lunch"),
        Any: ["x", 1, {"y": None, "z": 1.5}],
    }
    return simple[kind]
