"""Children, adults and how they belong together."""

from __future__ import annotations

from dsl_desk.domain.entries.people import Adult, Child, Merged, Relation
from dsl_desk.domain.entry import Entry
from dsl_desk.store.journal import Cursor
from dsl_desk.store.projections.put import change, put


def apply(cursor: Cursor, entry: Entry) -> None:
    match entry.body:
        case Child() as child:
            _child(cursor, entry, child)
        case Adult() as adult:
            kept = _kept(cursor, "adult", entry.header.root)
            put(cursor, "adult", id=entry.header.root, seq=entry.seq, name=adult.name, works_here=adult.works_here,
                merged_into=kept[0], withdrawn=kept[1])  # fmt: skip
        case Relation() as relation:
            _relation(cursor, entry, relation)
        case Merged() as merged:
            table = "adult" if merged.person_kind == "adult" else "child"
            change(cursor, table, {"id": merged.gone}, merged_into=merged.kept)


def _child(cursor: Cursor, entry: Entry, child: Child) -> None:
    merged_into, withdrawn = _kept(cursor, "child", entry.header.root)
    put(
        cursor, "child",
        id=entry.header.root, seq=entry.seq, status=str(child.status), name=child.name, known_as=child.known_as,
        surname=child.legal_surname, forename=child.legal_forename, born=child.born.isoformat() if child.born else "",
        year_group=child.year_group, class_group=child.class_group, upn=child.upn,
        admission_number=child.admission_number, address=address_key(child.address, child.postcode),
        merged_into=merged_into, withdrawn=withdrawn,
    )  # fmt: skip


def _relation(cursor: Cursor, entry: Entry, relation: Relation) -> None:
    cursor.execute("SELECT withdrawn FROM relation WHERE id = ?", (entry.header.root,))
    withdrawn = (cursor.fetchone() or (0,))[0]
    put(cursor, "relation", id=entry.header.root, seq=entry.seq, child=relation.child, person=relation.person,
        person_kind=relation.person_kind, relation=relation.relation, ended=int(relation.ended),
        withdrawn=withdrawn)  # fmt: skip


def address_key(address: str, postcode: str) -> str:
    """The same address typed twice gives the same key; empty when there is none."""
    return " ".join(f"{address} {postcode}".casefold().replace(",", " ").split()) if address.strip() else ""


def _kept(cursor: Cursor, table: str, root: str) -> tuple[str, int]:
    cursor.execute(f"SELECT merged_into, withdrawn FROM {table} WHERE id = ?", (root,))  # noqa: S608
    row = cursor.fetchone()
    return (row[0], row[1]) if row else ("", 0)
