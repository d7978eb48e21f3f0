"""Opening a desk: making the vault, signing in, and the pack the desk works with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from dsl_desk.casework.admitting import give_slot, refuse_weak
from dsl_desk.casework.desk import Desk, allow
from dsl_desk.casework.keeping import UNKNOWN_PERSON, of_kind
from dsl_desk.domain.access import Act, Role, VaultKind
from dsl_desk.domain.calendar import Calendar, Term
from dsl_desk.domain.entries.desk import PackLoaded, Setting
from dsl_desk.domain.entry import NewEntry
from dsl_desk.domain.school_settings import SchoolSettings
from dsl_desk.errors import PackBroken, VaultDamaged, WrongSecret
from dsl_desk.paths import resources
from dsl_desk.pathways.archive import from_bytes
from dsl_desk.pathways.calendars import calendar_for
from dsl_desk.pathways.loader import load, read_folder
from dsl_desk.pathways.pack import Pack
from dsl_desk.store import desk_tables, slots
from dsl_desk.store.argon2_params import Argon2Params
from dsl_desk.store.key_derivation import calibrate
from dsl_desk.store.location import refuse_elsewhere
from dsl_desk.store.passphrase import suggest, too_weak
from dsl_desk.store.person_keys import PersonKeys
from dsl_desk.store.sealing import key_in_force
from dsl_desk.store.vault import Vault, open_vault
from dsl_desk.store.vault_making import FirstPerson, make_vault, new_id, vault_folder
from dsl_desk.store.work import Work, open_read, open_work

Clock = Callable[[], datetime]
_KEY_REPLACED = (
    "Your key was being replaced when the program stopped, so nothing can be sealed with it. Lock, and open with the "
    "recovery kit once more: it gives you a new one. Reading and printing still work, and nothing was lost."
)
_KIT_REPLACED = (
    "A newer recovery kit was being made when the program stopped, so this one opens nothing any more. Sign in with a "
    "passphrase and make a new kit under Settings, People. Nothing was changed."
)
NO_LOCALITY = "none"  # chosen: the country's own pack, until the council's is loaded


@dataclass(frozen=True, kw_only=True)
class FirstRun:
    """What first run asked: the school, and the first person: the lead, the head or the chair by `kind` of vault.

    `locality` may be chosen later: until then the desk has the country's own pack only.
    """

    name: str
    passphrase: str = field(repr=False)
    post: str = ""
    locality: str = ""
    settings: dict[str, object] = field(default_factory=dict)
    kind: str = VaultKind.CHILDREN


def names(folder: Path, kind: str = VaultKind.CHILDREN) -> list[tuple[str, str]]:
    """(person id, name) of everybody who may sign in, read without a key."""
    found = slots.names(vault_folder(folder, kind))
    return [(slot.person_id, slot.name) for slot in found if slot.kind is slots.SlotKind.PERSON]


def localities() -> list[tuple[str, str]]:
    """(id, name) of every locality that comes with the program; the id is its folder's name."""
    folder = resources() / "localities"
    places = [path for path in sorted(folder.iterdir()) if path.is_dir()]
    return [(path.name, load(read_folder(resources() / "england", path)).authority) for path in places]


def base_pack() -> Pack:
    """The pack of the country alone: enough for the danger card, before anything is known of the desk."""
    return load(read_folder(resources() / "england", None))


def choose_locality(desk: Desk, locality: str) -> Desk:
    """Work with another locality's pack from here on; returns the desk over it."""
    allow(desk, Act.SETTINGS)
    if locality != desk.school.locality:
        pack, content = shipped_pack(locality)
        with open_work(desk.vault, desk.clock()) as work:
            work.seal(NewEntry(id=new_id(), body=Setting(key="locality", value=locality)))
            if pack.digest != desk.pack.digest:
                keep_pack(work, pack, content)
            work.commit()
    return desk_over(desk.vault, desk.clock)


def weakness(passphrase: str) -> str | None:
    """Why this passphrase is too weak, and what would help; None when it will do."""
    return too_weak(passphrase)


def suggested_passphrase() -> str:
    return suggest()


def is_mine(desk: Desk, passphrase: str) -> bool:
    """Whether this is the passphrase of the person signed in: for the hidden screen. Takes about a second."""
    try:
        slots.open_with_passphrase(desk.vault.folder, desk.me.id, passphrase).wipe()
    except WrongSecret:
        return False
    return True


def close(desk: Desk) -> None:
    """Close the vault and overwrite its keys."""
    desk.vault.close()


def shipped_pack(locality: str, kind: str = VaultKind.CHILDREN) -> tuple[Pack, bytes]:
    """The pack that comes with the program for this locality as that vault sees it, and what a vault keeps of it.

    "" and NO_LOCALITY: the country alone. PackBroken: none came with the program.
    """
    alone = locality in ("", NO_LOCALITY)
    archive = read_folder(resources() / "england", None if alone else resources() / "localities" / locality)
    return load(archive, kind), archive.to_bytes()


def create(folder: Path, first: FirstRun, clock: Clock, params: Argon2Params | None = None) -> tuple[Desk, str]:
    """Make the vault of that kind and sign in; returns the desk and the code of its own recovery kit in its groups.

    Raises CannotWrite, FolderNotLocal, FolderNotWritable, DiskFull, or WrongSecret for a weak passphrase.
    """
    refuse_weak(first.passphrase, first.name)
    person = FirstPerson(first.name, first.passphrase, first.post)
    vault, code = make_vault(folder, first.kind, person, params or calibrate(), clock())
    pack, content = shipped_pack(first.locality)
    with open_work(vault, clock()) as work:
        keep_pack(work, pack, content)
        for key, value in {**first.settings, **({"locality": first.locality} if first.locality else {})}.items():
            work.seal(NewEntry(id=new_id(), body=Setting(key=key, value=value)))
        work.commit()
    return desk_over(vault, clock), code.text


def unlock(
    folder: Path,
    who: str,
    passphrase: str,
    clock: Clock,
    *,
    kind: str = VaultKind.CHILDREN,
    accept_older: bool = False,
) -> Desk:
    """Sign in by name (or person id) and passphrase. See open_vault and open_with_passphrase for what they raise.

    Raises FolderNotLocal too: on a network share or in a synced folder a vault is damaged sooner or later.
    """
    refuse_elsewhere(folder)
    place = vault_folder(folder, kind)
    unlocked = of_kind(kind, slots.open_with_passphrase(place, who, passphrase))
    name = next((name for person, name in names(folder, kind) if person == unlocked.person_id), "")
    vault = open_vault(place, unlocked, clock(), name=name, accept_older=accept_older)
    try:
        with open_read(vault) as read:
            if not vault.read_only and not key_in_force(read.cursor, vault):
                vault.read_only = _KEY_REPLACED
        return desk_over(vault, clock)
    except BaseException:  # what cannot be worked with must not stay open behind the door
        vault.close()
        raise


def unlock_by_kit(
    folder: Path, code: str, who: str, passphrase: str, clock: Clock, *, kind: str = VaultKind.CHILDREN
) -> Desk:
    """Open with that vault's recovery kit: `who` gets a new passphrase and key, admitted by the kit's own signature."""
    refuse_elsewhere(folder)
    refuse_weak(passphrase, who)
    place = vault_folder(folder, kind)
    unlocked = of_kind(kind, slots.open_with_recovery(place, code))
    vault = open_vault(place, unlocked, clock(), name="recovery kit")
    try:
        with open_read(vault) as read:
            if not key_in_force(read.cursor, vault):
                raise WrongSecret(_KIT_REPLACED)
            people = desk_tables.people(read)
        person = next((p for p in people if who in (p.id, p.name) and not p.left and p.role != Role.RECOVERY_KIT), None)
        if person is None:
            raise WrongSecret("Choose the name of somebody who works at this desk. Nothing was changed.")
        give_slot(vault, person, passphrase, PersonKeys.new(), clock())
    finally:
        vault.close()
    return unlock(folder, person.id, passphrase, clock, kind=kind)


def desk_over(vault: Vault, clock: Clock) -> Desk:
    """The desk over an open vault: who is at it, its settings, its pack and calendar."""
    with open_read(vault) as read:
        people = {person.id: person for person in desk_tables.people(read)}
        stored = desk_tables.settings(read)
        digest = desk_tables.current_pack(read)
        kept = desk_tables.pack_bytes(read, digest) if digest else b""
    if vault.me not in people:
        raise VaultDamaged(UNKNOWN_PERSON)
    school = SchoolSettings.from_stored(stored)
    pack = _pack_in_use(vault, school.locality, kept, clock)
    return Desk(
        vault=vault,
        clock=clock,
        me=people[vault.me],
        pack=pack,
        calendar=school_calendar(pack, school, clock),
        school=school,
    )


def school_calendar(pack: Pack, school: SchoolSettings, clock: Clock) -> Calendar:
    """Bank holidays of the pack, terms and home time of the school: from five years back to three ahead."""
    year = clock().year
    terms = tuple(Term(start=start, end=end) for start, end in school.terms)
    years = range(year - 5, year + 4)
    return calendar_for(pack, years=years, terms=terms, school_end=school.school_end, own=school.own_times)


def keep_pack(work: Work, pack: Pack, content: bytes) -> None:
    """Keep an edition by content; from here on it is the desk's pack."""
    digest = work.keep_blob(content)
    body = PackLoaded(digest=digest, edition=pack.edition, locality=pack.title.locality or "")
    work.seal(NewEntry(id=new_id(), body=body, blobs=(digest,)))


def _pack_in_use(vault: Vault, locality: str, kept: bytes, clock: Clock) -> Pack:
    """The edition this desk took last; the program's own where none was taken yet, or that one cannot be read."""
    if kept:
        try:
            return load(from_bytes(kept), vault.kind)
        except PackBroken:
            vault.warnings.append("The guidance kept in the vault cannot be read; that of the program is used instead.")
    pack, content = shipped_pack(locality, vault.kind)
    if not vault.read_only:
        with open_work(vault, clock()) as work:
            keep_pack(work, pack, content)
            work.commit()
    return pack
