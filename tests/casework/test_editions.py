"""A newer edition is shown before it is taken; open concerns stay on theirs until the lead has looked and chosen."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest

from dsl_desk.casework import editions, look_again, school_desk
from dsl_desk.casework.concern_file import concern_file
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.look_up.concern import concern_page
from dsl_desk.casework.look_up.contacts import contacts_page
from dsl_desk.casework.look_up.lists import concern_lines
from dsl_desk.casework.look_up.today import today_page
from dsl_desk.casework.opening import choose_locality, desk_over, unlock
from dsl_desk.demo.school import PracticeClock, passphrase_of
from dsl_desk.domain.entries.desk import ContactEdited
from dsl_desk.errors import KnownProblem, NotAllowed, PackBroken
from dsl_desk.paths import resources
from dsl_desk.store import desk_tables
from dsl_desk.store.check import check
from dsl_desk.store.work import open_read
from tests.casework.acts import recorded
from tests.casework.school import finished
from tests.pathways.test_given import FILES, zipped

LUTON = resources() / "localities" / "luton"


@pytest.fixture
def newer(tmp_path: Path) -> Path:
    """Luton's next edition: a number that moved, a deadline and a paper that changed."""
    place = tmp_path / "luton-next"
    copytree(LUTON, place)
    for name, old, new in (
        ("pack", 'edition = "2026.3"', 'edition = "2027.1"'),
        ("contacts", "01582 547653", "020 7946 0653"),
        ("guidance", "November 2025", "March 2027"),
    ):
        content = (place / f"{name}.toml").read_text("utf-8")
        assert old in content
        (place / f"{name}.toml").write_text(content.replace(old, new), "utf-8")
    return place


@pytest.fixture
def new_base(tmp_path: Path) -> Path:
    """England's next edition: a deadline of the general road."""
    place = tmp_path / "england-next"
    for path in (resources() / "england").rglob("*.toml"):
        to = place / path.relative_to(resources() / "england")
        to.parent.mkdir(parents=True, exist_ok=True)
        to.write_bytes(path.read_bytes())
    general = place / "pathways" / "general.toml"
    general.write_text(general.read_text("utf-8").replace("working_days = 1", "working_days = 2", 1), "utf-8")
    return place


@pytest.fixture
def taken(desk: Desk, new_base: Path) -> Iterator[Desk]:
    yield editions.take(desk, finished(editions.look_at(desk, new_base)))


def holds(desk: Desk) -> bool:
    return all(line.holds for line in finished_lines(desk))


def finished_lines(desk: Desk) -> list:
    walk = check(desk.vault.engine, desk.vault.witness(), full=True)
    while True:
        try:
            next(walk)
        except StopIteration as end:
            return list(end.value)


def number(desk: Desk, role: str) -> tuple[str, str]:
    line = next(row.line for row in contacts_page(desk).rows if row.line.role == role)
    return line.number, line.status


def test_what_changed_is_shown_before_anything_is_taken(desk: Desk, newer: Path) -> None:
    offer = finished(editions.look_at(desk, newer))
    said = {(one.part, one.id): one.lines for one in offer.differences}
    assert said["contact", "mash"] == ("Number: from “01582 547653” to “020 7946 0653”.",)
    assert ("guidance", "luton-effective-support") in said and offer.name == "Luton 2027.1"
    assert number(desk, "mash")[0] == "01582 547653" and len(editions.taken(desk)) == 1


def test_a_taken_edition_holds_from_then_on_and_says_when_and_by_whom(
    desk: Desk, newer: Path, folder: Path, clock: PracticeClock
) -> None:
    after = editions.take(desk, finished(editions.look_at(desk, newer)))
    assert number(after, "mash")[0] == "020 7946 0653"
    now, before = editions.taken(after)
    assert (now.name, now.by, now.in_use) == ("Luton 2027.1", desk.me.name, True) and "2026" in now.when
    assert (before.name, before.in_use) == ("Luton 2026.3", False) and before.digest == desk.pack.digest
    assert holds(after)
    after.vault.close()
    again = unlock(folder, desk.me.name, passphrase_of(desk.me.name), clock)
    assert again.pack.digest == after.pack.digest and again.pack.edition == "2027.1"
    again.vault.close()


def test_the_programs_own_newer_edition_waits_until_it_is_taken(desk: Desk, newer: Path) -> None:
    """An update of the program alone changes nothing that the desk says."""
    after = editions.take(desk, finished(editions.look_at(desk, newer)))
    assert desk_over(after.vault, after.clock).pack.edition == "2027.1"
    assert editions.offered(after) is None and editions.waiting(after) == ""  # it was taken once, and left


def test_an_edition_never_taken_is_offered_and_named_on_today(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_read(desk.vault) as read:
        monkeypatch.setattr(desk_tables, "packs", lambda _read: [])
        assert editions.waiting(desk) == "Luton 2026.3"
        assert today_page(desk).newer == "Luton 2026.3"
        offer = editions.offered(desk)
    assert offer is not None and offer.differences == () and read is not None


def test_another_councils_pack_from_a_zip_is_taken_and_ours_survives(desk: Desk, tmp_path: Path) -> None:
    school_desk.edit_contact(desk, ContactEdited(role="mash", number="01632 960111"))
    offer = finished(editions.look_at(desk, zipped(tmp_path / "westmere.zip", FILES)))
    assert offer.own == (("Westmere front door", "01632 960111", "020 7946 0018"),)
    after = editions.take(desk, offer)
    assert after.school.locality == "westmere" and after.pack.authority == "Westmere"
    assert number(after, "mash") == ("01632 960111", "disagrees")
    assert editions.offered(after) is None
    back = editions.take(after, editions.of_locality(after, "luton"))
    assert back.pack.digest == desk.pack.digest and editions.taken(back)[0].name == "Luton 2026.3"


def test_a_pack_with_errors_is_refused_with_the_first_of_them(desk: Desk, newer: Path) -> None:
    contacts = newer / "contacts.toml"
    contacts.write_text(contacts.read_text("utf-8").replace("020 7946 0653", "01582 54765"), "utf-8")
    with pytest.raises(PackBroken) as caught:
        finished(editions.look_at(desk, newer))
    assert "contacts: mash" in caught.value.sentence and caught.value.sentence.endswith("Nothing was changed.")


def test_a_step_that_goes_without_being_retired_is_refused(desk: Desk, newer: Path) -> None:
    (newer / "pathways").mkdir(exist_ok=True)
    (newer / "pathways" / "private_fostering.toml").write_text(
        '[[omit]]\nid = "living_with"\nwhy = "Not here"\n', "utf-8"
    )
    with pytest.raises(PackBroken) as caught:
        finished(editions.look_at(desk, newer))
    assert "retired" in caught.value.sentence


def test_the_head_may_not_take_an_edition(desk: Desk, newer: Path, folder: Path, clock: PracticeClock) -> None:
    desk.vault.close()
    head = unlock(folder, "Helen Castellan", passphrase_of("Helen Castellan"), clock)
    with pytest.raises(NotAllowed):
        finished(editions.look_at(head, newer))
    head.vault.close()


def test_a_kept_edition_that_cannot_be_read_gives_way_to_the_programs(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(desk_tables, "pack_bytes", lambda _read, _digest: b"damaged")
    found = desk_over(desk.vault, desk.clock)
    assert found.pack.digest == desk.pack.digest and any("cannot be read" in one for one in desk.vault.warnings)


# open concerns


def test_a_concern_stays_on_its_edition_and_is_listed_until_looked_at(taken: Desk) -> None:
    (changed,) = look_again.to_look_at(taken)
    assert changed.reference == "C-0001" and {one.part for one in changed.differences} == {"deadline"}
    with open_read(taken.vault) as read:
        file = concern_file(read, taken, changed.concern)
    assert file.pack.digest != taken.pack.digest
    page = concern_page(taken, changed.concern)
    assert page.changed is not None and page.changed.groups[0].title.startswith("Deadlines · ")
    rows = [row for _, rows in today_page(taken).lists for row in rows]
    assert any(row.concern == changed.concern and "guidance changed" in row.title for row in rows)

    look_again.looked(taken, changed.concern)
    assert look_again.to_look_at(taken) == () and concern_page(taken, changed.concern).changed is None
    assert holds(taken)


def test_what_was_looked_at_is_listed_again_when_the_next_edition_differs(taken: Desk, new_base: Path) -> None:
    (changed,) = look_again.to_look_at(taken)
    look_again.looked(taken, changed.concern)
    general = new_base / "pathways" / "general.toml"
    general.write_text(general.read_text("utf-8").replace("working_days = 2", "working_days = 3", 1), "utf-8")
    after = editions.take(taken, finished(editions.look_at(taken, new_base)))
    assert [one.concern for one in look_again.to_look_at(after)] == [changed.concern]


def test_a_concern_goes_on_with_the_new_edition_and_nothing_sealed_before_changes(taken: Desk) -> None:
    (changed,) = look_again.to_look_at(taken)
    with open_read(taken.vault) as read:
        before = concern_file(read, taken, changed.concern)
    look_again.go_on_with_new(taken, changed.concern)
    with open_read(taken.vault) as read:
        after = concern_file(read, taken, changed.concern)
    assert after.pack.digest == taken.pack.digest
    assert [road.id for road in after.pathways] == [road.id for road in before.pathways]
    held = {line.entry.header.id: line.entry for line in after.lines}
    assert all(held[line.entry.header.id] == line.entry for line in before.lines)
    assert look_again.to_look_at(taken) == () and holds(taken)
    with pytest.raises(KnownProblem):
        look_again.go_on_with_new(taken, changed.concern)


def test_a_sealed_step_names_the_edition_whose_words_were_shown(taken: Desk) -> None:
    old = concern_lines(taken)[0].id
    new = recorded(taken)
    for concern, edition in ((old, None), (new, taken.pack.digest)):
        look_again.looked(taken, concern)
        with open_read(taken.vault) as read:
            file = concern_file(read, taken, concern)
        (entry,) = file.standing("edition_looked")
        assert entry.header.pack == (edition or file.pack.digest)
    assert [one.reference for one in look_again.to_look_at(taken)] == []


def test_a_change_of_contacts_alone_lists_no_concern(desk: Desk, newer: Path) -> None:
    after = editions.take(desk, finished(editions.look_at(desk, newer)))
    assert look_again.to_look_at(after) == ()


def test_choosing_no_council_keeps_what_holds_everywhere(desk: Desk) -> None:
    alone = choose_locality(desk, "none")
    assert alone.pack.authority == "" and alone.school.locality == "none"
    assert number(alone, "mash") == ("", "missing")


def test_a_zip_that_is_no_pack_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as packed:
        packed.writestr("readme.txt", "hello")
    with pytest.raises(PackBroken):
        finished(editions.look_at(desk, tmp_path / "x.zip"))
    assert len(editions.taken(desk)) == 1
