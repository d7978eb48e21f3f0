"""To somebody off the list a hidden story leaves no trace where today's parts meet: links, files that go with a
referral, changed guidance, the register, whose file it is; and in a staff vault a matter kept from the lead.

Why: practice has the case of a colleague's own child; KCSIE, Part Four, of the lead as the subject (practice.md 1.4).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from dsl_desk.casework import attach, attached, editions, look_again, restricting, whose
from dsl_desk.casework.check_page import check_page
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.desk_people import people
from dsl_desk.casework.duties import duties
from dsl_desk.casework.export_pack import export_pack
from dsl_desk.casework.linking import follow_on
from dsl_desk.casework.look_up.adult import adult_page
from dsl_desk.casework.look_up.child import child_page
from dsl_desk.casework.look_up.concern import concern_page
from dsl_desk.casework.look_up.contacts import contacts_page
from dsl_desk.casework.look_up.lists import adult_lines, child_lines, concern_lines, search
from dsl_desk.casework.look_up.look_back import look_back
from dsl_desk.casework.look_up.step import record_form, step_form
from dsl_desk.casework.look_up.today import today_page
from dsl_desk.casework.referral import referral_page, referrals_page
from dsl_desk.demo.school import PracticeClock, ids_of
from dsl_desk.domain.access import Role
from dsl_desk.errors import KnownProblem
from dsl_desk.store import adults, children, concerns, referrals
from dsl_desk.store.work import open_read
from dsl_desk.ui.screens.settings import pack_model
from tests.attachments import samples
from tests.casework import staff
from tests.casework.acts import file_of
from tests.casework.conftest import DEPUTY, DSL, HEAD
from tests.casework.school import finished
from tests.casework.test_editions import new_base as new_base
from tests.casework.test_restricting import (
    HIDDEN_WORDS,
    as_told,
    everything,
    hidden_story,
    signed_in,
)
from tests.casework.test_restricting import visible as visible

FILE = "Quillfeather handover.pdf"


def newer_reads(desk: Desk, shown: str) -> dict[str, Any]:
    """What has come since: each as the screen asks for it. `shown`: a concern everybody may see."""
    kacper = ids_of(desk)["0401"]
    found: dict[str, Any] = {
        "to look at": look_again.to_look_at(desk),
        "pack": pack_model.load(desk),
        "waiting": editions.waiting(desk),
        "duties": duties(desk),
        "contacts": contacts_page(desk),
        "others": concern_page(desk, shown).others,
        "offers": concern_page(desk, shown).offers,
        "rows": child_page(desk, kacper).rows,
        "whose": whose.whose_questions(file_of(desk, shown)),
    }
    for words in (FILE, "handover", "Quillfeather"):
        found[f"search {words}"] = search(desk, words)
    with open_read(desk.vault) as read:
        found["follow-ons"] = concerns.follow_ons(read, kacper)
        found["register"] = referrals.exports(read)
        found["adults"] = adults.rows(read)
    return found


def values_of(found: dict[str, Any]) -> str:
    """What is told, without the names under which this test asked for it."""
    return "\n".join(as_told(found).values())


def linked_and_sent(desk: Desk, tmp_path: Path, clock: PracticeClock, shown: str) -> dict[str, str]:
    """The whole hidden story, linked to a concern that all see, with a file that leaves with its referral."""
    made = hidden_story(desk, tmp_path, clock)
    follow_on(desk, made["concern"], (shown,))
    assert any(one.id == made["concern"] and one.followed for one in concern_page(desk, shown).others)
    child = ids_of(desk)["0401"]
    file = attach.attach(desk, made["concern"], attach.pick(desk, (FILE, samples.pdf())), {whose.WHOSE: [child]})
    assert file.id in [one.root for one in check_page(desk, made["referral"]).offered]
    leaving = {"recipient": "MASH", "reason": HIDDEN_WORDS, "protected": False, "checked": True}
    finished(export_pack(desk, made["referral"], tmp_path, files=(file.id,), **leaving))
    with open_read(desk.vault) as read:
        assert any(name == FILE for row in referrals.exports(read) for name, _ in row.files)
    attached.save_copy(desk, file.id, tmp_path, "Police", "asked")
    return {**made, "file": file.id}


@pytest.mark.parametrize("who", [DEPUTY, HEAD])
def test_links_files_sent_and_changed_guidance_leave_no_trace(
    desk: Desk, folder: Path, clock: PracticeClock, visible: tuple[str, str], tmp_path: Path, new_base: Path, who: str
) -> None:
    """The edition changed for everybody before: what is compared is the hidden story, on the older edition too."""
    shown = visible[0]
    hidden = linked_and_sent(desk, tmp_path, clock, shown)
    restricting.restrict(desk, hidden["concern"], None, "For the moment: the test compares.")
    restricting.restrict(desk, hidden["concern"], (), "His aunt works here.")
    after = editions.take(desk, finished(editions.look_at(desk, new_base)))
    assert {hidden["concern"], shown} <= {one.concern for one in look_again.to_look_at(after)}
    after.vault.close()
    clock.now += timedelta(hours=1)
    with signed_in(folder, who, clock, only_reads=True) as other:
        told = values_of(newer_reads(other, shown) | everything(other, *visible))
        assert shown in {one.concern for one in look_again.to_look_at(other)}
        for trace in (*hidden.values(), FILE, "Quillfeather", "C-0003"):
            assert trace not in told, trace
        reached = (
            lambda: look_again.looked(other, hidden["concern"]),
            lambda: look_again.go_on_with_new(other, hidden["concern"]),
            lambda: follow_on(other, hidden["concern"], (shown,)),
            lambda: follow_on(other, shown, (hidden["concern"],)),
            lambda: attached.about(other, hidden["file"]),
            lambda: attached.open_outside(other, hidden["file"]),
            lambda: check_page(other, visible[1], files=(hidden["file"],)),
            lambda: finished(export_pack(other, visible[1], tmp_path, files=(hidden["file"],), recipient="x",
                                         reason="x", protected=False, checked=True)),
        )  # fmt: skip
        for number, attempt in enumerate(reached):
            with pytest.raises(KnownProblem) as problem:
                attempt()
            assert "Quillfeather" not in problem.value.sentence and "C-0003" not in problem.value.sentence, number


@pytest.mark.parametrize("who", [DEPUTY, HEAD])
def test_every_newer_read_is_the_same_before_and_after(
    desk: Desk, folder: Path, clock: PracticeClock, visible: tuple[str, str], tmp_path: Path, new_base: Path, who: str
) -> None:
    editions.take(desk, finished(editions.look_at(desk, new_base))).vault.close()
    clock.now += timedelta(hours=1)
    then = clock.now
    with signed_in(folder, who, clock, only_reads=True) as other:
        before = as_told(newer_reads(other, visible[0]) | everything(other, *visible))
    with signed_in(folder, DSL, clock) as again:
        linked_and_sent(again, tmp_path, clock, visible[0])
    clock.now = then
    with signed_in(folder, who, clock, only_reads=True) as other:
        after = as_told(newer_reads(other, visible[0]) | everything(other, *visible))
    assert [name for name, told in after.items() if told != before[name]] == []


def test_a_link_from_what_all_see_to_what_is_hidden_shows_neither_id_nor_reference(
    desk: Desk, folder: Path, clock: PracticeClock, visible: tuple[str, str], tmp_path: Path
) -> None:
    """The lead links the other way round: the open concern has a new version, and says of what to nobody else."""
    hidden = hidden_story(desk, tmp_path, clock)["concern"]
    follow_on(desk, visible[0], (hidden,))
    desk.vault.close()
    with signed_in(folder, DEPUTY, clock, only_reads=True) as other:
        found = as_told(newer_reads(other, visible[0]) | everything(other, *visible))
        assert [name for name, told in found.items() if hidden in told or "C-0003" in told] == []


# a staff vault


@pytest.fixture
def staff_lead(tmp_path: Path) -> Iterator[tuple[Desk, str, str]]:
    """The head's desk with a matter that the lead may see too, and the lead admitted: desk, matter, adult."""
    desk = staff.staff_desk(tmp_path / "school")
    staff.also(desk, staff.DSL, Role.DSL)
    adult = staff.add_adult(desk)
    yield desk, staff.recorded(desk, adult, staff.add_child(desk)), adult


def of_staff(desk: Desk, shown: str, adult: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "today": today_page(desk), "concerns": concern_lines(desk), "adults": adult_lines(desk),
        "children": child_lines(desk), "adult": adult_page(desk, adult), "back": look_back(desk, shown),
        "concern": concern_page(desk, shown), "referrals": referrals_page(desk),
        "to look at": look_again.to_look_at(desk), "pack": pack_model.load(desk), "people": people(desk),
        "duties": duties(desk), "record": repr(record_form(desk)).replace("finder", ""),
    }  # fmt: skip
    for step in found["concern"].steps:
        found[f"step {step.id}"] = repr(step_form(desk, shown, step.id))
    for words in ("Pryce", "Joanna", "bench", "C-0002", "handover", "2", "Tobias"):
        found[f"search {words}"] = search(desk, words)
    with open_read(desk.vault) as read:
        found["store"] = (adults.rows(read), referrals.exports(read), referrals.open_items(read))
        found["open"] = concerns.open_rows(read)
        found["about"] = concerns.of_adult(read, adult)
        found["names"] = children.names(read)
    return found


def kept_story(desk: Desk, adult: str, child: str, tmp_path: Path) -> dict[str, str]:
    """A matter about the lead and another adult, walked to a referral that left with a file, and linked."""
    lead = staff.add_adult(desk, staff.DSL)
    matter = staff.recorded(desk, lead, child, kept_from="dsl", adults=[lead, adult], noticed_by="Amira Dossery")
    staff.take(desk, matter, "children_safe", staff.safe())
    staff.take(desk, matter, "threshold", staff.threshold())
    staff.take(desk, matter, "ask_lado", staff.spoke())
    staff.take(desk, matter, "decide_adult", staff.decided())
    referral = staff.take(desk, matter, "refer_lado", staff.made(matter)).id
    staff.take(desk, matter, "refer_lado", staff.written(matter), kind="referral_written", referral=referral)
    file = attach.attach(desk, matter, attach.pick(desk, ("Pryce handover.pdf", samples.pdf())), {}).id
    leaving = {"recipient": "LADO", "reason": "asked", "protected": False, "checked": True}
    finished(export_pack(desk, referral, tmp_path, files=(file,), **leaving))
    return {"matter": matter, "lead": lead, "referral": referral, "file": file}


def test_a_matter_kept_from_the_lead_leaves_no_trace_in_the_staff_vault(
    staff_lead: tuple[Desk, str, str], tmp_path: Path
) -> None:
    """The lead is the subject: what they see before it was written is what they see after, and nothing is counted."""
    desk, shown, adult = staff_lead
    child = concern_page(desk, shown).children[0][0]
    desk.vault.close()
    home, now = tmp_path / "school", staff.MONDAY + timedelta(hours=2)
    lead = staff.opened_by(home, "staff", staff.DSL, now)
    lead.vault.read_only = "to compare"
    before = {name: repr(value) for name, value in of_staff(lead, shown, adult).items()}
    lead.vault.close()
    head = staff.opened_by(home, "staff", staff.HEAD, now)
    made = kept_story(head, adult, child, tmp_path)
    assert len(adult_lines(head)) == 2 and len(search(head, "Pryce")) > 0
    head.vault.close()
    lead = staff.opened_by(home, "staff", staff.DSL, now)
    lead.vault.read_only = "to compare"
    after = {name: repr(value) for name, value in of_staff(lead, shown, adult).items()}
    assert [name for name, told in after.items() if told != before[name]] == []
    reached = (
        lambda: concern_page(lead, made["matter"]), lambda: adult_page(lead, made["lead"]),
        lambda: referral_page(lead, made["referral"]), lambda: check_page(lead, made["referral"]),
        lambda: attached.about(lead, made["file"]), lambda: follow_on(lead, made["matter"], (shown,)),
    )  # fmt: skip
    for attempt in reached:
        with pytest.raises(KnownProblem):
            attempt()
    lead.vault.close()
