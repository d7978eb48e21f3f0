"""A small vault to do harm to, opened without its passphrase, and what must hold of it whatever was done."""

from __future__ import annotations

import os
import shutil
import signal
import sys
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from dsl_desk.errors import Bug, KnownProblem
from dsl_desk.store import journal, slots
from dsl_desk.store.argon2_params import FLOOR
from dsl_desk.store.key_derivation import RootKey
from dsl_desk.store.person_keys import PersonKeys
from dsl_desk.store.slot_file import find
from dsl_desk.store.slots import Unlocked
from dsl_desk.store.vault import Vault, open_vault
from dsl_desk.store.vault_making import FirstPerson, make_vault
from dsl_desk.store.work import open_read, open_work
from tests.builders import NOW, PASSPHRASE, WHO, a_child, a_concern, a_note, amending, seal, wrong

GONE = 99  # how a process ends that the shim let die
Said = Callable[[bytes], None]


@dataclass(frozen=True)
class Desk:
    """A vault nobody has open, and its keys."""

    folder: Path
    root: bytes
    seed: bytes
    unlocked: Unlocked
    child: str

    def copied(self, to: Path) -> Desk:
        shutil.rmtree(to, ignore_errors=True)
        shutil.copytree(self.folder, to)
        return replace(self, folder=to)

    def keys(self) -> Unlocked:
        table = find(self.folder).table
        return replace(self.unlocked, root=RootKey(self.root), keys=PersonKeys(self.seed), generation=table.generation)

    def open(self) -> Vault:
        return open_vault(self.folder, self.keys(), NOW)


def make_desk(below: Path, entries: int = 6) -> Desk:
    """A new vault with a child and some concerns."""
    vault, _ = make_vault(below, "children", FirstPerson(WHO, PASSPHRASE), FLOOR, NOW)
    child = a_child()
    seal(vault, child, *(a_concern(child.id) for _ in range(entries)))
    unlocked = vault.unlocked
    secrets = bytes(unlocked.root.secret()), bytes(unlocked.keys.secret())
    vault.close()
    return Desk(vault.folder, *secrets, unlocked, child.id)


def seal_for_ever(vault: Vault, child: str, said: Said) -> None:
    """The work that is killed: a concern with its note in one transaction, then amended in another; each told."""
    while True:
        concern = a_concern(child, child_words="she said it hurts " * 20)
        note = a_note(concern.id)
        for together in ((concern, note), (amending(concern, concern.body),)):
            with open_work(vault, NOW) as work:
                for entry in together:
                    work.seal(entry)
                work.commit()
            said(" ".join(entry.id for entry in together).encode() + b"\n")


@dataclass
class Harm:
    """What came of one kind of harm. `broken` says what did not hold, one sentence a time."""

    runs: int = 0
    acknowledged: int = 0
    lost: int = 0
    broken: list[str] = field(default_factory=list)

    @property
    def holds(self) -> bool:
        return not self.lost and not self.broken


def examine(desk: Desk, acknowledged: list[str], harm: Harm, *, reads: Callable[[Vault], None] | None = None) -> None:
    """Open what is left; every acknowledged entry is there with its words, nothing is half, and check holds."""
    try:
        vault = desk.open()
    except (KnownProblem, Bug) as problem:
        harm.broken.append(f"does not open: {getattr(problem, 'code', problem)}")
        harm.lost += len(acknowledged)
        return
    try:
        with open_read(vault) as read:
            found = {row.seq: journal.opened(row) for row in journal.since(read.cursor, 0, 1_000_000)}
        whole = {entry.header.id for entry in found.values() if entry.body is not None}
        harm.lost += len(set(acknowledged) - whole)
        harm.broken += [f"half: entry {seq}" for seq in _halves(found)]
        harm.broken += [f"check: {name}: {says}" for name, says in wrong(vault).items()]
        if reads is not None:
            reads(vault)
    except Exception as problem:
        harm.broken.append(f"cannot be read: {type(problem).__name__}")
    finally:
        vault.close()


def _halves(found: dict[int, journal.Entry]) -> list[int]:
    """Concerns without what was sealed in the same transaction (a note, or the road begun); entries without words."""
    noted = {entry.header.concerns for entry in found.values() if entry.header.kind in ("note", "road_started")}
    own = [e for e in found.values() if e.header.kind == "concern" and e.header.amends is None and e.body is not None]
    alone = [e.seq for e in own if e.body.child_words and e.header.concerns not in noted]
    return alone + [e.seq for e in found.values() if e.body is None]


def in_child(act: Callable[[Said], None], kill_after: Callable[[int], float] | None = None) -> tuple[int, bytes]:
    """Run `act` in a forked process that tells through a pipe; (exit code or -signal, everything told).

    `kill_after` gets the descriptor told through and returns after how many seconds to kill; it may read none of it.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        code = 0
        try:
            act(lambda words: _write(writing, words))
        except KnownProblem as problem:
            _write(writing, f"\nknown {problem.code}\n".encode())
        except BaseException as problem:
            _write(writing, f"\nbug {type(problem).__name__} {problem}\n".encode())
            if os.environ.get("FAULTS_TRACE"):
                traceback.print_exc(file=sys.stderr)
            code = 1
        os._exit(code)
    os.close(writing)
    told = bytearray()
    if kill_after is not None:
        told += os.read(reading, 64)  # the work has begun
        _sleep(kill_after(reading))
        os.kill(child, signal.SIGKILL)
    while part := os.read(reading, 65536):
        told += part
    os.close(reading)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status), bytes(told)


def _write(descriptor: int, words: bytes) -> None:
    while words:
        words = words[os.write(descriptor, words) :]


def _sleep(seconds: float) -> None:
    import time

    time.sleep(seconds)


def acknowledged_in(told: bytes) -> list[str]:
    """Ids of whole lines that were told."""
    return b" ".join(told.split(b"\n")[:-1]).decode().split()


def unlocked_by_passphrase(folder: Path, passphrase: str) -> bool:
    """Whether that passphrase opens the key file there."""
    try:
        slots.open_with_passphrase(folder, WHO, passphrase).wipe()
    except KnownProblem:
        return False
    return True
