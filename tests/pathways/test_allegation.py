"""Roads belong to vaults: the allegation road in the staff and governors' vaults, the others in the children's."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from dsl_desk.domain.access import VaultKind
from dsl_desk.errors import PackBroken
from dsl_desk.pathways.archive import Archive
from dsl_desk.pathways.checks import check
from dsl_desk.pathways.loader import load
from dsl_desk.pathways.pack import Pack
from dsl_desk.pathways.walker import walk

ABOUT_ADULTS = (VaultKind.STAFF, VaultKind.GOVERNORS)


def changed(archive: Archive, path: str, old: str, new: str) -> Archive:
    files = dict(archive.files)
    assert old in files[path].decode()
    return Archive.of({**files, path: files[path].decode().replace(old, new).encode()})


@pytest.fixture(params=ABOUT_ADULTS)
def adults(request: pytest.FixtureRequest, archive: Archive) -> Pack:
    return load(archive, request.param)


def test_no_vault_sees_the_roads_of_another(archive: Archive, pack: Pack) -> None:
    """KCSIE, Part Four: records about adults are kept apart from pupils' files (practice.md 1.4)."""
    staff, governors = (load(archive, vault) for vault in ABOUT_ADULTS)
    assert set(staff.pathways) == {"allegation"} and set(governors.pathways) == {"allegation_head"}
    assert pack.base == "general" and not set(pack.pathways) & {"allegation", "allegation_head"}
    assert staff.base == "allegation" and governors.base == "allegation_head"
    assert not staff.natures and not staff.notices and not set(staff.cards) & set(pack.cards)
    assert pack.digest == staff.digest == governors.digest


def test_every_walk_reaches_its_end(adults: Pack) -> None:
    walked = walk(adults, 300, 7)
    assert not walked.stuck and not walked.never["step"] and not walked.never["card"]


def test_the_road_has_no_errors(adults: Pack) -> None:
    assert [one for one in check(adults) if one.level != "note"] == []


def test_no_two_whole_roads_of_the_pack_share_a_step(archive: Archive, pack: Pack) -> None:
    """A step's id always means the same step, so the vaults' roads have their own."""
    assert not set(pack.steps) & set(load(archive, VaultKind.STAFF).steps)


def test_four_limbs_each_with_its_reason(adults: Pack) -> None:
    """The harm threshold has four limbs (KCSIE Part Four; practice.md 1.4, seed row B13, H)."""
    asked = {one.id: one for one in adults.questions("urgency", adults.steps["threshold"])}
    limbs = [name for name in asked if name.startswith("limb_") and not name.endswith("_why")]
    assert len(limbs) == 4
    for limb in limbs:
        assert [one.value for one in asked[limb].choices] == ["yes", "no", "not_known"]
        assert asked[f"{limb}_why"].need == "R"


def test_within_one_working_day_is_cited(adults: Pack) -> None:
    """Working Together as councils quote it (practice.md 1.4 and 4, H)."""
    due = adults.steps["ask_lado"].due[0]
    assert due.working_days == 1 and due.source == "allegations-one-day" and due.confidence == "H"
    assert adults.steps["refer_lado"].reply is not None and not adults.steps["refer_lado"].reply.units


def test_the_officer_is_rung_first(adults: Pack) -> None:
    """Seed row A9: Luton's LADO, 01582 548069."""
    assert adults.steps["ask_lado"].call[0] == adults.steps["refer_lado"].call[0] == "designated_officer"
    assert adults.contacts["designated_officer"].number == "01582 548069"
    assert adults.title.call_now[:2] == ("emergency", "designated_officer")


def test_telling_waits_for_advice_and_a_referral_for_nothing(adults: Pack) -> None:
    held = [step.id for step in adults.steps.values() if step.hold]
    assert sorted(held) == ["adult_told", "parents_told"]


def test_only_the_staff_vault_stops_at_the_head(archive: Archive) -> None:
    """Headteacher: the chair of governors; a conflict: the LADO directly (KCSIE Part One, practice.md 1.4, H)."""
    staff, governors = (load(archive, vault) for vault in ABOUT_ADULTS)
    assert [one.id for one in staff.cards.values() if one.effect == "block_sealing"] == ["about_the_head"]
    assert not any(one.effect == "block_sealing" for one in governors.cards.values())
    assert "conflict_ring_lado" in staff.cards and "conflict_ring_lado" in governors.cards


def test_a_row_of_the_paper_that_nothing_asks_is_found(archive: Archive) -> None:
    broken = load(changed(archive, "base/pack.toml", "decide_adult.suspended", "decide_adult.expelled"), "staff")
    assert any("“decide_adult.expelled” is asked nowhere" in one.sentence for one in check(broken))


@pytest.mark.parametrize(
    ("path", "old", "new", "says"),
    [
        ("base/pack.toml", 'base_road = "allegation"', 'base_road = "nowhere"', "holds no road “nowhere”"),
        ("base/pack.toml", "[vaults.staff]", "[vaults.cellar]", "says nothing about the vault “staff”"),
        ("base/pack.toml", 'levels = "adult_levels"', 'levels = "no_levels"', "has no list “no_levels”"),
    ],
)
def test_a_slip_in_the_vaults_is_named(archive: Archive, path: str, old: str, new: str, says: str) -> None:
    with pytest.raises(PackBroken) as broken:
        load(changed(archive, path, old, new), "staff")
    assert says in broken.value.sentence


def test_a_pack_without_vaults_still_has_the_childrens(archive: Archive) -> None:
    """An edition kept by an older desk says nothing about vaults."""
    old = load(archive)
    assert replace(old.title, vaults={}).rules(VaultKind.CHILDREN).base_road == "general"  # type: ignore[union-attr]
