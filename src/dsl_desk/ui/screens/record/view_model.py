"""What the record screen knows. Plain Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dsl_desk.casework.desk import Sealed
from dsl_desk.casework.drafts import Draft
from dsl_desk.casework.look_up.check_answers import CheckRow
from dsl_desk.casework.look_up.concern import CardWords
from dsl_desk.casework.look_up.step import StepForm
from dsl_desk.casework.restricting import ONLY_NAMED
from dsl_desk.domain.questions import Answers, QuestionType
from dsl_desk.domain.when import local, long_moment
from dsl_desk.pathways.pack import Pack

_CRUMB = {"form": "New record", "check": "New record · not sealed yet", "sealed": "Sealed"}
_FIRST_WORDS = 8  # enough to know it again
ASIDE = (QuestionType.PEOPLE_OF_WORRY,)


@dataclass(frozen=True, kw_only=True)
class RecordState:
    """`page`: form, check or sealed. `others`: unfinished records that can be gone on with. `stop`: the card that
    keeps this out of this vault's record."""

    page: str = "form"
    form: StepForm | None = None
    rows: tuple[CheckRow, ...] = ()
    others: tuple[Draft, ...] = ()
    stop: CardWords | None = None
    sealed: Sealed | None = None
    busy: bool = False


def staff_matter(answers: Answers) -> bool:
    """Somebody named here works or volunteers at the school."""
    people = answers.get("may_have_caused")
    return isinstance(people, list) and any(one.get("works_here") == "yes" for one in people if isinstance(one, dict))


def stopped(state: RecordState, answers: Answers) -> RecordState:
    """The state with the stop card these answers ask for, or without one."""
    cards = state.form.choice_cards if state.form else {}
    blocking = {name: card for name, card in cards.items() if card.effect == "block_sealing"}
    chosen = next((blocking[card] for card in _chosen(state, answers) if card in blocking), None)
    first = next(iter(blocking.values()), None)
    return replace(state, stop=first if staff_matter(answers) else chosen)


def _chosen(state: RecordState, answers: Answers) -> list[str]:
    """The cards that answers chosen now name."""
    asked = state.form.questions if state.form else ()
    choices = [(one.id, choice) for one in asked for choice in one.choices if choice.card]
    return [choice.card or "" for name, choice in choices if answers.get(name) == choice.value]


def stops_at(state: RecordState, answers: Answers) -> str:
    """The question whose answer stops it."""
    asked = state.form.questions if state.form else ()
    stop = state.stop.id if state.stop else ""
    return next(
        (one.id for one in asked for choice in one.choices
         if choice.card == stop and answers.get(one.id) == choice.value), "may_have_caused",
    )  # fmt: skip


def children_in(answers: Answers, labels: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    """(id, name) of the children a form names by now."""
    rows = answers.get("children")
    ids = [str(row.get("child")) for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    return tuple((one, labels.get(one, "a child just added")) for one in dict.fromkeys(ids))


def seen_by(answers: Answers) -> str:
    """Who will see it once it is sealed."""
    if answers.get(ONLY_NAMED) is not True:
        return "Can be seen by everybody who signs in at this desk."
    return "Will be seen by you and whom you tick, and by nobody else. Tell them: the program does not."


def goes_on(pack: Pack) -> str:
    """What the button to the next step says."""
    if not pack.about_adults:
        return "Look back and decide now"
    step = pack.after_record
    return f"Next: {(step.short or step.title).lower()}"


def crumb(state: RecordState, saved: str) -> str:
    """What stands above the title: `saved` is said while it is being written."""
    words = (_CRUMB[state.page], saved if state.page == "form" else "")
    return " · ".join(word for word in words if word)


def form_of(notice: str) -> dict[str, str]:
    """What a draft says about the form it belongs to. `notice`: whose short form it is."""
    return {"screen": "record", "notice": notice} if notice else {"screen": "record"}


def name_of(state: RecordState, role: str) -> str:
    """The name beside a number on the list of calls."""
    return next((one.name for one in state.form.calls if one.role == role), "") if state.form else ""


def side_groups(form: StepForm) -> tuple[str, ...]:
    """The groups that stand at the right: all that come after what happened, when and to whom. Who may see it is
    asked last, below all of it."""
    asides = [question.group for question in form.questions if question.type in ASIDE]
    near = {question.group for question in form.questions if any(choice.card for choice in question.choices)}
    last = {question.group for question in form.questions if question.id == ONLY_NAMED}
    return tuple(one for one in dict.fromkeys([*near, *_after_first_aside(form, asides)]) if one not in last)


def _after_first_aside(form: StepForm, asides: Sequence[str]) -> list[str]:
    """Where next, who may have caused it, who was told: the groups from the one before the first aside on."""
    groups = list(dict.fromkeys(question.group for question in form.questions))
    if not asides:
        return []
    return groups[max(0, groups.index(asides[0]) - 1) :]


def offers(drafts: Sequence[Draft], current: str) -> tuple[Draft, ...]:
    """Unfinished records other than the one on screen, newest first."""
    return tuple(one for one in drafts if one.form.get("screen") == "record" and one.id != current)


def draft_of(drafts: Sequence[Draft], wanted: str) -> Draft | None:
    return next((one for one in drafts if one.id == wanted), None)


def offer_words(draft: Draft) -> str:
    """How an unfinished record is offered: when it was saved, and how it begins."""
    saved = f"saved {long_moment(local(draft.saved_at))}" if draft.saved_at else "kept in memory"
    begins = str(draft.answers.get("what_happened") or "").split()
    more = "…" if len(begins) > _FIRST_WORDS else ""
    words = f" It begins: “{' '.join(begins[:_FIRST_WORDS])}{more}”" if begins else ""
    return f"An unfinished record, {saved}.{words}"
