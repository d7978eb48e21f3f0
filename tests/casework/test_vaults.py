"""Three vaults of one school: nobody gets into one with what opens another, and nothing of one shows in another."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dsl_desk.casework import desk_people, drafts, people
from dsl_desk.casework.back_up import back_up
from dsl_desk.casework.check_record import check_record
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.kit import write_kit
from dsl_desk.casework.look_up.lists import child_lines, concern_lines, search
from dsl_desk.casework.look_up.today import today_page
from dsl_desk.casework.opening import names, unlock, unlock_by_kit
from dsl_desk.casework.rebuild import rebuild
from dsl_desk.casework.restore import Secret, restore
from dsl_desk.casework.school_desk import change_settings, of_the_school
from dsl_desk.domain.access import Role, VaultKind, first_role, roles_in
from dsl_desk.domain.entries.people import Adult
from dsl_desk.errors import CannotSeal, CannotWrite, KnownProblem, NotAllowed, WrongSecret
from dsl_desk.store.anchor import ANCHOR_FILE
from dsl_desk.store.vault_making import vault_folder
from tests.casework.school import finished
from tests.casework.three_vaults import FIRST, ThreeVaults
from tests.reports.paper import whole

CANARY = "Peregrine Quicksilver"
KINDS = list(VaultKind)
OWN = [VaultKind.STAFF, VaultKind.GOVERNORS]
NEW = "harbour violet moth trestle 19"


@contextmanager
def refused(kind: type[KnownProblem], words: str) -> Iterator[None]:
    with pytest.raises(kind) as caught:
        yield
    assert words in caught.value.sentence


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> ThreeVaults:
    return ThreeVaults(tmp_path_factory.mktemp("three") / "desk").make_all()


@pytest.fixture
def three(built: ThreeVaults, tmp_path: Path) -> ThreeVaults:
    folder = tmp_path / "desk"
    shutil.copytree(built.folder, folder)
    return ThreeVaults(folder, codes=dict(built.codes))


@pytest.fixture
def opened(three: ThreeVaults) -> Iterator[list[Desk]]:
    found: list[Desk] = []
    yield found
    for desk in found:
        desk.vault.close()


@pytest.mark.parametrize("kind", KINDS)
def test_the_first_person_of_a_vault_has_the_role_it_belongs_to(three: ThreeVaults, kind: VaultKind) -> None:
    desk = three.open(kind)
    try:
        assert (desk.vault.kind, desk.me.role, desk.me.name) == (kind, first_role(kind), FIRST[kind][0])
        assert desk.pack.authority == "Luton" and desk.school.school_name == "Quillbrook"
    finally:
        desk.vault.close()
    assert [name for _, name in names(three.folder, kind)] == [FIRST[kind][0]], "only those with a slot there"


@pytest.mark.parametrize("kind", KINDS)
def test_what_opens_one_vault_opens_no_other(three: ThreeVaults, kind: VaultKind) -> None:
    for other in set(KINDS) - {kind}:
        name, passphrase, _ = FIRST[other]
        with refused(WrongSecret, "does not open the vault"):
            unlock(three.folder, name, passphrase, three.clock, kind=kind)
        with refused(WrongSecret, "does not open this vault"):
            unlock_by_kit(three.folder, three.codes[other], FIRST[kind][0], NEW, three.clock, kind=kind)
    anchors = {(vault_folder(three.folder, one) / ANCHOR_FILE).read_bytes() for one in KINDS}
    assert len(anchors) == len(KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_each_vault_opens_by_its_own_recovery_kit_which_says_which_it_is(
    three: ThreeVaults, kind: VaultKind, tmp_path: Path
) -> None:
    desk = unlock_by_kit(three.folder, three.codes[kind], FIRST[kind][0], NEW, three.clock, kind=kind)
    code = desk_people.new_recovery_kit(desk)
    write_kit(desk, code, tmp_path / "kit.pdf")
    assert desk_people.confirm_recovery_code(desk, code)
    desk.vault.close()
    paper = whole((tmp_path / "kit.pdf").read_bytes())
    says = {"children": "Children", "staff": "Adults who work with children", "governors": "About the head"}[kind]
    assert says in paper and "Quillbrook" not in paper
    assert ("never where the head has a key" in " ".join(paper.split())) == (kind == VaultKind.GOVERNORS)
    three.open(kind, passphrase=NEW).vault.close()
    with pytest.raises(WrongSecret):
        three.open(kind)


def test_a_vault_is_not_made_over_another(three: ThreeVaults) -> None:
    with refused(CannotWrite, "vault here already"):
        three.make(VaultKind.STAFF)


@pytest.mark.parametrize("kind", OWN)
def test_a_weak_passphrase_makes_no_vault_of_any_kind(tmp_path: Path, kind: VaultKind) -> None:
    three = ThreeVaults(tmp_path / "desk")
    weak = dict(FIRST)
    FIRST[kind] = (weak[kind][0], "password1234", "")
    try:
        with pytest.raises(WrongSecret):
            three.make(kind)
    finally:
        FIRST[kind] = weak[kind]
    assert not vault_folder(three.folder, kind).exists()


def test_only_what_is_the_schools_and_names_nobody_is_carried_over(three: ThreeVaults, opened: list[Desk]) -> None:
    desk = three.open(VaultKind.CHILDREN)
    opened.append(desk)
    change_settings(desk, {
        "school_end": "15:15", "terms": [["2026-09-01", "2026-12-18"]], "school_address": "1 Fennel Row",
        "ring_back_who": CANARY, "then_who": CANARY, "backup_folder": "/somewhere", "kit_confirmed": True,
    })  # fmt: skip
    assert of_the_school(desk) == {
        "school_name": "Quillbrook", "school_end": "15:15", "terms": [["2026-09-01", "2026-12-18"]],
        "school_address": "1 Fennel Row", "locality": "luton",
    }  # fmt: skip


# Who may be admitted


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("role", list(Role))
def test_only_a_role_that_may_do_something_in_a_vault_is_admitted_there(
    three: ThreeVaults, kind: VaultKind, role: Role
) -> None:
    offered = {
        VaultKind.CHILDREN: {Role.DSL, Role.DEPUTY, Role.HEAD},
        VaultKind.STAFF: {Role.DSL, Role.HEAD, Role.CHAIR},
        VaultKind.GOVERNORS: {Role.CHAIR},
    }
    assert set(roles_in(kind)) == offered[kind]
    desk = three.open(kind)
    try:
        if role in offered[kind]:
            desk_people.admit(desk, "Imran Sadiq", role, NEW)
        else:
            with pytest.raises(CannotSeal) as caught:
                desk_people.admit(desk, "Imran Sadiq", role, NEW)
            assert caught.value.problems == (("role", "Choose what this person does here."),)
    finally:
        desk.vault.close()
    if role in offered[kind]:
        three.open(kind, "Imran Sadiq", NEW).vault.close()


def test_a_chair_reads_the_staff_vault_and_seals_nothing(three: ThreeVaults, opened: list[Desk]) -> None:
    head = three.open(VaultKind.STAFF)
    desk_people.admit(head, "Osric Abernethy", Role.CHAIR, NEW)
    head.vault.close()
    chair = three.open(VaultKind.STAFF, "Osric Abernethy", NEW)
    opened.append(chair)
    with pytest.raises(NotAllowed):
        people.add_adult(chair, Adult(name=CANARY))


# Nothing of one in another


def sealed_canary(three: ThreeVaults, kind: VaultKind) -> None:
    desk = three.open(kind)
    people.add_adult(desk, Adult(name=CANARY, phone="01632 960 199"))
    drafts.keep(desk, drafts.draft_of({"screen": "record"}, {"what_happened": CANARY}))
    desk.vault.close()


@pytest.mark.parametrize("kind", OWN)
def test_no_byte_of_a_vault_says_what_is_in_it(three: ThreeVaults, kind: VaultKind) -> None:
    sealed_canary(three, kind)
    files = [path for path in three.folder.rglob("*") if path.is_file()]
    assert len(files) >= 12
    for path in files:
        content = path.read_bytes()
        for word in (CANARY, "Quicksilver", "01632 960 199", "what_happened"):
            assert word.encode() not in content and word.encode("utf-16-le") not in content, path.name


@pytest.mark.parametrize("kind", OWN)
def test_the_childrens_desk_shows_nothing_and_counts_nothing_of_another_vault(
    three: ThreeVaults, opened: list[Desk], kind: VaultKind
) -> None:
    before = three.open(VaultKind.CHILDREN)
    seen = (today_page(before), search(before, CANARY), child_lines(before), concern_lines(before), drafts.mine(before))
    before.vault.close()
    sealed_canary(three, kind)
    after = three.open(VaultKind.CHILDREN)
    opened.append(after)
    shown = (today_page(after), search(after, CANARY), child_lines(after), concern_lines(after), drafts.mine(after))
    assert shown == seen and search(after, CANARY) == []


def test_a_draft_held_in_memory_opens_in_no_other_vault(three: ThreeVaults, opened: list[Desk]) -> None:
    staff, children = three.open(VaultKind.STAFF), three.open(VaultKind.CHILDREN)
    opened += [staff, children]
    from dsl_desk.store import drafts as stored

    draft = drafts.draft_of({"screen": "record"}, {"what_happened": CANARY})
    children.held[draft.id] = stored.sealed_bytes(staff.vault, draft, three.clock())
    assert drafts.mine(children) == []
    drafts.keep_held(children)
    assert drafts.mine(children) == []


# Care of each


@pytest.mark.parametrize("kind", KINDS)
def test_each_vault_is_backed_up_checked_rebuilt_and_restored_by_itself(
    three: ThreeVaults, kind: VaultKind, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    desk = three.open(kind)
    made = finished(back_up(desk, stick))
    assert made.path.name.startswith(f"dsl-desk-{kind}-")
    rebuild(desk)
    assert finished(check_record(desk, full=True)).holds
    desk.vault.close()
    new = tmp_path / "new"
    done = restore(made.path, new, Secret(FIRST[kind][1]), three.clock, old_folder=three.folder)
    assert (done.kind, [path.name for path in (new / "vaults").iterdir()]) == (kind, [kind.value])
    again = unlock(new, *FIRST[kind][:2], three.clock, kind=kind)
    assert finished(check_record(again, full=True)).holds
    again.vault.close()


def test_backups_of_three_vaults_in_one_folder_never_take_one_anothers_place(
    three: ThreeVaults, tmp_path: Path
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    for _ in range(5):
        for kind in KINDS:
            desk = three.open(kind)
            finished(back_up(desk, stick))
            desk.vault.close()
    assert {kind: len(list(stick.glob(f"dsl-desk-{kind}-*"))) >= 3 for kind in KINDS} == dict.fromkeys(KINDS, True)


def test_one_vault_open_here_does_not_hold_another_shut(three: ThreeVaults, opened: list[Desk]) -> None:
    opened += [three.open(kind) for kind in KINDS]
    assert [desk.vault.kind for desk in opened] == KINDS


@pytest.mark.parametrize("kind", OWN)
def test_nobody_removes_themselves_and_the_sentence_names_the_right_role(three: ThreeVaults, kind: VaultKind) -> None:
    desk = three.open(kind)
    says = {"staff": "another headteacher", "governors": "another chair of governors"}[kind]
    try:
        with refused(NotAllowed, says):
            desk_people.remove(desk, desk.me.id)
    finally:
        desk.vault.close()
