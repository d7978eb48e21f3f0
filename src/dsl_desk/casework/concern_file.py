"""Everything known about one concern, read once: entries, children, facts, and where its roads stand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

import msgspec

from dsl_desk.casework.desk import Desk
from dsl_desk.casework.sealing import NOT_HERE
from dsl_desk.domain.entries import event_time
from dsl_desk.domain.entries.people import Adult, Child
from dsl_desk.domain.entry import Entry
from dsl_desk.domain.facts import YES, ChildOnFile, Facts
from dsl_desk.domain.lists import ConcernRow, Line, OpenItem, ReferralRow
from dsl_desk.domain.questions import Question
from dsl_desk.domain.record import Record, RoadEntry
from dsl_desk.domain.spelling import same_council
from dsl_desk.domain.when import local, short_date
from dsl_desk.errors import KnownProblem
from dsl_desk.pathways.archive import from_bytes
from dsl_desk.pathways.loader import load
from dsl_desk.pathways.model import Pathway
from dsl_desk.pathways.pack import Pack
from dsl_desk.pathways.progress import StepState, progress
from dsl_desk.pathways.referrals import ReferralState
from dsl_desk.pathways.referrals import referrals as referrals_of
from dsl_desk.pathways.what_is_known import facts_of
from dsl_desk.store import children as stored_children
from dsl_desk.store import chronology, concerns, desk_tables, referrals
from dsl_desk.store.work import Read

WRITTEN_COPY = "written_copy"
_ITEM_WORDS = {
    "review": "Look at it again", WRITTEN_COPY: "Written copy", "next_date": "Next date",
    "waiting": "Parents to be told",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ConcernFile:
    """`lines` holds every version in order of recording; `steps` says for each step what is asked and why."""

    row: ConcernRow
    lines: tuple[Line, ...]
    children: tuple[tuple[str, str, Child], ...]  # (id, role, newest snapshot)
    adults: tuple[tuple[str, Adult], ...]  # those it is about, in a vault about adults
    pack: Pack
    pathways: tuple[Pathway, ...]
    record: Record
    facts: Facts
    steps: tuple[StepState, ...]
    referrals: tuple[ReferralRow, ...]
    referral_states: tuple[ReferralState, ...]
    open_items: tuple[OpenItem, ...]

    def standing(self, kind: str) -> list[Entry]:
        """The entries of that kind that count, oldest first: newest versions, withdrawn ones left out."""
        ids = [entry.id for entry in self.record.of_kind(kind)]
        by_id = {line.entry.header.id: line.entry for line in self.lines}
        return [by_id[entry_id] for entry_id in ids if entry_id in by_id]

    @property
    def elsewhere(self) -> tuple[str, ...]:
        """The other councils where its children live; "" where they live elsewhere and nobody said in which."""
        ours = self.pack.authority
        told = (child.authority for _, _, child in self.children if child.authority and ours)
        named = tuple(dict.fromkeys(one for one in told if not same_council(one, ours)))
        return named or (("",) if self.facts.value("lives_elsewhere") == YES else ())


def concern_file(read: Read, desk: Desk, concern_id: str) -> ConcernFile:
    """The file of one concern. KnownProblem when there is none, or this person may not see it."""
    row = concerns.row(read, concern_id)
    if row is None:
        raise KnownProblem(NOT_HERE)
    made = tuple(referrals.of_concern(read, concern_id))
    lines = _lines(read, concern_id, made)
    pack, pathways = _roads(read, desk, concern_id)
    record = _record(pack, lines, made)
    snapshots = ((child, role, stored_children.child(read, child)) for child, _, role in row.children)
    children = tuple((child, role, snapshot) for child, role, snapshot in snapshots if snapshot is not None)
    about = ((adult, stored_children.adult(read, adult)) for adult, _ in row.adults)
    adults = tuple((adult, snapshot) for adult, snapshot in about if snapshot is not None)
    now = desk.clock()
    on_file = tuple(_on_file(child_id, child, pack) for child_id, _, child in children)
    facts = facts_of(pack, record, on_file, desk.calendar, now)
    states = referrals_of(pack, record, desk.calendar, now)
    return ConcernFile(
        row=row, lines=lines, children=children, adults=adults, pack=pack, pathways=pathways, record=record,
        facts=facts, steps=progress(pathways, record, facts, desk.calendar, now), referrals=made,
        referral_states=states, open_items=_open_items(read, concern_id, states),
    )  # fmt: skip


def item_words(pack: Pack, one: OpenItem) -> str:
    """What an open item is called: its own words, or what it is; of a review, what is looked at again."""
    words = _ITEM_WORDS.get(one.kind, one.kind.replace("_", " ").capitalize())
    if one.kind == "review":
        return f"{words}: {one.what or pack.label('entry_kinds', one.source_kind).lower()}"
    return one.what or words


def newest_answer(
    standing: Callable[[str], list[Entry]], pack: Pack, name: str
) -> tuple[Entry | None, Question | None, Any]:
    """The newest entry of the step in "step.question" that answers it, the question, and its answer."""
    step_id, _, question_id = name.partition(".")
    step = pack.steps.get(step_id)
    question = None
    for kind in step.entry_kinds if step else ():
        question = pack.question(kind, question_id, step)
        for entry in reversed(standing(kind)):
            body = entry.body
            if body is None or body.step != step_id:
                continue
            value = body.not_known.get(question_id) or body.answers.get(question_id) or getattr(body, question_id, "")
            return entry, question, value
    return None, question, ""


def _open_items(read: Read, concern_id: str, states: tuple[ReferralState, ...]) -> tuple[OpenItem, ...]:
    """What waits. A written copy waits by the pack's clock too, and until it is sent or said to be not needed."""
    kept = tuple(one for one in referrals.open_items(read, concern=concern_id) if one.kind != WRITTEN_COPY)
    copies = (
        OpenItem(
            id=f"{state.referral}:{WRITTEN_COPY}", root=state.begun.first_version, concern=concern_id,
            kind=WRITTEN_COPY, what=f"Written copy to {state.to_name}" if state.to_name else "", who="",
            due=state.written_due.at, due_precision="exact", source_kind=state.begun.kind, referral=state.referral,
            begun=state.written is not None,
        )
        for state in states
        if state.written_due is not None
    )  # fmt: skip
    return (*kept, *copies)


def _lines(read: Read, concern_id: str, made: tuple[ReferralRow, ...]) -> tuple[Line, ...]:
    """The concern's own entries, and those of its referrals that were written on another concern they rest on."""
    lines = {line.entry.header.id: line for line in chronology.of_concern(read, concern_id, evidence=True)}
    for referral in made:
        for other in referral.concerns:
            if other == concern_id:
                continue
            for line in chronology.of_concern(read, other, evidence=True):
                if getattr(line.entry.body, "referral", "") == referral.id:
                    lines.setdefault(line.entry.header.id, line)
        for entry in referral.rest:
            if entry.header.kind == "referral_made":
                lines.setdefault(entry.header.id, Line(entry=entry))
    return tuple(sorted(lines.values(), key=lambda line: line.entry.seq))


def _record(pack: Pack, lines: tuple[Line, ...], made: tuple[ReferralRow, ...]) -> Record:
    """What the rules read: the lines, and when a referral was written, chased and answered though no line says so."""
    entries = {line.entry.header.id: line.entry for line in lines if line.entry.body is not None}
    for referral in made:
        entries = {one.header.id: one for one in referral.rest} | entries
    return Record(tuple(road_entry(one, pack) for one in sorted(entries.values(), key=lambda one: one.seq)))


def road_entry(entry: Entry, pack: Pack) -> RoadEntry:
    """An entry as the rules read it: core fields, extras and "not known" in one flat dict."""
    header = entry.header
    plain: dict[str, Any] = msgspec.to_builtins(entry.body)
    answers = {**plain, **plain.pop("answers", {})}
    answers.update(answers.pop("not_known", {}) or {})
    answers["children"] = [{"child": one.id, "role": one.role} for one in header.subjects if one.kind == "child"]
    answers["adults"] = [one.id for one in header.subjects if one.kind == "adult"]
    happened = event_time(entry.body).moment
    said = local(happened or header.recorded_at)
    label = pack.label("entry_kinds", header.kind)
    return RoadEntry(
        id=header.id, seq=entry.seq, kind=header.kind, step=answers.get("step") or _step_making(pack, header.kind),
        reference=header.reference or f"{label}, {short_date(said.date())} {said:%H:%M}", answers=answers,
        happened=happened, recorded_at=header.recorded_at, author=header.author, amended=header.amends is not None,
        root=header.root, road=answers.get("road") or "",
    )  # fmt: skip


def _step_making(pack: Pack, kind: str) -> str:
    try:
        return pack.step_of_kind(kind).id
    except KeyError:
        return ""


def _roads(read: Read, desk: Desk, concern_id: str) -> tuple[Pack, tuple[Pathway, ...]]:
    """The pathways walked, each from the edition it is pinned to.

    The first one's pack words the forms; what a road of another edition names beside it is added.
    """
    started = concerns.roads(read, concern_id)
    if not started:
        return desk.pack, (desk.pack.pathway(desk.pack.base),)
    pinned = dict(started)  # a road that goes on with a newer edition was started again
    packs = {
        digest: desk.pack if digest == desk.pack.digest else kept_pack(read, digest)
        for _, digest in (*pinned.items(), *started)
    }
    first, *others = packs.values()
    newer = [] if first is desk.pack else [desk.pack]  # has the words of what an old edition does not know yet
    return _with_words_of(first, [*others, *newer]), tuple(
        packs[digest].pathway(pathway) for pathway, digest in pinned.items()
    )


def _with_words_of(pack: Pack, others: list[Pack]) -> Pack:
    for other in others:
        pack = replace(
            pack, cards={**other.cards, **pack.cards}, contacts={**other.contacts, **pack.contacts},
            core={**other.core, **pack.core}, documents={**other.documents, **pack.documents},
            pathways={**other.pathways, **pack.pathways},
        )  # fmt: skip
    return pack


def kept_pack(read: Read, digest: str) -> Pack:
    """An edition kept in the vault, from this same read: one connection, so none begins inside another."""
    return _loaded(desk_tables.pack_bytes(read, digest), read.vault.kind)


@lru_cache(maxsize=8)  # an edition never changes, and loading one takes longer than reading a concern
def _loaded(content: bytes, vault: str) -> Pack:
    return load(from_bytes(content), vault)


def _on_file(child_id: str, child: Child, pack: Pack) -> ChildOnFile:
    worker = child.worker.kind if child.worker else ""
    authority = child.authority or (pack.authority if child.address else "")
    return ChildOnFile(id=child_id, born=child.born, authority=authority, worker=worker)
