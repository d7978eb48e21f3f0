"""Small acts on a concern, from a small form's answers to the verb that seals them. Plain Python."""

from __future__ import annotations

import msgspec

from dsl_desk.casework import amend, follow_up, linking, restricting, roads
from dsl_desk.casework.desk import Desk, Sealed
from dsl_desk.casework.restricting import Viewers
from dsl_desk.domain.questions import NOT_APPLICABLE, NOT_KNOWN, Answers, Choice, Need, Question, QuestionType
from dsl_desk.domain.when import When

EVERYBODY, ONLY = "everybody", "only"
TITLES = {
    "withdrawn": "Set this entry aside", "reopened": "Open this concern again", "agreement": "A second person's word",
    "review": "What did you find?", "task_done": "It will not be done", "access": "Who may see this concern",
    "road": "Walk another road as well", "no_road": "Why is this road not walked?",
    "link": "From which concern does this one follow on?",
}  # fmt: skip
SEALS = {
    "withdrawn": "Set aside", "reopened": "Open it again", "agreement": "Seal this word", "review": "Seal this review",
    "task_done": "Seal: not done", "access": "Set who may see it",
    "road": "Begin this road", "no_road": "Seal: not this road",
    "link": "Seal the link",
}  # fmt: skip


def questions_of(desk: Desk, kind: str, named: tuple[tuple[str, str], ...] = ()) -> tuple[Question, ...]:
    """What the small form asks. `named`: (id, name) of the roads that could be chosen."""
    if kind == "road":
        return (
            Question(
                id="road", label="Which road?", type=QuestionType.CHOICE, need=Need.REQUIRED,
                choices=tuple(Choice(value=one, label=label) for one, label in named),
                hint="The roads run side by side, on the same file. Nothing that was sealed changes.",
            ),
            Question(id="why", label="Why", type=QuestionType.TEXT),
        )  # fmt: skip
    if kind == "link":
        choices = tuple(Choice(value=one, label=label) for one, label in named)
        hint = "Both concerns show it. None ticked: it follows on from none."
        return (
            Question(id="earlier", label="Earlier concerns", type=QuestionType.CHOICES, choices=choices, hint=hint),
        )
    if kind in ("task_done", "no_road"):
        return (Question(id="why", label="Why not?", type=QuestionType.TEXT, need=Need.REQUIRED),)
    return desk.pack.questions(kind)


def questions_of_viewers(found: Viewers) -> tuple[tuple[Question, ...], Answers]:
    """Who may see a concern: what is asked, and what stands now."""
    listed: dict[str, tuple[str, ...]] = {"who": (ONLY,)}
    note = (
        f" {_any(found.shared)} rests on it too: who is not named sees only that it was made, to whom and its times."
        if found.shared
        else ""
    )
    asked = (
        Question(
            id="who", label="Who may see it?", type=QuestionType.CHOICE, need=Need.REQUIRED,
            choices=(
                Choice(value=EVERYBODY, label="Everybody who signs in", note="What was written meanwhile, too."),
                Choice(value=ONLY, label="Only named people, and I",
                       note="To the others it is as if it were not there: no line, no count, nothing to find."),
            ),
        ),
        Question(
            id="may_see", label="Who besides you?", type=QuestionType.CHOICES, show_when=(listed,),
            choices=tuple(Choice(value=one, label=name) for one, name in found.others),
            hint=f"Leave out whoever it touches. Somebody should be able to act while you are away.{note}",
        ),
        Question(id="why", label="Why", type=QuestionType.TEXT, need=Need.REQUIRED,
                 hint="Read by those who can see the concern."),
    )  # fmt: skip
    if found.listed is None:
        return asked, {}
    return asked, {"who": ONLY, "may_see": [one for one, _ in found.others if one in found.listed]}


def _any(references: tuple[str, ...]) -> str:
    return f"Referral {' and '.join(references)}"


def seal(desk: Desk, kind: str, of: str, answers: Answers) -> Sealed:
    """Seals a small act. `of`: the entry, item or concern it is about. Raises what its verb raises."""
    told = {key: value for key, value in answers.items() if value not in (NOT_KNOWN, NOT_APPLICABLE)}
    happened = msgspec.convert(told["happened"], When) if told.get("happened") else None
    match kind:
        case "withdrawn":
            return amend.withdraw(desk, of, told.get("why", ""), told.get("note", ""))
        case "reopened":
            return follow_up.reopen(desk, of, told.get("why", ""))
        case "agreement":
            return follow_up.agree(
                desk, of, told.get("agrees") == "agree", told.get("comment", ""),
                by_phone_with=told.get("by_name", "") if told.get("how") == "by_phone" else "",
                by_role=told.get("by_role", ""), happened=happened,
            )  # fmt: skip
        case "review":
            return follow_up.review(desk, of, answers)
        case "road":
            return roads.start_road(desk, of, told.get("road", ""), told.get("why", ""))
        case "link":
            return linking.follow_on(desk, of, tuple(told.get("earlier") or ()))
        case "access":
            chosen = None if told.get("who") == EVERYBODY else tuple(told.get("may_see") or ())
            return restricting.restrict(desk, of, chosen, told.get("why", ""))
        case _:
            return follow_up.finish(desk, of, done=False, why=told.get("why", ""))
