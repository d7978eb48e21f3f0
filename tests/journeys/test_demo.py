"""The stories of the practice school, some of them through the real windows: the record they leave in both vaults,
Today at the end, what comes months later, the papers, and nothing beside them."""

from __future__ import annotations

import base64
import csv
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from dsl_desk.casework.check_record import check_record
from dsl_desk.casework.concern_file import ConcernFile, concern_file
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.desk_people import people
from dsl_desk.casework.drafts import mine
from dsl_desk.casework.keeping import finish
from dsl_desk.casework.look_up.adult import adult_page
from dsl_desk.casework.look_up.concern import ConcernPage, concern_page
from dsl_desk.casework.look_up.lists import search
from dsl_desk.casework.look_up.look_back import look_back
from dsl_desk.casework.look_up.today import today_page
from dsl_desk.casework.opening import unlock
from dsl_desk.demo.play import FRIDAY
from dsl_desk.demo.school import facts, passphrase_of
from dsl_desk.demo.stories import every_story, in_order, sittings, stories
from dsl_desk.domain.access import VaultKind
from dsl_desk.domain.when import local
from dsl_desk.errors import KnownProblem
from dsl_desk.paths import resources
from dsl_desk.store import adults, children, concerns
from dsl_desk.store.work import open_read
from tests.journeys.conftest import Played

WHO = "Joanna Pryce-Okafor"
HEAD, CHAIR = "Helen Castellan", "Dev Parmar"
PACK, SHEET, LADO = "referral-pack.pdf", "prevent-sheet.pdf", "lado-pack.pdf"
# Story -> the roads it walks beside the general one, the steps of theirs it takes, and the paper it leaves.
WALKED: dict[int, tuple[tuple[str, ...], tuple[str, ...], str]] = {
    4: (("self_harm",), ("harm_now", "safety_plan"), ""),
    5: (("exploitation", "escalation"), ("exploitation_signs", "disagreement", "national_referral"), ""),
    6: (("family_help",), ("family_agreement", "family_needs", "family_team"), "family-help-plan"),
    7: (("domestic_abuse",), ("safe_contact", "dash", "children_as_victims"), "marac-sheet"),
    8: (("child_on_child",), ("peer_at_once", "peer_images", "peer_images", "peer_children", "peer_risk"),
        "peer-assessment"),
    9: (("refugee",), ("refugee_context",), ""),
    10: (("prevent",), ("prevent_danger", "prevent_sheet"), "prevent-sheet"),
    11: (("adult_at_risk",), ("adult_sheet", "younger_told"), "adult-sheet"),
    12: (("honour_based",), ("honour_risk",), ""),
    15: (("exploitation",), ("exploitation_signs", "national_referral"), ""),
}  # fmt: skip


@pytest.fixture
def desk(played: Played) -> Iterator[Desk]:
    found = unlock(played.desk, WHO, passphrase_of(WHO), lambda: FRIDAY)
    yield found
    found.vault.close()


@pytest.fixture
def staff(played: Played) -> Iterator[Desk]:
    """The headteacher's vault, of adults who work with children."""
    found = unlock(played.desk, HEAD, passphrase_of(HEAD), lambda: FRIDAY, kind="staff")
    yield found
    found.vault.close()


@pytest.fixture
def governors(played: Played) -> Iterator[Desk]:
    """The chair's vault, about the headteacher."""
    found = unlock(played.desk, CHAIR, passphrase_of(CHAIR), lambda: FRIDAY, kind="governors")
    yield found
    found.vault.close()


@pytest.fixture
def later(played: Played) -> Iterator[Desk]:
    """The children's desk months on."""
    found = unlock(played.later, WHO, passphrase_of(WHO), lambda: in_order(stories(later=True))[-1].at)
    yield found
    found.vault.close()


def test_today_of_friday_20_november_shows_what_is_open_and_each_thing_once(desk: Desk) -> None:
    page = today_page(desk)
    shown = {str(name): [(row.title, row.tag, row.act) for row in rows] for name, rows in page.lists}
    assert shown == {
        "before_home_time": [],
        "ring_now": [("Reece O., Year 9 · referral not acknowledged", "Overdue", "Chase")],
        "to_decide": [],
        "waiting": [
            ("Tyler M., Year 10 · Prevent lead of the council or the police", "Silent", "Chase"),
            ("Ellie-Mae P., Year 2 · Family Help", "Due Mon", "Chase"),
            ("Semhar T., Year 9 · Luton MASH", "Due Tue", "Chase"),
        ],
        "nobody_did_this": [("Anna N., Year 11 · review", "7 days late", "Take it")],
        "for_the_head": [],
    }
    rows = {row.concern: row for _, rows in page.lists for row in rows}
    asked = [_file(desk, f"C-{number:04d}").row.id for number in (15, 10, 6, 9, 4)]
    assert list(rows) == asked, "a story's reference is its number, and its own concern opens"
    assert rows[asked[1]].line.endswith("no reply in 15 days")


def test_the_record_was_sealed_in_the_order_of_its_days_by_the_people_named(desk: Desk) -> None:
    with open_read(desk.vault) as read:
        rows = read.cursor.execute("SELECT reference, noticed, recorded_at FROM concern ORDER BY seq").fetchall()
        back = read.cursor.execute("SELECT count(*) FROM line WHERE clock_back = 1").fetchone()[0]
    assert [reference for reference, _, _ in rows] == [f"C-{number:04d}" for number in range(1, 16)]
    assert all(noticed < recorded for _, noticed, recorded in rows)
    assert back == 0
    names = {one.id: one.name for one in people(desk)}
    authors = {number: names[_file(desk, f"C-{number:04d}").row.author] for number in range(1, 16)}
    assert {number for number, name in authors.items() if name == "Imran Sadiq"} == {2, 4, 7, 9, 13}
    assert {name for number, name in authors.items() if number not in (2, 4, 7, 9, 13)} == {WHO}


def test_every_story_ends_where_it_stands_on_20_november(desk: Desk) -> None:
    files = {number: _file(desk, f"C-{number:04d}") for number in range(1, 16)}
    assert {number for number, file in files.items() if file.row.state == "closed"} == {1, 2}
    assert files[2].standing("closed")[0].body.outcome == "no_safeguarding_worry"
    levels = {number: file.row.level for number, file in files.items()}
    assert levels == {
        1: "school", 2: "not_a_worry", 3: "school", 4: "family_help", 5: "social_care", 6: "family_help", 7: "school",
        8: "significant", 9: "social_care", 10: "social_care", 11: "adult", 12: "significant", 13: "significant",
        14: "significant", 15: "significant",
    }  # fmt: skip
    waiting = {number: {_day(item.due) for item in file.open_items} for number, file in files.items()}
    assert waiting[3] == {"27 Nov"} and waiting[4] == {"13 Nov", "11 Dec"} and waiting[5] == {"30 Nov"}
    assert waiting[7] == {"04 Dec"} and waiting[8] == {"27 Nov"} and waiting[11] == {"30 Nov"}
    assert waiting[12] == {"11 Nov", "01 Dec"} and waiting[13] == {"30 Nov"} and waiting[14] == {"16 Nov", "27 Nov"}
    assert [entry.body.agree for entry in files[5].standing("reply")] == ["no"]
    assert [entry.body.result for entry in files[13].standing("advice")] == [
        "no_answer", "no_answer", "left_message", "spoke",
    ]  # fmt: skip
    assert {one.reference for one in files[6].referrals} == {one.reference for one in files[3].referrals}


def test_scenario_14_leaves_one_concern_with_every_step_and_a_referral(desk: Desk) -> None:
    file = _file(desk, "C-0014")
    made = {kind: file.standing(kind) for kind in ("concern", "urgency", "advice", "parents", "decision")}
    assert {kind: len(entries) for kind, entries in made.items()} == {
        "concern": 1, "urgency": 1, "advice": 1, "parents": 2, "decision": 1,
    }  # fmt: skip
    urgency: Any = made["urgency"][0].body
    decision: Any = made["decision"][0].body
    assert urgency.level == "significant" and "refer_social_care" in decision.decisions
    (referral,) = file.standing("referral_made")
    assert len(file.standing("referral_written")) == 1
    assert {one.reference for one in file.referrals} == {one.reference for one in _file(desk, "C-0007").referrals}
    assert {f"{local(entries[0].header.recorded_at):%a %H}" for entries in made.values()} == {"Fri 19"}
    assert referral.body.promised.what.startswith("Safe tonight with aunt, Bramble Close")


def test_scenario_10_walks_the_prevent_road_beside_the_general_one_to_its_sheet(desk: Desk, played: Played) -> None:
    file = _file(desk, "C-0010")
    assert [road.id for road in file.pathways] == ["general", "prevent"]
    assert [entry.body.which for entry in file.standing("assessment")] == ["prevent_danger", "prevent_sheet"]
    (decision,) = file.standing("decision")
    assert decision.body.answers["prevent_decision"] == "prevent_referral"
    (referral,) = file.standing("referral_made")
    assert referral.body.to == "prevent_lead" and f"{local(referral.header.recorded_at):%d %b}" == "05 Nov"
    text = _text(played.out / SHEET)
    assert "he was the only one who did something" in text and "Tyler Marsh" in text and "PRACTICE" in text.upper()
    assert [entry.body.document for entry in file.standing("exported")] == ["prevent-sheet"]


@pytest.mark.parametrize("number", range(1, 16))
def test_a_story_walks_the_roads_it_was_offered_and_takes_their_own_steps(desk: Desk, number: int) -> None:
    """Practice school: each concern on the road its nature suggests; nothing of it is left asked for without a date."""
    file = _file(desk, f"C-{number:04d}")
    roads, steps, paper = WALKED.get(number, ((), (), ""))
    assert [road.id for road in file.pathways] == ["general", *roads]
    assert tuple(entry.body.which for entry in file.standing("assessment")) == steps
    assert {entry.body.document for entry in file.standing("exported")} - {"mash-referral"} == {paper} - {""}
    own = {step.id for road in file.pathways if road.id != "general" for step in road.steps}
    own -= {step.id for step in desk.pack.pathways["general"].steps}
    left = {state.step.id for state in file.steps if state.step.id in own and str(state.standing) == "asked"}
    assert left == {6: {"family_review"}, 8: {"peer_review"}}.get(number, set()), "their day is still to come"


def test_stop_cards_of_their_roads_stand_where_the_stories_meet_them(desk: Desk) -> None:
    met = {number: {card.id for card in _page(desk, number).cards} for number in WALKED}
    assert {"slavery_referral", "safety_never_waits"} <= met[5] and "domestic_abuse" in met[7]
    assert {"nudes", "peer_at_once"} <= met[8] and "age_dispute" in met[9]
    assert {"adult_18", "younger_children"} <= met[11] and {"taken_abroad", "advice_before_family"} <= met[12]
    (told,) = _file(desk, "C-0012").standing("parents")
    assert told.body.cards == ("honour_family",) and told.body.despite, "the card came first; why it went on is written"


def test_a_disagreement_is_taken_up_the_ladder_with_the_day_of_its_next_rung(desk: Desk) -> None:
    file = _file(desk, "C-0005")
    (rung,) = file.standing("chase")
    assert (rung.body.answers["settled"], rung.body.answers["next_rung_by"]) == ("no", "2026-11-30")
    chase = next(state for state in file.steps if state.step.id == "chase")
    assert str(chase.standing) == "asked" and chase.due is not None and _day(chase.due.at) == "30 Nov"


def test_papers_of_the_roads_hold_what_was_answered_and_say_practice(played: Played) -> None:
    for name, words in (
        ("marac-sheet.pdf", ("used by police only", "A quiet start, breakfast, a job to do")),
        ("family-help-plan.pdf", ("I want it to be warm when we get up.", "Shoes and a winter coat")),
        ("peer-assessment.pdf", ("She wants to stay in her class", "Mentor; home time with an adult")),
        ("adult-sheet.pdf", ("I want it to stop. Not police.", "£640 gone since July")),
    ):
        text = _text(played.out / name)
        assert "PRACTICE" in text.upper() and [one for one in words if one not in text] == [], name


def test_scenario_12_is_phoned_first_and_its_family_is_not_told(desk: Desk) -> None:
    file = _file(desk, "C-0012")
    (made,), (told,) = file.standing("referral_made"), file.standing("parents")
    assert made.body.happened.start < file.standing("concern")[0].header.recorded_at, "phoned first, typed after"
    assert told.body.outcome == "not_told" and told.seq > made.seq
    (reply,) = file.standing("reply")
    assert list(reply.body.outcomes.values()) == [("strategy_discussion",)]


def test_an_allegation_stands_in_the_headteachers_vault_and_is_walked_to_the_lado(staff: Desk, played: Played) -> None:
    """Keeping Children Safe in Education, part four: the LADO before anybody looks into it."""
    file = _file(staff, "C-0001")
    assert [road.id for road in file.pathways] == ["allegation"] and file.row.level == "may_meet"
    (safe, told), (advice,) = file.standing("assessment"), file.standing("advice")
    assert (safe.body.which, told.body.which) == ("children_safe", "adult_told")
    assert told.body.answers["adult_aware"] == "no", "nobody told him before the LADO advised"
    assert advice.body.contact == "designated_officer" and advice.seq < told.seq
    (made,), (reply,) = file.standing("referral_made"), file.standing("reply")
    assert made.body.to == "designated_officer" and list(reply.body.outcomes.values()) == [("meeting",)]
    assert [entry.body.document for entry in file.standing("exported")] == ["lado-referral"]
    text = _text(played.out / LADO)
    assert "Gareth Penhale" in text and "It really hurt." in text and "PRACTICE" in text.upper()
    assert "Not part of any pupil" in text


def test_low_level_concerns_are_kept_and_a_second_shows_the_pattern(staff: Desk) -> None:
    """Keeping Children Safe in Education, part four: low-level concerns are recorded so that a pattern shows."""
    first, second = _file(staff, "C-0002"), _file(staff, "C-0003")
    assert [file.row.level for file in (first, second)] == ["low_level", "low_level"]
    assert [list(file.standing("decision")[0].body.decisions) for file in (first, second)] == [
        ["low_level"], ["low_level", "watch"],
    ]  # fmt: skip
    assert not first.referrals and not second.referrals
    (record,) = [one for one in first.standing("assessment") if one.body.which == "personnel_record"]
    assert record.body.answers["on_personnel_record"] == "low_level_file"
    (asked,) = second.standing("advice")
    assert asked.body.contact == "designated_officer" and not first.standing("advice"), "the pattern is asked about"
    (adult, _), *_ = second.adults
    assert [words for words, _ in adult_page(staff, adult).tags] == [
        "2 × low-level concern", "Look at these together: a pattern?",
    ]  # fmt: skip
    (told,) = look_back(staff, second.row.id)
    assert told.name.startswith("Corin Halvergate") and told.whole and told.rows
    assert not any(row.id in {line.entry.header.id for line in second.lines} for row in told.rows), "the earlier one"


def test_a_matter_about_the_head_is_the_chairs_and_nobody_elses(governors: Desk, played: Played) -> None:
    """Keeping Children Safe in Education, part four: about the headteacher, the chair of governors decides."""
    file = _file(governors, "C-0001")
    assert [road.id for road in file.pathways] == ["allegation_head"] and file.row.level == "may_meet"
    (made,), (reply,) = file.standing("referral_made"), file.standing("reply")
    assert made.body.to == "designated_officer" and list(reply.body.outcomes.values()) == [("meeting",)]
    assert {_day(item.due) for item in file.open_items} == {"24 Nov"}
    assert {one.name for one in people(governors)} == {CHAIR, "Recovery kit"}
    for who in (HEAD, WHO):
        with pytest.raises(KnownProblem):
            unlock(played.desk, who, passphrase_of(who), lambda: FRIDAY, kind="governors")


def test_no_vault_knows_of_anothers_people(desk: Desk, staff: Desk, governors: Desk) -> None:
    held = []
    for one in (desk, staff, governors):
        with open_read(one.vault) as read:
            held.append({*(row.name for row in adults.rows(read)), *(row.name for row in children.rows(read))})
    ours, theirs, chairs = held
    assert theirs == {"Gareth Penhale", "Corin Halvergate", "Idris Calloway"}
    assert chairs == {HEAD, "Odalys Fairbrother"} and not ours & (theirs | chairs)
    assert {one.name for one in people(staff)} & {one["name"] for one in facts()["staff"]} == {HEAD}, (
        "nobody else has a key"
    )
    hits = {
        hit.label for one in (desk, staff) for word in ("Odalys", "Halvergate", "corridor") for hit in search(one, word)
    }
    assert not any("Odalys" in hit for hit in hits) and not search(desk, "Halvergate")


def test_months_later_the_prevent_concern_was_reviewed_three_times_and_closed(later: Desk) -> None:
    """The prevent road of the pack: looked at again after one, three and six months."""
    file = _file(later, "C-0010")
    outcomes = [entry.body.answers["prevent_outcome"] for entry in file.standing("reply")]
    assert [list(one) for one in outcomes] == [["gathering", "panel"], ["accepted"]]
    assert len(file.standing("chase")) == 1 and len(file.standing("plan")) == 1
    assert [f"{local(entry.header.recorded_at):%b %Y}" for entry in file.standing("review")] == [
        "Dec 2026", "Jan 2027", "Mar 2027", "Jun 2027",
    ]  # fmt: skip
    (closed,) = file.standing("closed")
    assert closed.body.outcome == "need_met" and file.row.state == "closed" and not file.open_items


@pytest.mark.parametrize("which", ["desk", "staff", "governors", "later"])
def test_everything_the_demo_left_holds_when_all_of_it_is_checked(which: str, request: pytest.FixtureRequest) -> None:
    desk: Desk = request.getfixturevalue(which)
    checked = finish(check_record(desk, full=True))
    assert checked.holds, checked.sentence
    assert mine(desk) == [], "nothing typed is left unsealed"
    assert desk.held == {}


def test_the_pack_names_both_children_and_carries_the_childs_own_words(played: Played) -> None:
    text = _text(played.out / PACK)
    assert "Kacper Wiśniewski" in text and "Zofia Wiśniewska" in text and "C-0014" in text
    assert "Darren hits me with the belt when Mum's at work" in text.replace("’", "'")
    assert "PRACTICE" in text.upper()


def test_no_word_of_the_record_lies_anywhere_in_the_open(played: Played) -> None:
    canaries = _canaries()
    assert len(canaries) > 90 and {"Gareth Penhale", "Idris Calloway", "Odalys Fairbrother"} <= set(canaries)
    places = [path for top in (played.desk, played.later, played.around) for path in top.rglob("*") if path.is_file()]
    vaults = {path.relative_to(played.out).as_posix() for path in places if path.name == "vault.db"}
    assert vaults == {f"{top}/vaults/{one}/vault.db" for top in ("desk", "later") for one in VaultKind}
    assert any(path.name == "desk.log" for path in places)
    found = {f"{canary!r} in {path.name}" for path in places for canary in _in(path.read_bytes(), canaries)}
    found |= {f"{canary!r} in the name {path}" for path in places for canary in canaries if canary in str(path)}
    found |= {f"{canary!r} said on the terminal" for canary in canaries if canary in played.said}
    assert not found


@pytest.mark.parametrize("coded", ["utf-8", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("before", [b"", b"x", b"xy", b"{'name': '"])
def test_the_search_for_words_would_find_them(coded: str, before: bytes) -> None:
    word = "Kacper Wiśniewski"
    content = before + word.encode(coded) + b"'}"
    assert _in(content, [word]) == [word]
    assert _in(base64.b64encode(content), [word]) == [word]


def test_every_file_and_folder_is_its_owners_only_though_it_was_started_with_an_open_umask(played: Played) -> None:
    made = [path for path in (played.out, *played.out.rglob("*")) if not path.is_symlink()]
    made += [path for top in ("home", "tmp") for path in (played.around / top).rglob("*")]
    assert len(made) > 20
    open_ones = {
        str(path): oct(mode)
        for path in made
        if (mode := stat.S_IMODE(path.stat().st_mode)) != (0o700 if path.is_dir() else 0o600)
    }
    assert open_ones == {}


def test_the_pictures_and_the_passphrases_are_there_to_look_at(played: Played) -> None:
    told = ([one for one in every_story() if not one.later], stories(later=True))
    live = [acts for part in told for shown, _, acts in sittings(in_order(part)) if shown]
    asked = [name for acts in live for act in acts for name in (act.shot, act.after) if name]
    shots = sorted(path.name for path in (played.out / "screens").glob("*.png"))
    assert len(shots) == len(asked) + len(live) + 2, "each that is asked for, each door, and Today at the end"
    assert not any("not-there" in name for name in shots)
    assert "practice only" in played.said
    assert passphrase_of(WHO) in (played.out / "passphrase.txt").read_text("utf-8")


def _file(desk: Desk, reference: str) -> ConcernFile:
    with open_read(desk.vault) as read:
        row = concerns.by_reference(read, reference)
        assert row is not None
        return concern_file(read, desk, row.id)


def _page(desk: Desk, number: int) -> ConcernPage:
    return concern_page(desk, _file(desk, f"C-{number:04d}").row.id)


def _day(moment: Any) -> str:
    return f"{local(moment):%d %b}" if moment else ""


def _text(path: Path) -> str:
    with pypdfium2.PdfDocument(path.read_bytes()) as pages:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in pages).split())


def _canaries() -> list[str]:
    """Whatever of a child's record was typed or imported: sentences of the script, names of children and adults."""
    staff = {one["name"] for one in facts()["staff"]}
    answers = [act.answers for one in every_story() for act in one.acts]
    typed = {text for text in _texts(answers) if len(text) > 14 and text not in staff and "_" not in text}
    with (resources() / "practice" / "children.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = [list(row.values()) for row in csv.DictReader(file)]
    names = {value for row in rows for value in row if len(value) > 7 and not value[0].isdigit()}
    adults = {one["name"] for one in facts()["adult"]}
    return sorted(typed | names | adults | {"Gareth Penhale", "Idris Calloway", "Odalys Fairbrother"})


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from _texts(inner)


def _in(content: bytes, canaries: list[str]) -> list[str]:
    return [canary for canary in canaries if any(shape in content for shape in _shapes(canary))]


def _shapes(canary: str) -> Iterator[bytes]:
    """UTF-8, UTF-16 and base64 of either, wherever in a longer text it begins."""
    for plain in (canary.encode(), canary.encode("utf-16-le"), canary.encode("utf-16-be")):
        yield plain
        for before in range(3):
            coded = base64.b64encode(b"\0" * before + plain)
            yield coded[(0, 2, 3)[before] : -4]  # without the characters that hang on what stands around it
