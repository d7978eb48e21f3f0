"""A backup is whole or is not there; a restored vault holds what the backup said, or there is none."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import subprocess
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from dsl_desk.domain.when import LONDON
from dsl_desk.errors import BackupFailed, DiskFull, FolderNotLocal, KnownProblem, WrongSecret
from dsl_desk.store import anchor, backup_file, engine, slots
from dsl_desk.store.anchor import Anchor
from dsl_desk.store.backup import BackupMade, backup
from dsl_desk.store.backup_file import SUFFIX, read_backup
from dsl_desk.store.engine import DATABASE_FILE, reading, writing
from dsl_desk.store.key_derivation import Label, RootKey
from dsl_desk.store.person_keys import PersonKeys
from dsl_desk.store.recovery_code import RecoveryCode
from dsl_desk.store.restore import Built, build
from dsl_desk.store.retention import Kept, may_go
from dsl_desk.store.slot_file import SLOTS_FILE, SPARE_FILE
from dsl_desk.store.slots import NewRecovery, Unlocked

NOW = datetime(2026, 11, 21, 10, 14, tzinfo=LONDON)
CODE = RecoveryCode(bytes(range(16)))
VAULT = "01938f3a-9c1e-7aaa-8bbb-0123456789ab"


@dataclass
class Desk:
    """A vault with its keys, an anchor and a chain of entries, opened by the recovery kit (no Argon2id)."""

    folder: Path
    target: Path
    root: RootKey
    engine: Engine
    head: tuple[int, bytes] = (0, bytes(32))

    def add(self, count: int, size: int = 200) -> None:
        with writing(self.engine) as connection:
            for _ in range(count):
                seq = self.head[0] + 1
                digest = hashlib.sha256(self.head[1] + seq.to_bytes(8, "big")).digest()
                statement = "INSERT INTO entry VALUES (?, ?, ?)"
                connection.exec_driver_sql(statement, (seq, digest, b"canary" + os.urandom(size)))
                self.head = (seq, digest)
        anchor.write(self.folder, Anchor(VAULT, *self.head, slot_generation=1), self.root)

    def back_up(self, now: datetime = NOW) -> BackupMade:
        return finished(backup(self.engine, self.folder, self.root, self.target, now, self.head))

    def entries(self) -> int:
        with reading(self.engine) as connection:
            return int(connection.exec_driver_sql("SELECT count(*) FROM entry").scalar_one())


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    folder, target, root = tmp_path / "desk", tmp_path / "stick", RootKey.new()
    folder.mkdir(mode=0o700)
    target.mkdir()
    slots.create(folder, VAULT, "children", root, [NewRecovery("kit", CODE, PersonKeys.new())])
    opened = engine.open_engine(folder / DATABASE_FILE, root.derive(Label.DATABASE), create=True)
    with writing(opened) as connection:
        connection.exec_driver_sql("CREATE TABLE entry (seq INTEGER PRIMARY KEY, digest BLOB, body BLOB)")
    made = Desk(folder, target, root, opened)
    made.add(40)
    yield made
    engine.close_engine(opened)


def finished(work: Generator[float, None, BackupMade], between: Callable[[], None] = lambda: None) -> BackupMade:
    try:
        while True:
            assert 0 <= next(work) <= 1
            between()
    except StopIteration as end:
        made: BackupMade = end.value
        return made


def by_kit(folder: Path) -> Unlocked:
    return slots.open_with_recovery(folder, CODE)


def restore(path: Path, new_folder: Path, unlock: Callable[[Path], Unlocked]) -> Built:
    """Build it and give it its name, or leave nothing."""
    built = build(path, new_folder, unlock)
    try:
        built.take_name()
    except BaseException:
        built.discard()
        raise
    return built


def only_the_desks_own(desk: Desk) -> bool:
    """Nothing half-made is left beside the vault."""
    return {path.name for path in desk.folder.iterdir()} <= {
        *(SLOTS_FILE, SPARE_FILE, anchor.ANCHOR_FILE, DATABASE_FILE),
        f"{DATABASE_FILE}-journal",
    }


def test_a_backup_is_one_private_encrypted_file_that_names_no_school(desk: Desk) -> None:
    made = desk.back_up()
    assert made.path.name == "dsl-desk-children-2026-11-21-101400.deskbackup"
    assert list(desk.target.iterdir()) == [made.path]
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    content = made.path.read_bytes()
    assert b"canary" not in content
    assert (len(content), hashlib.sha256(content).hexdigest()) == (made.size, made.sha256)
    assert (made.seq, made.digest, made.entries) == (*desk.head, 40)
    assert only_the_desks_own(desk)


def test_what_a_backup_holds_is_read_without_a_key(desk: Desk) -> None:
    manifest = read_backup(desk.back_up().path).manifest
    assert (manifest.vault_id, manifest.vault_kind, manifest.taken_at) == (VAULT, "children", NOW)
    assert (manifest.seq, manifest.digest, manifest.entries, manifest.slot_generation) == (*desk.head, 40, 1)
    assert manifest.made_with(desk.root)
    assert not manifest.made_with(RootKey.new())


def test_a_restored_vault_is_whole_and_opens_with_the_same_secrets(desk: Desk, tmp_path: Path) -> None:
    made, new = desk.back_up(), tmp_path / "restored"
    told: list[float] = []
    built = build(made.path, new, by_kit, told.append)
    assert not new.exists() and told == sorted(told) and 0 < told[0] < told[-1] <= 1
    built.take_name()
    assert (built.seq, built.digest, built.taken_at, built.entries) == (*desk.head, NOW, 40)
    assert {path.name for path in new.iterdir()} == {SLOTS_FILE, SPARE_FILE, anchor.ANCHOR_FILE, DATABASE_FILE}
    assert {stat.S_IMODE(path.stat().st_mode) for path in new.iterdir()} == {0o600}
    assert stat.S_IMODE(new.stat().st_mode) == 0o700
    unlocked = by_kit(new)
    assert anchor.read(new, unlocked.root) == Anchor(VAULT, *desk.head, slot_generation=1)
    again = engine.open_engine(new / DATABASE_FILE, unlocked.root.derive(Label.DATABASE), create=False)
    with reading(again) as connection, reading(desk.engine) as before:
        statement = "SELECT * FROM entry ORDER BY seq"
        assert connection.exec_driver_sql(statement).fetchall() == before.exec_driver_sql(statement).fetchall()
    engine.close_engine(again)


def test_saves_go_on_between_slices_and_the_backup_is_still_whole(desk: Desk, tmp_path: Path) -> None:
    desk.add(3000, size=3000)
    slices: list[int] = []
    begun = desk.head

    def save() -> None:
        slices.append(desk.head[0])
        desk.add(1)

    work = backup(desk.engine, desk.folder, desk.root, desk.target, NOW, desk.head)
    made = finished(work, save)
    assert slices  # how many there are is the machine's affair
    assert begun[0] <= made.seq <= desk.head[0]
    assert made.entries == made.seq
    assert restore(made.path, tmp_path / "restored", by_kit).seq == made.seq


@pytest.mark.parametrize("after", range(5))
def test_a_backup_that_is_stopped_leaves_nothing(desk: Desk, after: int) -> None:
    desk.add(4000, size=3000)
    work = backup(desk.engine, desk.folder, desk.root, desk.target, NOW, desk.head)
    for _ in range(after + 1):
        if next(work, None) is None:
            return  # a quick machine was done before it could be stopped
    work.close()
    assert list(desk.target.iterdir()) == []
    assert only_the_desks_own(desk)
    desk.add(1)


def test_two_backups_in_one_second_do_not_overwrite_each_other(desk: Desk) -> None:
    first, second = desk.back_up(), desk.back_up()
    assert first.path != second.path and first.path.exists() and second.path.exists()


def test_a_head_that_the_vault_does_not_hold_makes_no_backup(desk: Desk) -> None:
    desk.head = (desk.head[0], bytes(32))
    with pytest.raises(BackupFailed) as caught:
        desk.back_up()
    assert "did not pass its checks" in caught.value.sentence
    assert list(desk.target.iterdir()) == [] and only_the_desks_own(desk)


def test_an_empty_journal_is_backed_up_and_restored_too(desk: Desk, tmp_path: Path) -> None:
    with writing(desk.engine) as connection:
        connection.exec_driver_sql("DELETE FROM entry")
    (desk.folder / anchor.ANCHOR_FILE).unlink()
    desk.head = (0, bytes(32))
    assert restore(desk.back_up().path, tmp_path / "restored", by_kit).entries == 0


def test_a_stick_that_is_not_there_says_to_plug_it_in(desk: Desk) -> None:
    desk.target.rmdir()
    with pytest.raises(BackupFailed) as caught:
        desk.back_up()
    assert "plug it in" in caught.value.sentence and "safe in the vault" in caught.value.sentence
    assert not desk.target.exists()


def test_the_vaults_own_folder_is_no_place_for_a_backup(desk: Desk) -> None:
    desk.target = desk.folder
    with pytest.raises(BackupFailed) as caught:
        desk.back_up()
    assert "own folder" in caught.value.sentence


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "small"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(disk)], capture_output=True).returncode:
        pytest.skip("mounting needs root")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_stick_says_so_and_keeps_no_half_file(desk: Desk, small_disk: Path) -> None:
    desk.add(200, size=3000)
    desk.target = small_disk
    with pytest.raises(BackupFailed) as caught:
        desk.back_up()
    assert "the disk is full" in caught.value.sentence
    assert list(small_disk.iterdir()) == [] and only_the_desks_own(desk)


def test_a_restore_to_a_full_disk_leaves_nothing(desk: Desk, small_disk: Path) -> None:
    desk.add(200, size=3000)
    made = desk.back_up()
    with pytest.raises(DiskFull):
        restore(made.path, small_disk / "restored", by_kit)
    assert list(small_disk.iterdir()) == []


@pytest.mark.parametrize("call", ["open", "write", "fsync"])
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_an_error_at_any_call_leaves_a_whole_backup_or_none(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, call: str, number: int
) -> None:
    real, lost = getattr(os, call), 0
    for nth in range(1, 9):
        with monkeypatch.context() as faulty:
            faulty.setattr(os, call, failing_at(real, nth, number))
            try:
                desk.back_up()
            except BackupFailed as problem:
                lost += 1
                assert "safe in the vault" in problem.sentence
        for path in desk.target.iterdir():
            contents = read_backup(path)
            assert all(backup_file.copy_part(contents, part.name) for part in contents.manifest.parts)
            path.unlink()
        assert only_the_desks_own(desk)
    assert lost


@pytest.mark.parametrize("call", ["open", "write", "fsync"])
def test_an_error_at_any_call_leaves_a_whole_restored_folder_or_none(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    made, real, lost = desk.back_up(), getattr(os, call), 0
    for nth in range(1, 14):
        place = tmp_path / f"at-{nth}"
        place.mkdir()
        with monkeypatch.context() as faulty:
            faulty.setattr(os, call, failing_at(real, nth, errno.EIO))
            try:
                restore(made.path, place / "restored", by_kit)
            except KnownProblem:
                lost += 1
        left = [path.name for path in place.iterdir()]
        assert left in ([], ["restored"])
        if left:
            assert whole(place / "restored", desk)
    assert lost


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
@pytest.mark.parametrize("call", ["write", "fsync", "open", "rename"])
def test_killed_at_any_moment_there_is_a_whole_restored_folder_or_none(desk: Desk, tmp_path: Path, call: str) -> None:
    made = desk.back_up()
    for nth in range(1, 30):
        new = tmp_path / f"at-{nth}"
        if _restore_killed_at(made.path, new, call, nth):
            break
        assert not new.exists() or whole(new, desk), (call, nth)
        assert restore(made.path, tmp_path / "after" / f"at-{nth}", by_kit).seq == desk.head[0]
    else:
        pytest.fail("the restore never came to its end")
    assert whole(new, desk)


def test_every_flipped_byte_is_found_before_a_folder_is_made(desk: Desk, tmp_path: Path) -> None:
    """Every byte up to the database, and every 97th of the database, which is under one digest."""
    made = desk.back_up()
    content = made.path.read_bytes()
    begins = len(content) - read_backup(made.path).manifest.part(DATABASE_FILE).size
    flipped_file = tmp_path / f"flipped{SUFFIX}"
    for place in (*range(begins), *range(begins, len(content), 97)):
        flipped_file.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        with pytest.raises(BackupFailed):
            contents = read_backup(flipped_file)
            for part in contents.manifest.parts:
                backup_file.copy_part(contents, part.name)
    for place in (0, 1, 16, begins, len(content) - 1):
        flipped_file.write_bytes(content[:place])
        with pytest.raises(BackupFailed) as caught:
            restore(flipped_file, tmp_path / "restored", by_kit)
        assert "damaged, cut short or something else" in caught.value.sentence
    assert not (tmp_path / "restored").exists()


def test_a_backup_altered_by_somebody_without_the_key_is_not_trusted(desk: Desk, tmp_path: Path) -> None:
    contents = read_backup(desk.back_up().path)
    forged = tmp_path / f"forged{SUFFIX}"
    parts: dict[str, Path | bytes] = {}
    for part in contents.manifest.parts:
        parts[part.name] = tmp_path / part.name
        with (tmp_path / part.name).open("wb") as file:
            backup_file.copy_part(contents, part.name, file)
    with forged.open("wb") as file:
        backup_file.write_parts(file, replace(contents.manifest, seq=39), parts, lambda count: None)
    with pytest.raises(BackupFailed) as caught:
        restore(forged, tmp_path / "restored", by_kit)
    assert "altered after it was made" in caught.value.sentence
    assert not (tmp_path / "restored").exists()


def test_a_wrong_secret_restores_nothing(desk: Desk, tmp_path: Path) -> None:
    made = desk.back_up()
    with pytest.raises(WrongSecret):
        restore(made.path, tmp_path / "restored", lambda folder: slots.open_with_recovery(folder, RecoveryCode.new()))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["desk", "stick"]


def test_a_restore_never_touches_a_folder_in_use_nor_goes_to_a_synced_one(desk: Desk, tmp_path: Path) -> None:
    made = desk.back_up()
    with pytest.raises(BackupFailed) as caught:
        restore(made.path, desk.folder, by_kit)
    assert "not empty" in caught.value.sentence
    with pytest.raises(FolderNotLocal):
        restore(made.path, tmp_path / "Dropbox" / "desk", by_kit)
    empty = tmp_path / "empty"
    empty.mkdir()
    assert restore(made.path, empty, by_kit).entries == 40


def test_a_backup_that_cannot_be_read_says_so(tmp_path: Path) -> None:
    with pytest.raises(BackupFailed) as caught:
        read_backup(tmp_path / "gone.deskbackup")
    assert "cannot be read" in caught.value.sentence


def test_what_an_earlier_backup_or_restore_left_when_killed_is_swept(desk: Desk, tmp_path: Path) -> None:
    (desk.folder / ".backup-1234.part").write_bytes(b"half")
    (tmp_path / ".restored.12ab.restoring").mkdir()
    restore(desk.back_up().path, tmp_path / "restored", by_kit)
    assert only_the_desks_own(desk)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["desk", "restored", "stick"]


def test_older_backups_make_room_but_only_this_vaults_own_whole_ones(desk: Desk) -> None:
    foreign = desk.target / f"foreign{SUFFIX}"
    foreign.write_bytes(b"something else")
    for minute in range(0, 60, 6):
        last = desk.back_up(NOW + timedelta(minutes=minute))
    left = sorted(desk.target.glob(f"dsl-desk-*{SUFFIX}"))
    assert len(left) == 3 and last.path in left
    assert foreign.exists()


def test_nothing_makes_room_when_the_newest_shrank_by_more_than_a_fifth(desk: Desk) -> None:
    desk.add(300, size=3000)
    for minute in range(4):
        desk.back_up(NOW + timedelta(minutes=minute))
    with writing(desk.engine) as connection:
        connection.exec_driver_sql("UPDATE entry SET body = x''")
    with engine.known_problems():
        desk.engine.raw_connection().driver_connection.execute("VACUUM")
    before = set(desk.target.iterdir())
    made = desk.back_up(NOW + timedelta(minutes=9))
    assert made.removed == ()
    assert set(desk.target.iterdir()) == before | {made.path}


def test_retention_thins_out_by_hour_day_week_and_month() -> None:
    moments = [NOW - timedelta(hours=hours / 2) for hours in range(2 * 24 * 800)]
    kept = [Kept(Path(f"{number}"), moment, 100) for number, moment in enumerate(moments)]
    gone = set(may_go(kept, Path("0")))
    left = [one for one in kept if one.path not in gone]
    assert 24 + 24 < len(left) <= 3 + 24 + 14 + 8 + 24
    ages = [NOW - one.taken_at for one in left]
    assert sum(age < timedelta(hours=23) for age in ages) >= 23
    assert sum(age < timedelta(days=13) for age in ages) >= 24 + 12
    assert max(ages) > timedelta(days=650)


def test_retention_keeps_the_newest_whatever_the_clock_said_and_never_fewer_than_three() -> None:
    future = [Kept(Path(f"later-{n}"), NOW + timedelta(days=400, minutes=n), 100) for n in range(5)]
    newest = Kept(Path("newest"), NOW, 100)
    gone = may_go([*future, newest], newest.path)
    assert newest.path not in gone and len(gone) == 6 - 3
    assert may_go([*future], newest.path) == []
    assert may_go([], newest.path) == []


def failing_at(real: Any, nth: int, number: int) -> Any:
    calls = 0

    def failing(*given: object, **named: object) -> object:
        nonlocal calls
        calls += 1
        if calls == nth:
            raise OSError(number, "injected")
        return real(*given, **named)

    return failing


def whole(folder: Path, desk: Desk) -> bool:
    unlocked = by_kit(folder)
    opened = engine.open_engine(folder / DATABASE_FILE, unlocked.root.derive(Label.DATABASE), create=False)
    try:
        with reading(opened) as connection:
            last = connection.exec_driver_sql("SELECT seq, digest FROM entry ORDER BY seq DESC LIMIT 1").one()
        return tuple(last) == desk.head
    finally:
        engine.close_engine(opened)


def _restore_killed_at(path: Path, new: Path, call: str, nth: int) -> bool:
    """Restore in a child process that dies at the nth `call`; True when it came to its end alive."""
    child = os.fork()
    if child == 0:
        real, calls = getattr(os, call), 0

        def dying(*given: object, **named: object) -> object:
            nonlocal calls
            calls += 1
            if calls == nth:
                os._exit(9)
            return real(*given, **named)

        setattr(os, call, dying)
        try:
            restore(path, new, by_kit)
        except BaseException:
            os._exit(2)
        os._exit(0)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in (0, 9)
    return status == 0
