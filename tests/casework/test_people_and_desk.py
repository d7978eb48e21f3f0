from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dsl_desk.casework import desk_people, drafts, people, restricting, school_desk
from dsl_desk.casework.amend import amend, withdraw
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.look_up import child as child_look
from dsl_desk.casework.look_up.contacts import contacts_page
from dsl_desk.casework.look_up.lists import children_like, concern_lines, search
from dsl_desk.casework.opening import is_mine, unlock, unlock_by_kit
from dsl_desk.demo.school import PracticeClock, ids_of, passphrase_of
from dsl_desk.domain.entries.desk import ContactEdited
from dsl_desk.domain.entries.people import Child, ChildStatus
from dsl_desk.domain.lists import DeskPerson
from dsl_desk.domain.selection import Selection
from dsl_desk.errors import CannotSeal, NotAllowed, WrongSecret
from dsl_desk.store.check import check
from tests.casework.acts import concern_answers, recorded


def holds(desk: Desk) -> bool:
    walk = check(desk.vault.engine, desk.vault.witness(), full=True)
    while True:
        try:
            next(walk)
        except StopIteration as end:
            return all(line.holds for line in end.value)


def test_a_deputy_signs_in_with_a_passphrase_of_their_own_and_works_on_the_same_record(
    folder: Path, clock: PracticeClock
) -> None:
    deputy = unlock(folder, "Imran Sadiq", passphrase_of("Imran Sadiq"), clock)
    try:
        assert [line.reference for line in concern_lines(deputy)] == ["C-0001"]
        recorded(deputy)
        assert holds(deputy)
        with pytest.raises(NotAllowed):
            desk_people.admit(deputy, "Someone New", "deputy", "walnut copper ridge lantern 12")
    finally:
        deputy.vault.close()


def test_a_changed_passphrase_opens_and_the_old_one_does_not(desk: Desk, folder: Path, clock: PracticeClock) -> None:
    new = "harbour violet moth trestle 19"
    with pytest.raises(WrongSecret):
        desk_people.change_passphrase(desk, "not the old one", new)
    desk_people.change_passphrase(desk, passphrase_of(desk.me.name), new)
    assert is_mine(desk, new) and not is_mine(desk, passphrase_of(desk.me.name))
    desk.vault.close()

    again = unlock(folder, desk.me.name, new, clock)
    assert holds(again)
    again.vault.close()
    with pytest.raises(WrongSecret):
        unlock(folder, desk.me.name, passphrase_of(desk.me.name), clock)


def test_a_weak_passphrase_is_refused_with_what_would_help(desk: Desk) -> None:
    with pytest.raises(WrongSecret) as caught:
        desk_people.admit(desk, "Someone New", "deputy", "Password1!")
    assert caught.value.spot == "passphrase"


def test_the_recovery_kit_opens_with_a_new_passphrase_and_an_admission_it_signs(
    folder: Path, recovery_code: str, clock: PracticeClock
) -> None:
    typed = recovery_code.lower().replace("0", "o").replace("1", "i").replace("-", " ")
    found = unlock_by_kit(folder, typed, "Joanna Pryce-Okafor", "harbour violet moth trestle 19", clock)
    try:
        recorded(found)
        assert holds(found)
    finally:
        found.vault.close()


def test_somebody_removed_cannot_sign_in_and_their_old_entries_still_verify(
    desk: Desk, folder: Path, clock: PracticeClock
) -> None:
    imran = next(person for person in desk_people.people(desk) if person.name == "Imran Sadiq")
    desk_people.remove(desk, imran.id, "left the school")
    assert holds(desk)
    desk.vault.close()

    with pytest.raises(WrongSecret):
        unlock(folder, "Imran Sadiq", passphrase_of("Imran Sadiq"), clock)


def test_a_new_kit_replaces_the_old_one_and_has_to_be_confirmed(desk: Desk, recovery_code: str) -> None:
    new = desk_people.new_recovery_kit(desk)
    assert new != recovery_code
    with pytest.raises(WrongSecret):
        desk_people.confirm_recovery_code(desk, recovery_code)
    assert desk_people.confirm_recovery_code(desk, new)
    assert holds(desk)


def test_a_likely_duplicate_is_named_before_it_is_added(desk: Desk) -> None:
    twin = Child(legal_forename="Kacper", legal_surname="Wiśniewski", born=date(2018, 3, 14))
    with pytest.raises(CannotSeal) as caught:
        people.add_child(desk, twin)
    assert caught.value.spot == "duplicate"

    people.add_child(desk, twin, sure=True)


def test_a_child_whose_name_is_not_known_needs_only_a_description(desk: Desk) -> None:
    with pytest.raises(CannotSeal):
        people.add_child(desk, Child(status=ChildStatus.NAME_NOT_KNOWN))
    sealed = people.add_child(desk, Child(status=ChildStatus.NAME_NOT_KNOWN, description="red coat, about six"))
    assert child_look.child_page(desk, sealed.id).heading == "red coat, about six"


def test_a_birth_in_the_future_is_for_the_unborn_only(desk: Desk) -> None:
    born = date(2027, 3, 1)
    with pytest.raises(CannotSeal):
        people.add_child(desk, Child(legal_surname="Marlow", born=born))
    people.add_child(desk, Child(status=ChildStatus.UNBORN, legal_surname="Marlow", born=born))


@pytest.mark.parametrize("typed", ["wisnewski", "Zosia", "kasper wisniewsky", "nguyen", "odonnell", "Kasper", "Reese"])
def test_children_are_found_misspelt_and_without_accents(desk: Desk, typed: str) -> None:
    assert children_like(desk, typed)
    assert "child" in [hit.what for hit in search(desk, typed)]


def test_search_finds_a_concern_by_its_words_and_by_its_spoken_reference(desk: Desk) -> None:
    assert [hit.what for hit in search(desk, "neighbour shouting")] == ["concern"]
    assert search(desk, "c 1")[0].label == "C-0001"


def test_as_known_on_a_day_shows_what_was_recorded_by_then(desk: Desk, clock: PracticeClock) -> None:
    kacper = ids_of(desk)["0401"]
    recorded(desk)
    before = child_look.child_page(desk, kacper, selection=Selection(known_on=date(2026, 11, 12)))
    after = child_look.child_page(desk, kacper, selection=Selection(known_on=date(2026, 11, 13)))

    assert "concern" in [row.kind for row in before.rows]
    assert len([row for row in after.rows if row.kind == "concern"]) == 2


def test_opening_a_file_is_in_its_access_log_once_per_unlock(desk: Desk) -> None:
    kacper = ids_of(desk)["0401"]
    child_look.child_page(desk, kacper)
    child_look.child_page(desk, kacper)

    assert [row.kind for row in child_look.child_page(desk, kacper, view="access").access].count("opened") == 1


def test_an_amendment_stands_and_the_old_text_stays_readable(desk: Desk) -> None:
    concern = recorded(desk)
    amend(desk, concern, drafts.new_id(), concern_answers(desk, what_happened="Amended: left wrist."))
    kacper = ids_of(desk)["0401"]

    full = child_look.child_page(desk, kacper, selection=Selection(words="amended: left"))
    assert [row.summary for row in full.rows if row.kind == "concern"] == ["Amended: left wrist."]
    evidence = child_look.child_page(desk, kacper, view="evidence")
    assert any("Red line on the wrist" in row.summary for row in evidence.rows)
    assert any("amended" in row.marks for row in evidence.rows)


def test_a_withdrawn_entry_leaves_the_lists_and_stays_in_the_evidence(desk: Desk) -> None:
    concern = recorded(desk)
    withdraw(desk, concern, "wrong_child")

    assert concern not in [line.id for line in concern_lines(desk)]
    evidence = child_look.child_page(desk, ids_of(desk)["0401"], view="evidence")
    assert any("withdrawn" in row.marks for row in evidence.rows)
    assert holds(desk)


def test_a_restricted_concern_is_not_even_a_count_to_others(desk: Desk, folder: Path, clock: PracticeClock) -> None:
    concern = recorded(desk)
    restricting.restrict(desk, concern, (), "parent works in the office")
    assert concern in [line.id for line in concern_lines(desk)]
    desk.vault.close()

    deputy = unlock(folder, "Imran Sadiq", passphrase_of("Imran Sadiq"), clock)
    try:
        assert concern not in [line.id for line in concern_lines(deputy)]
        assert not [hit for hit in search(deputy, "tidying cones") if hit.what == "concern"]
        page = child_look.child_page(deputy, ids_of(deputy)["0401"])
        assert len(page.concerns) == 1 and "cones" not in str(page.rows)
        asked_for_all = replace(page, later=tuple(range(1, 500)))
        told = [row for begin in range(0, 500, child_look.PART)
                for row in child_look.later_rows(deputy, asked_for_all, begin)]  # fmt: skip
        assert len(told) > len(page.rows) and "cones" not in str(told)
    finally:
        deputy.vault.close()


def test_a_number_the_pack_lacks_can_be_added_and_a_disagreement_is_shown(desk: Desk) -> None:
    before = {row.line.role: row.line for row in contacts_page(desk).rows}
    lacking = next(line for line in before.values() if not line.number)
    school_desk.edit_contact(desk, ContactEdited(role=lacking.role, number="01632 960222", note="told by the council"))
    after = {row.line.role: row for row in contacts_page(desk).rows}

    assert after[lacking.role].line.number == "01632 960222"
    school_desk.check_contact(desk, lacking.role, "01632 960222", works=True)
    checked = {row.line.role: row.checked for row in contacts_page(desk).rows}
    assert checked[lacking.role] == "Works, checked 13 November 2026 by Joanna Pryce-Okafor"


def test_changed_settings_hold_after_the_next_unlock(desk: Desk, folder: Path, clock: PracticeClock) -> None:
    assert school_desk.change_settings(desk, {"school_end": "15:30"}).school.school_end is not None
    desk.vault.close()
    again = unlock(folder, "Joanna Pryce-Okafor", passphrase_of("Joanna Pryce-Okafor"), clock)
    assert f"{again.school.school_end:%H:%M}" == "15:30"
    again.vault.close()


def test_people_of_the_desk_carry_role_and_post(desk: Desk) -> None:
    named = {person.name: (person.role, person.left) for person in desk_people.people(desk)}

    assert named["Helen Castellan"] == ("head", False)
    assert isinstance(desk_people.people(desk)[0], DeskPerson)


def test_a_draft_is_offered_again_after_lock_and_unlock(desk: Desk, folder: Path, clock: PracticeClock) -> None:
    draft = drafts.draft_of({"screen": "record"}, {"what_happened": "half a sentence, \ud83d"})
    drafts.keep(desk, draft)
    desk.vault.close()

    again = unlock(folder, "Joanna Pryce-Okafor", passphrase_of("Joanna Pryce-Okafor"), clock)
    assert [one.answers for one in drafts.mine(again)] == [draft.answers]
    again.vault.close()
    deputy = unlock(folder, "Imran Sadiq", passphrase_of("Imran Sadiq"), clock)
    assert drafts.mine(deputy) == []
    deputy.vault.close()


def test_a_draft_the_vault_cannot_take_is_held_in_memory_sealed(desk: Desk) -> None:
    draft = drafts.draft_of({"screen": "record"}, {"what_happened": "parent at the door"})
    desk.vault.read_only = "The disk is full."
    with pytest.raises(Exception, match="cannot_write") as caught:
        drafts.keep(desk, draft)

    assert "kept in memory" in getattr(caught.value, "sentence", "")
    assert b"parent at the door" not in desk.held[draft.id]
    assert [one.id for one in drafts.mine(desk)] == [draft.id]
    desk.vault.read_only = ""
    drafts.keep(desk, draft)
    assert desk.held == {} and [one.id for one in drafts.mine(desk)] == [draft.id]
