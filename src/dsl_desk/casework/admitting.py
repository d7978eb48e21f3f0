"""Letting somebody in: a slot that their passphrase opens, and the entry that says whose key it is."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from dsl_desk.casework.sealing import new_id
from dsl_desk.domain.entries.desk import PersonAdmitted
from dsl_desk.domain.entry import NewEntry, Subject
from dsl_desk.domain.lists import DeskPerson
from dsl_desk.errors import WrongSecret
from dsl_desk.store import slots
from dsl_desk.store.passphrase import too_weak
from dsl_desk.store.person_keys import PersonKeys
from dsl_desk.store.vault import Vault
from dsl_desk.store.work import open_work


def give_slot(vault: Vault, person: DeskPerson, passphrase: str, keys: PersonKeys, now: datetime) -> None:
    """A way in for this person, and their admission: both, or neither. Takes about a second."""
    sealing = partial(seal_admission, vault, person, keys, now)
    vault.adopt(slots.add_person(vault.folder, vault.unlocked, person.id, person.name, passphrase, keys, admit=sealing))


def seal_admission(vault: Vault, person: DeskPerson, keys: PersonKeys, now: datetime) -> None:
    """`person_admitted`, signed by whoever has the vault open."""
    body = PersonAdmitted(
        person=person.id, name=person.name, role=person.role, post=person.post, public_key=keys.public.hex()
    )
    with open_work(vault, now) as work:
        work.seal(NewEntry(id=new_id(), body=body, subjects=(Subject(id=person.id, kind="person"),)))
        work.commit()


def refuse_weak(passphrase: str, name: str = "") -> None:
    """WrongSecret with what would make it strong enough."""
    weak = too_weak(passphrase, tuple(name.split()))
    if weak:
        raise WrongSecret(weak, spot="passphrase")
