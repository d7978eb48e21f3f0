"""People of the desk: admit, remove, change a passphrase, make a new recovery kit, confirm the one there is."""

from __future__ import annotations

from functools import partial

from dsl_desk.casework.admitting import give_slot, refuse_weak, seal_admission
from dsl_desk.casework.desk import Desk, allow
from dsl_desk.casework.restricting import refuse_last_viewer
from dsl_desk.casework.sealing import new_id
from dsl_desk.domain.access import ROLE_NAMES, Act, Role, first_role, roles_in
from dsl_desk.domain.entries.desk import PersonLeft, Setting
from dsl_desk.domain.entry import NewEntry, Subject
from dsl_desk.domain.lists import DeskPerson
from dsl_desk.errors import CannotSeal, NotAllowed
from dsl_desk.store import desk_tables, slots
from dsl_desk.store.person_keys import PersonKeys
from dsl_desk.store.recovery_code import RecoveryCode, parse
from dsl_desk.store.work import open_read, open_work


def people(desk: Desk) -> list[DeskPerson]:
    """Everybody admitted, the recovery kit included; those who left are marked."""
    with open_read(desk.vault) as read:
        return desk_tables.people(read)


def admit(desk: Desk, name: str, role: str, passphrase: str, *, post: str = "") -> DeskPerson:
    """Admit a person with a passphrase and slot of their own. Takes about a second."""
    allow(desk, Act.ADMIT)
    if not name.strip():
        raise CannotSeal([("name", "Write the person's name.")])
    if role not in roles_in(desk.vault.kind):
        raise CannotSeal([("role", "Choose what this person does here.")])
    vault = desk.vault
    opened_by = {slot.person_id for slot in slots.names(vault.folder)}
    same = next((one for one in people(desk) if one.name == name.strip() and not one.left), None)
    if same is not None and same.id in opened_by:
        raise CannotSeal([("name", "Somebody of that name signs in here already. Add a middle name or a post.")])
    refuse_weak(passphrase, name)
    # One whom an admission cut short left without a way in is admitted anew, not twice.
    person = DeskPerson(id=same.id if same else new_id(), name=name.strip(), role=role, post=post)
    keys = PersonKeys.new()
    give_slot(vault, person, passphrase, keys, desk.clock())
    keys.wipe()
    return person


def remove(desk: Desk, person_id: str, why: str = "") -> None:
    """Somebody has left: their slot goes, their signature counts no more from here on.

    NotAllowed while nobody else could work on what only they may see.
    """
    allow(desk, Act.ADMIT)
    if person_id == desk.me.id:
        other = ROLE_NAMES[first_role(desk.vault.kind)].lower()
        raise NotAllowed(f"You cannot remove yourself. Admit another {other}, who can. Nothing was changed.")
    leaving = next((one for one in people(desk) if one.id == person_id), None)
    if leaving is not None:
        refuse_last_viewer(desk, leaving)
    vault = desk.vault
    vault.adopt(slots.remove(vault.folder, vault.unlocked, person_id))
    with open_work(vault, desk.clock()) as work:
        body = PersonLeft(person=person_id, why=why)
        work.seal(NewEntry(id=new_id(), body=body, subjects=(Subject(id=person_id, kind="person"),)))
        work.commit()


def change_passphrase(desk: Desk, old: str, new: str) -> None:
    """Change one's own passphrase. The old one is asked for, since the desk may stand open."""
    vault = desk.vault
    slots.open_with_passphrase(vault.folder, desk.me.id, old).wipe()
    refuse_weak(new, desk.me.name)
    vault.adopt(slots.change_passphrase(vault.folder, vault.unlocked, new))


def new_recovery_kit(desk: Desk) -> str:
    """Make a new kit and return its code in groups; every older kit stops opening the vault."""
    allow(desk, Act.ADMIT)
    vault, code, keys = desk.vault, RecoveryCode.new(), PersonKeys.new()
    kit = next(person for person in people(desk) if person.role == Role.RECOVERY_KIT)
    sealing = partial(seal_admission, vault, kit, keys, desk.clock())
    vault.adopt(slots.replace_recovery(vault.folder, vault.unlocked, kit.id, code, keys, sealing))
    keys.wipe()
    _set_confirmed(desk, confirmed=False)
    return code.text


def confirm_recovery_code(desk: Desk, typed: str) -> bool:
    """True, and remembered, when the typed code opens this vault. WrongSecret says where a mistyped one is wrong."""
    slots.open_with_recovery(desk.vault.folder, parse(typed)).wipe()
    _set_confirmed(desk, confirmed=True)
    return True


def _set_confirmed(desk: Desk, *, confirmed: bool) -> None:
    with open_work(desk.vault, desk.clock()) as work:
        work.seal(NewEntry(id=new_id(), body=Setting(key="kit_confirmed", value=confirmed)))
        work.commit()
