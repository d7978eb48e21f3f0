"""What leaves is in the register before it exists; what fails leaves nothing half done; printing never waits."""

from __future__ import annotations

import errno
import hashlib
import os
import signal
import subprocess
import sys
from collections.abc import Generator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from dsl_desk.casework.export_pack import (
    Exported,
    export_chronology,
    export_pack,
    preview,
    print_pack,
    recovery_kit_pdf,
)
from dsl_desk.casework.opening import unlock
from dsl_desk.domain.entries.desk import ExportDone, ExportFailed, Printed
from dsl_desk.domain.entries.desk import Exported as Line
from dsl_desk.domain.lists import ExportRow
from dsl_desk.errors import CannotSeal, CannotWrite, NotAllowed
from dsl_desk.errors import ExportFailed as Failed
from dsl_desk.store import chronology, referrals
from dsl_desk.store.work import open_read
from tests.casework.friday_evening import Evening, evening, write
from tests.reports.paper import metadata, whole


@pytest.fixture
def friday(tmp_path: Path) -> Evening:
    built = evening(tmp_path / "desk")
    write(built)
    return built


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


def run(export: Generator[float, None, Exported]) -> Exported:
    while True:
        try:
            assert 0 <= next(export) <= 1
        except StopIteration as end:
            found: Exported = end.value
            return found


def given(built: Evening, out: Path, **other: Any) -> Generator[float, None, Exported]:
    asked = {"recipient": "Luton MASH", "reason": "written copy", "protected": False, "checked": True, **other}
    return export_pack(built.desk, built.referral, out, **asked)


def register(built: Evening) -> list[ExportRow]:
    with open_read(built.desk.vault) as read:
        return referrals.exports(read)


def bodies(built: Evening, kind: type) -> list[Any]:
    with open_read(built.desk.vault) as read:
        lines = chronology.access_log(read, built.kacper)
    return [line.entry.body for line in lines if isinstance(line.entry.body, kind)]


def test_an_export_is_one_private_file_named_after_its_number_and_nobody(friday: Evening, out: Path) -> None:
    made = run(given(friday, out))
    assert made.path.name == "MASH-pack-2026-0001.pdf"
    assert [path.name for path in out.iterdir()] == [made.path.name]
    assert made.path.stat().st_mode & 0o777 == 0o600
    content = made.path.read_bytes()
    assert "Kacper" in whole(content)
    assert "Kacper" not in str(metadata(content))
    (row,) = register(friday)
    assert (row.number, row.state, row.recipient, row.reason) == ("2026-0001", "done", "Luton MASH", "written copy")
    (done,) = bodies(friday, ExportDone)
    (line,) = bodies(friday, Line)
    assert done.file_digest == hashlib.sha256(content).hexdigest()
    assert line.facts_digest in whole(content).replace(" ", "")
    assert line.masks[friday.leyla] == "masked"


def test_numbers_are_counted_anew_each_year_and_never_used_twice(friday: Evening, out: Path) -> None:
    assert [run(given(friday, out)).number for _ in range(2)] == ["2026-0001", "2026-0002"]
    friday.now(friday.clock[0] + timedelta(days=60))
    assert run(given(friday, out)).number == "2027-0001"


def test_without_a_recipient_or_an_unread_check_page_nothing_leaves(friday: Evening, out: Path) -> None:
    with pytest.raises(CannotSeal) as problem:
        run(given(friday, out, recipient=" ", checked=False))
    assert [spot for spot, _ in problem.value.problems] == ["recipient", "checked"]
    assert register(friday) == []
    assert list(out.iterdir()) == []


def test_a_protected_file_opens_only_with_the_passphrase_the_register_keeps(friday: Evening, out: Path) -> None:
    made = run(given(friday, out, protected=True))
    (row,) = register(friday)
    assert made.passphrase
    assert made.passphrase == row.passphrase
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(made.path)
    with pikepdf.open(made.path, password=made.passphrase) as opened:
        assert opened.encryption.R == 6
    assert b"Kacper" not in made.path.read_bytes()


def test_a_passphrase_of_ones_own_is_not_kept(friday: Evening, out: Path) -> None:
    made = run(given(friday, out, protected=True, passphrase="agreed with the council"))
    assert made.passphrase == ""
    assert register(friday)[0].passphrase == ""
    with pikepdf.open(made.path, password="agreed with the council") as opened:
        assert len(opened.pages) > 1


@pytest.mark.parametrize(("number", "code", "words"), [
    (errno.ENOSPC, "disk_full", "Free some space"), (errno.EROFS, "folder_not_writable", "choose another folder"),
])  # fmt: skip
def test_a_full_or_read_only_disk_leaves_nothing_and_says_what_to_do(
    friday: Evening, out: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: str, words: str
) -> None:
    real = os.write

    def full(descriptor: int, content: Any) -> int:
        if bytes(content[:5]) == b"%PDF-":
            raise OSError(number, "injected")
        return real(descriptor, content)

    with monkeypatch.context() as faulty:
        faulty.setattr(os, "write", full)
        with pytest.raises(Failed) as problem:
            run(given(friday, out))
    assert words in problem.value.sentence
    assert "2026-0001" in problem.value.sentence
    assert list(out.iterdir()) == []
    (row,) = register(friday)
    assert row.state == "failed"
    assert bodies(friday, ExportFailed)[0].problem == code


def test_a_folder_that_is_gone_says_so(friday: Evening, tmp_path: Path) -> None:
    with pytest.raises(Failed) as problem:
        run(given(friday, tmp_path / "stick"))
    assert "not there any more" in problem.value.sentence
    assert register(friday)[0].state == "failed"


def test_an_export_that_was_killed_stays_in_the_register_as_prepared(tmp_path: Path, out: Path) -> None:
    built = evening(tmp_path / "desk")
    write(built)
    built.desk.vault.close()
    script = (
        "import os, signal, sys\n"
        "from pathlib import Path\n"
        "from tests.casework.friday_evening import at\n"
        "from dsl_desk.casework.opening import unlock\n"
        "from dsl_desk.casework.export_pack import export_pack\n"
        "desk = unlock(Path(sys.argv[1]), sys.argv[2], 'violet harbour trestle 91 moth', lambda: at(11, 16, 8, 40))\n"
        "for done in export_pack(desk, sys.argv[3], Path(sys.argv[4]), recipient='Luton MASH', reason='', "
        "protected=False, checked=True):\n"
        "    if done >= 0.3: os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "desk"), built.desk.me.name, built.referral, str(out)],
        capture_output=True, env=os.environ | {"PYTHONPATH": os.pathsep.join(["src", ".", *sys.path])},
    )  # fmt: skip
    assert ran.returncode == -signal.SIGKILL, ran.stderr.decode()
    desk = unlock(tmp_path / "desk", built.desk.me.name, "violet harbour trestle 91 moth", lambda: built.clock[0])
    with open_read(desk.vault) as read:
        assert [row.state for row in referrals.exports(read)] == ["prepared"]
    assert list(out.iterdir()) == []
    desk.vault.close()


def test_looking_at_the_pages_writes_nothing(friday: Evening) -> None:
    assert preview(friday.desk, friday.referral).startswith(b"%PDF")
    assert register(friday) == []


def test_printing_is_in_the_register_and_works_when_the_record_cannot_be_written(friday: Evening) -> None:
    assert print_pack(friday.desk, friday.referral, "for the meeting").problem == ""
    assert [line.reason for line in bodies(friday, Printed)] == ["for the meeting"]
    friday.desk.vault.read_only = "An older copy of the vault was put back. It is open for reading only."
    printed = print_pack(friday.desk, friday.referral)
    assert printed.pdf.startswith(b"%PDF")
    assert "can be printed" in printed.problem
    assert whole(printed.pdf) != whole(print_pack(friday.desk, friday.referral, masks={friday.kacper: "masked"}).pdf)
    with pytest.raises(CannotWrite):
        run(given(friday, Path("/nowhere")))
    friday.desk.vault.read_only = ""


def test_a_chronology_leaves_the_same_way_with_other_children_masked(friday: Evening, out: Path) -> None:
    made = run(export_chronology(friday.desk, friday.kacper, out, recipient="New school", reason="transfer",
                                 protected=False, checked=True))  # fmt: skip
    assert made.path.name == "Chronology-2026-0001.pdf"
    text = whole(made.path.read_bytes())
    assert "Darren hits me" in text
    assert "Lolo" not in text
    assert "Child B" in text
    (row,) = register(friday)
    assert (row.document, row.child, row.state) == ("chronology", friday.kacper, "done")


def test_who_may_not_export_exports_nothing(friday: Evening, out: Path) -> None:
    from dataclasses import replace

    head = replace(friday.desk, me=replace(friday.desk.me, role="head"))
    with pytest.raises(NotAllowed):
        run(export_pack(head, friday.referral, out, recipient="x", reason="", protected=False, checked=True))


def test_the_recovery_kit_is_one_page_with_the_code(friday: Evening) -> None:
    text = whole(
        recovery_kit_pdf("5V5D-X249-WJ01-CCJZ-2PBV-NAF0-04ER", "Children 01a2", "21 November 2026", "In a safe.")
    )
    assert "5V5D" in text
    assert "04ER" in text
