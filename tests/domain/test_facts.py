"""Every fact names what it rests on; the file comes first, an answer fills in what the file does not know."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from dsl_desk.domain.facts import FACTS, ChildOnFile, FactInputs, Facts, age_on, compute
from dsl_desk.domain.record import Record, RoadEntry

TODAY = date(2026, 11, 20)


def entry(seq: int, kind: str, **answers: Any) -> RoadEntry:
    moment = datetime(2026, 11, 13, 9, seq, tzinfo=UTC)
    return RoadEntry(id=f"e{seq}", seq=seq, kind=kind, step="", answers=answers, recorded_at=moment)


def facts(*entries: RoadEntry, children: tuple[ChildOnFile, ...] = (), **more: Any) -> Facts:
    return compute(
        FactInputs(
            today=TODAY,
            record=Record(entries),
            children=children,
            authority="Luton",
            low_levels=frozenset({"school"}),
            **more,
        )
    )


def test_every_fact_of_the_list_has_a_value_it_may_have() -> None:
    known = facts()
    for name, values in FACTS.items():
        assert not values or known.value(name) in values


def test_a_name_outside_the_list_is_not_known() -> None:
    assert facts().value("is_tall") == "not_known" and facts().because("is_tall") is None


def test_the_childs_file_knows_the_social_worker_before_anybody_is_asked() -> None:
    known = facts(children=(ChildOnFile(id="a", worker="social_worker", entry="f1"),))
    assert (known.value("has_social_worker"), known.because("has_social_worker")) == ("yes", "f1")
    asked = facts(entry(2, "urgency", social_worker="yes"), children=(ChildOnFile(id="a"),))
    assert (asked.value("has_social_worker"), asked.because("has_social_worker")) == ("yes", "e2")
    assert facts(entry(2, "urgency", social_worker="family_help")).value("has_family_help") == "yes"
    assert facts(children=(ChildOnFile(id="a"),)).value("has_social_worker") == "not_known"


@pytest.mark.parametrize(
    ("born", "value"), [(date(2008, 11, 20), "yes"), (date(2008, 11, 21), "no"), (None, "not_known")]
)
def test_eighteen_is_worked_out_from_the_date_of_birth(born: date | None, value: str) -> None:
    known = facts(children=(ChildOnFile(id="a", born=born, entry="f1"),))
    assert known.value("is_adult") == value
    assert ("is_adult" in known.known) is (value != "not_known")


def test_somebody_born_on_leap_day_is_a_year_older_on_the_first_of_march() -> None:
    assert age_on(date(2008, 2, 29), date(2026, 2, 28)) == 17
    assert age_on(date(2008, 2, 29), date(2026, 3, 1)) == 18


def test_another_councils_address_is_elsewhere_whatever_the_case_of_its_letters() -> None:
    assert facts(children=(ChildOnFile(id="a", authority="LUTON"),)).value("lives_elsewhere") == "no"
    assert facts(children=(ChildOnFile(id="a", authority="Bedford", entry="f"),)).because("lives_elsewhere") == "f"


def test_a_person_of_worry_who_works_here_is_a_fact_and_one_not_asked_about_is_not_known() -> None:
    assert facts(entry(1, "concern", may_have_caused=[{"works_here": "yes"}])).value("staff_involved") == "yes"
    assert facts(entry(1, "concern", may_have_caused=[{"works_here": ""}])).value("staff_involved") == "not_known"
    assert facts(entry(1, "concern", may_have_caused=[])).value("staff_involved") == "no"


def test_the_level_that_stands_is_the_newest_amended_one() -> None:
    first = entry(1, "urgency", level="school")
    assert facts(first).value("level_above_low") == "no"
    again = RoadEntry(**{**vars(entry(2, "urgency", level="significant")), "root": "e1"})
    raised = facts(first, again)
    assert (raised.value("level_above_low"), raised.because("level_above_low")) == ("yes", "e2")


def test_deciding_not_to_refer_ends_with_a_referral_that_went_where_the_level_calls_for() -> None:
    decided = entry(1, "decision", why_not_referring="Not needed")
    assert facts(decided).value("decided_not_to_refer") == "yes"
    elsewhere = facts(decided, entry(2, "referral_made", how="phone"))
    assert (elsewhere.value("decided_not_to_refer"), elsewhere.value("referred")) == ("yes", "no")
    told = facts(decided, entry(2, "referral_made", how="phone"), told=("e2",))
    assert (told.value("decided_not_to_refer"), told.because("referred")) == ("no", "e2")
    before = facts(entry(1, "referral_made", how="phone"), entry(2, "decision", why_not_referring="x"), told=("e1",))
    assert (before.value("decided_not_to_refer"), before.value("referred")) == ("yes", "yes")
