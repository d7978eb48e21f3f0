"""What the concern screen knows. Plain Python."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from dsl_desk.casework.desk import Desk
from dsl_desk.casework.drafts import Draft
from dsl_desk.casework.look_up.check_answers import CheckRow
from dsl_desk.casework.look_up.concern import ConcernPage
from dsl_desk.casework.look_up.look_back import LookedBack
from dsl_desk.casework.look_up.step import StepForm
from dsl_desk.casework.roads import RoadOffer
from dsl_desk.domain.access import Act, may
from dsl_desk.domain.questions import Answers, QuestionType
from dsl_desk.domain.when import When, local
from dsl_desk.pathways.contacts import CallLine

# Judgements are looked through once more before they are sealed; notes and calls are not.
CHECKED = frozenset({"concern", "urgency", "decision", "referral_written", "closed"})
SEAL_WORDS = {
    "concern": "Seal this record", "urgency": "Seal how urgent it is", "advice": "Seal this advice",
    "parents": "Seal this conversation", "decision": "Seal this decision", "referral_made": "Seal: referral made",
    "referral_written": "Seal the written copy", "reply": "Seal what came back", "chase": "Seal this call",
    "plan": "Seal this support", "review": "Seal this review", "note": "Seal this note", "task": "Seal this task",
    "closed": "Close this concern",
    "assessment": "Seal these answers",
}  # fmt: skip
NO_ANSWER = "no_answer"


@dataclass(frozen=True, kw_only=True)
class StepState:
    """The step in hand. `page`: form or check. `amends`: the entry a new version is written of. `begun`: its form is
    open although the step was done before. `looked`: what looking back shows, where this step asks for it."""

    form: StepForm | None = None
    page: str = "form"
    rows: tuple[CheckRow, ...] = ()
    looked: tuple[LookedBack, ...] = ()
    amends: str = ""
    begun: bool = False
    busy: bool = False
    may_work: bool = True

    @property
    def kind(self) -> str:
        return self.form.kind if self.form else ""

    @property
    def shows_form(self) -> bool:
        """A step already done shows what was sealed; its form opens when it is to be done again."""
        if self.form is None or not self.may_work:
            return False
        done = any(row.kind == self.kind for row in self.form.made)
        return bool(self.amends or self.begun or (not done and self.kind != "concern"))

    @property
    def may_begin(self) -> bool:
        """Whether this step can be done once more."""
        once = self.kind == "concern" or (self.kind == "closed" and not (self.form and self.form.refused))
        return self.form is not None and self.may_work and not self.shows_form and not once


@dataclass(frozen=True, kw_only=True)
class ConcernState:
    page: ConcernPage | None = None
    step: StepState = field(default_factory=StepState)
    may_work: bool = True
    may_agree: bool = True
    may_restrict: bool = True
    may_mark: bool = True


def begun_by(desk: Desk) -> ConcernState:
    """What this person's role may do in this vault; what it may not is not shown."""
    works, agrees, restricts, marks = (
        may(desk.me.role, act, desk.vault.kind) for act in (Act.CASEWORK, Act.AGREE, Act.RESTRICT, Act.CONTACTS)
    )
    return ConcernState(may_work=works, may_agree=agrees, may_restrict=restricts, may_mark=marks)


def roads_offered(state: ConcernState) -> tuple[RoadOffer, ...]:
    """The roads this person may begin here."""
    page = state.page
    return page.offers if page is not None and page.state == "open" and state.may_work else ()


def links_offered(state: ConcernState) -> tuple[tuple[tuple[str, str], ...], dict[str, list[str]]]:
    """((id, words) of the concerns this one could follow on from, those that it does as the form holds them)."""
    found = state.page.others if state.page is not None else ()
    return tuple((one.id, one.label) for one in found), {"earlier": [one.id for one in found if one.follows]}


def draft_form(form: StepForm, amends: str = "") -> dict[str, str]:
    """How a draft of this step is found again."""
    found = {
        "screen": "concern",
        "concern": form.concern,
        "step": form.step,
        "kind": form.kind,
        "referral": form.referral,
    }
    return {**found, "amends": amends} if amends else found


def draft_for(drafts: Sequence[Draft], form: StepForm, amends: str = "") -> Draft | None:
    """The newest unfinished one of this very form."""
    wanted = draft_form(form, amends)
    return next((one for one in drafts if one.form == wanted), None)


def act_words(form: StepForm, *, check: bool) -> str:
    """What the primary button says: the act, or that it is looked through first."""
    if check and form.kind in CHECKED:
        return "Check your answers"
    return SEAL_WORDS.get(form.kind, "Seal this entry")


def of_referral(form: StepForm) -> bool:
    """Whether what is written belongs to one of several referrals."""
    return form.kind in ("referral_made", "referral_written", "reply", "chase")


def writes_to_them(form: StepForm) -> bool:
    """Whether its words can be sent as they stand: they name the referral and the children."""
    return form.kind == "chase" and bool(form.referral)


def may_be_new(form: StepForm) -> bool:
    return form.kind == "referral_made"


def asks(form: StepForm, type: QuestionType) -> str:
    """The first question of this type, or ""."""
    return next((question.id for question in form.questions if question.type is type), "")


def ringing(form: StepForm, role: str, now: datetime) -> Answers:
    """What "I am ringing" answers by itself: whom, how and since when. Only what this form asks."""
    asked = {question.id: question for question in form.questions}
    contact = asks(form, QuestionType.CONTACT)
    found: Answers = {}
    if contact:
        known = {row[0] for row in form.options.get("contact", ())}
        line = next((one for one in form.calls if one.role == role), None)
        found[contact] = role if role in known else line.name if line else role
    if contact and "happened" in asked:
        found["happened"] = moment(now)
    if contact and "how" in asked and any(choice.value == "phone" for choice in asked["how"].choices):
        found["how"] = "phone"
    return found


def has_no_answer(form: StepForm | None) -> bool:
    """Whether "No answer" is a result this form knows."""
    questions = form.questions if form else ()
    return any(one.id == "result" and any(c.value == NO_ANSWER for c in one.choices) for one in questions) and bool(
        form and asks(form, QuestionType.CONTACT)
    )


def no_answer(form: StepForm, held: Answers, now: datetime) -> Answers:
    """An attempt that nobody answered: whom, when, and that."""
    contact = asks(form, QuestionType.CONTACT)
    kept = {key: held[key] for key in (contact, "happened") if key in held}
    return {"happened": moment(now), **kept, "result": NO_ANSWER}


def call_note(line: CallLine) -> str:
    """When this line is rung and who else is told; or what is missing of it."""
    return ". ".join(part for part in (line.why_now, line.tell) if part) if line.number else line.note


def next_call(calls: Sequence[CallLine], role: str) -> CallLine | None:
    """Whom to ring after nobody answered there: who stands in for them, else the next that is open by the clock."""
    stands_in = next((line.unanswered for line in calls if line.role == role), "")
    for line in calls:
        if stands_in and line.role == stands_in and line.number:
            return line
    open_ones = [line for line in calls if line.number and line.open_now]
    at = next((number for number, line in enumerate(open_ones) if line.role == role), -1)
    return open_ones[at + 1] if at + 1 < len(open_ones) else None


def moment(now: datetime) -> dict[str, Any]:
    """A time as a form holds it, to the minute."""
    when = When.at(local(now).replace(second=0, microsecond=0))
    return {
        "start": when.start.isoformat() if when.start else None, "end": None, "precision": when.precision.value,
        "as_said": "",
    }  # fmt: skip


def may_reopen(state: ConcernState) -> bool:
    """Closed, or its closing waits for a second person, or they did not agree: one may go on with it."""
    page = state.page
    return state.may_work and page is not None and (page.state == "closed" or any(x.closing for x in page.agreements))


def closed_tag(page: ConcernPage) -> tuple[str, str]:
    """Words and tone beside the level."""
    if page.state == "closed":
        return "Closed", "neutral"
    closing = next((one for one in page.agreements if one.closing), None)
    if closing is None:
        return "", "neutral"
    return ("Closing not agreed", "danger") if closing.standing == "disagreed" else ("Closing waits", "warn")


def header_line(page: ConcernPage) -> str:
    return f"Concern {page.reference} · {page.roads}"


def children_line(page: ConcernPage) -> str:
    """Everybody in it with their part, where there are several."""
    if len(page.children) < 2 and not page.adults:
        return ""
    return "; ".join(f"{name}: {role.lower()}" for _, name, role in page.children)


def viewers_line(page: ConcernPage) -> str:
    """Who may see it and why, where not everybody may."""
    if page.viewers is None:
        return ""
    why = f" {page.restricted_why.rstrip('.')}." if page.restricted_why else ""
    return f"Can be seen only by {' and '.join(page.viewers)}.{why}"
