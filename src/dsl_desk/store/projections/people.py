"""Children, adults and how they belong together."""

from __future__ import annotations

from dsl_desk.domain.entries.concern import Withdrawn
from dsl_desk.domain.entries.people import Adult, Child, Merged, Relation
from dsl_desk.domain.entry import Entry
from dsl_desk.store.journal import Cursor
from dsl_desk.store.projections.lines import first_seq, withdrawn
from dsl_desk.store.projections.put import change, put


def apply(cursor: Cursor, entry: Entry) -> None:
    match entry.body:
        case Child() as child:
            _child(cursor, entry, child)
        case Adult() as adult:
            put(cursor, "adult", id=entry.header.root, seq=entry.seq, name=adult.name, works_here=adult.works_here,
                merged_into=_merged_into(cursor, entry.header.root), withdrawn=withdrawn(cursor, entry))  # fmt: skip
        case Relation() as relation:
            _relation(cursor, entry, relation)
        case Merged() as merged:
            _merged(cursor, entry, merged)
        case Withdrawn(root=root):
            cursor.execute("SELECT person_kind, gone FROM merge WHERE root = ?", (root,))
            for kind, gone in cursor.fetchall():
                _point(cursor, kind, gone)


def _child(cursor: Cursor, entry: Entry, child: Child) -> None:
    put(
        cursor, "child",
        id=entry.header.root, seq=entry.seq, status=str(child.status), name=child.name, known_as=child.known_as,
        surname=child.legal_surname, forename=child.legal_forename, born=child.born.isoformat() if child.born else "",
        year_group=child.year_group, class_group=child.class_group, upn=child.upn,
        admission_number=child.admission_number, address=address_key(child.address, child.postcode),
        merged_into=_merged_into(cursor, entry.header.root), withdrawn=withdrawn(cursor, entry),
    )  # fmt: skip


def _relation(cursor: Cursor, entry: Entry, relation: Relation) -> None:
    put(cursor, "relation", id=entry.header.root, seq=entry.seq, child=relation.child, person=relation.person,
        person_kind=relation.person_kind, relation=relation.relation, ended=int(relation.ended),
        withdrawn=withdrawn(cursor, entry))  # fmt: skip


def _merged(cursor: Cursor, entry: Entry, merged: Merged) -> None:
    root = entry.header.root
    cursor.execute("SELECT person_kind, gone FROM merge WHERE root = ?", (root,))
    before = cursor.fetchone()
    put(cursor, "merge", root=root, kept=merged.kept, gone=merged.gone, person_kind=merged.person_kind,
        first_seq=first_seq(cursor, entry), withdrawn=withdrawn(cursor, entry))  # fmt: skip
    _point(cursor, merged.person_kind, merged.gone)
    if before:  # amended: who was named before may stand alone again
        _point(cursor, before[0], before[1])


def _point(cursor: Cursor, kind: str, gone: str) -> None:
    """Let a record point at the one it was merged into last, or at none when no merge of it stands."""
    table = "adult" if kind == "adult" else "child"
    change(cursor, table, {"id": gone}, merged_into=_merged_into(cursor, gone))


def _merged_into(cursor: Cursor, gone: str) -> str:
    cursor.execute("SELECT kept FROM merge WHERE gone = ? AND withdrawn = 0 ORDER BY first_seq DESC LIMIT 1", (gone,))
    row = cursor.fetchone()
    return row[0] if row else ""


def address_key(address: str, postcode: str) -> str:
    """The same address typed twice gives the same key; empty when there is none."""
    return " ".join(f"{address} {postcode}".casefold().replace(",", " ").split()) if address.strip() else ""
