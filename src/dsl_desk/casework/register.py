"""The register of what leaves: a line before the file exists, and another when it is whole or has failed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Generator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Protocol

from dsl_desk.casework.desk import Desk, allow
from dsl_desk.casework.pack_facts.compose import digest_of
from dsl_desk.casework.pack_facts.words import weekday_moment
from dsl_desk.casework.sealing import new_id
from dsl_desk.domain.access import Act
from dsl_desk.domain.entries import desk as entries
from dsl_desk.domain.entry import NewEntry, Subject
from dsl_desk.domain.when import local
from dsl_desk.errors import ExportFailed, KnownProblem
from dsl_desk.pathways.pack import Pack
from dsl_desk.reports.blocks import Document
from dsl_desk.store import papers
from dsl_desk.store.work import Work, open_read, open_work


@dataclass(frozen=True)
class Exported:
    """What left: the file, its number in the register, and the passphrase made for it ("" for none, or one's own).

    `beside`: the name of the PDF that carries its files, blank when none went.
    """

    path: Path
    number: str
    passphrase: str = field(default="", repr=False)
    beside: str = ""


@dataclass(frozen=True)
class Printed:
    """Pages for a printer. `problem`: why no register line could be written, blank when it was."""

    pdf: bytes = field(repr=False)
    problem: str = ""


@dataclass(frozen=True, kw_only=True)
class FileToGo:
    """An attached file that goes beside a paper, under the name the paper gives it."""

    name: str
    content: bytes = field(repr=False)


_WHOLE = entries.ExportContents(export="")


@dataclass(frozen=True, kw_only=True)
class Paper:
    """A document about to be made. `facts` has a `number` and a digest in it; `document` makes it printable.

    `contents`: what the register is told where it is not simply all; `files`: what goes beside it.
    `named`: what its file is called where that is not the document's own name.
    """

    id: str
    named: str = ""
    facts: Any
    document: Callable[[Any], Document]
    head: int
    referral: str | None = None
    child: str | None = None
    concerns: tuple[str, ...] = ()
    subjects: tuple[Subject, ...] = ()
    masks: dict[str, str] = field(default_factory=dict)
    contents: entries.ExportContents = _WHOLE
    files: tuple[FileToGo, ...] = ()
    pack: Pack


class About(Protocol):
    """What leaves: a paper, or the header of an attached file."""

    @property
    def concerns(self) -> tuple[str, ...]: ...
    @property
    def subjects(self) -> tuple[Subject, ...]: ...


Gather = Callable[[str], Paper]  # the paper as the record stands now, under this number


def file_name(pack: Pack, document: str, number: str, named: str = "") -> str:
    """ "MASH-pack-2026-0031.pdf": the short name of the pack's document, or its title; nobody's name.

    `named`: what it is called where the document's own name would be wrong.
    """
    found = pack.documents.get(document)
    short = named or ((found.file or found.title) if found else document)
    safe = "".join(one if one.isalnum() and one.isascii() else "-" for one in short).strip("-")
    return f"{safe}-{number}.pdf"


def export(
    desk: Desk, gathered: Gather, target: Path, recipient: str, reason: str, protected: bool, passphrase: str | None
) -> Generator[float, None, Exported]:
    yield 0.0
    made = _new_passphrase() if protected and not passphrase else ""
    body = entries.Exported(
        document="", recipient=recipient.strip(), reason=reason.strip(), facts_digest="", number="",
        protected=protected, passphrase=made,
    )  # fmt: skip
    export_id, paper = _prepared(desk, gathered, body)
    number = paper.facts.number
    yield 0.3
    path = _path(target, paper)
    try:
        pdf = rendered(paper)
        yield 0.7
        content = _encrypted(pdf, passphrase or made) if protected else pdf
        yield 0.8
        beside = _write_files(paper, path, (passphrase or made) if protected else "") if paper.files else None
        pages = _write(path, content, pdf, beside)
    except KnownProblem as problem:
        end(desk, paper, entries.ExportFailed(export=export_id, problem=problem.code))
        raise ExportFailed(f"{problem.sentence} The register says that export {number} failed.") from problem
    except Exception:
        end(desk, paper, entries.ExportFailed(export=export_id, problem="not_made"))
        raise
    digest = hashlib.sha256(content).hexdigest()
    end(desk, paper, entries.ExportDone(export=export_id, file_digest=digest, pages=pages))
    yield 1.0
    return Exported(path, number, made, beside.name if beside else "")


def _path(target: Path, paper: Paper) -> Path:
    """The file that was named, or one in the folder that was."""
    if target.suffix.casefold() == ".pdf":
        return target
    return target / file_name(paper.pack, paper.id, paper.facts.number, paper.named)


def _prepared(desk: Desk, gathered: Gather, body: entries.Exported) -> tuple[str, Paper]:
    """The register line before there is a file: of these facts, with this number, on the record as it stands.

    The facts are read first and sealed under the number they carry; when the record moved on meanwhile, once more.
    """
    for _ in range(3):
        with open_read(desk.vault) as read:
            number = papers.next_number(read, local(desk.clock()).year)
        paper = gathered(number)
        with open_work(desk.vault, desk.clock()) as work:
            if work.head.seq != paper.head:
                continue
            sealed = replace(
                body, document=paper.id, facts_digest=digest_of(paper.facts), number=number, referral=paper.referral,
                child=paper.child, masks=paper.masks,
            )  # fmt: skip
            entry = work.seal(line(paper, sealed))
            _seal_contents(work, paper, entry.header.id)
            work.commit()
            return entry.header.id, paper
    raise KnownProblem("The record is being written to from somewhere else. Try again. Nothing was exported.")


def print_out(desk: Desk, gathered: Gather, reason: str) -> Printed:
    allow(desk, Act.EXPORT)
    paper = gathered(f"printed {weekday_moment(desk.clock())}")
    pdf = rendered(paper)
    body = entries.Printed(
        document=paper.id, reason=reason, facts_digest=digest_of(paper.facts), referral=paper.referral,
        child=paper.child,
    )  # fmt: skip
    try:
        with open_work(desk.vault, desk.clock()) as work:
            _seal_contents(work, paper, work.seal(line(paper, body)).header.id)
            work.commit()
    except KnownProblem as problem:
        return Printed(pdf, f"{problem.sentence} The pages can be printed; no line in the register says so.")
    return Printed(pdf)


def end(desk: Desk, about: About, body: entries.ExportDone | entries.ExportFailed) -> None:
    """How it ended. A line that cannot be written leaves the export as prepared, which the register shows."""
    with suppress(KnownProblem), open_work(desk.vault, desk.clock()) as work:
        work.seal(line(about, body))
        work.commit()


def line(about: About, body: Any) -> NewEntry:
    """A line of the register, on the concerns and people of what leaves."""
    return NewEntry(id=new_id(), body=body, concerns=about.concerns, subjects=about.subjects)


def _seal_contents(work: Work, paper: Paper, export: str) -> None:
    """Right after the register's own line, in the same transaction."""
    if paper.contents != _WHOLE:
        work.seal(line(paper, replace(paper.contents, export=export)))


def _write(path: Path, content: bytes, pdf: bytes, beside: Path | None) -> int:
    """The paper last: it is not there without the files it speaks of, and they are not without it."""
    from dsl_desk.reports.pdf import page_count
    from dsl_desk.store.files import write_atomically

    try:
        write_atomically(path, content)
    except KnownProblem:
        if beside is not None:
            beside.unlink(missing_ok=True)
        raise
    return page_count(pdf)


def _write_files(paper: Paper, path: Path, passphrase: str) -> Path:
    """The PDF that carries the files, beside the paper and protected as it is; returns where it lies."""
    from dsl_desk.reports.enclosed_files import compose
    from dsl_desk.reports.pdf import render, with_files
    from dsl_desk.store.files import write_atomically

    beside = path.with_name(f"{path.stem}-files.pdf")
    carrier = with_files(render(compose(paper.facts)), tuple((one.name, one.content) for one in paper.files))
    write_atomically(beside, _encrypted(carrier, passphrase) if passphrase else carrier)
    return beside


def rendered(paper: Paper) -> bytes:
    from dsl_desk.reports.pdf import render

    return render(paper.document(paper.facts))


def _encrypted(pdf: bytes, passphrase: str) -> bytes:
    from dsl_desk.reports.pdf import encrypt

    return encrypt(pdf, passphrase)


def _new_passphrase() -> str:
    from dsl_desk.store.passphrase import suggest

    return suggest()
