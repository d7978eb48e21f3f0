"""What may never enter the journal, since nothing that has entered can be mended: refused before it is sealed.

`check` holds the same rules against what is stored; a rule there without its fellow here would condemn honest work.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dsl_desk.domain.access import ACT_OF_KIND, first_role, require
from dsl_desk.domain.entries import NEVER_DISPOSED, kind_of
from dsl_desk.domain.entries.desk import PersonAdmitted
from dsl_desk.domain.entry import NewEntry
from dsl_desk.errors import Bug
from dsl_desk.store.journal import Cursor
from dsl_desk.store.schema import WITH_ID

if TYPE_CHECKING:
    from dsl_desk.store.vault import Vault


def refuse(cursor: Cursor, vault: Vault, new: NewEntry) -> None:
    """Raises NotAllowed when the author may not write this, Bug when the entry points at what is not there."""
    kind = kind_of(new.body).name
    if new.id == vault.id:
        raise Bug("entry id")
    _refuse_author(cursor, vault, kind, new)
    _refuse_amendment(cursor, kind, new)
    _refuse_disposal(cursor, kind, new)
    for digest in new.blobs:
        if not _kept(cursor, digest):
            raise Bug("names a blob that is not kept")


def _refuse_author(cursor: Cursor, vault: Vault, kind: str, new: NewEntry) -> None:
    """Admitted with the key that is about to sign, in a role that may. The first entry admits its own author."""
    cursor.execute("SELECT role, public_key FROM person WHERE id = ? AND left_seq = 0", (vault.me,))
    row = cursor.fetchone()
    if row is None:
        cursor.execute("SELECT 1 FROM entry LIMIT 1")
        body = new.body
        own = isinstance(body, PersonAdmitted) and body.person == vault.me and body.role == first_role(vault.kind)
        if cursor.fetchone() is not None or not own:
            raise Bug("author not admitted")
        return
    if bytes.fromhex(row[1]) != vault.keys.public:
        raise Bug("author signs with another key")
    require(row[0], ACT_OF_KIND[kind], vault.kind)


def key_in_force(cursor: Cursor, vault: Vault) -> bool:
    """Whether the person signed in signs with the key they were admitted with last."""
    cursor.execute("SELECT public_key FROM person WHERE id = ? AND left_seq = 0", (vault.me,))
    row = cursor.fetchone()
    return row is not None and bytes.fromhex(row[0]) == vault.keys.public


def _refuse_amendment(cursor: Cursor, kind: str, new: NewEntry) -> None:
    if new.amends is None:
        return
    cursor.execute(f"SELECT kind, root FROM line {WITH_ID}", (new.amends,))  # noqa: S608
    if cursor.fetchone() != (kind, new.amends):
        raise Bug("amends no first version of its kind")


def _refuse_disposal(cursor: Cursor, kind: str, new: NewEntry) -> None:
    if new.disposes and kind != "disposed":
        raise Bug("disposes and is no disposal")
    for name in new.disposes:
        cursor.execute(f"SELECT kind FROM line {WITH_ID}", (name,))  # noqa: S608
        row = cursor.fetchone()
        if row[0] in NEVER_DISPOSED if row else not _kept(cursor, name):
            raise Bug("disposes of what cannot be disposed of")


def _kept(cursor: Cursor, digest: str) -> bool:
    if len(digest) != 64:
        return False
    cursor.execute("SELECT 1 FROM blob WHERE digest = ? LIMIT 1", (bytes.fromhex(digest),))
    return cursor.fetchone() is not None
