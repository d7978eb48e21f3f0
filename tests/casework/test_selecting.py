"""A selection of a child's file shows exactly what it says, on screen and on paper."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from dsl_desk.casework import follow_up, restricting
from dsl_desk.casework.amend import amend, withdraw
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.drafts import new_id
from dsl_desk.casework.export_pack import preview_chronology
from dsl_desk.casework.look_up.child import ChildPage, child_page
from dsl_desk.casework.look_up.chronology import ChronologyRow
from dsl_desk.casework.look_up.lists import children_like
from dsl_desk.casework.opening import unlock
from dsl_desk.demo.school import PracticeClock, ids_of, passphrase_of
from dsl_desk.domain.access import ACT_OF_KIND
from dsl_desk.domain.selection import EVERYTHING, GROUPS, Selection
from dsl_desk.domain.when import LONDON
from dsl_desk.store.chronology import ACCESS, STORY
from tests.casework.acts import advice, at, concern_answers, decision, recorded, take, urgency
from tests.reports.paper import pages, whole


@pytest.fixture
def kacper(desk: Desk, clock: PracticeClock) -> str:
    """A file with a belt, advice, a decision that was amended, a note by a deputy's side and one withdrawn."""
    concern = recorded(desk)
    clock.now = datetime(2026, 11, 13, 18, 40, tzinfo=LONDON)
    take(desk, concern, "urgency", urgency(natures={"main": "physical", "all": ["physical", "emotional"]}))
    take(desk, concern, "advice", advice())
    follow_up.add_note(desk, concern, "Łukasz of the after-school club rang about SWIMMING kit.")
    gone = follow_up.add_note(desk, concern, "Meant for another file.").id
    withdraw(desk, gone, "wrong_child")
    clock.now = datetime(2026, 11, 16, 9, 30, tzinfo=LONDON)
    amend(desk, concern, new_id(), concern_answers(desk, what_happened="Amended: it was the left wrist."))
    other = recorded(desk, what_happened="Came without a coat.", child_words="", noticed=at(2026, 11, 16, 9, 0))
    take(desk, other, "decision", decision(
        "watch", why_not_referring="No harm.", change_my_mind="A second time.", review="2026-11-30"))  # fmt: skip
    return ids_of(desk)["0401"]


def page(desk: Desk, child: str, view: str = "full", **wanted: object) -> ChildPage:
    return child_page(desk, child, view=view, selection=Selection(**wanted))  # type: ignore[arg-type]


def ids(found: ChildPage) -> list[str]:
    return [row.id for row in found.rows]


def test_every_kind_that_stands_in_a_file_is_in_one_group() -> None:
    grouped = [kind for kinds in GROUPS.values() for kind in kinds]
    assert len(grouped) == len(set(grouped))
    assert {*STORY, *ACCESS} <= set(grouped)
    assert set(grouped) <= {*ACT_OF_KIND}


def test_nothing_asked_for_is_the_whole_file_and_no_line_says_otherwise(desk: Desk, kacper: str) -> None:
    found = page(desk, kacper)
    assert found.selected == ""
    assert found.choices.total == len(found.rows) > 8


@pytest.mark.parametrize("view", ["full", "evidence"])
@pytest.mark.parametrize("group", GROUPS)
def test_a_kind_of_entry_shows_those_entries_and_no_other(desk: Desk, kacper: str, group: str, view: str) -> None:
    page(desk, kacper)  # opening it is an entry too, the first time
    everything = page(desk, kacper, view)
    expected = [row.id for row in everything.rows if row.kind in GROUPS[group]]
    found = page(desk, kacper, view, groups=(group,))
    assert ids(found) == expected
    offered = dict(everything.choices.groups)
    assert bool(expected) == (group in offered)
    assert not expected or offered[group].endswith(f" {len(expected)}")


def test_days_are_those_on_which_it_happened_both_included(desk: Desk, kacper: str) -> None:
    everything = page(desk, kacper)
    on_friday = [row.id for row in everything.rows if row.day == "13 Nov"]
    friday = date(2026, 11, 13)
    assert ids(page(desk, kacper, since=friday, until=friday)) == on_friday != []
    later = ids(page(desk, kacper, since=date(2026, 11, 14)))
    earlier = ids(page(desk, kacper, until=date(2026, 11, 12)))
    assert {*later, *on_friday, *earlier} == set(ids(everything))


def test_one_concern_and_one_nature_show_what_belongs_to_them(desk: Desk, kacper: str) -> None:
    everything = page(desk, kacper)
    belt = next(row.concern for row in everything.rows if "Amended: it was" in row.summary)
    on_it = [row.id for row in everything.rows if row.concern == belt]
    assert ids(page(desk, kacper, concerns=(belt,))) == on_it != ids(everything)
    assert "emotional" in dict(everything.choices.natures)
    assert ids(page(desk, kacper, natures=("emotional",))) == on_it
    assert ids(page(desk, kacper, natures=("emotional",), concerns=("another",))) == []


def test_who_wrote_it(desk: Desk, kacper: str) -> None:
    authors = dict(page(desk, kacper).choices.authors)
    assert desk.me.id in authors
    for author, name in authors.items():
        assert {row.by for row in page(desk, kacper, authors=(author,)).rows} == {name}


def test_only_what_was_amended_or_withdrawn(desk: Desk, kacper: str) -> None:
    assert {row.summary for row in page(desk, kacper, amended=True).rows} == {"Amended: it was the left wrist."}
    evidence = page(desk, kacper, "evidence", amended=True)
    told = " ".join(row.summary for row in evidence.rows)
    assert "Red line on the wrist" in told
    assert "Meant for another file" in told
    assert "SWIMMING" not in told


@pytest.mark.parametrize(
    "words",
    ["swimming", "lukasz", "SWIM kit", "after-school ŁUKASZ", "duty worker", "belt", "physical", "c-0", "edt"],
)
def test_words_are_found_as_they_are_shown_whatever_capitals_and_accents(desk: Desk, kacper: str, words: str) -> None:
    found = page(desk, kacper, words=words)
    assert found.rows
    assert len(found.rows) < found.choices.total
    assert found.selected == f"{len(found.rows)} of {found.choices.total} entries: with “{words}”"


def test_every_entry_that_shows_a_word_is_found_by_it(desk: Desk, kacper: str) -> None:
    """Compared with reading all of what the screen shows."""
    everything = page(desk, kacper, "evidence")
    for word in ("wrist", "club", "refer", "tuohy", "joanna", "rang", "seen", "collar", "coat", "darren"):
        shows = {row.id for row in everything.rows if word in _shown(row).lower()}
        assert shows <= set(ids(page(desk, kacper, "evidence", words=word))), word


def _shown(row: ChronologyRow) -> str:
    return " ".join((row.summary, row.words, row.by, *(value for _, value in row.rows)))


def test_words_that_were_amended_away_are_found_in_the_evidence_only(desk: Desk, kacper: str) -> None:
    assert ids(page(desk, kacper, words="shaking cones")) == []
    assert ids(page(desk, kacper, "evidence", words="shaking cones")) != []
    friday = page(desk, kacper, words="shaking cones", known_on=date(2026, 11, 13))
    assert len(friday.rows) == 1


def test_everything_at_once_says_all_of_it_in_words(desk: Desk, kacper: str) -> None:
    everything = page(desk, kacper)
    belt = next(row for row in everything.rows if "Amended: it was" in row.summary)
    found = page(
        desk, kacper, groups=("concern", "note"), concerns=(belt.concern,), authors=(desk.me.id,), words="wrist",
        since=date(2026, 11, 1), until=date(2026, 11, 30), amended=True, natures=("physical",),
    )  # fmt: skip
    assert ids(found) == [belt.id]
    nature = desk.pack.natures["physical"].label
    reference = next(reference for concern, reference, _, _ in found.concerns if concern == belt.concern)
    assert found.selected == (
        f"1 of {everything.choices.total} entries: concerns or notes, on {reference}, on concerns of “{nature}”, "
        "written by Joanna Pryce-Okafor, only what was amended or withdrawn, from 1 November 2026, to 30 November "
        "2026, with “wrist”"
    )


def test_what_is_restricted_to_others_is_neither_shown_nor_counted(
    desk: Desk, kacper: str, folder: Path, clock: PracticeClock
) -> None:
    concern = next(row.concern for row in page(desk, kacper).rows if "Amended: it was" in row.summary)
    restricting.restrict(desk, concern, (), "parent works in the office")
    mine = page(desk, kacper).choices.total
    desk.vault.close()
    deputy = unlock(folder, "Imran Sadiq", passphrase_of("Imran Sadiq"), clock)
    try:
        for wanted in ({"words": "wrist"}, {"concerns": (concern,)}, {"natures": ("emotional",)}, {"amended": True}):
            assert page(deputy, kacper, "evidence", **wanted).rows == ()
        choices = page(deputy, kacper).choices
        assert choices.total < mine
        assert concern not in dict(choices.concerns)
        assert "emotional" not in dict(choices.natures)
    finally:
        deputy.vault.close()


def test_a_selection_on_paper_says_on_every_page_that_it_is_one_and_which(desk: Desk, kacper: str) -> None:
    concern = page(desk, kacper).concerns[0][0]
    for number in range(60):
        follow_up.add_note(desk, concern, f"note {number:02}. " + "A line to fill the page with. " * 8)
    found = page(desk, kacper, groups=("note",), since=date(2026, 11, 1))
    pdf = preview_chronology(desk, kacper, Selection(groups=("note",), since=date(2026, 11, 1)))
    printed = pages(pdf)
    assert len(printed) >= 3
    for text in printed:
        assert "NOT THE WHOLE FILE" in text
        assert f"{found.selected[:1].upper()}{found.selected[1:]}" in " ".join(text.split())
    assert "Came without a coat" not in whole(pdf)
    assert whole(pdf).count("A line to fill the page with.") == 60 * 8


def test_the_whole_file_on_paper_has_no_such_line_and_an_empty_selection_says_so(desk: Desk, kacper: str) -> None:
    assert "NOT THE WHOLE" not in whole(preview_chronology(desk, kacper, EVERYTHING))
    nothing = whole(preview_chronology(desk, kacper, Selection(words="kestrel")))
    assert "NOT THE WHOLE FILE" in nothing
    assert "No entry is of this selection" in nothing


def test_the_file_as_known_on_a_day_is_printed_as_it_was_and_says_so(desk: Desk, kacper: str) -> None:
    printed = whole(preview_chronology(desk, kacper, Selection(known_on=date(2026, 11, 13))))
    assert "as known on 13 November 2026" in printed
    assert "Red line on the wrist" in printed
    assert "Amended: it was" not in printed


def test_a_masked_child_s_name_typed_as_a_search_is_not_on_the_paper(desk: Desk, kacper: str) -> None:
    other = next(one.name for one in children_like(desk, "Demir") if one.id != kacper)
    follow_up.add_note(desk, page(desk, kacper).concerns[0][0], f"{other} sat beside him.")
    printed = whole(preview_chronology(desk, kacper, Selection(words=other)))
    assert "NOT THE WHOLE FILE" in printed
    assert other not in printed
