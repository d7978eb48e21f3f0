"""One child's file: what is shown of it, and the forms about the people around. Plain Python."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from dsl_desk.casework.desk import Desk, Sealed
from dsl_desk.casework.look_up.child import ChildPage, PersonAround, child_page, later_rows
from dsl_desk.casework.look_up.chronology import ChronologyRow
from dsl_desk.casework.people import add_adult, change_adult, relate
from dsl_desk.domain.access import Act, may
from dsl_desk.domain.entries.people import Adult, Relation
from dsl_desk.domain.questions import Answers, Choice, Question, QuestionType
from dsl_desk.domain.selection import EVERYTHING, Selection
from dsl_desk.domain.spelling import without_accents
from dsl_desk.domain.when import long_date
from dsl_desk.errors import CannotSeal

VIEWS = [("summary", "Summary"), ("full", "Full"), ("evidence", "Evidence"), ("people", "People around"),
         ("details", "Details"), ("access", "Who opened it")]  # fmt: skip
_ENTRIES = ("summary", "full", "evidence")


@dataclass(frozen=True, kw_only=True)
class ChildState:
    """`view` is one of VIEWS. `changes`: this person may change the file; `exports`: may print and export it;
    never in a vault about adults, whose papers do not mix with a pupil's file."""

    page: ChildPage | None = None
    view: str = "full"
    selection: Selection = EVERYTHING
    changes: bool = False
    exports: bool = False
    named_only: bool = False  # in a vault about adults

    @property
    def shows_entries(self) -> bool:
        return self.view in _ENTRIES

    @property
    def known_on(self) -> date | None:
        return self.selection.known_on


def load(desk: Desk, child: str, view: str, selection: Selection) -> ChildState:
    """The file as it is to be shown. Opening it is noted once per unlock."""
    wanted = view if view in (*_ENTRIES, "access") else "full"
    page = child_page(desk, child, view=wanted, selection=selection)
    return ChildState(
        page=page, view=view, selection=selection, changes=may(desk.me.role, Act.PEOPLE, desk.vault.kind),
        exports=may(desk.me.role, Act.EXPORT, desk.vault.kind) and not desk.pack.about_adults,
        named_only=desk.pack.about_adults,
    )  # fmt: skip


def more(desk: Desk, page: ChildPage, here: int) -> tuple[ChronologyRow, ...]:
    """The entries that follow where so many are here."""
    return later_rows(desk, page, here - len(page.rows))


def crumb(state: ChildState) -> str:
    """ "Children › Year 2". A vault about adults has no list of children."""
    if state.named_only:
        return "A child named in a concern about an adult"
    about = state.page.about if state.page else ""
    return " › ".join(("Children", *about.split(" · ")[:1])) if about else "Children"


def known_on_words(state: ChildState) -> str:
    """Says that an earlier state is shown, or nothing."""
    if state.known_on is None or not state.shows_entries:
        return ""
    return f"This is what was on record at the end of {long_date(state.known_on)}. Later entries are not shown."


def nothing(state: ChildState) -> str:
    if state.page is not None and state.page.selected:
        return "No entry fits all of this."
    if state.known_on is not None:
        return "Nothing was on record by then."
    return "Nothing is on record about this child."


def shown_words(state: ChildState) -> str:
    """What is shown when it is not the whole file: "12 of 340 entries: advice", "as known on 16 November 2026"."""
    page = state.page
    day = f"as known on {long_date(state.known_on)}" if state.known_on is not None else ""
    return ", ".join(part for part in (page.selected if page else "", day) if part)


def found(state: ChildState) -> tuple[str, ...]:
    """The words searched for, as they are compared."""
    return tuple(without_accents(state.selection.words).split())


def around_words(person: PersonAround) -> str:
    """ "mother · parental responsibility · lives with the child", then the number."""
    body = person.relation_body
    home = {"yes": "lives with the child", "no": "lives elsewhere"}.get(body.lives_with, "")
    ended = "no longer" if body.ended else ""
    return " · ".join(part for part in (ended, person.relation, person.responsibility, home, person.phone) if part)


def _choices(*pairs: tuple[str, str]) -> tuple[Choice, ...]:
    return tuple(Choice(value=value, label=label) for value, label in pairs)


_YES_NO = _choices(("yes", "Yes"), ("no", "No"), ("not_known", "Not known"))
_PERSON, _CHILD, _RING = "The person", "With this child", "Before anyone rings"


def _q(id: str, label: str, group: str, type: QuestionType = QuestionType.TEXT, **more: object) -> Question:
    return Question(id=id, label=label, group=group, type=type, **more)  # type: ignore[arg-type]


ADULT_QUESTIONS = (
    _q("name", "Name, or who they are", _PERSON),
    _q("other_names", "Other names", _PERSON),
    _q("phone", "Telephone", _PERSON),
    _q("other_phone", "Another telephone", _PERSON),
    _q("address", "Address, if it is another", _PERSON),
    _q("language", "Language", _PERSON),
    _q("born_or_age", "Born, or age", _PERSON),
    _q("works_here", "Works or volunteers here?", _PERSON, QuestionType.CHOICE, choices=_YES_NO),
    _q("relation", "Relation to the child", _CHILD, hint="As people say it: mother, stepfather, foster carer"),
    _q("parental_responsibility", "Parental responsibility?", _CHILD, QuestionType.CHOICE, choices=_YES_NO),
    _q("lives_with", "Lives with the child?", _CHILD, QuestionType.CHOICE, choices=_YES_NO),
    _q("may_collect", "May collect the child?", _CHILD, QuestionType.CHOICE, choices=_YES_NO),
    _q("how_known", "How do we know?", _CHILD, hint="For example: birth certificate seen, mother said so"),
    _q("ended", "This no longer holds", _CHILD, QuestionType.TICK),
    _q("safe_to_ring", "Safe to ring?", _RING, QuestionType.CHOICE, choices=_choices(
        ("yes", "Yes"), ("only_at", "Only at certain times"), ("by_police_first", "By police first"), ("no", "No"),
        ("not_known", "Not known"))),
    _q("safe_note", "When, or why not", _RING,
       show_when=({"safe_to_ring": ("only_at", "by_police_first", "no", "yes")},)),
    _q("must_not_be_told", "Must not be told what is recorded here", _RING, QuestionType.TICK),
    _q("note", "Anything else", _RING, QuestionType.LONG_TEXT),
)  # fmt: skip
CHILD_QUESTIONS = (
    _q("other", "Which child", "_", QuestionType.CHILDREN),
    _q("relation", "They are this child’s", "_", hint="For example: sister, half-brother, cousin, same foster home"),
    _q("lives_with", "Live together?", "_", QuestionType.CHOICE, choices=_YES_NO),
    _q("note", "Anything else", "_"),
)

_ADULT = ("name", "other_names", "phone", "other_phone", "address", "language", "born_or_age", "works_here")
_RELATION = (
    "relation", "parental_responsibility", "lives_with", "may_collect", "how_known", "safe_to_ring", "safe_note",
    "note",
)  # fmt: skip
_THREE = ("parental_responsibility", "lives_with", "may_collect", "safe_to_ring")


def answers_of(person: PersonAround) -> Answers:
    """What the form shows for somebody on file."""
    body = person.relation_body
    answers: Answers = {name: getattr(body, name) for name in _RELATION}
    if person.adult is not None:
        answers |= {name: getattr(person.adult, name) for name in _ADULT}
    answers |= {"must_not_be_told": body.must_not_be_told, "ended": body.ended}
    return {key: value for key, value in answers.items() if value}


def missing(answers: Answers) -> list[tuple[str, str]]:
    found = [] if str(answers.get("name") or "").strip() else [("name", "Write the name, or who they are.")]
    return found if answers.get("relation") else [*found, ("relation", "Say how they belong to the child.")]


def save_adult(desk: Desk, child: str, answers: Answers, person: PersonAround | None) -> Sealed:
    """Adds an adult around this child, or changes what differs of one. Raises CannotSeal."""
    if problems := missing(answers):
        raise CannotSeal(problems)
    typed: dict[str, Any] = {name: str(answers.get(name) or "").strip() for name in _ADULT}
    adult = replace(person.adult if person and person.adult else Adult(name=""), **typed)
    relation = _relation(child, person.person_id if person else "", answers, person.relation_body if person else None)
    if person is None:
        sealed = add_adult(desk, adult, (relation,))
        return replace(sealed, changed=sealed.changed | {f"child:{child}"})
    sealed = Sealed(person.person_id)
    if adult != person.adult:
        sealed = change_adult(desk, person.person_id, adult)
    if relation != person.relation_body:
        sealed = relate(desk, relation, amends=person.relation_id)
    return replace(sealed, changed=sealed.changed | {f"child:{child}"})


def save_children(desk: Desk, child: str, answers: Answers) -> Sealed:
    """Says how other children belong to this one. Raises CannotSeal."""
    chosen = [row["child"] for row in answers.get("other") or []]
    problems = [] if chosen else [("other", "Find the child by name.")]
    if child in chosen:
        problems.append(("other", "Choose another child than this one."))
    if not str(answers.get("relation") or "").strip():
        problems.append(("relation", "Say how they belong together."))
    if problems:
        raise CannotSeal(problems)
    changed: frozenset[str] = frozenset({f"child:{child}"})
    sealed = Sealed(child)
    for other in chosen:
        body = Relation(
            child=child, person=other, person_kind="child", relation=str(answers["relation"]).strip(),
            lives_with=answers.get("lives_with") or "not_known", note=str(answers.get("note") or ""),
        )  # fmt: skip
        sealed = relate(desk, body)
        changed |= sealed.changed | {f"child:{other}"}
    return replace(sealed, changed=changed)


def _relation(child: str, person: str, answers: Answers, before: Relation | None) -> Relation:
    values: dict[str, Any] = {
        name: str(answers.get(name) or ("not_known" if name in _THREE else "")) for name in _RELATION
    }
    return replace(
        before or Relation(child=child, person=person, relation=""), **values,
        must_not_be_told=bool(answers.get("must_not_be_told")), ended=bool(answers.get("ended")),
    )  # fmt: skip
