"""Attached files looked at, saved elsewhere or opened outside the desk. What leaves is in the register first."""

from __future__ import annotations

import secrets
import shutil
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from dsl_desk.attachments.apart import CannotShow, Page, pages
from dsl_desk.casework.amend import standing
from dsl_desk.casework.attach import Picked, free_name, may_be_picture, refuses_pictures
from dsl_desk.casework.concern_file import concern_file
from dsl_desk.casework.desk import Desk, allow
from dsl_desk.casework.register import Exported, end, line
from dsl_desk.domain.access import Act
from dsl_desk.domain.attachments import OPENED_OUTSIDE, SHOWN, Sort, opened_name, safe_name
from dsl_desk.domain.entries import desk as entries
from dsl_desk.domain.entries.attachment import Attachment
from dsl_desk.domain.entry import Entry
from dsl_desk.domain.when import local
from dsl_desk.errors import ExportFailed, KnownProblem
from dsl_desk.paths import make_private
from dsl_desk.store import attachments as stored
from dsl_desk.store import papers
from dsl_desk.store.files import write_atomically
from dsl_desk.store.work import open_read, open_work

DOCUMENT = "attachment"  # what the register calls it
_OPENED = "opened"  # folder under the data folder, emptied at each lock and start
_NOT_HERE = (
    "Pictures and films are not shown or opened in this concern. Ask the police what is to happen with the file; "
    "nothing was opened."
)
_NEVER = "Files of this kind are never opened from here: it could run something. Save a copy for whoever asks for it."


def about(desk: Desk, root: str) -> Picked:
    """What is known of the file, without its bytes."""
    _, body = _attachment(desk, root)
    return Picked(name=body.name, sort=body.sort, media=body.media, size=body.size, digest=body.digest)


def look(desk: Desk, root: str) -> tuple[tuple[Page, ...], int]:
    """(the first pages as pictures, how many there are). KnownProblem for what cannot or must not be shown."""
    entry, body = _attachment(desk, root)
    _refuse_pictures(desk, entry, body)
    if body.sort not in SHOWN:
        raise KnownProblem("This kind of file cannot be shown here. Open it outside, or save a copy.")
    try:
        return pages(_content(desk, body), Sort(body.sort))
    except CannotShow as problem:
        raise KnownProblem(problem.sentence) from problem


def save_copy(desk: Desk, root: str, folder: Path, recipient: str, reason: str) -> Exported:
    """Write the file into this folder under its own name, never over another. ExportFailed says what went wrong."""
    return _leave(desk, root, lambda body: free_name(folder, safe_name(body.name)), recipient, reason)


def open_outside(desk: Desk, root: str) -> Path:
    """A private copy for another program, gone at the next lock or start; returns where it is."""
    if _attachment(desk, root)[1].sort not in OPENED_OUTSIDE:
        raise KnownProblem(_NEVER)
    opened = opened_folder(desk.vault.folder.parents[1])

    def where(body: Attachment) -> Path:
        name = opened_name(body.name, Sort(body.sort), body.media)
        return make_private(make_private(opened) / secrets.token_hex(8)) / name

    return _leave(desk, root, where, "This computer", "Opened in another program").path


def opened_folder(data: Path) -> Path:
    """Where copies that other programs opened lie, under the data folder."""
    return data / _OPENED


def wipe_opened(data: Path) -> None:
    """Remove every such copy. One that another program still holds open (Windows) goes the next time."""
    with suppress(OSError):
        for place in opened_folder(data).iterdir():
            shutil.rmtree(place, ignore_errors=True)


def _attachment(desk: Desk, root: str) -> tuple[Entry, Attachment]:
    entry = standing(desk, root)
    if not isinstance(entry.body, Attachment):
        raise KnownProblem("This file was removed under the school's retention rules, or was never a file.")
    return entry, entry.body


def _content(desk: Desk, body: Attachment) -> bytes:
    with open_read(desk.vault) as read:
        return stored.content(read, body.digest)


def _refuse_pictures(desk: Desk, entry: Entry, body: Attachment) -> None:
    """A picture that came before the nature was chosen is kept, and not shown (content.md 4.0, rule 3 c)."""
    with open_read(desk.vault) as read:
        files = [concern_file(read, desk, concern) for concern in entry.header.concerns]
    if any(map(refuses_pictures, files)) and may_be_picture(body.sort, _content(desk, body)):
        raise KnownProblem(_NOT_HERE)


def _leave(desk: Desk, root: str, where: Callable[[Attachment], Path], recipient: str, reason: str) -> Exported:
    """The line in the register, the file, and how it ended."""
    allow(desk, Act.EXPORT)
    entry, body = _attachment(desk, root)
    _refuse_pictures(desk, entry, body)
    content = _content(desk, body)
    with open_work(desk.vault, desk.clock()) as work:
        number = papers.next_number(work, local(desk.clock()).year)
        prepared = entries.Exported(
            document=DOCUMENT, recipient=recipient.strip(), reason=reason.strip(), facts_digest=body.digest,
            number=number, protected=False,
        )  # fmt: skip
        export = work.seal(line(entry.header, prepared)).header.id
        work.commit()
    path = where(body)
    try:
        write_atomically(path, content)
    except KnownProblem as problem:
        end(desk, entry.header, entries.ExportFailed(export=export, problem=problem.code))
        raise ExportFailed(f"{problem.sentence} The register says that export {number} failed.") from problem
    _mark_as_from_elsewhere(path)
    end(desk, entry.header, entries.ExportDone(export=export, file_digest=body.digest, pages=0))
    return Exported(path, number)


def _mark_as_from_elsewhere(path: Path) -> None:
    """On Windows, say that the file came from elsewhere: other programs then open it with care."""
    if sys.platform == "win32":
        with suppress(OSError):
            Path(f"{path}:Zone.Identifier").write_text("[ZoneTransfer]\r\nZoneId=3\r\n", encoding="ascii")
