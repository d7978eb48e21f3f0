"""A real desk for tests of screens: built once with the verbs over real SQLCipher, copied for each test.

All names are invented; they are those of the practice school.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from dsl_desk.casework import desk_people, follow_up, people, record_concern, roads, school_desk, take_step
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.drafts import new_id
from dsl_desk.casework.look_up.step import step_form
from dsl_desk.casework.opening import FirstRun, create, unlock
from dsl_desk.domain.entries.people import Adult, Child, Relation, SocialWorker
from dsl_desk.domain.when import LONDON
from dsl_desk.errors import CannotSeal
from dsl_desk.store.argon2_params import FLOOR

NAME, PASSPHRASE = "Joanna Pryce-Okafor", "violet harbour trestle 91 moth"
HEAD, HEAD_PASSPHRASE = "Theodora Marchbanks", "copper lantern 48 drizzle fern"
FRIDAY = datetime(2026, 11, 20, 10, 15, tzinfo=LONDON)


@dataclass
class Clock:
    """The desk's clock, moved by the test."""

    now: datetime = FRIDAY

    def __call__(self) -> datetime:
        return self.now

    def later(self, **gap: float) -> None:
        self.now += timedelta(**gap)


@dataclass
class School:
    """`ids`: children, adults and concerns by a short name ("kacper", "magda", "C14")."""

    folder: Path
    clock: Clock = field(default_factory=Clock)
    ids: dict[str, str] = field(default_factory=dict)

    def sign_in(self, name: str = NAME, passphrase: str = PASSPHRASE) -> Desk:
        return unlock(self.folder, name, passphrase, self.clock)


def when(year: int, month: int, day: int, hour: int, minute: int = 0) -> dict[str, Any]:
    """A moment as a form gives it."""
    start = datetime(year, month, day, hour, minute, tzinfo=LONDON).isoformat()
    return {"start": start, "end": None, "precision": "exact", "as_said": ""}


def filled(seal: Callable[[dict[str, Any]], Any], answers: dict[str, Any]) -> Any:
    """Seals; what is still asked for and may be left open is answered "not known", as the button on a form does."""
    try:
        return seal(answers)
    except CannotSeal as problem:
        return seal({**answers, **{question: "not_known" for question, _ in problem.problems}})


def record(desk: Desk, answers: dict[str, Any]) -> str:
    return str(filled(lambda given: record_concern.record_concern(desk, new_id(), given), answers).id)


def step(desk: Desk, concern: str, kind: str, answers: dict[str, Any]) -> str:
    made_by = desk.pack.step_of_kind(kind).id
    return str(
        filled(lambda given: take_step.take_step(desk, concern, made_by, new_id(), given, kind=kind), answers).id
    )


def build(folder: Path) -> School:
    """The school: six children, two adults, three concerns of different ages, a head who may look and agree."""
    school = School(folder)
    school.clock.now = datetime(2026, 9, 1, 9, 0, tzinfo=LONDON)
    settings = {"school_name": "Quillbrook School", "school_end": "15:15", "practice": True}
    desk, _ = create(folder, FirstRun(name=NAME, passphrase=PASSPHRASE, locality="luton", settings=settings),
                     school.clock, FLOOR)  # fmt: skip
    _add_people(desk, school.ids)
    _add_concerns(desk, school)
    desk_people.admit(desk, HEAD, "head", HEAD_PASSPHRASE, post="Headteacher")
    desk.vault.close()
    school.clock.now = FRIDAY
    return school


def _add_people(desk: Desk, ids: dict[str, str]) -> None:
    row = {"address": "12 Fennel Row", "postcode": "LU99 1AA", "first_language": "Polish"}
    children = {
        "kacper": Child(legal_forename="Kacper", legal_surname="Wiśniewski", born=date(2018, 3, 14), year_group="4",
                        class_group="4P", upn="N821999922001", **row),
        "zofia": Child(legal_forename="Zofia", legal_surname="Wiśniewska", preferred_name="Zosia",
                       born=date(2022, 1, 22), year_group="R", class_group="RB", upn="W821999926002", **row),
        "tyler": Child(legal_forename="Tyler", legal_surname="Marsh", born=date(2012, 5, 9), year_group="10",
                       class_group="10D", upn="A821999916003"),
        "leyla": Child(legal_forename="Leyla", legal_surname="Demir", born=date(2014, 2, 3), year_group="8"),
        "ellie": Child(legal_forename="Ellie-Mae", legal_surname="Porter", born=date(2020, 6, 17), year_group="2",
                       class_group="2W", worker=SocialWorker(kind="family_help", name="R Bassey")),
        "minh": Child(legal_forename="Minh Anh", legal_surname="Nguyễn", born=date(2011, 2, 10), year_group="11"),
    }  # fmt: skip
    for name, child in children.items():
        ids[name] = people.add_child(desk, child).id
    mother = Relation(child=ids["kacper"], person="", relation="mother", parental_responsibility="yes",
                      lives_with="yes", safe_to_ring="only_at", safe_note="before 16:00, from work")  # fmt: skip
    adult = Adult(name="Magda Wiśniewska", phone="01632 960 144", language="Polish")
    ids["magda"] = people.add_adult(desk, adult, (mother,)).id
    stepfather = Relation(child=ids["kacper"], person="", relation="stepfather", parental_responsibility="no",
                          lives_with="yes", must_not_be_told=True)  # fmt: skip
    ids["darren"] = people.add_adult(desk, Adult(name="Darren Holt", phone="01632 960 145"), (stepfather,)).id
    sister = Relation(child=ids["kacper"], person=ids["zofia"], person_kind="child", relation="sister")
    people.relate(desk, sister)


def _add_concerns(desk: Desk, school: School) -> None:
    ids, clock = school.ids, school.clock
    clock.now = datetime(2026, 9, 9, 13, 5, tzinfo=LONDON)
    ids["C01"] = record(desk, {
        "danger_now": "no", "children": [{"child": ids["ellie"], "role": "at_risk"}],
        "what_happened": "Asked for a second roll. Clothes worn three days.", "injury": "no",
        "child_words": "can I put this one in my sock for the baby", "words_how": "without_being_asked",
        "noticed": when(2026, 9, 9, 12, 20), "noticed_by": "Wendy Achebe", "where_now": "in_school",
        "told_dsl": "i_am_dsl",
    })  # fmt: skip
    clock.now = datetime(2026, 10, 8, 9, 0, tzinfo=LONDON)
    follow_up.add_task(desk, ids["C01"], "breakfast club place", who="I Sadiq")
    clock.now = datetime(2026, 11, 13, 19, 5, tzinfo=LONDON)
    ids["C14"] = record(desk, {
        "danger_now": "not_sure",
        "children": [{"child": ids["kacper"], "role": "harmed"}, {"child": ids["zofia"], "role": "sibling"}],
        "what_happened": "Calm while playing, then shaking when it was time to go home. A mark on his wrist.",
        "child_words": "Darren says if I tell he will do it to Zosia", "words_how": "without_being_asked",
        "noticed": when(2026, 11, 13, 18, 20), "noticed_by": "Callum Tuohy", "injury": "seen",
        "injury_detail": "left wrist", "hurt_now": "not_known", "where_now": "in_school", "told_dsl": "i_am_dsl",
        "may_have_caused": [{"name": "Darren Holt", "relation": "stepfather", "works_here": "no"}],
    })  # fmt: skip
    clock.now = datetime(2026, 11, 18, 9, 20, tzinfo=LONDON)
    ids["C15"] = record(desk, {
        "danger_now": "no", "children": [{"child": ids["tyler"], "role": "at_risk"}],
        "what_happened": "New phone, and a taxi he did not pay for.", "noticed": when(2026, 11, 18, 8, 50),
        "noticed_by": "Siân Prosser", "injury": "no", "where_now": "in_school", "told_dsl": "i_am_dsl",
    })  # fmt: skip
    mash = desk.pack.step_of_kind("referral_made").call[0]
    clock.now = datetime(2026, 11, 18, 9, 30, tzinfo=LONDON)
    ids["R15"] = step(desk, ids["C15"], "referral_made", {
        "to": mash, "how": "phone", "happened": when(2026, 11, 18, 9, 30), "asked": "what they will do tonight",
        "children": [{"child": ids["tyler"], "role": "at_risk"}],
    })  # fmt: skip
    school_desk.check_contact(desk, mash, desk.pack.contacts[mash].number, works=True)


def add_prevent_concern(desk: Desk, school: School, *, begun: bool = False) -> str:
    """A pupil in Year 10 who collects names of mass killers; with `begun` the Prevent road is walked as well."""
    concern = record(desk, {
        "danger_now": "no", "children": [{"child": school.ids["tyler"], "role": "at_risk"}],
        "what_happened": "Collects names of mass killers in a notebook. New friends online. Angry since a bereavement.",
        "child_words": "he was the only one who did something", "words_how": "overheard",
        "noticed": when(2026, 11, 2, 14, 10), "noticed_by": "Marek Dvořák", "injury": "no",
        "where_now": "in_school", "told_dsl": "yes",
    })  # fmt: skip
    step(desk, concern, "urgency", {
        "looked_back": True, "natures": {"main": "radicalisation", "all": ["radicalisation"]}, "level": "social_care",
        "why": "What he said to two pupils and his tutor.", "social_worker": "no",
    })  # fmt: skip
    if begun:
        roads.start_road(desk, concern, "prevent")
    return concern


def add_closing(desk: Desk, school: School, *, refused: bool = False) -> str:
    """A concern closed without a referral at social care level: it waits for the head, or the head did not agree."""
    concern = add_prevent_concern(desk, school)
    step(desk, concern, "decision", {
        "decisions": ["watch"], "knew": "What he said, and that he has not said it again.",
        "weighed": "For: his words. Against: he asked for help.", "why_not_referring": "They accept support.",
        "review": "2026-11-27",
        "change_my_mind": "A plan, or a name.", "against_advice": "no",
    })  # fmt: skip
    close = desk.pack.step_of_kind("closed").id
    reasons = {one: "The mentor looks at it." for one, _ in step_form(desk, concern, close).still_open}
    closed = take_step.take_step(desk, concern, close, new_id(), {
        "outcome": "need_met", "summary": "Mentor weekly since September. Nothing new.",
        "child_view": "He wants it to be over.",
    }, reasons=reasons).id  # fmt: skip
    if refused:
        head = next(one for one in desk_people.people(desk) if one.name == HEAD)
        follow_up.agree(
            desk, closed, False, "Not before his tutor was asked as well.", by_phone_with=head.name, by_role="head"
        )
    return concern


def add_concern_on_roads(desk: Desk, school: School, natures: tuple[str, ...], *begun: str) -> str:
    """A pupil in Year 11 who told her teacher something; looked back on with these natures, walking these roads."""
    concern = record(desk, {
        "danger_now": "no", "children": [{"child": school.ids["minh"], "role": "at_risk"}],
        "what_happened": "She told her science teacher on her own account, then asked that nobody rings home.",
        "child_words": "they said it is only a holiday", "words_how": "without_being_asked",
        "noticed": when(2026, 11, 18, 11, 5), "noticed_by": "Marek Dvořák", "injury": "no", "where_now": "in_school",
        "told_dsl": "yes",
    })  # fmt: skip
    step(desk, concern, "urgency", {
        "looked_back": True, "natures": {"main": natures[0], "all": list(natures)}, "level": "significant",
        "why": "What she said, and a journey that is planned.", "social_worker": "no",
    })  # fmt: skip
    for road in begun:
        roads.start_road(desk, concern, road)
    return concern
