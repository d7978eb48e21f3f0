"""A restricted concern: to somebody off the list it is as if it had never been written down.

Why: practice has the case of a colleague's own child; architecture.md, a restricted concern's "may see".
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from dsl_desk.casework import attach, attached, desk_people, drafts, follow_up, people, restricting, roads
from dsl_desk.casework.amend import amend, withdraw
from dsl_desk.casework.check_page import check_page
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.drafts import draft_of, new_id
from dsl_desk.casework.export_pack import export_chronology, export_pack, print_chronology
from dsl_desk.casework.look_up import child as child_look
from dsl_desk.casework.look_up.adult import adult_page
from dsl_desk.casework.look_up.amending import amend_form
from dsl_desk.casework.look_up.check_answers import check_concern
from dsl_desk.casework.look_up.concern import concern_page
from dsl_desk.casework.look_up.lists import child_lines, children_like, concern_lines, search
from dsl_desk.casework.look_up.look_back import look_back
from dsl_desk.casework.look_up.step import record_form, step_form
from dsl_desk.casework.look_up.today import today_page
from dsl_desk.casework.opening import unlock
from dsl_desk.casework.pack_facts.history_of import gather_chronology
from dsl_desk.casework.record_concern import record_concern
from dsl_desk.casework.referral import (
    choose_masks,
    offered_children,
    prefill,
    referral_page,
    referrals_page,
    withdraw_referral,
)
from dsl_desk.casework.take_step import leave_out, take_step
from dsl_desk.demo.school import PracticeClock, ids_of, passphrase_of
from dsl_desk.domain.entries.people import Adult, Relation
from dsl_desk.domain.questions import Need
from dsl_desk.domain.selection import EVERYTHING, Selection
from dsl_desk.domain.when import LONDON
from dsl_desk.errors import CannotSeal, KnownProblem, NotAllowed
from dsl_desk.pathways.referrals import ReferralState
from dsl_desk.store import chronology, concerns, referrals
from dsl_desk.store.rows import by_seq
from dsl_desk.store.work import open_read
from tests.casework.acts import (
    advice,
    at,
    concern_answers,
    decision,
    file_of,
    recorded,
    referral,
    take,
    urgency,
    written,
)
from tests.casework.conftest import DEPUTY, DSL, HEAD
from tests.casework.school import finished

HIDDEN_WORDS = "Quillfeather trampoline"
Off = Callable[[str], Any]


@contextmanager
def signed_in(folder: Path, who: str, clock: PracticeClock, *, only_reads: bool = False) -> Iterator[Desk]:
    """`only_reads`: nothing is noted, so that looking twice is looking at the same record."""
    desk = unlock(folder, who, passphrase_of(who), clock)
    if only_reads:
        desk.vault.read_only = "to compare"
    try:
        yield desk
    finally:
        desk.vault.close()


SELECTIONS = (
    EVERYTHING, Selection(words="trampoline"), Selection(natures=("sexual",)), Selection(known_on=date(2026, 11, 13)),
    Selection(groups=("details", "leaving")),
)  # fmt: skip


def everything(desk: Desk, visible: str, sent: str) -> dict[str, Any]:
    """Whatever any screen or paper shows this person. `visible`, `sent`: a concern and a referral all may see."""
    ids = ids_of(desk)
    found: dict[str, Any] = {"today": today_page(desk), "drafts": drafts.mine(desk)}
    for state in ("", "open", "closed"):
        found[f"concerns {state}"] = concern_lines(desk, state=state)
    found["children"] = child_lines(desk)
    found["like"] = children_like(desk, "Kacper")
    for words in (
        "quillfeather",
        "trampoline",
        "tidying",
        "Kacper",
        "C-0003",
        "C-0002",
        "3",
        "R-0002",
        "belt",
        "handover.pdf",
    ):
        found[f"search {words}"] = search(desk, words)
    for child in (ids["0401"], ids["0402"]):
        for view in ("summary", "full", "evidence"):
            for selection in SELECTIONS:
                page = child_look.child_page(desk, child, view=view, selection=selection)
                found[f"child {child} {view} {selection}"] = (
                    page if selection.known_on is None else replace(page, upto=None)
                )
                found[f"later {child} {view} {selection}"] = child_look.later_rows(
                    desk, replace(page, later=tuple(range(1, 900))), 0
                )
        with open_read(desk.vault) as read:
            paper = gather_chronology(read, desk, child, "n", EVERYTHING, {})
            facts = replace(paper.facts, anchor="", anchor_seq=0, digest="")  # how far the journal has come
            found[f"paper {child}"] = (facts, paper.shown, paper.restricted)
    found["back"] = look_back(desk, visible)
    page = concern_page(desk, visible)
    found["concern"] = page
    for step in page.steps:
        form = step_form(desk, visible, step.id)
        found[f"step {step.id}"] = replace(form, finder=None)
    found["record"] = replace(record_form(desk), finder=None)
    found["referrals"] = referrals_page(desk)
    found["referral"] = referral_page(desk, sent)
    checked = check_page(desk, sent)
    found["pack"] = replace(checked, facts=replace(checked.facts, proof=None))
    found["prefill"] = prefill(desk, sent)
    found["offered"] = offered_children(desk, sent)
    with open_read(desk.vault) as read:
        found["register"] = referrals.exports(read)
        found["waiting"] = referrals.open_items(read)
        found["by reference"] = [concerns.by_reference(read, f"C-{number:04d}") for number in range(1, 9)]
        found["roads"] = concerns.open_rows(read)
    return found


def as_told(found: dict[str, Any]) -> dict[str, str]:
    return {name: repr(value) for name, value in found.items()}


@pytest.fixture
def visible(desk: Desk) -> tuple[str, str]:
    """A concern about Kacper and Zosia with a referral, which everybody may see."""
    concern = recorded(desk)
    take(desk, concern, "urgency", urgency())
    take(desk, concern, "referral_made", referral(desk) | {"happened": at(2026, 11, 13, 18, 10)})
    with open_read(desk.vault) as read:
        return concern, referrals.of_concern(read, concern)[0].id


def a_copy(*of: str) -> dict[str, Any]:
    return written(*of) | {"happened": at(2026, 11, 13, 18, 20)}


def hidden_story(desk: Desk, tmp_path: Path, clock: PracticeClock) -> dict[str, str]:
    """A concern about the same child with everything that can hang on one. Returns the roots of its entries."""
    answers = concern_answers(desk, what_happened=HIDDEN_WORDS, child_words="", may_have_caused=[])
    made = {"concern": recorded(desk, **answers)}
    concern = made["concern"]
    restricting.restrict(desk, concern, (), "His aunt works here.")
    clock.now += timedelta(minutes=5)
    made["urgency"] = take(
        desk, concern, "urgency", urgency(natures={"main": "sexual", "all": ["sexual"]}, why=HIDDEN_WORDS)
    ).id
    made["advice"] = take(desk, concern, "advice", advice(advised=HIDDEN_WORDS)).id
    made["decision"] = take(desk, concern, "decision", decision("refer_social_care", knew=HIDDEN_WORDS)).id
    made["note"] = follow_up.add_note(desk, concern, HIDDEN_WORDS).id
    made["task"] = follow_up.add_task(desk, concern, HIDDEN_WORDS).id
    amend(desk, concern, new_id(), {**answers, "what_happened": f"{HIDDEN_WORDS}, amended"})
    gone = follow_up.add_note(desk, concern, f"{HIDDEN_WORDS} gone").id
    withdraw(desk, gone, "duplicate")
    take(desk, concern, "referral_made", referral(desk) | {"happened": at(2026, 11, 13, 18, 20)})
    with open_read(desk.vault) as read:
        made["referral"] = referrals.of_concern(read, concern)[0].id
    take(desk, concern, "referral_written", a_copy(concern), referral=made["referral"])
    letter = tmp_path / "handover.pdf"
    letter.write_bytes(b"%PDF-1.4\n" + HIDDEN_WORDS.encode())
    made["attachment"] = attach.attach(desk, concern, attach.pick(desk, letter), {"what": HIDDEN_WORDS}).id
    attached.save_copy(desk, made["attachment"], tmp_path, "Police", "asked")
    checked = {"recipient": "MASH", "reason": "asked", "protected": False, "checked": True}
    finished(export_pack(desk, made["referral"], tmp_path, **checked))
    finished(export_chronology(desk, ids_of(desk)["0401"], tmp_path, **checked))
    print_chronology(desk, ids_of(desk)["0401"], "to read")
    drafts.keep(desk, draft_of({"screen": "concern", "concern": concern}, {"text": HIDDEN_WORDS}))
    concern_page(desk, concern)
    return made


@pytest.mark.parametrize("who", [DEPUTY, HEAD])
def test_to_somebody_off_the_list_every_screen_and_paper_is_as_if_it_had_never_been(
    desk: Desk, folder: Path, clock: PracticeClock, visible: tuple[str, str], tmp_path: Path, who: str
) -> None:
    """Not a line, not a count, not a name: what they see before it was written is what they see after."""
    desk.vault.close()
    clock.now += timedelta(hours=1)
    then = clock.now
    with signed_in(folder, who, clock, only_reads=True) as other:
        before = as_told(everything(other, *visible))
    with signed_in(folder, DSL, clock) as again:
        made = hidden_story(again, tmp_path, clock)
        assert len(search(again, "trampoline")) > 0
    clock.now = then
    with signed_in(folder, who, clock, only_reads=True) as other:
        after = as_told(everything(other, *visible))
        assert made["concern"] not in str(after)
    differing = [name for name, told in after.items() if told != before[name]]
    assert differing == []


def test_nothing_of_it_can_be_reached_or_written_by_its_id(
    desk: Desk, folder: Path, clock: PracticeClock, visible: tuple[str, str], tmp_path: Path
) -> None:
    made = hidden_story(desk, tmp_path, clock)
    desk.vault.close()
    concern = made["concern"]
    paper = tmp_path / "more.txt"
    paper.write_text("more")
    with signed_in(folder, DEPUTY, clock) as other:
        seq = head_of(other)
        reached: tuple[Callable[[], Any], ...] = (
            lambda: concern_page(other, concern), lambda: look_back(other, concern),
            lambda: step_form(other, concern, other.pack.step_of_kind("advice").id),
            lambda: restricting.viewers(other, concern), lambda: restricting.restrict(other, concern, None, "why not"),
            lambda: follow_up.add_note(other, concern, "x"), lambda: follow_up.add_task(other, concern, "x"),
            lambda: follow_up.reopen(other, concern, "x"), lambda: follow_up.finish(other, f"{made['task']}:task"),
            lambda: follow_up.review(other, made["decision"], {"found": "x"}),
            lambda: follow_up.agree(other, made["decision"], True, ""),
            lambda: withdraw(other, made["note"], "duplicate"), lambda: amend_form(other, made["note"]),
            lambda: amend(other, made["note"], new_id(), {"text": "x"}),
            lambda: attach.attach(other, concern, attach.pick(other, paper), {}),
            lambda: attached.about(other, made["attachment"]), lambda: attached.look(other, made["attachment"]),
            lambda: attached.save_copy(other, made["attachment"], tmp_path, "x", "x"),
            lambda: referral_page(other, made["referral"]), lambda: prefill(other, made["referral"]),
            lambda: check_page(other, made["referral"]), lambda: roads.start_road(other, concern, "prevent"),
            lambda: take_step(other, concern, other.pack.step_of_kind("advice").id, new_id(), advice()),
            lambda: leave_out(other, concern, other.pack.step_of_kind("advice").id, "other", "x"),
            lambda: finished(export_pack(other, made["referral"], tmp_path, recipient="x", reason="x",
                                         protected=False, checked=True)),
        )  # fmt: skip
        for number, attempt in enumerate(reached):
            with pytest.raises(KnownProblem) as problem:
                attempt()
            assert "trampoline" not in problem.value.sentence, number
        assert head_of(other) == seq


def head_of(desk: Desk) -> int:
    with open_read(desk.vault) as read:
        return int(read.cursor.execute("SELECT max(seq) FROM entry").fetchone()[0])


def shared_referral(desk: Desk, concern: str, **made: Any) -> tuple[str, str]:
    """(a referral that rests on this concern and on a hidden one, the hidden one)."""
    second = recorded(desk, what_happened=HIDDEN_WORDS, children=[{"child": ids_of(desk)["0403"], "role": "harmed"}])
    said = {"what": HIDDEN_WORDS, "who": HIDDEN_WORDS, "by": at(2026, 11, 13, 19, 0)}
    answers = referral(desk, concerns=[concern, second], promised=said, authority=HIDDEN_WORDS,
                       happened=at(2026, 11, 13, 18, 10), **made)  # fmt: skip
    answers["children"] = [*answers["children"], {"child": ids_of(desk)["0403"], "role": "harmed"}]
    take(desk, concern, "referral_made", answers)
    with open_read(desk.vault) as read:
        sent = referrals.of_concern(read, second)[-1].id
    restricting.restrict(desk, second, (), "His aunt works here.")
    return sent, second


def state_of(desk: Desk, concern: str, sent: str) -> ReferralState:
    return next(one for one in file_of(desk, concern).referral_states if one.referral == sent)


def test_a_referral_that_rests_on_it_as_well_is_seen_to_have_been_made_and_no_word_of_the_rest(
    desk: Desk, folder: Path, clock: PracticeClock
) -> None:
    """Else another lead would believe that nobody was told, and a promise would run out unseen (decision 14)."""
    concern = recorded(desk)
    take(desk, concern, "urgency", urgency())
    sent, second = shared_referral(desk, concern)
    assert restricting.viewers(desk, second).shared == (referral_page(desk, sent).reference,)
    take(desk, second, "referral_written", a_copy(concern, second) | {"worry": HIDDEN_WORDS}, referral=sent)
    hidden_child = ids_of(desk)["0403"]
    desk.vault.close()
    clock.now += timedelta(hours=1)
    with signed_in(folder, DEPUTY, clock) as other:
        page = concern_page(other, concern)
        assert [one.id for one in page.referrals] == [sent]
        assert [row.kind for row in page.entries].count("referral_made") == 1
        state = state_of(other, concern, sent)
        assert state.overdue and state.to == "mash" and state.written_due is None  # the copy was sent
        assert [row for _, rows in today_page(other).lists for row in rows if row.referral == sent]
        assert file_of(other, concern).facts.value("referred") == "yes"
        assert sent in [one.id for one in referrals_page(other)]
        assert sent in [one for one, _ in child_look.child_page(other, ids_of(other)["0401"]).referrals]
        shown = as_told(everything(other, concern, sent) | {"state": state, "record": file_of(other, concern).record})
        assert not [name for name, told in shown.items() if HIDDEN_WORDS in told or second in told]
        theirs = ("concern", "referral", "referrals", "prefill", "state", "record")
        assert not [name for name in theirs if hidden_child in shown[name]]


def test_whoever_sees_part_of_a_referral_chases_and_answers_it_and_changes_nothing_of_the_rest(
    desk: Desk, folder: Path, clock: PracticeClock
) -> None:
    concern = recorded(desk)
    sent, second = shared_referral(desk, concern)
    take(desk, second, "referral_written", a_copy(concern, second), referral=sent)
    with open_read(desk.vault) as read:
        before = referrals.row(read, sent)
    assert before is not None and before.made is not None and before.written is not None
    desk.vault.close()
    with signed_in(folder, DEPUTY, clock) as other:
        for attempt in (
            lambda: choose_masks(other, sent, {}), lambda: withdraw_referral(other, sent, "duplicate"),
            lambda: amend_form(other, before.made.header.root),
            lambda: withdraw(other, before.written.header.root, "x"),
        ):  # fmt: skip
            with pytest.raises((KnownProblem, CannotSeal)):
                attempt()
        heard = {"heard_from": "MASH, duty worker", "agree": "yes", "outcomes": "not_known", "reason": "not_known"}
        take(other, concern, "reply", heard | {"happened": at(2026, 11, 13, 18, 20)}, referral=sent)
        take(other, concern, "referral_written", a_copy(concern), referral=sent)
    with signed_in(folder, DSL, clock) as lead:
        page = referral_page(lead, sent)
        assert {one for one, _ in page.concerns} == {concern, second}
        assert state_of(lead, second, sent).decided
        with open_read(lead.vault) as read:
            assert set(referrals.row(read, sent).children) == set(before.children)  # type: ignore[union-attr]


def test_what_the_lead_wrote_on_the_hidden_concern_moves_the_clock_of_the_open_one(
    desk: Desk, folder: Path, clock: PracticeClock
) -> None:
    concern = recorded(desk)
    sent, second = shared_referral(desk, concern)
    chased = {"with_whom": HIDDEN_WORDS, "result": "spoke", "said": HIDDEN_WORDS, "happened": at(2026, 11, 13, 18, 15),
              "promised": {"what": HIDDEN_WORDS, "who": "x", "by": at(2026, 11, 13, 20, 0)}}  # fmt: skip
    take(desk, second, "chase", chased, referral=sent)
    desk.vault.close()
    with signed_in(folder, DEPUTY, clock) as other:
        state = state_of(other, concern, sent)
        assert state.due is not None and state.due.at == datetime(2026, 11, 13, 20, 0, tzinfo=LONDON)
        assert HIDDEN_WORDS not in repr((state, referral_page(other, sent), concern_page(other, concern)))
    with signed_in(folder, DSL, clock) as lead:
        heard = {"heard_from": "MASH", "agree": "yes", "outcomes": "not_known", "reason": HIDDEN_WORDS,
                 "happened": at(2026, 11, 13, 18, 18)}  # fmt: skip
        take(lead, second, "reply", heard, referral=sent)
    with signed_in(folder, DEPUTY, clock) as other:
        assert state_of(other, concern, sent).decided


def test_a_record_is_sealed_restricted_in_the_transaction_that_writes_it(
    desk: Desk, folder: Path, clock: PracticeClock, visible: tuple[str, str], tmp_path: Path
) -> None:
    """Restricted a moment later, everybody could have seen it in between, and a copy made in between would hold it."""
    head = next(one for one in desk_people.people(desk) if one.name == HEAD)
    kept = {"only_named": True, "may_see": [head.id], "why_kept": "His aunt works here."}
    desk.vault.close()
    then = clock.now
    with signed_in(folder, DEPUTY, clock, only_reads=True) as other:
        before = as_told(everything(other, *visible))
    with signed_in(folder, DSL, clock) as again:
        draft = new_id()
        letter = tmp_path / "letter.pdf"
        letter.write_bytes(b"%PDF-1.4\n" + HIDDEN_WORDS.encode())
        attach.keep_with_draft(again, draft, letter)
        seq = head_of(again)
        answers = concern_answers(again, what_happened=HIDDEN_WORDS, child_words="", **kept)
        done = record_concern(again, draft, answers)
        assert done.afterwards.startswith(f"Only you and {HEAD} can see this concern now. Tell {HEAD}")
        page = concern_page(again, done.id)
        assert page.viewers == tuple(sorted((DSL, HEAD))) and page.restricted_why == "His aunt works here."
        with open_read(again.vault) as read:
            headers = [by_seq(read, one) for one in range(seq + 1, seq + 5)]
        assert {one.header.kind for one in headers if one} == {"concern", "access_set", "attachment", "road_started"}
        for one in headers:
            assert one is not None and set(one.header.may_see or ()) == {again.me.id, head.id}, one.header.kind
    clock.now = then
    with signed_in(folder, DEPUTY, clock, only_reads=True) as other:
        after = as_told(everything(other, *visible))
    assert [name for name, told in after.items() if told != before[name]] == []
    with signed_in(folder, HEAD, clock) as third:
        assert any(line.id == done.id for line in concern_lines(third))


def test_of_an_adult_at_risk_others_see_who_they_are_and_nothing_of_the_matter(
    desk: Desk, folder: Path, clock: PracticeClock
) -> None:
    """In the children's vault the person stands beside the child for everybody, the matter for those named alone."""
    child = ids_of(desk)["0401"]
    adult = people.add_adult(desk, Adult(name="Magda Quill"), (Relation(child=child, person="", relation="mother"),)).id
    concern = recorded(desk, what_happened=HIDDEN_WORDS, only_named=True, why_kept="His aunt works here.")
    roads.start_road(desk, concern, "adult_at_risk")
    step = next(one for one in desk.pack.pathways["adult_at_risk"].steps if one.kind == "assess")
    asked = {one.id: HIDDEN_WORDS for one in step.questions if one.type in ("text", "long_text", "words")}
    answers = {one.id: one.choices[0].value for one in step.questions if one.type == "choice"} | asked
    answers |= {one.id: [one.choices[0].value] for one in step.questions if one.type == "choices"}
    take_step(desk, concern, step.id, new_id(), answers, despite="It was rung already.")
    desk.vault.close()
    with signed_in(folder, DEPUTY, clock) as other:
        page = child_look.child_page(other, child, view="evidence")
        assert "Magda Quill" in {one.name for one in page.people}
        assert HIDDEN_WORDS not in repr(page) and concern not in repr(page)
        assert search(other, "Magda Quill") == [] and search(other, HIDDEN_WORDS) == []
        with pytest.raises(KnownProblem):
            adult_page(other, adult)
        with open_read(other.vault) as read:
            assert [one for one in chronology.of_child(read, adult) if one.entry.header.concerns] == []


def test_who_may_see_a_new_record_is_asked_quietly_and_needs_its_reason(desk: Desk) -> None:
    asked = {one.id: one for one in record_form(desk).questions}
    assert asked["only_named"].need is Need.OPTIONAL and asked["may_see"].show_when and asked["why_kept"].show_when
    assert {one.label for one in asked["may_see"].choices} == {DEPUTY, HEAD}
    for wrong, spot in (({"why_kept": " "}, "why_kept"), ({"may_see": ["nobody"]}, "may_see")):
        answers = concern_answers(desk, only_named=True, **{"may_see": [], "why_kept": "x"} | wrong)
        with pytest.raises(CannotSeal) as problem:
            record_concern(desk, new_id(), answers)
        assert [name for name, _ in problem.value.problems] == [spot]
    alone = record_concern(desk, new_id(), concern_answers(desk, only_named=True, why_kept="x"))
    assert "Only you can see this" in alone.afterwards
    told = {row.id: row.text for row in check_concern(desk, concern_answers(desk, only_named=True, why_kept="aunt"))}
    assert told["why_kept"] == "aunt"
    assert "only_named" not in {row.id for row in check_concern(desk, concern_answers(desk))}


def test_the_lead_stays_on_the_list_says_why_and_is_told_to_tell_the_others(desk: Desk) -> None:
    concern = recorded(desk)
    head = next(one for one in desk_people.people(desk) if one.name == HEAD)
    with pytest.raises(CannotSeal):
        restricting.restrict(desk, concern, (head.id,), " ")
    done = restricting.restrict(desk, concern, (head.id,), "His aunt works here.")
    assert done.afterwards == f"Only you and {HEAD} can see this concern now. Tell {HEAD}: the program does not."
    assert set(restricting.viewers(desk, concern).listed or ()) == {desk.me.id, head.id}
    page = concern_page(desk, concern)
    assert (
        page.restricted and page.viewers == tuple(sorted((DSL, HEAD))) and page.restricted_why == "His aunt works here."
    )
    assert "Only you" in restricting.restrict(desk, concern, (), "nobody else").afterwards
    assert "Everybody" in restricting.restrict(desk, concern, None, "She has left.").afterwards
    assert not concern_page(desk, concern).restricted


def test_somebody_on_the_list_sees_it_whole_and_may_widen_it(
    desk: Desk, folder: Path, clock: PracticeClock, tmp_path: Path
) -> None:
    made = hidden_story(desk, tmp_path, clock)
    deputy = next(one for one in desk_people.people(desk) if one.name == DEPUTY)
    restricting.restrict(desk, made["concern"], (deputy.id,), "She covers for me.")
    desk.vault.close()
    with signed_in(folder, DEPUTY, clock) as other:
        assert any(hit.id == made["concern"] for hit in search(other, "trampoline"))
        assert concern_page(other, made["concern"]).viewers == tuple(sorted((DSL, DEPUTY)))
        restricting.restrict(other, made["concern"], None, "It is settled.")
    with signed_in(folder, HEAD, clock) as head:
        assert any(line.id == made["concern"] for line in concern_lines(head))
        assert any(hit.id == made["concern"] for hit in search(head, "trampoline"))


def test_nobody_is_removed_while_they_alone_can_work_on_part_of_the_record(
    desk: Desk, folder: Path, clock: PracticeClock
) -> None:
    """Else a child's record would be out of everybody's reach. Neither which nor how much is said."""
    concern = recorded(desk)
    people = {one.name: one.id for one in desk_people.people(desk)}
    desk.vault.close()
    with signed_in(folder, DEPUTY, clock) as other:
        restricting.restrict(other, concern, (people[HEAD],), "It touches the lead’s own child.")
    with signed_in(folder, DSL, clock) as lead:
        with pytest.raises(NotAllowed) as problem:
            desk_people.remove(lead, people[DEPUTY])
        assert "C-0" not in problem.value.sentence
        assert not next(one for one in desk_people.people(lead) if one.name == DEPUTY).left
    with signed_in(folder, DEPUTY, clock) as other:
        restricting.restrict(other, concern, (people[DSL],), "It did not touch the lead’s child.")
    with signed_in(folder, DSL, clock) as lead:
        desk_people.remove(lead, people[DEPUTY])
        assert concern_page(lead, concern).restricted
