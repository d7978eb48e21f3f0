"""A referral: several entries under one id. Its words stay in the entries; here is only what lists need."""

from __future__ import annotations

from dsl_desk.domain.entries.concern import Withdrawn
from dsl_desk.domain.entries.desk import ExportDone, Exported, ExportFailed
from dsl_desk.domain.entries.referral import ReferralMade, ReferralWritten, Reply
from dsl_desk.domain.entry import Entry
from dsl_desk.store.journal import Cursor
from dsl_desk.store.projections.lines import first_seq, withdrawn
from dsl_desk.store.projections.put import change, put


def apply(cursor: Cursor, entry: Entry) -> None:
    match entry.body:
        case ReferralMade() as made:
            _begin(cursor, entry, made.referral)
            _part(cursor, entry, made.referral, "made")
        case ReferralWritten() as written:
            _begin(cursor, entry, written.referral)
            _part(cursor, entry, written.referral, "written")
        case Reply() as reply:
            _part(cursor, entry, reply.referral, "reply")
        case Withdrawn(root=root):
            cursor.execute("SELECT referral FROM referral_part WHERE root = ?", (root,))
            for (referral,) in cursor.fetchall():
                _refresh(cursor, referral)
        case Exported() as export:
            put(cursor, "export", id=entry.header.id, seq=entry.seq, number=export.number, state="prepared",
                end_seq=0, referral=export.referral or "", child=export.child or "")  # fmt: skip
        case ExportDone() as done:
            change(cursor, "export", {"id": done.export}, state="done", end_seq=entry.seq)
        case ExportFailed() as failed:
            change(cursor, "export", {"id": failed.export}, state="failed", end_seq=entry.seq)


def _part(cursor: Cursor, entry: Entry, referral: str, part: str) -> None:
    root = entry.header.root
    cursor.execute("SELECT referral FROM referral_part WHERE root = ?", (root,))
    before = [row[0] for row in cursor.fetchall()]
    put(cursor, "referral_part", root=root, referral=referral, part=part, first_seq=first_seq(cursor, entry),
        seq=entry.seq, withdrawn=withdrawn(cursor, entry))  # fmt: skip
    for touched in {*before, referral}:
        _refresh(cursor, touched)


def _refresh(cursor: Cursor, referral: str) -> None:
    """The newest entry of each part that stands; a referral of which nothing stands is withdrawn itself."""
    seqs = {}
    for part in ("made", "written", "reply"):
        cursor.execute(
            "SELECT seq FROM referral_part WHERE referral = ? AND part = ? AND withdrawn = 0"
            " ORDER BY first_seq DESC LIMIT 1",
            (referral, part),
        )
        seqs[f"{part}_seq"] = (cursor.fetchone() or (0,))[0]
    stands = seqs["made_seq"] or seqs["written_seq"]
    change(cursor, "referral", {"id": referral}, withdrawn=int(not stands), **seqs)


def _begin(cursor: Cursor, entry: Entry, referral: str) -> None:
    """The first entry makes the referral; each later one brings its children and concerns up to date.

    What its author may not see stays: they could not have said anything about it.
    """
    cursor.execute("SELECT 1 FROM referral WHERE id = ?", (referral,))
    if cursor.fetchone() is None:
        put(cursor, "referral", id=referral, reference=entry.header.reference or "", first_seq=entry.seq)
    kept = _unseen(cursor, referral, entry.header.author)
    children = [subject.id for subject in entry.header.subjects if subject.kind == "child"]
    if children:
        theirs = _children_of(cursor, kept) - _children_of(cursor, set(entry.header.concerns))
        cursor.execute("SELECT child FROM referral_child WHERE referral = ?", (referral,))
        for (child,) in cursor.fetchall():
            if child not in theirs:
                cursor.execute("DELETE FROM referral_child WHERE referral = ? AND child = ?", (referral, child))
    for child in children:
        put(cursor, "referral_child", referral=referral, child=child)
    if entry.header.concerns:
        cursor.execute("DELETE FROM referral_concern WHERE referral = ?", (referral,))
    for concern in dict.fromkeys((*entry.header.concerns, *sorted(kept))):
        put(cursor, "referral_concern", referral=referral, concern=concern)


def _unseen(cursor: Cursor, referral: str, author: str) -> set[str]:
    """The concerns it rests on that are restricted to others."""
    cursor.execute(
        "SELECT concern FROM referral_concern JOIN access USING (concern) WHERE referral = ? AND restricted = 1"
        " AND concern NOT IN (SELECT concern FROM concern_viewer WHERE person = ?)",
        (referral, author),
    )
    return {row[0] for row in cursor.fetchall()}


def _children_of(cursor: Cursor, concerns: set[str]) -> set[str]:
    found: set[str] = set()
    for concern in sorted(concerns):
        cursor.execute("SELECT child FROM concern_child WHERE concern = ?", (concern,))
        found.update(row[0] for row in cursor.fetchall())
    return found
