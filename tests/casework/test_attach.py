"""Files attached to a concern: nothing of them is lost, none leaves unseen, and no picture enters a nudes concern."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest

from dsl_desk.casework import attach, attached, drafts, whose
from dsl_desk.casework.amend import amend, withdraw
from dsl_desk.casework.attach import NotAttached
from dsl_desk.casework.check_record import check_record
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.drafts import Draft
from dsl_desk.casework.export_pack import preview_chronology
from dsl_desk.casework.keeping import finish
from dsl_desk.casework.look_up.amending import amend_form
from dsl_desk.casework.look_up.child import child_page
from dsl_desk.casework.record_concern import record_concern
from dsl_desk.casework.sealing import new_id
from dsl_desk.demo.school import ids_of
from dsl_desk.domain.attachments import MOST_AT_ONCE, MOST_BYTES
from dsl_desk.errors import ExportFailed, KnownProblem
from dsl_desk.store import attachments as stored
from dsl_desk.store import chronology
from dsl_desk.store.work import open_read
from tests.attachments import samples
from tests.casework.acts import concern_answers, file_of, take, urgency
from tests.reports.paper import whole


@pytest.fixture
def concern(desk: Desk) -> str:
    return record_concern(desk, new_id(), concern_answers(desk)).id


def put(tmp_path: Path, name: str, content: bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(content)
    return path


def bodies(desk: Desk, concern: str, kind: str) -> list[Any]:
    return [entry.body for entry in file_of(desk, concern).standing(kind)]


def test_a_file_is_sealed_with_its_bytes_and_the_whole_check_holds(desk: Desk, concern: str, tmp_path: Path) -> None:
    content = samples.pdf(2) + os.urandom(700_000)  # more than one part
    picked = attach.pick(desk, put(tmp_path, "Letter.PDF", content))
    attach.attach(desk, concern, picked, {"what": "Letter from the mother", "given_by": "Mother, at the gate"})
    (body,) = bodies(desk, concern, "attachment")
    assert (body.name, body.sort, body.size, body.what) == ("Letter.PDF", "pdf", len(content), "Letter from the mother")
    with open_read(desk.vault) as read:
        assert stored.content(read, body.digest) == content
    assert finish(check_record(desk, full=True)).holds


def test_files_picked_while_writing_wait_with_the_draft_and_are_sealed_with_the_record(
    desk: Desk, tmp_path: Path
) -> None:
    draft = new_id()
    drafts.keep(desk, Draft(id=draft, form={"screen": "record"}, answers={"what_happened": "He"}))
    attach.keep_with_draft(desk, draft, put(tmp_path, "a.png", samples.picture()))
    files = attach.keep_with_draft(desk, draft, put(tmp_path, "b.pdf", samples.pdf()))
    assert [one.name for one in files] == ["a.png", "b.pdf"]
    assert [one.id for one in drafts.mine(desk)] == [draft], "a file is no draft of its own"
    (tmp_path / "a.png").unlink()
    record_concern(desk, draft, concern_answers(desk))
    assert [one.name for one in bodies(desk, draft, "attachment")] == ["a.png", "b.pdf"]
    assert _drafts_left(desk) == 0


def test_a_file_picked_while_writing_is_about_the_child_it_was_said_to_be_about(desk: Desk, tmp_path: Path) -> None:
    """What belongs to one child's file does not stand in another's."""
    draft, ids = new_id(), ids_of(desk)
    attach.keep_with_draft(desk, draft, put(tmp_path, "his.txt", b"his"))
    his, both = attach.keep_with_draft(desk, draft, put(tmp_path, "both.txt", b"both"))
    asked = whose.whose_files(((his.digest, his.name), (both.digest, both.name)), ((ids["0401"], "K"), ("x", "Z")))
    assert [one.id for one in asked] == [his.digest, both.digest]
    assert whose.whose_files(((his.digest, his.name),), ((ids["0401"], "K"),)) == ()
    record_concern(desk, draft, concern_answers(desk, whose_files={his.digest: [ids["0401"]], "gone": ["x"]}))
    named = {}
    for child in ("0401", "0402"):
        with open_read(desk.vault) as read:
            lines = chronology.of_child(read, ids[child])
        named[child] = [one.entry.body.name for one in lines if one.entry.header.kind == "attachment"]  # type: ignore[union-attr]
    assert named == {"0401": ["his.txt", "both.txt"], "0402": ["both.txt"]}


def test_a_draft_thrown_away_takes_its_files_with_it_and_one_can_be_taken_off(desk: Desk, tmp_path: Path) -> None:
    draft = new_id()
    attach.keep_with_draft(desk, draft, put(tmp_path, "a.png", samples.picture()))
    (second, *_) = attach.keep_with_draft(desk, draft, put(tmp_path, "b.txt", b"words"))[1:]
    assert [one.name for one in attach.remove_from_draft(desk, draft, second.digest)] == ["a.png"]
    drafts.discard(desk, draft)
    assert _drafts_left(desk) == 0


def test_nobody_else_sees_the_files_of_a_draft(desk: Desk, folder: Path, tmp_path: Path) -> None:
    draft = new_id()
    content = samples.pdf() + b"SECRET-CANARY"
    attach.keep_with_draft(desk, draft, put(tmp_path, "a.pdf", content))
    with open_read(desk.vault) as read:
        rows = b"".join(row for (row,) in read.cursor.execute("SELECT sealed FROM draft").fetchall())
    assert b"SECRET-CANARY" not in rows and b"a.pdf" not in rows


@pytest.mark.parametrize(
    ("content", "said"), [(b"", "empty"), (b"x" * (MOST_BYTES + 1), "larger than")], ids=["empty", "too large"]
)
def test_what_cannot_be_taken_says_so_and_that_the_file_is_still_there(
    desk: Desk, tmp_path: Path, content: bytes, said: str
) -> None:
    with pytest.raises(NotAttached) as problem:
        attach.pick(desk, put(tmp_path, "a.bin", content))
    assert said in problem.value.sentence and "still where it was" in problem.value.sentence
    with pytest.raises(NotAttached):
        attach.pick(desk, tmp_path / "gone.pdf")


def test_a_draft_takes_twenty_files_and_no_more(desk: Desk, tmp_path: Path) -> None:
    draft = new_id()
    for number in range(MOST_AT_ONCE):
        attach.keep_with_draft(desk, draft, put(tmp_path, f"{number}.txt", f"words {number}".encode()))
    with pytest.raises(NotAttached):
        attach.keep_with_draft(desk, draft, put(tmp_path, "more.txt", b"more"))


def _make_nudes(desk: Desk, concern: str) -> None:
    take(desk, concern, "urgency", urgency(natures={"main": "nudes", "all": ["nudes"]}))


@pytest.mark.parametrize(
    "content",
    [samples.picture("JPEG"), samples.FILMS["mp4"], samples.pdf(holds="drawn"), samples.packed(a=samples.picture()),
     samples.document(**{"word__media__image1.png": samples.picture()})],
    ids=["picture", "film", "PDF with a picture", "packed", "document with a picture"],
)  # fmt: skip
def test_no_picture_enters_a_nudes_concern_whatever_its_name(
    desk: Desk, concern: str, tmp_path: Path, content: bytes
) -> None:
    """UKCIS, Sharing nudes and semi-nudes: do not copy, save or store; content.md 4.0, rule 3 c."""
    _make_nudes(desk, concern)
    picked = attach.pick(desk, put(tmp_path, "minutes of the meeting.txt", content))
    with pytest.raises(NotAttached) as problem:
        attach.attach(desk, concern, picked, {})
    assert "Do not look" in problem.value.sentence and "nothing was attached" in problem.value.sentence
    assert bodies(desk, concern, "attachment") == []
    with open_read(desk.vault) as read:
        kept = read.cursor.execute("SELECT 1 FROM blob WHERE digest = ?", (bytes.fromhex(picked.digest),)).fetchone()
    assert kept is None, "not one byte of it was kept"


def test_words_may_be_attached_to_a_nudes_concern(desk: Desk, concern: str, tmp_path: Path) -> None:
    _make_nudes(desk, concern)
    for name, content in (("notes.txt", b"What she said."), ("letter.pdf", samples.pdf())):
        attach.attach(desk, concern, attach.pick(desk, put(tmp_path, name, content)), {})
    assert len(bodies(desk, concern, "attachment")) == 2


def test_a_picture_that_was_there_before_is_neither_shown_nor_opened(desk: Desk, concern: str, tmp_path: Path) -> None:
    root = attach.attach(desk, concern, attach.pick(desk, put(tmp_path, "a.png", samples.picture())), {}).id
    words = attach.attach(desk, concern, attach.pick(desk, put(tmp_path, "a.pdf", samples.pdf())), {}).id
    _make_nudes(desk, concern)
    for act in (
        lambda: attached.look(desk, root),
        lambda: attached.open_outside(desk, root),
        lambda: attached.save_copy(desk, root, tmp_path, "police", "asked"),
    ):
        with pytest.raises(KnownProblem, match="known_problem") as problem:
            act()
        assert "Ask the police" in problem.value.sentence
    assert attached.look(desk, words)[1] == 1


def test_a_copy_that_leaves_is_in_the_register_before_it_exists_and_never_covers_another(
    desk: Desk, concern: str, tmp_path: Path
) -> None:
    content = samples.pdf()
    root = attach.attach(desk, concern, attach.pick(desk, put(tmp_path, "a.pdf", content)), {}).id
    (tmp_path / "out").mkdir()
    put(tmp_path, "out/a.pdf", b"another")
    done = attached.save_copy(desk, root, tmp_path / "out", "Duty social worker", "She asked for it")
    assert done.path.name == "a (2).pdf" and done.path.read_bytes() == content
    assert (tmp_path / "out" / "a.pdf").read_bytes() == b"another"
    (line,), (end,) = bodies(desk, concern, "exported"), bodies(desk, concern, "export_done")
    assert (line.document, line.recipient, line.reason) == ("attachment", "Duty social worker", "She asked for it")
    assert end.file_digest == line.facts_digest
    with pytest.raises(ExportFailed) as problem:
        attached.save_copy(desk, root, tmp_path / "not there", "x", "y")
    assert "failed" in problem.value.sentence and len(bodies(desk, concern, "export_failed")) == 1


def test_what_another_program_opened_is_private_and_gone_after_the_wipe(
    desk: Desk, concern: str, tmp_path: Path
) -> None:
    root = attach.attach(desk, concern, attach.pick(desk, put(tmp_path, "a.pdf", samples.pdf())), {}).id
    path = attached.open_outside(desk, root)
    data = desk.vault.folder.parents[1]
    assert path.is_relative_to(attached.opened_folder(data)) and path.name == "a.pdf"
    assert path.stat().st_mode & 0o777 == 0o600 and path.parent.stat().st_mode & 0o777 == 0o700
    attached.wipe_opened(data)
    assert not path.exists() and not list(attached.opened_folder(data).iterdir())


@pytest.mark.parametrize(
    ("name", "opened"), [("note.bat", "note.bat.txt"), ("Notes.TXT", "Notes.TXT"), ("notes", "notes.txt")]
)
def test_words_are_opened_as_words_whatever_their_file_is_called(
    desk: Desk, concern: str, tmp_path: Path, name: str, opened: str
) -> None:
    """A computer runs “note.bat” for its ending, though there are only words in it."""
    root = attach.attach(desk, concern, attach.pick(desk, put(tmp_path, name, b"start calc\r\n")), {}).id
    assert attached.about(desk, root).name == name
    assert attached.open_outside(desk, root).name == opened


@pytest.mark.parametrize("content", samples.COULD_RUN.values(), ids=samples.COULD_RUN)
def test_what_could_run_is_kept_and_never_opened(desk: Desk, concern: str, tmp_path: Path, content: bytes) -> None:
    root = attach.attach(desk, concern, attach.pick(desk, put(tmp_path, "invoice.pdf", content)), {}).id
    with pytest.raises(KnownProblem):
        attached.open_outside(desk, root)
    with pytest.raises(KnownProblem):
        attached.look(desk, root)
    assert attached.save_copy(desk, root, tmp_path, "IT support", "asked").path.read_bytes() == content


def test_what_was_said_about_a_file_can_be_amended_and_the_file_set_aside(
    desk: Desk, concern: str, tmp_path: Path
) -> None:
    root = attach.attach(desk, concern, attach.pick(desk, put(tmp_path, "a.pdf", samples.pdf())), {}).id
    amend(desk, root, new_id(), {"what": "The father's letter"})
    (body,) = bodies(desk, concern, "attachment")
    assert (body.what, body.name, body.sort) == ("The father's letter", "a.pdf", "pdf")
    assert attached.look(desk, root)[1] == 1
    withdraw(desk, root, "wrong_child")
    assert bodies(desk, concern, "attachment") == []
    assert finish(check_record(desk, full=True)).holds


def _drafts_left(desk: Desk) -> int:
    with open_read(desk.vault) as read:
        return int(read.cursor.execute("SELECT count(*) FROM draft").fetchone()[0])


def test_a_file_about_one_of_two_children_stands_in_that_childs_file_and_paper_only(
    desk: Desk, concern: str, tmp_path: Path
) -> None:
    ids = ids_of(desk)
    kacper, zofia = ids["0401"], ids["0402"]
    path = put(tmp_path, "Body chart.txt", b"Plain words only.\n")
    picked, questions = attach.ask_about(desk, concern, path)
    assert [one.value for one in questions[-1].choices] == [kacper, zofia] and questions[-1].need == "o"
    root = attach.attach(desk, concern, picked, {"what": "Chart", "whose": [kacper]}).id

    def in_file(child: str) -> list[str]:
        return [row.summary for row in child_page(desk, child).rows if row.kind == "attachment"]

    assert [("Body chart.txt" in one, "About Kacper" in one) for one in in_file(kacper)] == [(True, True)]
    assert in_file(zofia) == []
    assert "Body chart" in whole(preview_chronology(desk, kacper))
    assert "Body chart" not in whole(preview_chronology(desk, zofia))
    form = amend_form(desk, root)
    assert form.answers["whose"] == [kacper]
    amend(desk, root, new_id(), {"what": "Chart of Zosia", "whose": [zofia]})
    assert in_file(kacper) == [] and len(in_file(zofia)) == 1
    amend(desk, root, new_id(), {"what": "Chart of both"})
    assert len(in_file(kacper)) == len(in_file(zofia)) == 1
    assert "About" not in in_file(kacper)[0]


def test_a_concern_about_one_child_does_not_ask_whose_file_it_is(desk: Desk, tmp_path: Path) -> None:
    alone = record_concern(
        desk, new_id(), concern_answers(desk, children=[{"child": ids_of(desk)["0401"], "role": "harmed"}])
    ).id
    _, questions = attach.ask_about(desk, alone, put(tmp_path, "a.txt", b"Plain words only.\n"))
    assert [one.id for one in questions] == ["what", "given_by"]
