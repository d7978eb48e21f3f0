"""Who may see a concern: everybody who signs in, or named people. To anybody else it is as if it were not there."""

from __future__ import annotations

from dataclasses import dataclass

from dsl_desk.casework.answer_words import in_a_row
from dsl_desk.casework.concern_file import concern_file
from dsl_desk.casework.desk import Desk, Sealed, allow
from dsl_desk.casework.sealing import new_id, seal_in, sealed
from dsl_desk.domain.access import Act, Role, may
from dsl_desk.domain.entries.desk import AccessSet
from dsl_desk.domain.lists import DeskPerson
from dsl_desk.domain.questions import Answers, Choice, Condition, Need, Question, QuestionType
from dsl_desk.errors import Bug, CannotSeal, NotAllowed
from dsl_desk.store import concerns, desk_tables, referrals
from dsl_desk.store.work import Read, Work, open_read, open_work

ONLY_NAMED, MAY_SEE, WHY_KEPT = "only_named", "may_see", "why_kept"  # what a new record asks, besides its pack
_GROUP = "Who may see it"


@dataclass(frozen=True, kw_only=True)
class Viewers:
    """Who may see a concern now. `listed`: ids, or None for everybody. `others`: (id, name) of who else signs in.

    `shared`: references of referrals that rest on other concerns too; off the list they are seen there to have been
    made, and no word of what was told.
    """

    listed: tuple[str, ...] | None
    others: tuple[tuple[str, str], ...]
    shared: tuple[str, ...]


def viewers(desk: Desk, concern: str) -> Viewers:
    """KnownProblem when there is no such concern, or this person may not see it."""
    with open_read(desk.vault) as read:
        concern_file(read, desk, concern)
        sent = referrals.of_concern(read, concern)
        listed = concerns.viewers(read, concern)
        others = tuple((one.id, one.name) for one in _who_sign_in(read) if one.id != desk.me.id)
    return Viewers(listed=listed, others=others, shared=tuple(one.reference for one in sent if len(one.concerns) > 1))


def restrict(desk: Desk, concern: str, may_see: tuple[str, ...] | None, why: str) -> Sealed:
    """Let only these people see a concern, or everybody again (None). Whoever sets it goes on seeing it.

    Raises CannotSeal without a reason, KnownProblem for a concern that this person may not see.
    """
    allow(desk, Act.RESTRICT)
    if not why.strip():
        raise CannotSeal([("why", "Write why. Only those who can see the concern can read it.")])
    named = None if may_see is None else tuple(sorted({*may_see, desk.me.id}))
    with open_work(desk.vault, desk.clock()) as work:
        concern_file(work, desk, concern)
        people = {one.id: one.name for one in _who_sign_in(work)}
        if named is not None and not set(named) <= people.keys():
            raise Bug("viewer")
        entry = seal_in(
            work, desk, AccessSet(concern=concern, may_see=named, why=why), draft_id=new_id(), concerns=(concern,),
            subjects=(), may_see=named,
        )  # fmt: skip
        work.commit()
    return sealed(entry, _tell(named, people, desk.me.id))


def keeping_questions(read: Read, desk: Desk) -> tuple[Question, ...]:
    """What a new record asks of whoever may restrict it: one tick, and more only once it is there. Never needed."""
    others = [one for one in _who_sign_in(read) if one.id != desk.me.id]
    if not others or not may(desk.me.role, Act.RESTRICT, desk.vault.kind):
        return ()
    ticked: Condition = ({ONLY_NAMED: ("true",)},)
    return (
        Question(
            id=ONLY_NAMED, label="Only named people may see this", type=QuestionType.TICK, group=_GROUP,
            hint="To the others it is as if it were not there, from the first moment. A child put on file for it stays "
            "on file for everybody: write nothing of this there.",
        ),
        Question(
            id=MAY_SEE, label="Who besides you?", type=QuestionType.CHOICES, group=_GROUP, show_when=ticked,
            choices=tuple(Choice(value=one.id, label=one.name) for one in others),
            hint="Leave out whoever it touches. Somebody should be able to act while you are away.",
        ),
        Question(
            id=WHY_KEPT, label="Why is it kept to them?", type=QuestionType.TEXT, group=_GROUP, show_when=ticked,
            need=Need.REQUIRED, hint="Read by those who can see it.",
        ),
    )  # fmt: skip


def named_in(read: Read, desk: Desk, answers: Answers) -> tuple[str, ...] | None:
    """Whom a new record's answers name, with whoever writes it; None: everybody who signs in.

    Raises CannotSeal without a reason, or for somebody who does not sign in any more.
    """
    if answers.get(ONLY_NAMED) is not True:
        return None
    allow(desk, Act.RESTRICT)
    if not str(answers.get(WHY_KEPT) or "").strip():
        raise CannotSeal([(WHY_KEPT, "Write why. Only those who can see the concern can read it.")])
    named = {*(answers.get(MAY_SEE) or ()), desk.me.id}
    if not named <= {one.id for one in _who_sign_in(read)}:
        raise CannotSeal([(MAY_SEE, "Somebody named here does not sign in any more. Choose again. Nothing was lost.")])
    return tuple(sorted(named))


def seal_kept(work: Work, desk: Desk, concern: str, named: tuple[str, ...], answers: Answers) -> str:
    """Why a concern that was just sealed is kept to these people, in its own transaction; what is to be said aloud."""
    body = AccessSet(concern=concern, may_see=named, why=str(answers[WHY_KEPT]))
    seal_in(work, desk, body, draft_id=new_id(), concerns=(concern,), subjects=(), may_see=named)
    return _tell(named, {one.id: one.name for one in _who_sign_in(work)}, desk.me.id)


def refuse_last_viewer(desk: Desk, person: DeskPerson) -> None:
    """NotAllowed while part of the record would be left with nobody who may work on it. Says neither what nor where."""
    with open_read(desk.vault) as read:
        stay = [one for one in _who_sign_in(read) if one.id != person.id]
        working = {one.id for one in stay if may(one.role, Act.CASEWORK, desk.vault.kind)}
        held = concerns.lists_with(read, person.id)
    if any(not working & names for names in held):
        raise NotAllowed(
            f"{person.name} alone can work on part of the record. Ask {person.name} to let a second person see it "
            "first (“Who may see it…”). If that is not possible, open the desk with the recovery kit in that name. "
            "Nothing was changed."
        )


def _tell(named: tuple[str, ...] | None, people: dict[str, str], me: str) -> str:
    """What is still to be said aloud: nobody is told by the program."""
    if named is None:
        return "Everybody who signs in can see this concern again."
    others = [people[one] for one in named if one != me]
    if not others:
        return "Only you can see this concern now. If you are away, nobody can: think of a second person."
    listed = in_a_row(others)
    return f"Only you and {listed} can see this concern now. Tell {listed}: the program does not."


def _who_sign_in(read: Read) -> list[DeskPerson]:
    return [one for one in desk_tables.people(read) if not one.left and one.role != Role.RECOVERY_KIT]
