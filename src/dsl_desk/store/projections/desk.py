"""People of the desk, settings, contacts, packs."""

from __future__ import annotations

import msgspec

from dsl_desk.domain.entries.desk import (
    BackupMade,
    ContactChecked,
    ContactEdited,
    PackLoaded,
    PersonAdmitted,
    PersonLeft,
    Setting,
)
from dsl_desk.domain.entry import Entry
from dsl_desk.store.journal import Cursor
from dsl_desk.store.projections.put import change, put


def apply(cursor: Cursor, entry: Entry) -> None:
    match entry.body:
        case PersonAdmitted() as person:
            put(cursor, "person", id=person.person, seq=entry.seq, name=person.name, role=person.role,
                post=person.post, public_key=person.public_key, left_seq=0)  # fmt: skip
        case PersonLeft() as left:
            change(cursor, "person", {"id": left.person}, left_seq=entry.seq)
        case Setting() as setting:
            put(cursor, "setting", key=setting.key, seq=entry.seq, value=msgspec.json.encode(setting.value).decode())
        case ContactEdited() as contact:
            put(cursor, "contact_edit", role=contact.role, seq=entry.seq)
        case ContactChecked() as check:
            put(cursor, "contact_check", role=check.role, seq=entry.seq)
        case BackupMade():
            put(cursor, "last_backup", one=1, seq=entry.seq)
        case PackLoaded() as pack:
            put(cursor, "pack", digest=pack.digest, seq=entry.seq, edition=pack.edition, locality=pack.locality)
