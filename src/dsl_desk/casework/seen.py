"""Opening a file is an entry too: sealed once per person, file and unlock, when it can be. Reading never waits."""

from __future__ import annotations

from contextlib import suppress

from dsl_desk.casework.desk import Desk
from dsl_desk.casework.sealing import new_id
from dsl_desk.domain.entries.desk import Opened
from dsl_desk.domain.entry import NewEntry, Subject
from dsl_desk.errors import KnownProblem
from dsl_desk.store.work import open_work


def seal_opened(desk: Desk, what: str, some_id: str, *, concerns: tuple[str, ...] = ()) -> None:
    """Note that this file was opened. A full disk or a read-only vault does not stop the reading."""
    if (what, some_id) in desk.seen or desk.vault.read_only:
        return
    subjects = (Subject(id=some_id, kind=what),) if what in ("child", "adult") else ()
    with suppress(KnownProblem), open_work(desk.vault, desk.clock()) as work:
        work.seal(NewEntry(id=new_id(), body=Opened(what=what, id=some_id), concerns=concerns, subjects=subjects))
        work.commit()
        desk.seen.add((what, some_id))
