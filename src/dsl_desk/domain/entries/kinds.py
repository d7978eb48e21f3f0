"""The register of kinds: name, version, body."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from dsl_desk.domain.entries import attachment, concern, desk, follow_up, people, referral
from dsl_desk.domain.entries.step_body import StepBody
from dsl_desk.domain.when import NOT_KNOWN, When

# Any of the frozen dataclasses below; `kind_of` refuses everything else.
Body = Any


@dataclass(frozen=True)
class Kind:
    name: str
    version: int
    body: type


KINDS: dict[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind("concern", 1, concern.Concern),
        Kind("urgency", 1, concern.Urgency),
        Kind("advice", 1, concern.Advice),
        Kind("assessment", 1, concern.Assessment),
        Kind("parents", 1, concern.Parents),
        Kind("decision", 1, concern.Decision),
        Kind("agreement", 1, concern.Agreement),
        Kind("road_started", 1, concern.RoadStarted),
        Kind("edition_looked", 1, concern.EditionLooked),
        Kind("left_out", 1, concern.LeftOut),
        Kind("closed", 1, concern.Closed),
        Kind("reopened", 1, concern.Reopened),
        Kind("note", 1, concern.Note),
        Kind("attachment", 1, attachment.Attachment),
        Kind("withdrawn", 1, concern.Withdrawn),
        Kind("referral_made", 1, referral.ReferralMade),
        Kind("referral_written", 1, referral.ReferralWritten),
        Kind("reply", 1, referral.Reply),
        Kind("chase", 1, referral.Chase),
        Kind("task", 1, follow_up.Task),
        Kind("task_done", 1, follow_up.TaskDone),
        Kind("plan", 1, follow_up.Plan),
        Kind("review", 1, follow_up.Review),
        Kind("child", 1, people.Child),
        Kind("adult", 1, people.Adult),
        Kind("relation", 1, people.Relation),
        Kind("merged", 1, people.Merged),
        Kind("imported", 1, people.Imported),
        Kind("person_admitted", 1, desk.PersonAdmitted),
        Kind("person_left", 1, desk.PersonLeft),
        Kind("access_set", 1, desk.AccessSet),
        Kind("opened", 1, desk.Opened),
        Kind("exported", 1, desk.Exported),
        Kind("export_done", 1, desk.ExportDone),
        Kind("export_failed", 1, desk.ExportFailed),
        Kind("printed", 1, desk.Printed),
        Kind("contact_edited", 1, desk.ContactEdited),
        Kind("contact_checked", 1, desk.ContactChecked),
        Kind("setting", 1, desk.Setting),
        Kind("pack_loaded", 1, desk.PackLoaded),
        Kind("vault_renewed", 1, desk.VaultRenewed),
        Kind("restored", 1, desk.Restored),
        Kind("backup_made", 1, desk.BackupMade),
        Kind("disposed", 1, desk.Disposed),
    )
}

# What signatures, restrictions and disposals themselves rest on: disposing of these would unmake the proof.
NEVER_DISPOSED = frozenset({"person_admitted", "person_left", "access_set", "disposed"})

_BY_BODY = {kind.body: kind for kind in KINDS.values()}


def kind_of(body: Body) -> Kind:
    """The kind of this body. KeyError when it is no body at all."""
    return _BY_BODY[type(body)]


def event_time(body: Body) -> When:
    """When the thing itself happened: noticed for a concern, else `happened`; not known for the rest."""
    if isinstance(body, concern.Concern):
        return body.noticed
    return body.happened if isinstance(body, StepBody) else NOT_KNOWN
