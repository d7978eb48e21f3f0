"""What a pack does not know for sure is listed, all of it, and everything settled is left alone."""

from __future__ import annotations

from datetime import UTC, datetime

from dsl_desk.domain.calendar import Calendar
from dsl_desk.pathways.archive import read_folder
from dsl_desk.pathways.clocks import deadline
from dsl_desk.pathways.contacts import everyone
from dsl_desk.pathways.differences import dues
from dsl_desk.pathways.loader import load
from dsl_desk.pathways.unverified import unverified
from tests.pathways.roads import ENGLAND, LUTON

PACK = load(read_folder(ENGLAND, LUTON))
DOUBTS = {(one.part, one.id): one for one in unverified(PACK)}
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)


def test_every_number_that_is_not_settled_is_listed_with_why() -> None:
    for one in PACK.contacts.values():
        unsure = one.confidence != "H" or one.status or not one.number or one.hours_assumed or one.hours_note
        assert (("contact", one.id) in DOUBTS) == bool(unsure and not one.from_file) or one.hours != "always"


def test_every_deadline_below_settled_practice_is_listed() -> None:
    for road in PACK.pathways.values():
        for step in road.steps:
            for at, due in dues(step):
                assert (("deadline", f"{road.id}.{step.id} {at}") in DOUBTS) == (due.confidence != "H" or not due.units)


def test_each_doubt_says_why_and_names_its_source() -> None:
    titles = {one.title for one in PACK.sources.values()}
    for one in DOUBTS.values():
        assert one.name and all(one.why) and one.source in titles


def test_a_number_carries_its_doubt_wherever_it_goes() -> None:
    for line in everyone(PACK, NOW, Calendar()):
        settled = line.confidence == "H" and line.status == "" and line.number
        assert bool(line.doubt) == (not settled), line.role


def test_a_counted_deadline_carries_its_doubt_and_neither_a_promise_nor_what_means_at_once_does() -> None:
    for road in PACK.pathways.values():
        for step in road.steps:
            for _, due in dues(step):
                at_once = due.before_home_time or due.hours == 0
                assert bool(deadline(due, NOW, Calendar()).mark) == (due.confidence != "H" and not at_once)
                assert deadline(due, NOW, Calendar(), promise=NOW).mark == ""
