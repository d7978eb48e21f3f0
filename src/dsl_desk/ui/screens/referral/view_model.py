"""What the referral screen knows. Plain Python."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from dsl_desk.casework import prefill
from dsl_desk.casework.amend import amend
from dsl_desk.casework.check_page import CheckPage
from dsl_desk.casework.desk import Desk, Sealed
from dsl_desk.casework.drafts import new_id
from dsl_desk.casework.referral import Clock, Part, ReferralPage, Standing
from dsl_desk.domain.access import Act, may
from dsl_desk.domain.lists import ExportRow
from dsl_desk.domain.questions import Answers, Choice, Need, Question, QuestionType
from dsl_desk.domain.when import local, long_moment, short_date
from dsl_desk.errors import KnownProblem

TONES = {
    Standing.BEING_WRITTEN: "neutral", Standing.MADE: "warn", Standing.SENT: "accent", Standing.ACKNOWLEDGED: "accent",
    Standing.DECIDED: "ok", Standing.WITHDRAWN: "neutral",
}  # fmt: skip
_SENT = "written_copy"  # the question whose group says what became of the written copy
EXPORT_QUESTIONS = (
    Question(id="recipient", label="Who receives it", type=QuestionType.TEXT, need=Need.REQUIRED),
    Question(id="reason", label="Why it leaves", type=QuestionType.TEXT, need=Need.REQUIRED),
    Question(
        id="protected", label="How is it protected?", type=QuestionType.CHOICE, need=Need.REQUIRED,
        choices=(
            Choice(value="yes", label="With a passphrase", note="One is made, shown once and kept in the register."),
            Choice(value="no", label="Not protected", note="Anybody who has the file can read it."),
        ),
    ),
)  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class ReferralScreenState:
    """`check`: what would leave as it stands; as chosen here `masks`, who is named or masked, and `files`, which go."""

    page: ReferralPage | None = None
    check: CheckPage | None = None
    masks: dict[str, str] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    may_work: bool = True
    may_export: bool = True
    working: bool = False


def begun_by(desk: Desk) -> ReferralScreenState:
    works, exports = (may(desk.me.role, act, desk.vault.kind) for act in (Act.CASEWORK, Act.EXPORT))
    return ReferralScreenState(may_work=works, may_export=exports)


def moment(at: datetime | None) -> str:
    if at is None:
        return ""
    there = local(at)
    return f"{there:%a} {short_date(there.date())} {there:%H:%M}"


def clock_line(clock: Clock) -> str:
    """Until when, and where that comes from."""
    until = f"{'Was due' if clock.overdue else 'By'} {moment(clock.at)}" if clock.at else "No time given"
    between = ", " if clock.note[:1].islower() else ". "
    return f"{until}{between}{clock.note}".rstrip("., ") + "."


def clock_tag(clock: Clock) -> tuple[str, str]:
    if clock.overdue:
        return ("Overdue", "danger")
    if clock.promised:
        return ("Promised", "accent")
    return ("By law", "neutral") if clock.statutory else ("", "neutral")


def part_head(part: Part) -> str:
    return f"{part.when} · {part.told.kind_label}"


def export_line(row: ExportRow) -> str:
    how = "with a passphrase" if row.protected else "not protected"
    return f"To {row.recipient} · {row.reason} · {long_moment(row.recorded_at)}, {how}"


def export_tag(row: ExportRow) -> tuple[str, str]:
    """Prepared and never finished stays in sight."""
    return {"done": ("Done", "ok"), "failed": ("Failed", "danger")}.get(row.state, ("Prepared, not finished", "warn"))


def file_line(name: str, digest: str) -> str:
    """A file that went with it, and by which digest it is known again."""
    eights = " ".join(digest[at : at + 8] for at in range(0, len(digest), 8))
    return f"With it {name}, SHA-256 {eights}"


def written(page: ReferralPage) -> Part | None:
    """The newest written copy, or None."""
    return next((part for part in reversed(page.parts) if part.entry.header.kind == "referral_written"), None)


def first_concern(page: ReferralPage) -> str:
    return page.concerns[0][0] if page.concerns else ""


def sent_questions(desk: Desk) -> tuple[Question, ...]:
    """What is asked once it has left: the written copy's own last group."""
    questions = desk.pack.questions("referral_written", desk.pack.step_of_kind("referral_written"))
    group = next((one.group for one in questions if one.id == _SENT), "")
    return tuple(one for one in questions if one.group == group)


def seal_sent(desk: Desk, page: ReferralPage, answers: Answers) -> Sealed:
    """What became of the written copy, as a new version of it."""
    part = written(page)
    if part is None:
        raise KnownProblem("There is no written copy yet. Write it first. Nothing was changed.")
    before = prefill.answers_of(part.entry)
    theirs = {question.id for question in sent_questions(desk)}
    kept: dict[str, Any] = {key: value for key, value in before.items() if key not in theirs}
    return amend(desk, part.entry.header.root, new_id(), kept | answers)


def named(check: CheckPage) -> dict[str, str]:
    """Who is named and who is masked on these pages."""
    return {one.child: "masked" if one.masked else "named" for one in check.shown}


def pages_words(count: int) -> str:
    return "1 page" if count == 1 else f"{count} pages"
