"""Files that go with a referral: none by itself, each in the register and on the pack, no picture where none may be."""

from __future__ import annotations

import errno
import hashlib
from pathlib import Path

import pikepdf
import pytest

from dsl_desk.casework import attach
from dsl_desk.casework.amend import withdraw
from dsl_desk.casework.check_page import check_page
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.export_pack import export_chronology, print_chronology
from dsl_desk.casework.look_up.child import child_page
from dsl_desk.domain.entries.desk import ExportContents
from dsl_desk.domain.selection import EVERYTHING, Selection
from dsl_desk.errors import CannotSeal, CannotWrite, ExportFailed
from dsl_desk.store import files as store_files
from tests.attachments import samples
from tests.casework.friday_evening import Evening, evening, write
from tests.casework.test_export_pack import bodies, given, register, run
from tests.reports.paper import whole


@pytest.fixture
def friday(tmp_path: Path) -> Evening:
    built = evening(tmp_path / "desk")
    write(built)
    return built


@pytest.fixture
def out(tmp_path: Path) -> Path:
    (tmp_path / "out").mkdir()
    return tmp_path / "out"


def put(desk: Desk, concern: str, tmp_path: Path, name: str, content: bytes) -> str:
    path = tmp_path / name
    path.write_bytes(content)
    return attach.attach(desk, concern, attach.pick(desk, path), {"what": "from the file"}).id


def carried(path: Path, password: str = "") -> dict[str, bytes]:
    with pikepdf.open(path, password=password) as document:
        return {name: document.attachments[name].get_file().read_bytes() for name in document.attachments}


def test_no_file_leaves_unless_it_is_chosen(friday: Evening, out: Path, tmp_path: Path) -> None:
    put(friday.desk, friday.concern, tmp_path, "letter.pdf", samples.pdf())
    check = check_page(friday.desk, friday.referral)
    assert [(one.name, one.refused) for one in check.offered] == [("letter.pdf", "")]
    assert "PDF" in check.offered[0].line and "from the file" in check.offered[0].line and check.files == ()
    run(given(friday, out))
    assert len(list(out.iterdir())) == 1 and register(friday)[0].files == ()
    assert bodies(friday, ExportContents) == []


def test_a_chosen_file_leaves_whole_beside_the_pack_and_is_on_it_and_in_the_register(
    friday: Evening, out: Path, tmp_path: Path
) -> None:
    content = samples.pdf(2)
    root = put(friday.desk, friday.concern, tmp_path, "letter.pdf", content)
    check = check_page(friday.desk, friday.referral, files=(root,))
    assert any("not masked inside a file" in one for one in check.warnings)
    done = run(given(friday, out, files=(root,)))
    assert done.beside == f"{done.path.stem}-files.pdf"
    assert carried(done.path.with_name(done.beside)) == {"letter.pdf": content}
    digest = hashlib.sha256(content).hexdigest()
    said = "".join(whole(done.path.read_bytes()).split())
    assert digest in said and "letter.pdf" in said
    assert "letter.pdf" in whole(done.path.with_name(done.beside).read_bytes())
    assert register(friday)[0].files == (("letter.pdf", digest),)
    (kept,) = bodies(friday, ExportContents)
    assert [(one.root, one.digest, one.size) for one in kept.files] == [(root, digest, len(content))]


def test_files_are_under_the_same_passphrase_as_the_pack(friday: Evening, out: Path, tmp_path: Path) -> None:
    content = b"A letter, in plain words.\n" * 20
    root = put(friday.desk, friday.concern, tmp_path, "letter.txt", content)
    done = run(given(friday, out, files=(root,), protected=True))
    beside = done.path.with_name(done.beside)
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(beside)
    assert carried(beside, done.passphrase) == {"letter.txt": content}
    assert b"plain words" not in beside.read_bytes()


def test_a_masked_child_is_not_in_the_name_of_a_file_that_leaves(friday: Evening, out: Path, tmp_path: Path) -> None:
    content = b"Two of one name."
    roots = tuple(
        put(friday.desk, friday.concern, tmp_path, name, content + name.encode())
        for name in ("Kacper Wiśniewski and Leyla.txt", "KACPER WIŚNIEWSKI AND LEYLA.txt")
    )
    masked = {one.child for one in check_page(friday.desk, friday.referral, files=roots).shown if one.masked}
    done = run(given(friday, out, files=roots))
    names = list(carried(done.path.with_name(done.beside)))
    assert len(names) == 2
    if friday.leyla in masked:
        assert not any("leyla" in name.casefold() for name in names)


def test_no_picture_leaves_a_concern_about_nudes_though_it_was_attached_before(
    friday: Evening, out: Path, tmp_path: Path
) -> None:
    """content.md 4.0, rule 3 c."""
    picture = put(friday.desk, friday.concern, tmp_path, "photo.png", samples.picture())
    letter = put(friday.desk, friday.concern, tmp_path, "letter.txt", b"Plain words only.\n")
    nude = next(one.id for one in friday.desk.pack.natures.values() if "nude" in one.id)
    level = {"level": "significant", "why": "sent on", "social_worker": "no", "looked_back": True}
    friday.step("urgency", {"natures": {"main": nude, "all": [nude]}, "other_children": ["none"], **level})
    offered = {one.root: one.refused for one in check_page(friday.desk, friday.referral).offered}
    assert "no picture leaves" in offered[picture] and offered[letter] == ""
    with pytest.raises(CannotSeal):
        run(given(friday, out, files=(picture, letter)))
    assert list(out.iterdir()) == [] and register(friday) == []


def test_what_was_withdrawn_or_belongs_elsewhere_does_not_leave(friday: Evening, out: Path, tmp_path: Path) -> None:
    root = put(friday.desk, friday.concern, tmp_path, "letter.txt", b"Plain words only.\n")
    withdraw(friday.desk, root, "mistake")
    for wrong in (root, "01a20046-0000-7000-8000-000000000000"):
        with pytest.raises(CannotSeal):
            run(given(friday, out, files=(wrong,)))
    assert list(out.iterdir()) == []


def test_a_pack_that_cannot_be_written_leaves_no_files_behind(
    friday: Evening, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = put(friday.desk, friday.concern, tmp_path, "letter.txt", b"Plain words only.\n")
    real, tried = store_files.write_atomically, []

    def full_at_the_second(path: Path, content: bytes) -> None:
        tried.append(path)
        if len(tried) == 2:
            raise CannotWrite(errno.ENOSPC)
        real(path, content)

    monkeypatch.setattr(store_files, "write_atomically", full_at_the_second)
    with pytest.raises(ExportFailed):
        run(given(friday, out, files=(root,)))
    assert len(tried) == 2 and list(out.iterdir()) == []
    assert [row.state for row in register(friday)] == ["failed"]


def test_the_register_says_of_a_selection_that_it_is_one_and_of_everything_nothing(friday: Evening, out: Path) -> None:
    narrowed = Selection(groups=("advice",), concerns=(friday.concern,), words="belt")
    leaving = {"recipient": "MASH", "reason": "asked for", "protected": False, "checked": True}
    run(export_chronology(friday.desk, friday.kacper, out, selection=narrowed, **leaving))  # type: ignore[arg-type]
    print_chronology(friday.desk, friday.kacper, "for the meeting", narrowed)
    run(export_chronology(friday.desk, friday.kacper, out, selection=EVERYTHING, **leaving))  # type: ignore[arg-type]
    found = bodies(friday, ExportContents)
    assert len(found) == 2 and len({one.export for one in found}) == 2
    for one in found:
        assert one.selection["groups"] == ["advice"] and one.selection["words"] == "belt"
        assert one.selection["concerns"][0].startswith("C-") and 0 <= one.shown < one.total
    said = [
        row.summary
        for row in child_page(friday.desk, friday.kacper, view="access").access
        if row.kind == "export_contents"
    ]
    assert len(said) == 2 and all("A selection:" in one and "advice" in one and "“belt”" in one for one in said)
