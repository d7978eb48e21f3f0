"""The practice school's Friday evening, built through the verbs: scenario 14. Every name is invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from dsl_desk.casework import drafts, follow_up, people, record_concern, take_step
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.opening import FirstRun, create
from dsl_desk.casework.prefill import prefill
from dsl_desk.domain.entries.people import Adult, Child, Relation
from dsl_desk.domain.questions import NOT_KNOWN, Answers, QuestionType
from dsl_desk.domain.when import LONDON
from dsl_desk.store.argon2_params import FLOOR

WORDS = "Darren hits me with the belt when Mum's at work. I don't want to go home, he's home tonight."
URGENCY = (
    "SIGNIFICANT HARM. Safe tonight with aunt, agreed by EDT until Monday. "
    "Decision needed before 15:15, Monday 16 November 2026."
)
SCHOOL = {
    "school_name": "Quillbrook All-Through School", "school_end": "15:15", "ring_back_number": "01632 960111",
    "ring_back_who": "Joanna Pryce-Okafor, designated safeguarding lead", "ring_back_until": "18:00",
    "then_who": "Imran Sadiq, deputy", "then_number": "07700 900190", "practice": True,
}  # fmt: skip


def at(month: int, day: int, hour: int, minute: int) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=LONDON)


def when(moment: datetime) -> dict[str, Any]:
    return {"start": moment.isoformat(), "end": None, "precision": "exact", "as_said": ""}


@dataclass
class Evening:
    """`now` moves the desk's clock."""

    desk: Desk
    clock: list[datetime]
    kacper: str = ""
    zofia: str = ""
    leyla: str = ""
    notice: str = ""
    concern: str = ""
    referral: str = ""

    def now(self, moment: datetime) -> None:
        self.clock[0] = moment

    def step(self, kind: str, answers: Answers, concern: str = "", referral: str = "") -> str:
        """Seal one step; whatever else must be answered is "not known"."""
        concern = concern or self.concern
        step = self.desk.pack.step_of_kind(kind)
        given = {**unknown(self.desk, kind), **answers}
        draft = drafts.new_id()
        return take_step.take_step(
            self.desk, concern, step.id, draft, given, kind=kind, referral=referral, despite="advice of the duty team"
        ).id


def unknown(desk: Desk, kind: str) -> Answers:
    """ "Not known" for every question of this kind that may be answered so."""
    questions = desk.pack.questions(kind)
    return {one.id: NOT_KNOWN for one in questions if one.need == "R?" and one.type is not QuestionType.NATURES}


def evening(folder: Path) -> Evening:
    """Everything up to the phone call of Friday; the written copy is not written yet."""
    clock = [at(10, 12, 9, 0)]
    first = FirstRun(
        name="Joanna Pryce-Okafor", passphrase="violet harbour trestle 91 moth", locality="luton", settings=SCHOOL,
        post="Designated safeguarding lead",
    )  # fmt: skip
    desk, _ = create(folder, first, lambda: clock[0], FLOOR)
    built = Evening(desk, clock)
    _family(built)
    _notice(built)
    _friday(built)
    return built


def write(built: Evening, answers: Answers | None = None) -> str:
    """Monday morning: the written copy, from what the file knows and what the DSL says."""
    built.now(at(11, 16, 8, 36))
    said = {
        "tonight": {
            child: {"where_now": "With aunt, Bramble Close", "place": "same", "with_whom": "aunt", "safe": "safe"}
            for child in (built.kacper, built.zofia)
        },
        "agreed_until": "agreed by EDT until Monday",
        "worry": "Kacper says his stepfather hits him with a belt when his mother is at work, and was afraid to go "
        "home. Red line seen on his wrist at 18:20, not touched.",
        "why_threshold": "His own account, with a mark seen.",
        "if_nothing_changes": "He is likely to be hit again.",
        "asking_for": "Hold a strategy discussion today and decide where both children sleep from Monday.",
        "asking_choices": ["strategy_discussion"],
        "staff_risk": ["none_known"],
        "written_copy": NOT_KNOWN,
        **(answers or {}),
    }  # fmt: skip
    return built.step("referral_written", prefill(built.desk, built.referral, answers=said), referral=built.referral)


def _family(built: Evening) -> None:
    home = {"address": "12 Fennel Row", "postcode": "LU99 1AA", "first_language": "Polish", "interpreter": "N"}
    desk = built.desk
    built.kacper = people.add_child(desk, Child(
        legal_forename="Kacper", legal_surname="Wiśniewski", born=at(3, 14, 0, 0).date().replace(year=2018), sex="M",
        upn="N821999922001", year_group="4", class_group="4P", not_known={"gp": "not_known"}, **home)).id  # fmt: skip
    built.zofia = people.add_child(desk, Child(
        legal_forename="Zofia", legal_surname="Wiśniewska", preferred_name="Zosia", sex="F",
        born=at(1, 22, 0, 0).date().replace(year=2022), year_group="R", class_group="RB", **home)).id  # fmt: skip
    built.leyla = people.add_child(desk, Child(
        legal_forename="Łéyla", legal_surname="Demir-Öz", preferred_name="Lolo", other_names="Leila Oz", sex="F",
        upn="L821999918004", address="Flat 9, Saffron House", postcode="LU99 3CC")).id  # fmt: skip
    both = (built.kacper, built.zofia)
    mother = Relation(child=built.leyla, person="", relation="mother", parental_responsibility="yes")
    people.add_adult(desk, Adult(name="Selin Demirel", phone="07700 900104"), (mother,))
    people.add_adult(desk, Adult(name="Dorota Wiśniewska", phone="07700 900101", language="Polish; English spoken"),
                     tuple(Relation(child=one, person="", relation="mother", parental_responsibility="yes",
                                    lives_with="yes", safe_to_ring="by_police_first", safe_note="at work until 20:00")
                           for one in both))  # fmt: skip
    people.add_adult(desk, Adult(name="Darren Holt"),
                     tuple(Relation(child=one, person="", relation="stepfather", parental_responsibility="no",
                                    lives_with="yes", safe_to_ring="no", must_not_be_told=True)
                           for one in both))  # fmt: skip
    people.relate(desk, Relation(child=built.kacper, person=built.zofia, person_kind="child", relation="sister"))


def _notice(built: Evening) -> None:
    """The police notice of October, which names another pupil in passing."""
    built.now(at(10, 14, 8, 35))
    answers = {
        **unknown(built.desk, "concern"),
        "children": [{"child": built.kacper, "role": "saw_or_heard"}, {"child": built.zofia, "role": "saw_or_heard"},
                     {"child": built.leyla, "role": "named_only"}],
        "what_happened": "Police called to the home at 22:10, shouting, both children awake. leyla DEMIR-OZ, a friend, "
        "heard it from the street; Lolo’s mother Selin Demirel told the office. L821999918004.",
        "noticed": when(at(10, 13, 22, 10)), "noticed_by": "Police notice", "injury": "no",
    }  # fmt: skip
    built.notice = record_concern.record_concern(built.desk, drafts.new_id(), answers).id


def _friday(built: Evening) -> None:
    built.now(at(11, 13, 19, 5))
    answers = {
        **unknown(built.desk, "concern"),
        "children": [{"child": built.kacper, "role": "harmed"}, {"child": built.zofia, "role": "sibling"}],
        "what_happened": "Calm, then shaking, while tidying cones he said that he is hit. Red line seen on the wrist.",
        "child_words": WORDS, "words_how": "without_being_asked", "words_asked": "Tell me more about tonight",
        "noticed": when(at(11, 13, 18, 20)), "noticed_by": "Callum Tuohy, after-school club", "injury": "seen",
        "injury_detail": "A red line on the wrist", "where_now": "in_school", "collects": "Darren Holt",
        "collects_when": when(at(11, 13, 18, 45)),
        "may_have_caused": [{"name": "Darren Holt", "relation": "stepfather", "works_here": "no",
                             "where_now": NOT_KNOWN, "reaches": "both children"}],
    }  # fmt: skip
    built.concern = record_concern.record_concern(built.desk, drafts.new_id(), answers).id
    built.step("urgency", {
        "looked_back": True, "natures": {"main": next(iter(built.desk.pack.natures)), "all": []},
        "level": "significant", "why": "A belt, a mark, and someone due within minutes.", "social_worker": "no",
        "must_not_be_told": "Darren Holt",
    })  # fmt: skip
    advice = built.step("advice", {
        "contact": "edt", "result": "spoke", "happened": when(at(11, 13, 18, 26)), "adviser": "Duty worker",
        "advised": "Do not hand over, we will ring by 18:45, ring 999 if he comes first", "view": "we_insist",
        "will_follow": "yes",
    })  # fmt: skip
    follow_up.add_note(built.desk, built.concern, "Darren arrives. 999 rung; police with child 18:44.",
                       who="Joanna Pryce-Okafor")  # fmt: skip
    built.step("parents", {
        "outcome": "not_told", "why_not_told": ["raises_risk", "evidence_or_enquiry"], "decided_by": "the DSL",
        "on_advice": [advice], "happened": when(at(11, 13, 18, 30)), "review": "2026-11-16", "child_knows": "yes",
        "child_wants": "Not to go home while Darren is there",
    })  # fmt: skip
    built.referral = built.step("referral_made", {
        **prefill(built.desk, built.concern, "referral_made"), "how": "phone", "happened": when(at(11, 13, 18, 26)),
        "spoke_to": "duty worker, name not given", "concerns": [built.notice, built.concern],
    })  # fmt: skip
