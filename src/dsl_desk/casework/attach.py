"""Attach a file to a concern: read once, named for what it is by its content, refused where a picture must not be."""

from __future__ import annotations

import hashlib
from dataclasses import asdict, dataclass, field
from pathlib import Path

from dsl_desk.attachments.apart import holds_pictures
from dsl_desk.attachments.recognise import recognise
from dsl_desk.casework.concern_file import ConcernFile, concern_file
from dsl_desk.casework.desk import Desk, Sealed, allow
from dsl_desk.casework.drafts import discard
from dsl_desk.casework.sealing import new_id, seal_in, sealed
from dsl_desk.casework.whose import WHOSE, WHOSE_FILES, subjects_of, those_ticked, whose_questions
from dsl_desk.domain.access import Act
from dsl_desk.domain.attachments import (
    IN_WORDS,
    MOST_AT_ONCE,
    MOST_BYTES,
    MOST_IN_ALL,
    Sort,
    safe_name,
    size_in_words,
)
from dsl_desk.domain.entries.attachment import Attachment
from dsl_desk.domain.entry import Entry, Subject
from dsl_desk.domain.questions import NOT_APPLICABLE, NOT_KNOWN, Answers, Question
from dsl_desk.domain.when import When
from dsl_desk.errors import KnownProblem
from dsl_desk.pathways import cards
from dsl_desk.store import attachments as stored
from dsl_desk.store.files import write_atomically
from dsl_desk.store.work import Work, open_read, open_work

_KEPT_WHERE_IT_WAS = "The file is still where it was; nothing was attached."
_FILMS = frozenset({Sort.PICTURE, Sort.IMAGE, Sort.VIDEO})


Source = Path | tuple[str, bytes]  # a file, or what was pasted under a name we gave it


class NotAttached(KnownProblem):
    """The file was not taken, and why."""

    code = "not_attached"


@dataclass(frozen=True, kw_only=True)
class Picked:
    """A file that was read and is not sealed yet. `digest`: SHA-256 of the content, hex; `size` in bytes."""

    name: str
    sort: str
    media: str
    size: int
    digest: str
    content: bytes = field(default=b"", repr=False)

    @property
    def line(self) -> str:
        """ "PDF, 140 kB": what it is, for whoever picked it."""
        return f"{IN_WORDS[Sort(self.sort)]}, {size_in_words(self.size)}"


def pick(desk: Desk, source: Source) -> Picked:
    """Read the file. Raises NotAttached for a folder, and one that is empty, too large, or cannot be read."""
    allow(desk, Act.RECORD)
    name, content = source if isinstance(source, tuple) else (source.name, _read(source))
    if not content:
        raise NotAttached(f"This file is empty. Look at it where it lies. {_KEPT_WHERE_IT_WAS}")
    if len(content) > MOST_BYTES:
        most = size_in_words(MOST_BYTES)
        raise NotAttached(f"This file is larger than {most}. Attach a smaller copy or a part. {_KEPT_WHERE_IT_WAS}")
    sort, media = recognise(content)
    digest = hashlib.sha256(content).hexdigest()
    return Picked(name=safe_name(name), sort=sort, media=media, size=len(content), digest=digest, content=content)


def _read(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise NotAttached("This is a folder. Attach the files in it, one by one. Nothing was attached.")
        if not path.is_file():  # a pipe or a device would be waited for, or never end
            raise OSError
        with path.open("rb") as file:
            return file.read(MOST_BYTES + 1)
    except OSError:
        raise NotAttached(
            f"This file could not be read. Copy it to this computer first. {_KEPT_WHERE_IT_WAS}"
        ) from None


def ask_about(desk: Desk, concern_id: str, source: Source) -> tuple[Picked, tuple[Question, ...]]:
    """The file as `pick` reads it, and what is asked about it on this concern."""
    picked = pick(desk, source)
    with open_read(desk.vault) as read:
        file = concern_file(read, desk, concern_id)
    return picked, (*desk.pack.questions("attachment"), *whose_questions(file))


def attach(desk: Desk, concern_id: str, picked: Picked, answers: Answers) -> Sealed:
    """Seal the file with what was said about it ("what", "given_by", and "whose" of several children it is).

    Raises NotAttached for what may hold a picture in a concern about nudes, whatever its name (content.md 4.0, rule
    3 c), and when the vault holds as much as it may.
    """
    allow(desk, Act.RECORD)
    with open_read(desk.vault) as read:
        file = concern_file(read, desk, concern_id)
    refuse_pictures(file, picked)
    with open_work(desk.vault, desk.clock()) as work:
        refuse_too_much(work, picked.size)
        entry = _seal(work, desk, concern_id, subjects_of(file, answers), picked, answers)
        work.commit()
    return sealed(entry)


def keep_with_draft(desk: Desk, draft_id: str, source: Source) -> tuple[Picked, ...]:
    """Read the file and keep it beside the draft, through a lock or a crash; returns all that is kept there."""
    picked = pick(desk, source)
    with open_work(desk.vault, desk.clock()) as work:
        already = stored.unsealed(work, draft_id)
        if len(already) >= MOST_AT_ONCE:
            raise NotAttached(f"There are {MOST_AT_ONCE} files here. Seal this first. {_KEPT_WHERE_IT_WAS}")
        refuse_too_much(work, picked.size + sum(one["size"] for one in already))
        about = {name: value for name, value in asdict(picked).items() if name != "content"}
        stored.keep_unsealed(work, draft_id, about, picked.content)
        work.commit()
    return kept_with_draft(desk, draft_id)


def kept_with_draft(desk: Desk, draft_id: str) -> tuple[Picked, ...]:
    """The files kept beside a draft, without their bytes."""
    with open_read(desk.vault) as read:
        return tuple(Picked(**about) for about in stored.unsealed(read, draft_id))


def pictures_with_draft(desk: Desk, draft_id: str) -> tuple[str, ...]:
    """The names of the files kept beside a draft that may hold a picture or film."""
    kept = kept_with_draft(desk, draft_id)
    return tuple(one.name for one in kept if may_be_picture(one.sort, content_with_draft(desk, draft_id, one.digest)))


def content_with_draft(desk: Desk, draft_id: str, digest: str) -> bytes:
    """The bytes of one of them."""
    with open_read(desk.vault) as read:
        return stored.unsealed_content(read, draft_id, digest)


def remove_from_draft(desk: Desk, draft_id: str, digest: str) -> tuple[Picked, ...]:
    """Take one of them away again; returns what is left."""
    with open_work(desk.vault, desk.clock()) as work:
        stored.forget_unsealed(work, draft_id, digest)
        work.commit()
    return kept_with_draft(desk, draft_id)


def seal_with_concern(work: Work, desk: Desk, concern: Entry, answers: Answers) -> None:
    """Seal whatever is kept beside the draft that became this concern, in the concern's own transaction.

    `answers`: the record's; they say of several children which one a file is about.
    """
    draft_id, told = concern.header.id, answers.get(WHOSE_FILES)
    whose = told if isinstance(told, dict) else {}
    for about in stored.unsealed(work, draft_id):
        picked = Picked(**about, content=stored.unsealed_content(work, draft_id, about["digest"]))
        about_whom = those_ticked(concern.header.subjects, whose.get(picked.digest))
        ticked = [one.id for one in about_whom if one.kind == "child"] if about_whom != concern.header.subjects else []
        _seal(work, desk, draft_id, about_whom, picked, {WHOSE: ticked})
    stored.forget_unsealed(work, draft_id)


def hand_over(desk: Desk, draft_id: str, target: Path, page: bytes) -> None:
    """Write this page, and the files kept beside the draft next to it; then the draft and its files go.

    Raises DiskFull, FolderNotWritable or CannotWrite: the draft then stays.
    """
    write_atomically(target, page)
    for one in kept_with_draft(desk, draft_id):
        write_atomically(
            free_name(target.parent, f"{target.stem} {one.name}"), content_with_draft(desk, draft_id, one.digest)
        )
    discard(desk, draft_id)


def free_name(folder: Path, name: str) -> Path:
    """A name in that folder that no file has yet."""
    path, number = folder / name, 2
    while path.exists():
        path = folder / f"{Path(name).stem} ({number}){Path(name).suffix}"
        number += 1
    return path


def refuse_pictures(file: ConcernFile, picked: Picked) -> None:
    """NotAttached for what may hold a picture, where the concern refuses pictures."""
    if refuses_pictures(file) and may_be_picture(picked.sort, picked.content):
        lines = " ".join(line for card in file.pack.cards.values() if card.effect == "refuse" for line in card.lines)
        raise NotAttached(
            f"Nothing that may hold a picture or film is attached to this concern. {lines} {_KEPT_WHERE_IT_WAS}"
        )


def refuses_pictures(file: ConcernFile) -> bool:
    """Whether a nature of this concern, or what was written on its roads, refuses pictures and films."""
    steps = tuple(state.step for state in file.steps)
    return cards.refuses_pictures(file.pack, file.record, file.facts, steps)


def may_be_picture(sort: str, content: bytes) -> bool:
    """A picture or film, or what may hold one: only what is known to hold none is let through."""
    return Sort(sort) in _FILMS or holds_pictures(content, Sort(sort))


def refuse_too_much(work: Work, more: int) -> None:
    """NotAttached when the vault would hold more than it may."""
    if stored.bytes_kept(work) + more > MOST_IN_ALL:
        most = size_in_words(MOST_IN_ALL)
        raise NotAttached(f"This desk holds {most} of files, as much as it may. {_KEPT_WHERE_IT_WAS}")


def _seal(
    work: Work, desk: Desk, concern_id: str, subjects: tuple[Subject, ...], picked: Picked, answers: Answers
) -> Entry:
    told = {key: value for key, value in answers.items() if value not in (None, NOT_KNOWN, NOT_APPLICABLE)}
    body = Attachment(
        name=picked.name, sort=picked.sort, media=picked.media, size=picked.size, digest=picked.digest,
        what=str(told.get("what", "")), given_by=str(told.get("given_by", "")), happened=When.at(desk.clock()),
        answers={WHOSE: list(told[WHOSE])} if told.get(WHOSE) else {},
    )  # fmt: skip
    blobs = (work.keep_blob(picked.content),)
    return seal_in(work, desk, body, draft_id=new_id(), concerns=(concern_id,), subjects=subjects, blobs=blobs)
