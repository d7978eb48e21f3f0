"""The power goes at any moment: disks as they may be left, made from a recording of every write and sync.

What was not synced is dropped, kept, half kept or torn at a sector; names are as the folder's last sync left them, or
some way on from there. The control works with `synchronous = OFF`, which must lose.

Run under the shim: `python -m tests.faults.power_loss FOLDER IMAGES PRAGMA` prints figures as JSON.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import struct
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from multiprocessing import get_context
from pathlib import Path

from tests.builders import NOW, a_concern, a_disposal, a_note, seal
from tests.faults import shim
from tests.faults.desk import Desk, Harm, examine, in_child, make_desk
from tests.faults.shim import Mode

SECTOR = 512
HOW = ("dropped", "kept", "some", "torn")


@dataclass
class Content:
    """One file: what is on the disk for certain, and the writes and truncations that are not."""

    durable: bytes = b""
    pending: list[tuple[str, int, bytes]] = field(default_factory=list)

    def synced(self) -> bytes:
        return _applied(self.durable, self.pending)


@dataclass
class Disk:
    """One folder: names for certain, and the changes of names that are not. Names point at contents by number."""

    contents: dict[int, Content] = field(default_factory=dict)
    durable: dict[str, int] = field(default_factory=dict)
    now: dict[str, int] = field(default_factory=dict)
    moves: list[dict[str, int]] = field(default_factory=list)  # names after each change since the last sync


def _applied(content: bytes, changes: list[tuple[str, int, bytes]]) -> bytes:
    held = bytearray(content)
    for what, at, written in changes:
        if what == "t":
            held = held[:at] if at < len(held) else held + bytes(at - len(held))
        else:
            held += bytes(max(0, at + len(written) - len(held)))
            held[at : at + len(written)] = written
    return bytes(held)


def recorded(log: Path) -> Iterator[tuple[str, str, int, bytes]]:
    """(what, name, number, bytes): w(rite), t(runcate), s(ync), u(nlink), r(ename to), a(cknowledged)."""
    with log.open("rb") as file:
        while head := file.read(19):
            what, name_length, number, length = struct.unpack("<cHQQ", head)
            name = file.read(name_length).decode().lstrip("/")
            yield what.decode(), name, number, file.read(length)


def step(disk: Disk, what: str, name: str, number: int, written: bytes) -> None:
    """Take this disk one recorded act further."""
    if what == "s" and not name:
        disk.durable, disk.moves = dict(disk.now), []
        return
    if what in "wts" and name not in disk.now:
        own = len(disk.contents)
        disk.contents[own] = Content()
        disk.now = disk.now | {name: own}
        disk.moves.append(disk.now)
    if what in "wt":
        disk.contents[disk.now[name]].pending.append((what, number, written))
    elif what == "s":
        content = disk.contents[disk.now[name]]
        content.durable, content.pending = content.synced(), []
    elif what == "u":
        disk.now = {other: own for other, own in disk.now.items() if other != name}
        disk.moves.append(disk.now)
    elif what == "r":
        kept = {other: own for other, own in disk.now.items() if other != name}
        disk.now = kept | {written.decode().lstrip("/"): disk.now[name]}
        disk.moves.append(disk.now)


def image(disk: Disk, how: str, chance: random.Random) -> dict[str, bytes]:
    """The folder as it may be found when the power comes back."""
    names = [disk.durable, *disk.moves]
    chosen = names[0] if how == "dropped" else names[-1] if how == "kept" else chance.choice(names)
    return {name: _left(disk.contents[own], how, chance) for name, own in chosen.items()}


def _left(content: Content, how: str, chance: random.Random) -> bytes:
    if how == "dropped":
        return content.durable
    if how == "kept":
        return content.synced()
    some = [change for change in content.pending if chance.random() < 0.5]
    if how == "torn":
        some = [_torn(change, chance) for change in content.pending if chance.random() < 0.7]
    return _applied(content.durable, some)


def _torn(change: tuple[str, int, bytes], chance: random.Random) -> tuple[str, int, bytes]:
    what, at, written = change
    sectors = len(written) // SECTOR
    return (what, at, written[: SECTOR * chance.randint(0, sectors)]) if what == "w" and sectors else change


def _work(desk: Desk, pragma: str, log: Path) -> None:
    """A session at the desk, every acknowledgement marked in the recording."""
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND)
    shim.arm(desk.folder, Mode.RECORD, log=descriptor)
    vault = desk.open()
    if pragma:
        checked_out = vault.engine.raw_connection()
        checked_out.driver_connection.execute(f"PRAGMA {pragma}")
        checked_out.close()
    ids = []
    for number in range(12):
        concern = a_concern(desk.child, where="x" * 3000)
        together = (concern, a_note(concern.id)) if number != 8 else (a_disposal(ids[0]),)
        seal(vault, *together)
        for entry in together:
            ids.append(entry.id)
            shim.mark(len(ids) - 1)
    (log.parent / "ids").write_text("\n".join(ids))
    vault.close()


def losses(below: Path, count: int, pragma: str = "", seed: int = 11) -> dict[str, object]:
    """Examine that many disks, spread over the whole recording."""
    below.mkdir(parents=True, exist_ok=True)
    desk, log = make_desk(below / "made"), below / "log"
    start = {path.name: path.read_bytes() for path in desk.folder.iterdir()}
    code, told = in_child(lambda _: _work(desk, pragma, log))
    assert code == 0, told
    ids, acts = (below / "ids").read_text().split("\n"), list(recorded(log))
    share = max(1, -(-count // 2))
    with ProcessPoolExecutor(2, mp_context=get_context("fork")) as pool:
        runs = [pool.submit(_examined, below, desk, start, acts, ids, share, seed + own, own) for own in (0, 1)]
        harms = [run.result() for run in runs]
    broken = [says for harm in harms for says in harm.broken]
    return {
        "acts": len(acts), "images": sum(h.runs for h in harms), "lost": sum(h.lost for h in harms),
        "broken_images": sum(h.acknowledged for h in harms), "broken": broken[:20],
    }  # fmt: skip


def _examined(
    below: Path, desk: Desk, start: dict[str, bytes], acts: list[tuple[str, str, int, bytes]], ids: list[str],
    count: int, seed: int, own: int,
) -> Harm:  # fmt: skip
    """One worker's share. `acknowledged` of the answer counts the images that did not hold."""
    chance, total = random.Random(seed), Harm()
    disk = Disk({n: Content(content) for n, content in enumerate(start.values())})
    disk.durable = disk.now = {name: n for n, name in enumerate(start)}
    place = below / f"image-{own}" / "children"
    desk = Desk(place, desk.root, desk.seed, desk.unlocked, desk.child)
    acknowledged: list[str] = []
    due = 0.0
    for act in acts:
        if act[0] == "a":
            acknowledged.append(ids[act[2]])
        else:
            step(disk, *act)
        due += count / len(acts)
        while due >= 1:
            due -= 1
            how = HOW[total.runs % 4]
            _lay(place, image(disk, how, chance))
            harm = Harm()
            gone = ids[0] if len(acknowledged) > 16 else ""
            examine(desk, [entry for entry in acknowledged if entry != gone], harm)
            # the one entry that was disposed of may be without its words at any time after it was begun
            harm.broken = [says for says in harm.broken if not says.startswith("half")]
            if len(acknowledged) >= 16 and harm.lost == 1 and not harm.broken:
                harm.lost = 0
            total.runs += 1
            total.lost += harm.lost
            total.broken += harm.broken
            total.acknowledged += not harm.holds
    return total


def _lay(place: Path, files: dict[str, bytes]) -> None:
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True, mode=0o700)
    for name, content in files.items():
        (place / name).write_bytes(content)
        (place / name).chmod(0o600)


if __name__ == "__main__":
    assert NOW
    print(json.dumps(losses(Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else "")))
