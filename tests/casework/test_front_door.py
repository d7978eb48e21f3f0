"""The front door for a worry about an adult: it needs no key, and every word of it comes from the pack."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from dsl_desk.casework.desk import Desk
from dsl_desk.casework.front_door import FrontDoorPage, Place, front_door, pack_at_the_door, save_sheet, sheet
from dsl_desk.casework.school_desk import edit_contact
from dsl_desk.domain.access import VaultKind
from dsl_desk.domain.entries.desk import ContactEdited
from dsl_desk.domain.when import LONDON
from tests.casework.three_vaults import ThreeVaults
from tests.reports.paper import pages, whole

FRIDAY, SATURDAY = datetime(2026, 11, 20, 10, 15, tzinfo=LONDON), datetime(2026, 11, 21, 10, 15, tzinfo=LONDON)


def door(folder: Path, locality: str = "luton", at: datetime = FRIDAY, desk: Desk | None = None) -> FrontDoorPage:
    return front_door(Place(folder, lambda: at, locality, desk))


def words(page: FrontDoorPage) -> str:
    return " ".join([f"{ring.when}: {ring.who}" for ring in page.rings] + [*page.do, *page.do_not])


def test_it_says_whom_to_ring_without_any_vault(tmp_path: Path) -> None:
    """practice.md 1.4 (KCSIE): staff → head; head → chair of governors; conflict or sole proprietor → LADO direct."""
    page = door(tmp_path)
    rings = {ring.when: ring.who for ring in page.rings}
    assert rings["About anybody but the headteacher"] == "The headteacher"
    assert "chair of governors" in rings["About the headteacher"]
    direct = rings["A conflict of interest, or the headteacher is the sole proprietor"]
    assert "designated officer" in direct and "one working day" in direct
    assert list(tmp_path.iterdir()) == [], "asking leaves nothing behind"


def test_it_says_ask_before_looking_into_it_and_what_not_to_do(tmp_path: Path) -> None:
    """practice.md 1.4: consult the LADO before investigating, within one working day; if in doubt, ask."""
    page = door(tmp_path)
    assert "before anybody looks into it, within one working day" in " ".join(page.do)
    assert [line.split()[0] for line in page.do_not] == ["Look", "Tell", "Write"]


def test_a_child_hurt_now_comes_first_with_the_numbers_open_by_the_clock(tmp_path: Path) -> None:
    day, weekend = door(tmp_path).rings[0].now, door(tmp_path, at=SATURDAY).rings[0].now
    assert [line.role for line in day] == ["emergency", "mash"]
    assert [line.role for line in weekend] == ["emergency", "edt"]


def test_the_council_remembered_gives_its_designated_officer_and_says_whose_number_it_is(tmp_path: Path) -> None:
    """seed_inventory A9: Luton's designated officer, two seeds agree. Its hours are in no source."""
    page = door(tmp_path)
    (line,) = page.rings[-1].calls
    assert line.number == pack_at_the_door("luton").contacts[line.role].number != ""
    assert line.assumed_hours and "The council where the adult works" in line.note
    assert "as they came with the program" in page.note


@pytest.mark.parametrize("locality", ["", "no-such-place", "../../etc"])
def test_a_council_not_known_shows_no_number_and_says_so(tmp_path: Path, locality: str) -> None:
    page = door(tmp_path, locality)
    (line,) = page.rings[-1].calls
    assert (line.number, line.status) == ("", "missing")
    assert "not known yet" in page.note


def test_it_says_which_vaults_there_are_and_whose_they_are_and_nothing_in_them(tmp_path: Path) -> None:
    three = ThreeVaults(tmp_path / "desk")
    three.make(VaultKind.STAFF).vault.close()
    page = door(three.folder)
    assert [(one.kind, one.made, one.maker) for one in page.vaults] == [
        ("staff", True, "headteacher"), ("governors", False, "chair of governors"),
    ]  # fmt: skip


def test_over_an_open_desk_the_schools_own_number_is_shown(desk: Desk) -> None:
    role = door(desk.vault.folder, desk=desk).rings[-1].calls[0].role
    edit_contact(desk, ContactEdited(role=role, name="", number="01632 960 177"))
    (line,) = door(desk.vault.folder, desk=desk).rings[-1].calls
    assert (line.number, line.status) == ("01632 960 177", "own")


def test_the_sheet_is_one_page_to_fill_in_with_whom_to_ring_on_it(tmp_path: Path) -> None:
    pdf = sheet(Place(tmp_path, lambda: FRIDAY, "luton"))
    text = whole(pdf)
    assert len(pages(pdf)) == 1
    page = door(tmp_path)
    for line in (*(ring.when for ring in page.rings), *page.do, "in exact words", "Given to, date and time"):
        assert line in text
    numbers = [line.number for ring in page.rings for line in ring.calls]
    assert len(numbers) >= 4 and all(number in text for number in numbers), "on paper whatever the hour"


def test_the_sheet_is_saved_without_any_vault(tmp_path: Path) -> None:
    save_sheet(Place(tmp_path / "no desk here", lambda: FRIDAY), tmp_path / "sheet.pdf")
    assert "About the headteacher" in whole((tmp_path / "sheet.pdf").read_bytes())


def test_the_sheet_of_a_council_not_known_leaves_room_for_its_number(tmp_path: Path) -> None:
    assert "____" in whole(sheet(Place(tmp_path, lambda: FRIDAY)))
