"""The Nth write, sync, truncate, rename or unlink fails, is torn or is the last: save, slots, backup, restore.

Run under the shim: `python -m tests.faults.nth_write FOLDER STEP` prints figures as JSON.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from dsl_desk.store import journal, slots
from dsl_desk.store.argon2_params import FLOOR
from dsl_desk.store.backup import backup
from dsl_desk.store.backup_file import SUFFIX
from dsl_desk.store.engine import known_problems, writing
from dsl_desk.store.restore import build
from dsl_desk.store.vault import set_generation
from dsl_desk.store.work import open_read
from tests.builders import NOW, PASSPHRASE, a_concern, a_disposal, ended, seal
from tests.faults import shim
from tests.faults.desk import (
    GONE,
    Desk,
    Harm,
    Said,
    acknowledged_in,
    examine,
    in_child,
    make_desk,
    unlocked_by_passphrase,
)
from tests.faults.shim import Mode

OTHER = "seven mauve herons reading maps"  # invented, of tests only
LEAST = 14  # runs of every act, also in the short form
MODES = [mode for mode in Mode if mode not in (Mode.OFF, Mode.COUNT, Mode.RECORD)]


@dataclass(frozen=True)
class Act:
    """Something done below `place`; `do` tells ids once they are sealed and "done" at the end."""

    name: str
    do: Callable[[Desk, Path, Said], None]
    holds: Callable[[Desk, Path, bool, Harm], None] = lambda *_: None


def _save(desk: Desk, _: Path, said: Said) -> None:
    vault = desk.open()
    for _ in range(2):
        (sealed,) = seal(vault, a_concern(desk.child, where="here"))
        said(sealed.header.id.encode() + b"\n")
    vault.close()


def _dispose(desk: Desk, _: Path, said: Said) -> None:
    vault = desk.open()
    concern = a_concern(desk.child, where="here")
    seal(vault, concern)
    (sealed,) = seal(vault, a_disposal(concern.id))
    said(sealed.header.id.encode() + b"\n")
    vault.close()


def _change_slot(desk: Desk, _: Path, said: Said) -> None:
    vault = desk.open()
    changed = slots.change_passphrase(desk.folder, vault.unlocked, OTHER, params=FLOOR)
    with known_problems(vault.folder), writing(vault.engine) as connection:
        set_generation(connection, changed.generation)
    vault.close()


def _one_passphrase_opens(desk: Desk, _: Path, done: bool, harm: Harm) -> None:
    new = unlocked_by_passphrase(desk.folder, OTHER)
    if done and not new:
        harm.broken.append("said done, and the new passphrase does not open")
    if new == unlocked_by_passphrase(desk.folder, PASSPHRASE):
        harm.broken.append("not exactly one of the two passphrases opens")


def _back_up(desk: Desk, place: Path, said: Said) -> None:
    vault = desk.open()
    with open_read(vault) as read:
        head = journal.head(read.cursor)
    target = place / "stick"
    target.mkdir(exist_ok=True)
    ended(backup(vault.engine, vault.folder, vault.unlocked.root, target, NOW, (head.seq, head.digest)))
    vault.close()


def _every_named_backup_is_whole(desk: Desk, place: Path, done: bool, harm: Harm) -> None:
    found = list((place / "stick").glob(f"*{SUFFIX}"))
    if done and not found:
        harm.broken.append("said done, and there is no backup")
    for path in found:
        try:
            _put_back(desk, path, place / "again")
        except Exception as problem:
            harm.broken.append(f"a backup under its final name does not restore: {problem}")


def _restore(desk: Desk, place: Path, said: Said) -> None:
    (path,) = (place / "stick").glob(f"*{SUFFIX}")
    _put_back(desk, path, place / "restored")


def _put_back(desk: Desk, path: Path, folder: Path) -> None:
    built = build(path, folder, lambda place: Desk.keys(_at(desk, place)))
    try:
        built.take_name()
    except BaseException:
        built.discard()
        raise


def _restored_is_whole_or_not_there(desk: Desk, place: Path, done: bool, harm: Harm) -> None:
    folder = place / "restored"
    if done and not folder.exists():
        harm.broken.append("said done, and nothing is restored")
    if folder.exists():
        examine(_at(desk, folder), [], harm)


def _at(desk: Desk, folder: Path) -> Desk:
    return Desk(folder, desk.root, desk.seed, desk.unlocked, desk.child)


ACTS = (
    Act("save", _save),
    Act("disposal", _dispose),
    Act("slot change", _change_slot, _one_passphrase_opens),
    Act("backup", _back_up, _every_named_backup_is_whole),
    Act("restore", _restore, _restored_is_whole_or_not_there),
)


def faults(below: Path, step: int) -> dict[str, dict[str, object]]:
    """Every `step`th place of every act, in every mode: what came of it, by act."""
    made = make_desk(below / "made")
    return {act.name: _of_act(act, made, below, step) for act in ACTS}


def _of_act(act: Act, made: Desk, below: Path, step: int) -> dict[str, object]:
    place = below / "place"
    harm, codes = Harm(), dict[str, int]()
    desk = _fresh(act, made, place)
    _, told = in_child(lambda said: _counting(act, desk, place, said))
    places = int(told.split()[-1])
    turn, step = 0, max(1, min(step, places * len(MODES) // LEAST))
    for nth in range(1, places + 1):
        for mode in MODES:
            turn += 1
            if turn % step:
                continue
            desk = _fresh(act, made, place)
            code, told = in_child(lambda said, n=nth, m=mode, d=desk: _armed(act, d, place, m, n, said))
            outcome = _outcome(code, told)
            codes[outcome] = codes.get(outcome, 0) + 1
            before = len(harm.broken)
            harm.runs += 1
            if outcome.startswith("bug"):
                harm.broken.append(outcome)
            sealed = acknowledged_in(told.split(b"\ndone")[0].split(b"\nknown")[0].split(b"\nbug")[0])
            harm.acknowledged += len(sealed)
            examine_after(act, desk, sealed, harm)
            act.holds(desk, place, outcome == "done", harm)
            harm.broken[before:] = [f"{mode.name} at {nth}: {says}" for says in harm.broken[before:]]
    return {
        "places": places, "runs": harm.runs, "acknowledged": harm.acknowledged, "lost": harm.lost,
        "outcomes": codes, "broken": harm.broken[:20],
    }  # fmt: skip


def examine_after(act: Act, desk: Desk, sealed: list[str], harm: Harm) -> None:
    """The vault itself holds, whatever was done; a disposal's own absence of words is no half record."""
    before = len(harm.broken)
    examine(desk, sealed, harm)
    if act.name == "disposal":
        harm.broken[before:] = [says for says in harm.broken[before:] if not says.startswith("half")]


def _fresh(act: Act, made: Desk, place: Path) -> Desk:
    import shutil

    shutil.rmtree(place, ignore_errors=True)
    desk = made.copied(place / "vaults" / "children")
    if act.name == "restore":
        _back_up(desk, place, lambda _: None)
    return desk


def _counting(act: Act, desk: Desk, place: Path, said: Said) -> None:
    shim.arm(place, Mode.COUNT)
    act.do(desk, place, lambda _: None)
    said(str(shim.counted()).encode())


def _armed(act: Act, desk: Desk, place: Path, mode: Mode, nth: int, said: Said) -> None:
    shim.arm(place, mode, nth)
    act.do(desk, place, said)
    said(b"\ndone\n")


def _outcome(code: int, told: bytes) -> str:
    if code == GONE:
        return "gone"
    last = told.decode(errors="replace").strip().rsplit("\n", 1)[-1]
    return last if last.startswith(("known", "bug", "done")) else f"bug exit {code}"


if __name__ == "__main__":
    print(json.dumps(faults(Path(sys.argv[1]), int(sys.argv[2]))))
