"""Lawful disposal takes the words away for good, and leaves the proof that something was there."""

from __future__ import annotations

import re
from dataclasses import replace

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from dsl_desk.domain.entries.concern import Concern, Note
from dsl_desk.domain.entry import NewEntry
from dsl_desk.store import children, chronology, concerns, finding, journal, referrals, rows
from dsl_desk.store.engine import DATABASE_FILE
from dsl_desk.store.key_derivation import Label
from dsl_desk.store.vault import Vault
from dsl_desk.store.vault_making import new_id
from dsl_desk.store.work import open_read, open_work
from tests.builders import (
    NOW,
    a_child,
    a_concern,
    a_disposal,
    a_note,
    a_task,
    a_withdrawal,
    amending,
    an_urgency,
    reopened,
    seal,
    wrong,
)

CANARY = "quokka"  # a word that stands nowhere else
PAGE, RESERVED = 4096, 80


def decrypted(vault: Vault) -> bytes:
    """Every page of the file, free ones too, as it lies under the vault's own key (page 1 without its salt)."""
    key = vault.unlocked.root.derive(Label.DATABASE)
    stored = (vault.folder / DATABASE_FILE).read_bytes()
    plain = bytearray()
    for start in range(0, len(stored), PAGE):
        page = stored[start : start + PAGE]
        content = page[16 if start == 0 else 0 : -RESERVED]
        iv = page[-RESERVED : -RESERVED + 16]
        decryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).decryptor()
        plain += decryptor.update(content) + decryptor.finalize()
    return bytes(plain)


def count(vault: Vault) -> int:
    folder = vault.folder
    vault.engine.dispose()
    found = len(re.findall(CANARY.encode(), decrypted(vault), re.IGNORECASE))
    others = [p for p in folder.iterdir() if p.name != DATABASE_FILE and CANARY.encode() in p.read_bytes()]
    assert others == []
    return found


def test_the_words_are_gone_from_every_page_of_the_file(vault: Vault) -> None:
    child, kept = a_child(note=f"a {CANARY} lives there"), a_child(legal_forename="Marta")
    words = f"{CANARY} " * 3000 + "the end"
    concern = a_concern(child.id, child_words=words, where=CANARY.upper())
    seal(vault, child, kept, concern, a_note(concern.id, CANARY))
    seal(vault, amending(concern, Concern(what_happened=f"rather: {CANARY}")))
    with open_work(vault, NOW) as work:
        digest = work.keep_blob(CANARY.encode() * 100_000)
        work.seal(replace(a_note(concern.id, CANARY), blobs=(digest,)))
        work.commit()
    vault = reopened(vault)
    assert count(vault) > 10_000  # the way of looking is good
    vault = reopened(vault)
    with open_read(vault) as read:
        entries = [journal.opened(row) for row in journal.since(read.cursor, 2)]
        assert len(finding.entries(read, CANARY)) == 4
    named = [e.header.id for e in entries if e.header.id != kept.id]
    seal(vault, a_disposal(*named, digest))
    with open_read(vault) as read:
        assert finding.entries(read, CANARY) == []
        assert concerns.row(read, concern.id) is None
        assert children.child(read, child.id) is None
        assert children.child(read, kept.id) is not None
        gone = rows.by_id(read, concern.id)
        assert gone is not None
        assert gone.body is None
        assert gone.header.subjects[0].role == "harmed"
    assert wrong(vault) == {}
    assert wrong(vault, full=False) == {}
    vault.close()
    vault = reopened(vault)
    assert wrong(vault) == {}
    assert count(vault) == 0


def test_work_goes_on_after_a_disposal_as_if_the_words_had_never_been(vault: Vault) -> None:
    """Amended, then disposed of, then withdrawn, then amended again: in every order live equals replay."""
    child = a_child()
    concern, urgency = a_concern(child.id), None
    seal(vault, child, concern)
    urgency, task = an_urgency(concern.id), a_task(concern.id)
    seal(vault, urgency, task, amending(urgency, urgency.body))
    for step in (
        a_disposal(urgency.id),
        a_withdrawal(urgency.id, concern.id),
        amending(urgency, urgency.body),
        a_disposal(task.id),
        a_withdrawal(task.id, concern.id),
        a_withdrawal(concern.id, concern.id),
        amending(concern, concern.body),
        a_disposal(concern.id),
        a_note(concern.id),
        a_disposal(concern.id),
    ):
        seal(vault, step)
        assert wrong(vault) == {}, step
    with open_read(vault) as read:
        assert referrals.open_items(read) == []
        assert chronology.of_child(read, child.id) == []


def test_an_amendment_of_what_was_withdrawn_stays_withdrawn_even_without_the_first_words(vault: Vault) -> None:
    child = a_child()
    concern = a_concern(child.id)
    urgency = an_urgency(concern.id, "now")
    seal(vault, child, concern, urgency)
    seal(vault, a_disposal(urgency.id))
    seal(vault, a_withdrawal(urgency.id, concern.id))
    seal(vault, amending(urgency, urgency.body))
    with open_read(vault) as read:
        row = concerns.row(read, concern.id)
    assert row is not None
    assert row.level == ""
    assert wrong(vault) == {}


def test_a_restriction_outlives_the_words_it_was_put_over(vault: Vault) -> None:
    child, other = a_child(), new_id()
    concern = a_concern(child.id, may_see=(other,))
    note = a_note(concern.id, f"about the {CANARY}")
    seal(vault, child, concern, note)
    seal(vault, a_disposal(concern.id))
    with open_read(vault) as read:
        assert chronology.of_concern(read, concern.id) == []
        assert finding.entries(read, CANARY) == []
        read.viewer = other
        assert [line.entry.header.id for line in chronology.of_concern(read, concern.id)] == [concern.id, note.id]
        assert len(finding.entries(read, CANARY)) == 1
    assert wrong(vault) == {}


def test_disposing_twice_changes_nothing(vault: Vault) -> None:
    note = NewEntry(id=new_id(), body=Note(text="x"))
    seal(vault, note)
    seal(vault, a_disposal(note.id))
    seal(vault, a_disposal(note.id))
    assert wrong(vault) == {}
