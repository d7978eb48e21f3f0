"""Attached files that go with a referral: what may be chosen, what is refused, and what leaves beside the pack."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from dsl_desk.casework.attach import may_be_picture, refuses_pictures
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.pack_facts.sources import Sources, read_sources
from dsl_desk.casework.register import FileToGo
from dsl_desk.domain.attachments import IN_WORDS, Sort, safe_name, size_in_words
from dsl_desk.domain.entries.attachment import Attachment
from dsl_desk.domain.entries.desk import EnclosedFile
from dsl_desk.domain.entry import Entry
from dsl_desk.errors import CannotSeal
from dsl_desk.reports.referral_facts import PackFile, ReferralFacts
from dsl_desk.store import attachments as stored
from dsl_desk.store.work import Read, open_read

MOST_TOGETHER = 100 * 1024 * 1024  # bytes beside one pack: they are held in memory while they are sealed up
_TOO_MUCH = "These files are larger than {} together. Choose fewer, and export a second time for the rest."
_REFUSED = "It may hold a picture, and no picture leaves this concern. Ask the police what is to happen with it."
_NOT_ONE = "One of these files may not leave with this referral any more. Check again what leaves."


@dataclass(frozen=True, kw_only=True)
class Offered:
    """An attached file of the referral's concerns. `line`: what it is; `refused`: why it may not leave, or blank."""

    root: str
    name: str
    line: str
    refused: str = ""


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """A file that goes: as the register keeps it, as the paper says it, and its bytes."""

    kept: EnclosedFile
    said: PackFile
    content: bytes = field(repr=False)


def offered(desk: Desk, referral_id: str) -> tuple[Offered, ...]:
    """Every file of the concerns it rests on, oldest first. Takes as long as looking into those of a nudes concern."""
    with open_read(desk.vault) as read:
        sources = read_sources(read, desk, referral_id, desk.clock())
        return tuple(_offered(read, sources, entry) for entry in _files(sources))


def chosen(read: Read, sources: Sources, roots: tuple[str, ...]) -> tuple[Chosen, ...]:
    """The files of these roots, in the order of recording. CannotSeal for any that may not leave, or for too much."""
    found = {entry.header.root: entry for entry in _files(sources)}
    mine = [entry for root, entry in found.items() if root in roots]
    if set(roots) - found.keys() or any(_refused(read, sources, entry) for entry in mine):
        raise CannotSeal([("files", _NOT_ONE)])
    if sum(entry.body.size for entry in mine if isinstance(entry.body, Attachment)) > MOST_TOGETHER:
        raise CannotSeal([("files", _TOO_MUCH.format(size_in_words(MOST_TOGETHER)))])
    return tuple(_chosen(read, entry.header.root, entry.body) for entry in mine)


def to_go(facts: ReferralFacts, files: tuple[Chosen, ...]) -> tuple[FileToGo, ...]:
    """The files under the names that the paper gives them: masked as the paper is, each name once."""
    taken: set[str] = set()
    found = []
    for said, one in zip(facts.files, files, strict=True):
        name, number = safe_name(said.name), 2
        while name.casefold() in taken:
            name, number = f"{number} {safe_name(said.name)}", number + 1
        taken.add(name.casefold())
        found.append(FileToGo(name=name, content=one.content))
    return tuple(found)


def _files(sources: Sources) -> list[Entry]:
    return [entry for entry in sources.entries("attachment") if isinstance(entry.body, Attachment)]


def _offered(read: Read, sources: Sources, entry: Entry) -> Offered:
    body: Attachment = entry.body  # type: ignore[assignment]
    about = ", ".join(sources.names(one.id) for one in entry.header.subjects if one.kind == "child")
    said = (body.what, f"from {body.given_by}" if body.given_by else "", f"about {about}" if about else "")
    parts = (IN_WORDS[Sort(body.sort)], size_in_words(body.size), *said)
    return Offered(
        root=entry.header.root, name=body.name, line=", ".join(part for part in parts if part),
        refused=_REFUSED if _refused(read, sources, entry) else "",
    )  # fmt: skip


def _refused(read: Read, sources: Sources, entry: Entry) -> bool:
    """Whether a concern it belongs to refuses pictures, and it may hold one (content.md 4.0, rule 3 c)."""
    body: Attachment = entry.body  # type: ignore[assignment]
    here = [file for file in sources.files if file.row.id in entry.header.concerns]
    return any(map(refuses_pictures, here)) and may_be_picture(body.sort, stored.content(read, body.digest))


def _chosen(read: Read, root: str, body: Any) -> Chosen:
    about = ", ".join(part for part in (IN_WORDS[Sort(body.sort)], size_in_words(body.size), body.what) if part)
    return Chosen(
        kept=EnclosedFile(root=root, name=body.name, size=body.size, digest=body.digest),
        said=PackFile(name=body.name, about=about, digest=body.digest), content=stored.content(read, body.digest),
    )  # fmt: skip
