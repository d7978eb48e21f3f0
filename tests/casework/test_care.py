"""Care of the record: backups that count, restores that say what is missing, checks that close only the pen."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from dsl_desk.casework import people
from dsl_desk.casework.back_up import (
    EVERY,
    back_up,
    back_up_if_due,
    back_up_now_or_later,
    backup_state,
    should_back_up,
)
from dsl_desk.casework.check_record import Checked, check_beside, check_record
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.desk_people import admit
from dsl_desk.casework.keeping import open_to_care
from dsl_desk.casework.rebuild import rebuild
from dsl_desk.casework.restore import Secret, look_into, restore
from dsl_desk.casework.school_desk import change_settings
from dsl_desk.domain.access import Role
from dsl_desk.domain.entries import desk as kinds
from dsl_desk.domain.entries.people import Child
from dsl_desk.errors import BackupFailed, CannotWrite, NotAllowed, WrongSecret
from dsl_desk.store import anchor, backup_entries, children, journal
from dsl_desk.store.engine import writing
from dsl_desk.store.work import open_read
from tests.casework.school import NAME, PASSPHRASE, School, finished


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> School:
    """A desk with one child, closed: to be copied."""
    school = School(tmp_path_factory.mktemp("made") / "desk")
    desk = school.open_new()
    people.add_child(desk, Child(legal_surname="Marsh", legal_forename="Tyler"))
    desk.vault.close()
    return school


@pytest.fixture
def school(made: School, tmp_path: Path) -> School:
    shutil.copytree(made.folder, tmp_path / "desk")
    return School(tmp_path / "desk", code=made.code)


@pytest.fixture
def desk(school: School) -> Iterator[Desk]:
    desk = school.sign_in()
    yield desk
    desk.vault.close()


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def add(desk: Desk, name: str) -> None:
    people.add_child(desk, Child(legal_surname=name, legal_forename="Some"))


def head(desk: Desk) -> int:
    with open_read(desk.vault) as read:
        return journal.head(read.cursor).seq


def spoil(desk: Desk, *statements: str) -> None:
    with writing(desk.vault.engine) as connection:
        for statement in statements:
            connection.execute(text(statement))


# Backups


def test_a_backup_is_noted_in_the_record_by_kind_of_place_and_never_by_path(desk: Desk, stick: Path) -> None:
    before = head(desk)
    made = finished(back_up(desk, stick))
    with open_read(desk.vault) as read:
        entry = backup_entries.last_backup(read)
    assert entry is not None and isinstance(entry.body, kinds.BackupMade)
    assert (entry.body.seq, made.entries, made.recorded) == (before, before, True)
    assert entry.body.place == made.place == "folder on the same disk"
    assert str(stick) not in str(entry.body) and stick.name not in str(entry.body)
    assert look_into(made.path).entries == before


def test_today_says_when_the_last_backup_was_made_and_what_has_come_since(
    desk: Desk, school: School, stick: Path
) -> None:
    assert backup_state(desk).line == "Not backed up yet"
    finished(back_up(desk, stick))
    assert (backup_state(desk).line, backup_state(desk).waiting) == ("Backed up 18:20", 0)
    add(desk, "Hill")
    add(desk, "Dale")
    assert backup_state(desk).waiting == 2
    school.clock.later(days=3)
    assert backup_state(desk).line == "Backed up 13 November 2026, 18:20"


def test_it_is_time_for_a_backup_when_something_changed_and_half_an_hour_passed_or_the_desk_is_left(
    desk: Desk, school: School, stick: Path
) -> None:
    assert should_back_up(desk)
    finished(back_up(desk, stick))
    school.clock.later(hours=5)
    assert not should_back_up(desk) and not should_back_up(desk, leaving=True)  # its own entry is no change
    finished(back_up(desk, stick))
    add(desk, "Hill")
    assert not should_back_up(desk)
    assert should_back_up(desk, leaving=True)
    school.clock.now += EVERY
    assert should_back_up(desk)


def test_saves_run_between_the_slices_of_a_backup(desk: Desk, stick: Path) -> None:
    work = back_up(desk, stick)
    next(work)
    add(desk, "Hill")
    made = finished(work)
    assert made.recorded
    assert finished(check_record(desk, full=True)).holds


def test_a_backup_that_fails_leaves_nothing_is_said_and_stays_due(desk: Desk, tmp_path: Path) -> None:
    before = head(desk)
    with pytest.raises(BackupFailed) as problem:
        finished(back_up(desk, tmp_path / "unplugged"))
    assert "plug it in" in problem.value.sentence
    assert (head(desk), backup_state(desk).line) == (before, "Not backed up yet")
    assert should_back_up(desk)


def test_a_backup_that_is_stopped_leaves_nothing_half_done(desk: Desk, stick: Path) -> None:
    work = back_up(desk, stick)
    next(work)
    work.close()
    assert all(look_into(path).entries == head(desk) for path in stick.iterdir())
    assert should_back_up(desk)


def test_leaving_the_desk_backs_up_and_is_not_held_up_by_a_missing_stick(desk: Desk, stick: Path) -> None:
    assert back_up_now_or_later(desk) is None  # no folder was named
    named = change_settings(desk, {"backup_folder": str(stick)})
    assert back_up_now_or_later(named) is not None
    assert back_up_now_or_later(named) is None
    add(desk, "Hill")
    assert finished(back_up_if_due(named)) is None  # half an hour has not passed
    stick.rename(stick.with_name("elsewhere"))
    assert back_up_now_or_later(named) is None
    assert should_back_up(named, leaving=True)


def test_a_vault_open_for_reading_only_is_not_backed_up_by_itself_but_can_be_by_hand(desk: Desk, stick: Path) -> None:
    desk.vault.read_only = "It is open for reading only."
    assert not should_back_up(desk, leaving=True)
    made = finished(back_up(desk, stick))
    assert made.path.is_file() and not made.recorded


def test_who_may_not_care_for_the_vault_may_not_back_it_up(desk: Desk, stick: Path) -> None:
    chair = replace(desk, me=replace(desk.me, role=Role.CHAIR))
    for work in (back_up(chair, stick), check_record(chair)):
        with pytest.raises(NotAllowed):
            finished(work)
    with pytest.raises(NotAllowed):
        rebuild(chair)


# Restoring


def test_a_restore_says_what_the_backup_holds_and_which_entries_it_lacks(
    desk: Desk, school: School, stick: Path, tmp_path: Path
) -> None:
    made = finished(back_up(desk, stick))
    for number in range(46):
        add(desk, f"Hill{number}")
    known, held = head(desk), made.entries
    desk.vault.close()
    school.clock.later(hours=1)
    new = School(tmp_path / "new", school.clock)
    restored = restore(made.path, new.folder, Secret(PASSPHRASE, NAME), school.clock, old_folder=school.folder)
    assert (restored.entries, restored.lost) == (held, (held + 1, known))
    assert restored.says[0].startswith(f"The backup of 13 November 2026, 18:20 holds {held} entries, the latest sealed")
    assert restored.says[1].startswith(f"{known - held} entries sealed after it are not in this backup.")
    again = new.sign_in()
    try:
        with open_read(again.vault) as read:
            assert [row.name for row in children.rows(read)] == ["Tyler Marsh"]
            body = next(journal.opened(one).body for one in journal.since(read.cursor, held))
        assert isinstance(body, kinds.Restored)
        assert (body.backup_seq, body.lost_from, body.lost_to) == (held, held + 1, known)
        assert (again.vault.read_only, again.vault.warnings) == ("", [])
        assert finished(check_record(again, full=True)).holds
    finally:
        again.vault.close()


def test_a_restore_with_nothing_missing_says_so(desk: Desk, school: School, stick: Path, tmp_path: Path) -> None:
    made = finished(back_up(desk, stick))
    (school.folder / "vaults" / "children" / anchor.ANCHOR_FILE).write_bytes(
        anchor.encode(
            anchor.Anchor(desk.vault.id, made.entries, _digest(desk, made.entries), desk.vault.unlocked.generation),
            desk.vault.unlocked.root,
        )
    )
    secret = Secret(PASSPHRASE)
    restored = restore(made.path, tmp_path / "new", secret, school.clock, old_folder=school.folder)
    assert restored.lost is None and restored.says[1].startswith("Nothing is missing")
    desk.vault.anchor_to(journal.Head(made.entries, bytes(32)))
    restored = restore(made.path, tmp_path / "other", secret, school.clock, old_folder=school.folder)
    assert "went another way" in restored.says[1]


def test_a_restore_without_the_old_folder_says_that_it_cannot_tell(
    desk: Desk, school: School, stick: Path, tmp_path: Path
) -> None:
    made = finished(back_up(desk, stick))
    restored = restore(made.path, tmp_path / "new", Secret(PASSPHRASE), school.clock)
    assert restored.lost is None and "cannot be told" in restored.says[1]
    restored = restore(made.path, tmp_path / "newer", Secret(PASSPHRASE), school.clock, old_folder=tmp_path / "nowhere")
    assert "has no anchor of this vault" in restored.says[1]


def test_a_backup_is_restored_with_the_recovery_code_too(
    desk: Desk, school: School, stick: Path, tmp_path: Path
) -> None:
    made = finished(back_up(desk, stick))
    new = School(tmp_path / "new", school.clock)
    restore(made.path, new.folder, Secret(code=school.code.lower()), school.clock)
    again = new.sign_in()
    assert finished(check_record(again, full=True)).holds
    again.vault.close()


def test_a_restore_that_fails_leaves_no_vault(desk: Desk, school: School, stick: Path, tmp_path: Path) -> None:
    made = finished(back_up(desk, stick))
    with pytest.raises(WrongSecret):
        restore(made.path, tmp_path / "new", Secret("another passphrase 12"), school.clock)
    made.path.write_bytes(made.path.read_bytes()[:-1])
    with pytest.raises(BackupFailed):
        restore(made.path, tmp_path / "new", Secret(PASSPHRASE), school.clock)
    assert not (tmp_path / "new" / "vaults" / "children").exists()
    with pytest.raises(BackupFailed):
        restore(stick, tmp_path / "new", Secret(PASSPHRASE), school.clock)


def test_a_restore_overwrites_nothing(desk: Desk, school: School, stick: Path) -> None:
    made = finished(back_up(desk, stick))
    before = sorted(path.name for path in desk.vault.folder.iterdir())
    with pytest.raises(BackupFailed):
        restore(made.path, school.folder, Secret(PASSPHRASE), school.clock)
    assert sorted(path.name for path in desk.vault.folder.iterdir()) == before


def test_a_desk_is_opened_to_care_without_its_pack_and_by_its_only_person(school: School, desk: Desk) -> None:
    admit(desk, "Imran Sadiq", Role.DEPUTY, "seven copper lanterns adrift 40")
    before = head(desk)
    desk.vault.close()
    with pytest.raises(WrongSecret) as problem:
        open_to_care(school.folder, "children", "", PASSPHRASE, school.clock)
    assert "Imran Sadiq" in problem.value.sentence
    keeper = open_to_care(school.folder, "children", NAME, PASSPHRASE, school.clock)
    try:
        assert keeper.me.name == NAME
        with open_read(keeper.vault) as read:
            assert journal.head(read.cursor).seq == before
    finally:
        keeper.vault.close()


# Checking and rebuilding


def test_a_good_record_checks_whole_and_the_next_check_goes_on_from_there(desk: Desk) -> None:
    first = finished(check_record(desk, full=True))
    assert first.holds and not first.sentence and len(first.lines) > 8
    add(desk, "Hill")
    second = finished(check_record(desk))
    assert second.holds
    signatures = {line.name: line.counts for line in second.lines}["Chain of entries"]["signatures"]
    assert signatures < head(desk)


def test_a_failed_check_closes_the_pen_and_leaves_reading_open(desk: Desk) -> None:
    spoil(
        desk,
        *(f"DROP TRIGGER {name}" for name in _triggers(desk)),
        "UPDATE body SET bytes = CAST(replace(CAST(bytes AS TEXT), 'Tyler', 'Taylor') AS BLOB)",
    )
    checked = finished(check_record(desk, full=True))
    assert not checked.holds and not checked.mendable and checked.first is not None
    assert "immediate danger still work" in checked.sentence and "restore the newest backup" in checked.sentence
    assert "Tyler" not in checked.sentence
    with pytest.raises(CannotWrite) as problem:
        add(desk, "Hill")
    assert problem.value.sentence == checked.sentence
    with open_read(desk.vault) as read:
        assert [row.name for row in children.rows(read)] == ["Tyler Marsh"]


def test_read_tables_that_differ_are_rebuilt_and_the_pen_opens_again(desk: Desk) -> None:
    spoil(desk, "UPDATE child SET name = 'Somebody Else'")
    checked: Checked = finished(check_record(desk, full=True))
    assert not checked.holds and checked.mendable and "Rebuild" in checked.sentence
    told: list[float] = []
    assert rebuild(desk, told.append) == head(desk)
    assert told[-1] == 1.0
    assert finished(check_record(desk, full=True)).holds
    add(desk, "Hill")


def test_a_rebuild_that_is_stopped_leaves_everything_as_it_stood(desk: Desk) -> None:
    class StoppedError(Exception):
        pass

    def stop(done: float) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        rebuild(desk, stop)
    assert finished(check_record(desk, full=True)).holds


def test_an_open_desk_is_checked_in_full_at_first_and_then_every_week(desk: Desk, school: School) -> None:
    assert finished(check_beside(desk)) == ""
    spoil(desk, "UPDATE child SET name = 'Somebody Else'")
    assert finished(check_beside(desk)) == ""  # counted only, until a week has passed
    school.clock.now += timedelta(days=8)
    assert "Rebuild" in finished(check_beside(desk))


def test_saves_run_between_the_slices_of_a_check(desk: Desk) -> None:
    work, saved = check_record(desk, full=True), 0
    try:
        while next(work) <= 1:
            saved += 1
            if saved < 20:
                add(desk, f"Hill{saved}")
    except StopIteration as end:
        assert end.value.holds
    assert saved
    assert finished(check_record(desk, full=True)).holds


def _digest(desk: Desk, seq: int) -> bytes:
    with open_read(desk.vault) as read:
        return journal.digest_at(read.cursor, seq) or b""


def _triggers(desk: Desk) -> list[str]:
    with open_read(desk.vault) as read:
        statement = text("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name NOT LIKE 'search%'")
        return list(read.connection.execute(statement).scalars())
