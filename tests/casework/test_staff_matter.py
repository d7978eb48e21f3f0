"""A matter about an adult in the staff vault, by the verbs: recorded, walked, read; patterns; who may do what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from msgspec.structs import replace as changed

from dsl_desk.casework import attach, people, roads
from dsl_desk.casework.amend import amend
from dsl_desk.casework.check_page import check_page
from dsl_desk.casework.check_record import check_record
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.drafts import new_id
from dsl_desk.casework.export_pack import preview
from dsl_desk.casework.look_up.adult import adult_page
from dsl_desk.casework.look_up.amending import amend_form
from dsl_desk.casework.look_up.concern import concern_page
from dsl_desk.casework.look_up.lists import adult_lines, concern_lines, search
from dsl_desk.casework.look_up.look_back import look_back
from dsl_desk.casework.look_up.step import step_form
from dsl_desk.casework.look_up.today import today_page
from dsl_desk.casework.record_concern import record_concern
from dsl_desk.domain.access import Role
from dsl_desk.domain.entries.people import Child
from dsl_desk.errors import CannotSeal, KnownProblem, NotAllowed
from dsl_desk.pathways.model import Pathway
from dsl_desk.store import chronology
from dsl_desk.store.work import open_read
from tests.attachments import samples
from tests.casework import staff
from tests.casework.acts import at, file_of
from tests.casework.school import finished
from tests.reports.paper import all_bytes, pages, whole


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    found = staff.staff_desk(tmp_path)
    yield found
    found.vault.close()


@pytest.fixture
def adult(desk: Desk) -> str:
    return staff.add_adult(desk)


def standings(desk: Desk, concern: str) -> dict[str, str]:
    return {one.step.id: str(one.standing) for one in file_of(desk, concern).steps}


def test_a_matter_walks_the_road_of_its_vault_and_no_other(desk: Desk, adult: str) -> None:
    """KCSIE, Part Four: allegations are kept apart from pupils' records (practice.md 1.4)."""
    concern = staff.recorded(desk, adult, staff.add_child(desk))
    page = concern_page(desk, concern)
    assert [one.id for one in page.steps][:4] == ["record_adult", "children_safe", "threshold", "ask_lado"]
    assert page.offers == () and page.heading == "Martin Oakhurst"
    assert set(desk.pack.pathways) == {"allegation"} and not desk.pack.natures and not desk.pack.notices
    with pytest.raises(KnownProblem):
        roads.start_road(desk, concern, "general")


def test_the_entry_names_the_adult_and_the_child_in_its_header(desk: Desk, adult: str) -> None:
    child = staff.add_child(desk)
    concern = staff.recorded(desk, adult, child)
    file = file_of(desk, concern)
    header = file.lines[0].entry.header
    assert [(one.id, one.kind, one.role) for one in header.subjects] == [
        (adult, "adult", ""),
        (child, "child", "harmed"),
    ]
    assert file.standing("concern")[0].body.may_have_caused[0].adult == adult  # type: ignore[union-attr]
    staff.take(desk, concern, "children_safe", staff.safe())
    with open_read(desk.vault) as read:
        kinds = [line.entry.header.kind for line in chronology.of_child(read, adult)]
    assert kinds == ["concern", "assessment"]


def test_a_child_who_is_safe_comes_before_everything(desk: Desk, adult: str) -> None:
    concern = staff.recorded(desk, adult)
    assert concern_page(desk, concern).suggested == "children_safe"
    staff.take(desk, concern, "children_safe", staff.safe(child_safe_now="no"))
    assert "child_in_danger" in [one.id for one in concern_page(desk, concern).cards]
    staff.take(desk, concern, "children_safe", staff.safe())
    assert "child_in_danger" not in [one.id for one in concern_page(desk, concern).cards]


def test_the_officer_is_asked_within_one_working_day(desk: Desk, adult: str) -> None:
    """Working Together, as councils quote it: the LADO is told within one working day (practice.md 1.4, H)."""
    concern = staff.recorded(desk, adult)
    staff.take(desk, concern, "threshold", staff.threshold())
    state = next(one for one in file_of(desk, concern).steps if one.step.id == "ask_lado")
    assert str(state.standing) == "asked" and state.due is not None and state.due.at is not None
    assert state.due.at.isoformat()[:16] == "2026-11-17T17:00"


@pytest.mark.parametrize("level", ["may_meet", "not_sure"])
def test_the_adult_is_not_told_before_the_officer_advises(desk: Desk, adult: str, level: str) -> None:
    """KCSIE, Part Four: consult the LADO before investigating, and before the adult is told (practice.md 1.4, H)."""
    concern = staff.recorded(desk, adult)
    staff.take(desk, concern, "threshold", staff.threshold(level))
    told = {"adult_aware": "told", "adult_told_by": "the head"}
    with pytest.raises(CannotSeal):
        staff.take(desk, concern, "adult_told", told)
    staff.take(desk, concern, "ask_lado", staff.spoke())
    staff.take(desk, concern, "adult_told", told)


def test_unsure_cannot_leave_the_officer_out(desk: Desk, adult: str) -> None:
    """If in doubt about the threshold, ask the LADO (practice.md 1.4)."""
    concern = staff.recorded(desk, adult)
    staff.take(desk, concern, "threshold", staff.threshold("not_sure"))
    state = next(one for one in file_of(desk, concern).steps if one.step.id == "ask_lado")
    assert not state.may_leave_out


def test_a_limb_answered_yes_is_never_quietly_low_level(desk: Desk, adult: str) -> None:
    concern = staff.recorded(desk, adult)
    staff.take(desk, concern, "threshold", staff.threshold("low_level", limb_risk="yes"))
    assert "a_limb_says_yes" in [one.id for one in concern_page(desk, concern).cards]


def test_a_low_level_concern_is_written_reasoned_and_closed_alone(desk: Desk, adult: str) -> None:
    concern = staff.recorded(desk, adult, what_happened="Calls pupils by pet names. Nagging doubt only.")
    staff.take(desk, concern, "children_safe", staff.safe())
    staff.take(desk, concern, "threshold", staff.threshold("low_level"))
    assert standings(desk, concern)["ask_lado"] == "any_time"
    reasons = {"why_not_referring": "No limb", "change_my_mind": "A second one", "review": "2026-12-14"}
    staff.take(desk, concern, "decide_adult", staff.decided("low_level", suspended="no", **reasons))
    line = concern_lines(desk)[0]
    assert line.who == "Martin Oakhurst" and line.level == "Low-level concern"


def test_several_low_level_concerns_show_as_a_pattern(desk: Desk, adult: str) -> None:
    """Low-level concerns are reviewed for patterns (KCSIE, practice.md 1.4)."""
    for _ in range(3):
        concern = staff.recorded(desk, adult)
        staff.take(desk, concern, "threshold", staff.threshold("low_level"))
    looked = look_back(desk, concern)
    assert looked[0].name == "Martin Oakhurst" and len([row for row in looked[0].rows if row.kind == "concern"]) == 2


def test_not_referring_what_may_meet_the_threshold_waits_for_a_second_person(desk: Desk, adult: str) -> None:
    concern = staff.recorded(desk, adult)
    staff.take(desk, concern, "threshold", staff.threshold())
    why = {"why_not_referring": "He says not", "change_my_mind": "Another word", "review": "2026-12-14"}
    staff.take(desk, concern, "decide_adult", staff.decided("watch", **why))
    assert concern_page(desk, concern).agreements[0].standing == "waiting"


def test_the_five_outcomes_come_back_for_the_adult(desk: Desk, adult: str) -> None:
    """KCSIE, Part Four: substantiated, malicious, false, unsubstantiated, unfounded (practice.md 4, H)."""
    values = [one.value for one in desk.pack.lists["outcomes"].items]
    assert values[:5] == ["substantiated", "malicious", "false", "unsubstantiated", "unfounded"]
    concern = staff.recorded(desk, adult)
    referral = staff.take(desk, concern, "refer_lado", staff.made(concern)).id
    answer = {"heard_from": "Duty officer", "happened": at(2026, 11, 16, 12, 40), "reason": "Not enough either way",
              "outcomes": {adult: {"outcomes": ["unsubstantiated"]}}, "agree": "yes"}  # fmt: skip
    staff.take(desk, concern, "lado_answer", answer, referral=referral)
    row = next(one for one in concern_page(desk, concern).entries if one.kind == "reply")
    assert "Martin Oakhurst: Unsubstantiated" in row.summary
    assert standings(desk, concern)["barring_referral"] == "asked"


def test_a_matter_about_the_head_is_not_sealed_where_the_head_can_read_it(desk: Desk, adult: str) -> None:
    """Headteacher: the chair of governors (KCSIE Part One and Four, practice.md 1.4, H)."""
    with pytest.raises(CannotSeal) as refused:
        staff.recorded(desk, adult, subject_is_head="yes")
    assert "chair of governors" in refused.value.problems[0][1]
    concern = staff.recorded(desk, adult)
    with pytest.raises(CannotSeal):
        amend(desk, concern, new_id(), staff.matter(desk, adult, subject_is_head="yes"))


def test_the_governors_vault_walks_the_same_road_about_the_head(tmp_path: Path) -> None:
    desk = staff.staff_desk(tmp_path, "governors")
    adult = staff.add_adult(desk, staff.HEAD, role="Headteacher", employer="The school")
    answers = staff.matter(desk, adult)
    del answers["subject_is_head"], answers["kept_from"]
    concern = staff.record_concern(desk, new_id(), answers).id
    assert concern_page(desk, concern).roads == "allegation road" and desk.me.role == Role.CHAIR
    assert [one.id for one in concern_page(desk, concern).steps][:2] == ["record_adult", "children_safe"]
    desk.vault.close()


def test_what_is_about_the_lead_is_never_shown_to_the_lead(desk: Desk, tmp_path: Path) -> None:
    adult = staff.add_adult(desk, staff.DSL)
    staff.also(desk, staff.DSL, Role.DSL)
    concern = staff.recorded(desk, adult, kept_from="dsl")
    assert concern_page(desk, concern).restricted
    desk.vault.close()
    lead = staff.opened_by(tmp_path, "staff", staff.DSL)
    assert concern_lines(lead) == [] and search(lead, "bench") == [] and search(lead, "Pryce") == []
    assert not any(rows for _, rows in today_page(lead).lists)
    with pytest.raises(KnownProblem):
        concern_page(lead, concern)
    lead.vault.close()


@pytest.mark.parametrize("kind", ["staff", "governors"])
@pytest.mark.parametrize("said", ["yes", "not_sure"])
def test_a_matter_about_an_image_takes_no_picture_from_its_first_word_on(tmp_path: Path, kind: str, said: str) -> None:
    """UKCIS, Sharing nudes and semi-nudes: do not copy, save or store; content.md 4.0, rule 3 c; practice.md 1.5."""
    desk = staff.staff_desk(tmp_path / kind, kind)
    adult, draft = staff.add_adult(desk), new_id()
    answers = {key: value for key, value in staff.matter(desk, adult, nude_image=said).items()
               if kind == "staff" or key not in ("subject_is_head", "kept_from")}  # fmt: skip
    kept = attach.keep_with_draft(desk, draft, ("what he had.txt", samples.picture()))
    attach.keep_with_draft(desk, draft, ("note.txt", b"What she said."))
    with pytest.raises(CannotSeal) as problem:
        record_concern(desk, draft, answers)
    assert [question for question, _ in problem.value.problems] == ["nude_image"]
    assert "“what he had.txt”" in str(problem.value.problems) and "note.txt" not in str(problem.value.problems)
    assert concern_lines(desk) == []
    attach.remove_from_draft(desk, draft, kept[0].digest)
    concern = record_concern(desk, draft, answers).id
    assert any(card.title == "Do not look at the image" for card in concern_page(desk, concern).cards)
    for content in (samples.picture("JPEG"), samples.FILMS["mp4"], samples.packed(a=samples.picture())):
        with pytest.raises(attach.NotAttached) as refused:
            attach.attach(desk, concern, attach.pick(desk, ("minutes.txt", content)), {})
        assert "Do not look" in refused.value.sentence and "LADO" in refused.value.sentence
    attach.attach(desk, concern, attach.pick(desk, ("letter.pdf", samples.pdf())), {})
    desk.vault.close()


def test_a_picture_may_go_with_a_matter_once_it_is_said_that_it_is_about_no_image(desk: Desk, adult: str) -> None:
    concern = staff.recorded(desk, adult, nude_image="no")
    attach.attach(desk, concern, attach.pick(desk, ("door.png", samples.picture())), {})


def test_whether_there_is_an_image_is_asked_before_a_picture_is_taken(desk: Desk, adult: str) -> None:
    """UKCIS, Sharing nudes and semi-nudes: do not copy, save or store. Nobody said yet: it is asked, not assumed."""
    draft = new_id()
    attach.keep_with_draft(desk, draft, ("door.png", samples.picture()))
    for unsaid in (None, "", "not_known", "rather not"):
        with pytest.raises(CannotSeal) as problem:
            record_concern(desk, draft, staff.matter(desk, adult, nude_image=unsaid))
        assert problem.value.spot == "nude_image"
    assert concern_lines(desk) == [] and len(attach.kept_with_draft(desk, draft)) == 1, "nothing typed or kept is lost"


def test_a_matter_sealed_before_it_was_asked_takes_and_shows_no_picture_until_the_record_says_no(
    desk: Desk, adult: str
) -> None:
    """An older edition asked nothing, or left it open. What is not answered counts as “may be”."""
    older = replace(desk, pack=replace(desk.pack, pathways=_without_the_question(desk)))
    concern = staff.recorded(older, adult, nude_image=None)
    shown = next(card for card in concern_page(desk, concern).cards if card.title == "Do not look at the image")
    assert any("Not answered yet" in line for line in shown.lines)
    picture = attach.pick(desk, ("door.png", samples.picture()))
    with pytest.raises(attach.NotAttached):
        attach.attach(desk, concern, picture, {})
    form = amend_form(desk, concern)
    amend(desk, concern, new_id(), form.answers | {"nude_image": "no"})
    attach.attach(desk, concern, picture, {})


def _without_the_question(desk: Desk) -> dict[str, Pathway]:
    road = desk.pack.pathways["allegation"]
    steps = [
        changed(one, questions=tuple(ask for ask in one.questions if ask.id != "nude_image")) for one in road.steps
    ]
    return {**desk.pack.pathways, "allegation": changed(road, steps=tuple(steps))}


def test_the_pack_names_the_adult_and_masks_a_child_of_an_earlier_matter(desk: Desk, adult: str) -> None:
    """A paper for the LADO names whom it is about; another child is Child B (practice.md 4, content.md 4.5)."""
    other = Child(legal_forename="Delphine", legal_surname="Marchetti", year_group="3")
    earlier = people.add_child(desk, other, sure=True).id
    staff.recorded(desk, adult, earlier, what_happened="Delphine Marchetti was given sweets in the store room.")
    concern = staff.recorded(desk, adult, staff.add_child(desk))
    staff.take(desk, concern, "threshold", staff.threshold())
    referral = staff.take(desk, concern, "refer_lado", staff.made(concern)).id
    staff.take(desk, concern, "refer_lado", staff.written(concern), kind="referral_written", referral=referral)
    pdf = preview(desk, referral)
    assert "Martin Oakhurst" in pages(pdf)[0] and "1 earlier concern about this adult" in pages(pdf)[0]
    assert "Child B was given sweets" in whole(pdf)
    assert b"Delphine" not in all_bytes(pdf) and b"Marchetti" not in all_bytes(pdf)
    check = check_page(desk, referral)
    assert check.recipient == "Local Authority Designated Officer (LADO)" and check.document == "lado-referral"
    assert {one.label for one in check.gaps} >= {"Children safe now?", "Adult knows?", "Suspended?"}


def test_an_adult_without_a_matter_is_shown_to_whoever_wrote_the_name_down(desk: Desk, tmp_path: Path) -> None:
    staff.add_adult(desk, staff.DSL)
    staff.also(desk, staff.DSL, Role.DSL)
    assert [one.name for one in adult_lines(desk)] == [staff.DSL]
    desk.vault.close()
    lead = staff.opened_by(tmp_path, "staff", staff.DSL)
    assert adult_lines(lead) == []
    lead.vault.close()


def test_what_turns_out_to_be_about_the_lead_is_kept_from_the_lead_from_then_on(desk: Desk, tmp_path: Path) -> None:
    adult = staff.add_adult(desk, staff.DSL)
    staff.also(desk, staff.DSL, Role.DSL)
    concern = staff.recorded(desk, adult)
    amend(desk, concern, new_id(), staff.matter(desk, adult, kept_from="dsl"))
    assert concern_page(desk, concern).restricted
    desk.vault.close()
    lead = staff.opened_by(tmp_path, "staff", staff.DSL)
    assert concern_lines(lead) == [] and adult_lines(lead) == []
    with pytest.raises(KnownProblem):
        adult_page(lead, adult)
    lead.vault.close()


def test_the_written_copy_begins_with_what_is_known_and_the_next_working_day(desk: Desk, adult: str) -> None:
    """Within one working day (practice.md 1.4), never "before home time"."""
    concern = staff.recorded(desk, adult)
    staff.take(desk, concern, "threshold", staff.threshold())
    staff.take(desk, concern, "refer_lado", staff.made(concern))
    form = step_form(desk, concern, "refer_lado")
    assert form.kind == "referral_written" and form.answers["child_words_short"] == staff.WORDS
    assert form.answers["urgency_line"].startswith("MAY MEET THE HARM THRESHOLD. Decision needed before 17:00, Tuesday")
    assert "tonight" not in {one.id for one in form.questions}


def test_the_chair_reads_and_agrees_in_the_staff_vault_and_writes_nothing(
    desk: Desk, adult: str, tmp_path: Path
) -> None:
    staff.also(desk, staff.CHAIR, Role.CHAIR)
    concern = staff.recorded(desk, adult)
    desk.vault.close()
    chair = staff.opened_by(tmp_path, "staff", staff.CHAIR)
    assert concern_page(chair, concern).heading == "Martin Oakhurst"
    with pytest.raises(NotAllowed):
        staff.recorded(chair, adult)
    with pytest.raises(NotAllowed):
        staff.take(chair, concern, "threshold", staff.threshold())
    chair.vault.close()


def test_today_and_search_name_the_adult(desk: Desk, adult: str) -> None:
    concern = staff.recorded(desk, adult)
    rows = [row for _, rows in today_page(desk).lists for row in rows]
    assert rows and all(row.title.startswith("Martin O.") for row in rows)
    assert next((one.what, one.id) for one in search(desk, "martin oakhirst")) == ("adult", adult)
    assert any(one.what == "concern" and one.id == concern for one in search(desk, "bench"))


def test_the_record_holds_and_replays(desk: Desk, adult: str) -> None:
    concern = staff.recorded(desk, adult, staff.add_child(desk))
    amend(desk, concern, new_id(), staff.matter(desk, adult, what_happened="Said again, in order."))
    staff.take(desk, concern, "threshold", staff.threshold())
    assert finished(check_record(desk, full=True)).holds
