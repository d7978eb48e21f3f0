"""Whatever waits for somebody. An item leaves only when its work is done, or the entry it rests on is withdrawn."""

from __future__ import annotations

from datetime import date

from dsl_desk.domain.entries.concern import Advice, Agreement, Decision, Parents, Withdrawn
from dsl_desk.domain.entries.follow_up import Plan, Review, Task, TaskDone
from dsl_desk.domain.entries.referral import Chase, ReferralMade, ReferralWritten, Reply
from dsl_desk.domain.entries.step_body import Promise
from dsl_desk.domain.entry import Entry
from dsl_desk.domain.when import NOT_KNOWN, When
from dsl_desk.store.journal import Cursor
from dsl_desk.store.projections.lines import first_seq, utc, withdrawn
from dsl_desk.store.projections.put import change, put


def apply(cursor: Cursor, entry: Entry) -> None:
    body = entry.body
    done = _taken_back(cursor, entry) if entry.header.amends else {}
    if isinstance(body, Withdrawn):
        _undone(cursor, body.root)
    _put_items(cursor, entry)
    for item, done_seq in done.items():
        change(cursor, "open_item", {"id": item}, done_seq=done_seq)
    if withdrawn(cursor, entry):
        return
    match body:
        case TaskDone():
            _done(cursor, entry, body.task)
        case Agreement():
            _done(cursor, entry, f"{body.of}:agreement")
        case Review() if body.of:
            for kind in ("review", "next_date"):
                _done(cursor, entry, f"{body.of}:{kind}")


def _put_items(cursor: Cursor, entry: Entry) -> None:
    body = entry.body
    match body:
        case Task() | Plan():
            _item(cursor, entry, "task", body.what, body.who, body.by)
        case Advice() | ReferralMade() | Chase() | Reply():
            _promise(cursor, entry, body.promised)
    match body:
        case Plan():
            _review(cursor, entry, body.what, body.next_review)
        case Decision():
            _review(cursor, entry, "", body.review)
            if body.second_person:
                _item(cursor, entry, "agreement", "", body.second_person, NOT_KNOWN)
        case Parents():
            _review(cursor, entry, "", body.review)
            if body.waiting_until.known:
                _item(cursor, entry, "waiting", body.waiting_for, "", body.waiting_until)
        case Review():
            _review(cursor, entry, "", body.next_review)
        case ReferralWritten() if body.to_do_by.known:
            _item(cursor, entry, "written_copy", "", "", body.to_do_by)
        case Reply() if body.next_date.known:
            _item(cursor, entry, "next_date", body.next_what, "", body.next_date)


def _item(cursor: Cursor, entry: Entry, kind: str, what: str, who: str, due: When) -> None:
    root = entry.header.root
    put(
        cursor, "open_item",
        id=f"{root}:{kind}", root=root, concern=entry.header.concerns[0] if entry.header.concerns else "",
        first_seq=first_seq(cursor, entry), seq=entry.seq, kind=kind, what=what, who=who,
        due=utc(due.start) if due.known and due.start else "", due_precision=str(due.precision),
        done_seq=0, withdrawn=withdrawn(cursor, entry),
    )  # fmt: skip


def _promise(cursor: Cursor, entry: Entry, promised: Promise) -> None:
    if promised.made:
        _item(cursor, entry, "promise", promised.what, promised.who, promised.by)


def _review(cursor: Cursor, entry: Entry, what: str, day: date | None) -> None:
    """A new review date of the same concern and kind stands in for the older ones; an amended old one for none."""
    if day is None:
        return
    if not isinstance(entry.body, Plan) and entry.header.concerns and not withdrawn(cursor, entry):
        # The plus keeps it to the index on the concern: that on done_seq would walk everything that waits.
        cursor.execute(
            "UPDATE open_item SET done_seq = ? WHERE concern = ? AND kind = 'review' AND what = '' AND +done_seq = 0"
            " AND first_seq < ?",
            (entry.seq, entry.header.concerns[0], first_seq(cursor, entry)),
        )
    _item(cursor, entry, "review", what, "", When.on(day))


def _done(cursor: Cursor, entry: Entry, item: str) -> None:
    """`item` is an item's id, or the root of an entry, whose task is then meant."""
    change(cursor, "open_item", {"id": item}, done_seq=entry.seq)
    change(cursor, "open_item", {"id": f"{item}:task"}, done_seq=entry.seq)


def _undone(cursor: Cursor, root: str) -> None:
    """What this entry had done waits again: it was withdrawn, or says something else now."""
    cursor.execute(
        "UPDATE open_item SET done_seq = 0 WHERE done_seq > 0 AND done_seq IN (SELECT seq FROM line WHERE root = ?)",
        (root,),
    )


def _taken_back(cursor: Cursor, entry: Entry) -> dict[str, int]:
    """Take an amended entry's items off the list; returns which of them were done, and by which entry."""
    _undone(cursor, entry.header.root)
    cursor.execute("SELECT id, done_seq FROM open_item WHERE root = ? AND done_seq > 0", (entry.header.root,))
    done = {row[0]: row[1] for row in cursor.fetchall()}
    cursor.execute("DELETE FROM open_item WHERE root = ?", (entry.header.root,))
    return done
