"""The command line does what the window does, says it, ends with the code it promised, and never asks twice."""

from __future__ import annotations

import io
import json
import os
import shlex
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import text

from dsl_desk.__main__ import main
from dsl_desk.casework import people
from dsl_desk.casework.keeping import Keeper, open_to_care
from dsl_desk.casework.school_desk import change_settings, edit_contact
from dsl_desk.cli.telling import Exit, plain
from dsl_desk.domain.access import VaultKind
from dsl_desk.domain.entries.desk import ContactEdited
from dsl_desk.domain.entries.people import Child
from dsl_desk.store import journal
from dsl_desk.store.engine import writing
from dsl_desk.store.work import open_read
from tests.casework.school import NAME, PASSPHRASE, School
from tests.casework.three_vaults import FIRST, ThreeVaults

PRACTICE = Path(__file__).parent / "casework" / "practice_children.csv"
ENGLAND = Path(__file__).parent.parent / "resources" / "england"


@dataclass
class Said:
    code: int
    out: str
    err: str

    @property
    def json(self):  # type: ignore[no-untyped-def]
        return json.loads(self.out)


Run = Callable[..., Said]


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: object) -> Said:
        mask = os.umask(0o022)
        try:
            code = main([str(one) for one in arguments])
        finally:
            os.umask(mask)
        out, err = capfd.readouterr()
        return Said(code, out, err)

    return run


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> School:
    school = School(tmp_path_factory.mktemp("made") / "desk")
    desk = school.open_new()
    people.add_child(desk, Child(legal_surname="Hill", legal_forename="Ann"))
    edit_contact(desk, ContactEdited(role="own_nurse", name="School nurse", number="01632 960123"))
    desk.vault.close()
    return school


@pytest.fixture
def desk(made: School, tmp_path: Path) -> Path:
    shutil.copytree(made.folder, tmp_path / "desk")
    return tmp_path / "desk"


@pytest.fixture
def key(tmp_path: Path) -> Path:
    (tmp_path / "passphrase").write_text(PASSPHRASE + "\n", encoding="utf-8")
    return tmp_path / "passphrase"


def opened(desk: Path) -> Keeper:
    return open_to_care(desk, "children", NAME, PASSPHRASE, School(desk).clock)


def seq(desk: Path) -> int:
    keeper = opened(desk)
    try:
        with open_read(keeper.vault) as read:
            return journal.head(read.cursor).seq
    finally:
        keeper.vault.close()


# check, rebuild


def test_a_good_record_checks_with_nought_and_one_line_each(run: Run, desk: Path, key: Path) -> None:
    said = run("check", "--folder", desk, "--passphrase-file", key, "--full")
    assert said.code == Exit.DONE and said.err == ""
    assert said.out.count("holds") > 8 and "Chain of entries" in said.out and "signatures" in said.out


def test_a_check_ends_with_one_and_names_the_first_difference(run: Run, desk: Path, key: Path) -> None:
    keeper = opened(desk)
    with writing(keeper.vault.engine) as connection:
        connection.execute(text("UPDATE child SET name = 'Somebody Else'"))
    keeper.vault.close()
    said = run("check", "--folder", desk, "--passphrase-file", key, "--full")
    assert said.code == Exit.FOUND
    assert said.err == "First difference: Read tables: child differs from the journal.\n"
    assert "Somebody" not in said.out
    found = run("check", "--folder", desk, "--passphrase-file", key, "--full", "--json")
    assert (found.code, found.json["holds"], found.json["first_difference"]) == (Exit.FOUND, False, "Read tables")
    rebuilt = run("rebuild", "--folder", desk, "--passphrase-file", key)
    assert (rebuilt.code, rebuilt.out) == (Exit.DONE, f"The read tables were made again from {seq(desk):,} entries.\n")
    assert run("check", "--folder", desk, "--passphrase-file", key, "--full").code == Exit.DONE


def test_an_older_vault_put_back_is_checked_all_the_same_and_named(run: Run, desk: Path, key: Path) -> None:
    database = desk / "vaults" / "children" / "vault.db"
    older = database.read_bytes()
    assert run("import-children", PRACTICE, "--folder", desk, "--passphrase-file", key).code == Exit.DONE
    database.write_bytes(older)
    said = run("check", "--folder", desk, "--passphrase-file", key)
    assert said.code == Exit.FOUND
    assert "First difference: Anchor" in said.err and "older copy of the vault was put back" in said.err
    assert run("rebuild", "--folder", desk, "--passphrase-file", key).code == Exit.CANNOT_OPEN


def test_checking_seals_nothing(run: Run, desk: Path, key: Path) -> None:
    before = seq(desk)
    run("check", "--folder", desk, "--passphrase-file", key)
    assert seq(desk) == before


# secrets, wrong use


def test_the_passphrase_may_come_from_standard_input(run: Run, desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(PASSPHRASE + "\r\nrest"))
    assert run("check", "--folder", desk, "--passphrase-file", "-").code == Exit.DONE


def test_a_wrong_passphrase_is_its_sentence_and_nothing_else(run: Run, desk: Path, key: Path) -> None:
    key.write_text("another passphrase 12", encoding="utf-8")
    said = run("check", "--folder", desk, "--passphrase-file", key)
    assert (said.code, said.out) == (Exit.CANNOT_OPEN, "")
    assert said.err.count("\n") == 1 and "passphrase" in said.err and "Traceback" not in said.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["check"],
        ["check", "--folder", "nowhere", "--passphrase-file", "KEY"],
        ["check", "--folder", "DESK", "--passphrase-file", "no-such-file"],
        ["check", "--folder", "DESK", "--passphrase-file", "KEY", "--vault", "staff"],
        ["check", "--folder", "DESK", "--passphrase-file", "KEY", "--vault", "attic"],
        ["check", "--folder", "DESK", "--passphrase-file", "KEY", "--passphrase", "secret"],
        ["backup", "--folder", "DESK", "--passphrase-file", "KEY"],
        ["restore", "no-such-file", "--to", "new", "--passphrase-file", "KEY"],
        ["restore", "KEY", "--to", "new"],
        ["import-children", "no-such-file", "--folder", "DESK", "--passphrase-file", "KEY"],
        ["import-children", "KEY", "--map", "nothing", "--folder", "DESK", "--passphrase-file", "KEY"],
        ["contacts", "--at", "Christmas"],
        ["contacts", "--locality", "atlantis"],
        ["check-pack", "nowhere"],
        ["no-such-command"],
        ["--no-such-option"],
        ["--folder"],
    ],
)
def test_wrong_use_ends_with_two(run: Run, desk: Path, key: Path, arguments: list[str]) -> None:
    given = {"DESK": desk, "KEY": key}
    said = run(*(given.get(one, one) for one in arguments))
    assert said.code == Exit.WRONG_USE
    assert said.out == "" and PASSPHRASE not in said.err


def test_an_empty_passphrase_file_is_said_before_anything_is_tried(run: Run, desk: Path, key: Path) -> None:
    key.write_text("\n" + PASSPHRASE, encoding="utf-8")
    said = run("check", "--folder", desk, "--passphrase-file", key)
    assert said.code == Exit.WRONG_USE and "first line is empty" in said.err


def test_a_fault_of_ours_says_type_and_place_and_no_words(
    run: Run, desk: Path, key: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fault(*_: object, **__: object) -> None:
        raise ValueError("Tyler Marsh")

    monkeypatch.setattr("dsl_desk.cli.record.rebuild_record", fault)
    said = run("rebuild", "--folder", desk, "--passphrase-file", key)
    assert said.code == Exit.FAULT
    assert "ValueError, cli/record.py:" in said.err and "Tyler" not in said.err and "Traceback" not in said.err


def test_what_a_record_holds_does_not_steer_the_terminal() -> None:
    assert plain("Ty\x1b[31mler\u202e\x07 Zoë Nguyễn") == "Ty\ufffd[31mler\ufffd\ufffd Zoë Nguyễn"


# backup, restore


def test_a_backup_goes_where_it_is_told_and_restores_saying_what_it_lacks(
    run: Run, desk: Path, key: Path, tmp_path: Path
) -> None:
    (tmp_path / "stick").mkdir()
    held = seq(desk)
    made = run("backup", "--folder", desk, "--to", tmp_path / "stick", "--passphrase-file", key, "--json")
    assert (made.code, made.json["entries"], made.json["recorded"]) == (Exit.DONE, held, True)
    run("import-children", PRACTICE, "--folder", desk, "--passphrase-file", key)
    new, file = tmp_path / "new", made.json["path"]
    said = run("restore", file, "--to", new, "--old-folder", desk, "--as", NAME, "--passphrase-file", key)
    assert said.code == Exit.DONE
    assert f"holds {held} entries" in said.out and "14 entries sealed after it are not in this backup" in said.out
    assert run("check", "--folder", new, "--passphrase-file", key, "--full").code == Exit.DONE
    for path in (new, *new.rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path.name
    again = run("restore", file, "--to", new, "--passphrase-file", key)
    assert again.code == Exit.DISK and "not empty" in again.err


def test_a_backup_goes_to_the_folder_the_school_named(run: Run, desk: Path, key: Path, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    signed_in = School(desk).sign_in()
    change_settings(signed_in, {"backup_folder": str(tmp_path / "stick")})
    signed_in.vault.close()
    said = run("backup", "--folder", desk, "--passphrase-file", key)
    assert said.code == Exit.DONE and "it was read back and is whole" in said.out
    (tmp_path / "stick").rename(tmp_path / "pocket")
    said = run("backup", "--folder", desk, "--passphrase-file", key)
    assert said.code == Exit.DISK and "plug it in" in said.err


def test_a_backup_is_restored_with_the_recovery_code(
    run: Run, made: School, desk: Path, key: Path, tmp_path: Path
) -> None:
    (tmp_path / "stick").mkdir()
    backup = run("backup", "--folder", desk, "--to", tmp_path / "stick", "--passphrase-file", key, "--json")
    (tmp_path / "code").write_text(made.code, encoding="utf-8")
    new = tmp_path / "new"
    said = run("restore", backup.json["path"], "--to", new, "--recovery-code-file", tmp_path / "code", "--json")
    assert said.code == Exit.DONE and said.json["lost"] is None
    assert run("check", "--folder", new, "--passphrase-file", key).code == Exit.DONE


def test_a_file_that_is_no_backup_is_named(run: Run, key: Path, tmp_path: Path) -> None:
    said = run("restore", key, "--to", tmp_path / "new", "--passphrase-file", key)
    assert said.code == Exit.DISK and "not a whole backup" in said.err
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("kind", list(VaultKind))
def test_each_vault_is_cared_for_by_name(run: Run, tmp_path: Path, kind: VaultKind) -> None:
    three = ThreeVaults(tmp_path / "desk").make_all()
    (tmp_path / "stick").mkdir()
    (tmp_path / "key").write_text(FIRST[kind][1], encoding="utf-8")
    asked = ("--vault", kind, "--folder", three.folder, "--passphrase-file", tmp_path / "key")
    assert run("check", *asked, "--full").code == Exit.DONE
    assert run("rebuild", *asked).code == Exit.DONE
    made = run("backup", *asked, "--to", tmp_path / "stick", "--json")
    assert made.code == Exit.DONE and f"dsl-desk-{kind}-" in made.json["path"]
    said = run("contacts", *asked, "--json")
    assert said.code == Exit.DONE and said.json["school_included"] is True
    others = [one for one in VaultKind if one is not kind]
    for other in others:
        wrong = ("--vault", other, *asked[2:])
        assert run("check", *wrong).code == Exit.CANNOT_OPEN
        refused = run(
            "restore",
            made.json["path"],
            "--vault",
            other,
            "--to",
            tmp_path / "new",
            "--passphrase-file",
            tmp_path / "key",
        )
        assert refused.code == Exit.WRONG_USE and kind in refused.err and not (tmp_path / "new").exists()
    done = run(
        "restore", made.json["path"], "--vault", kind, "--to", tmp_path / "new", "--passphrase-file", tmp_path / "key"
    )
    assert done.code == Exit.DONE and [path.name for path in (tmp_path / "new" / "vaults").iterdir()] == [kind]


def test_a_vault_that_is_not_there_is_named_and_none_is_made(run: Run, desk: Path, key: Path) -> None:
    for verb in ("check", "rebuild", "backup", "contacts"):
        said = run(verb, "--vault", "governors", "--folder", desk, "--passphrase-file", key)
        assert said.code == Exit.WRONG_USE and "governors" in said.err
    assert [path.name for path in (desk / "vaults").iterdir()] == ["children"]


# children


def test_children_are_imported_and_a_second_time_nothing_is_sealed(run: Run, desk: Path, key: Path) -> None:
    said = run("import-children", PRACTICE, "--folder", desk, "--passphrase-file", key)
    assert (said.code, said.err) == (Exit.DONE, "")
    assert said.out == "12 children read (UTF-8): 12 added, 0 changed, 0 unchanged.\n"
    before = seq(desk)
    said = run("import-children", PRACTICE, "--folder", desk, "--passphrase-file", key, "--json")
    assert (said.json["unchanged"], said.json["id"], seq(desk)) == (12, "", before)


def test_a_dry_run_says_what_would_change_and_seals_nothing(run: Run, desk: Path, key: Path, tmp_path: Path) -> None:
    run("import-children", PRACTICE, "--folder", desk, "--passphrase-file", key)
    before = seq(desk)
    changed = tmp_path / "changed.csv"
    changed.write_bytes(PRACTICE.read_bytes().replace(b"14/03/2018", b"15/03/2018").replace(b",Sex,", b",House,"))
    said = run("import-children", changed, "--dry-run", "--folder", desk, "--passphrase-file", key)
    assert said.code == Exit.DONE and seq(desk) == before
    assert "Line 2: changed Kacper Wiśniewski (Date of birth: 14/03/2018 → 15/03/2018)" in said.out
    assert "Columns not imported: House" in said.out and "0 added, 1 changed, 11 unchanged" in said.out
    said = run(
        "import-children", changed, "--dry-run", "--map", "sex=House", "--folder", desk, "--passphrase-file", key,
        "--json",
    )  # fmt: skip
    assert said.json["mapping"]["sex"] == "House" and said.json["not_imported"] == []


def test_a_file_that_cannot_be_imported_ends_with_one_and_its_sentence(
    run: Run, desk: Path, key: Path, tmp_path: Path
) -> None:
    broken = tmp_path / "broken.csv"
    broken.write_text("Surname,Forename,DOB\nMarsh,Tyler,31/02/2012\n", encoding="utf-8")
    said = run("import-children", broken, "--folder", desk, "--passphrase-file", key)
    assert (said.code, said.out) == (Exit.FOUND, "")
    assert said.err.startswith("Line 2, column “DOB”") and said.err.endswith("Nothing was imported.\n")


# contacts, packs


def test_contacts_without_unlocking_are_the_packs_and_it_says_so(run: Run) -> None:
    said = run("contacts", "--at", "2026-12-25T14:00")
    assert said.code == Exit.DONE
    assert "Friday 25 December 2026, 14:00" in said.out and "came with the program" in said.err
    found = run("contacts", "--at", "2026-12-25T14:00", "--json").json
    numbers = [line["number"] for line in found["contacts"]]
    assert "999" in numbers[:2] and found["school_included"] is False
    office = [line for line in found["contacts"] if "closed now" in line["why_now"]]
    weekday = run("contacts", "--at", "2026-11-23T10:00", "--json").json
    now_open = {line["role"]: line["open_now"] for line in weekday["contacts"]}
    assert office and all(now_open[line["role"]] for line in office)


def test_contacts_of_an_unlocked_desk_hold_the_schools_own_lines(run: Run, desk: Path, key: Path) -> None:
    said = run("contacts", "--folder", desk, "--passphrase-file", key)
    assert said.code == Exit.DONE and said.err == ""
    assert "School nurse" in said.out and "01632 960123" in said.out


def test_the_packs_that_come_with_the_program_hold(run: Run) -> None:
    for folder in (ENGLAND, ENGLAND.parent / "localities" / "luton"):
        said = run("check-pack", folder, "--walks", 5)
        assert said.code == Exit.DONE and "All holds." in said.out


def test_a_broken_pack_ends_with_one_and_names_file_and_key(run: Run, tmp_path: Path) -> None:
    shutil.copytree(ENGLAND, tmp_path / "pack")
    cards = tmp_path / "pack" / "cards.toml"
    cards.write_text(cards.read_text(encoding="utf-8").replace("title =", "tite =", 1), encoding="utf-8")
    said = run("check-pack", tmp_path / "pack", "--json")
    assert said.code == Exit.FOUND
    assert said.json["holds"] is False and "tite" in said.json["findings"][0]["sentence"]


def test_what_a_pack_does_not_know_for_sure_is_listed_as_text_and_as_json(run: Run) -> None:
    luton = ENGLAND.parent / "localities" / "luton"
    said = run("lint-pack", luton)
    assert said.code == Exit.DONE and "not known for sure." in said.out
    found = run("lint-pack", luton, "--json").json["unverified"]
    assert f"{len(found)} not known for sure." in said.out
    (family_help,) = [one for one in found if (one["part"], one["id"]) == ("contact", "family_help")]
    assert "No source gives a number. Add yours" in family_help["why"]


# the front


def test_help_says_every_command_and_every_exit_code(run: Run) -> None:
    said = run("--help")
    assert said.code == Exit.DONE
    for word in (
        "demo",
        "check",
        "rebuild",
        "backup",
        "restore",
        "import-children",
        "contacts",
        "check-pack",
        "lint-pack",
        "130",
    ):
        assert word in said.out
    for command in ("check", "restore", "import-children", "contacts"):
        assert "Exit codes" in run(command, "--help").out


def started(*arguments: object, **kwargs: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "dsl_desk", *map(str, arguments)], capture_output=True, text=True, timeout=60, **kwargs
    )  # type: ignore[call-overload, no-any-return]


def test_it_runs_as_a_program_with_the_passphrase_on_standard_input(desk: Path) -> None:
    done = started("check", "--folder", desk, "--passphrase-file", "-", "--json", input=PASSPHRASE + "\n")
    assert done.returncode == Exit.DONE, done.stderr
    assert json.loads(done.stdout)["holds"] is True


def test_the_demo_never_clears_away_a_desk_it_did_not_make(
    made: School, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    shutil.copytree(made.folder, tmp_path / "desk")
    (tmp_path / "passphrase.txt").write_text("our own, for the nightly backup\n")
    assert main(["demo", "--out", str(tmp_path), "--no-window"]) == Exit.WRONG_USE
    assert "no demo made" in capfd.readouterr().err
    opened(tmp_path / "desk").vault.close()
    played: list[Path] = []
    monkeypatch.setattr("dsl_desk.demo.play.play_in", lambda out, stay: played.append(out) or 0)
    assert main(["demo", "--no-window"]) == 0  # without a folder: one of its own
    assert list(played[0].iterdir()) == [] and played[0].stat().st_mode & 0o777 == 0o700
    played[0].rmdir()


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_command_that_crashes_leaves_no_keys_in_a_core_file() -> None:
    import resource

    assert main(["--version"]) == 0
    assert resource.getrlimit(resource.RLIMIT_CORE)[0] == 0


def test_the_command_line_loads_no_window_and_the_front_door_no_command_line() -> None:
    script = "import sys, dsl_desk.__main__ as m; m.main({0}); print([n for n in {1} if n in sys.modules])"
    loaded = script.format('["check-pack", sys.argv[1], "--walks", "0"]', '["PySide6", "dsl_desk.ui", "reportlab"]')
    done = subprocess.run([sys.executable, "-c", loaded, str(ENGLAND)], capture_output=True, text=True, timeout=60)
    assert done.stdout.splitlines()[-1] == "[]", done.stderr
    front = 'import sys, dsl_desk.__main__; print([n for n in ("typer", "rich", "argparse") if n in sys.modules])'
    done = subprocess.run([sys.executable, "-c", front], capture_output=True, text=True, timeout=60)
    assert done.stdout == "[]\n"


def test_a_reader_that_has_seen_enough_is_no_fault() -> None:
    told = subprocess.run(
        f"{shlex.quote(sys.executable)} -m dsl_desk contacts --at 2026-12-25T14:00 | head -1",
        shell=True, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert "Friday 25 December 2026" in told.stdout
    assert told.stderr == ""
