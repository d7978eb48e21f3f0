"""Every verb of casework asks what its role may do: a new one fails here until it is put where it belongs.

Source: issue 4: the head "can open any concern read-only, agree or refuse a closure with a comment, and nothing else
in the children's vault".
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest

import dsl_desk.casework
from dsl_desk.casework import (
    amend,
    attach,
    attached,
    desk_people,
    duties,
    editions,
    export_pack,
    follow_up,
    import_children,
    import_plan,
    kit,
    linking,
    look_again,
    opening,
    people,
    record_concern,
    referral,
    register,
    restricting,
    roads,
    school_desk,
    sealing,
    take_step,
)
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.import_table import read_table
from dsl_desk.casework.look_up.concern import concern_page
from dsl_desk.casework.opening import unlock
from dsl_desk.demo.school import PracticeClock, ids_of, passphrase_of
from dsl_desk.domain.access import Act, Role, VaultKind, may
from dsl_desk.domain.entries.concern import Note
from dsl_desk.domain.entries.desk import ContactEdited
from dsl_desk.domain.entries.people import Adult, Child, Relation
from dsl_desk.errors import NotAllowed
from dsl_desk.store import referrals
from dsl_desk.store.work import open_read, open_work
from tests.casework.acts import at, concern_answers, decision, recorded, take, urgency
from tests.casework.acts import referral as referral_answers
from tests.casework.conftest import DSL, HEAD


@dataclass(frozen=True)
class Made:
    """What the lead left to be tried upon. `place`: an empty folder."""

    concern: str
    note: str
    task: str
    decision: str
    sent: str
    child: str
    step: str
    file: str
    place: Path


Call = Callable[[Desk, Made], Any]
LEAVING = {"recipient": "MASH", "reason": "asked", "protected": False, "checked": True}
CHILD, ADULT = Child(legal_forename="Tobias", legal_surname="Wren"), Adult(name="Ruth Wren")


def _within(desk: Desk, run: Callable[[Any], object]) -> None:
    with open_work(desk.vault, desk.clock()) as work:
        run(work)


REVIEWED = {"found": "x", "happened": "not_known", "helped": "not_known", "next_review": "not_known"}
# What somebody may do only in a role that may: the act it is, and a way to try it.
VERBS: dict[str, tuple[Act, Call | None]] = {
    "amend.amend": (Act.RECORD, lambda d, m: amend.amend(d, m.note, sealing.new_id(), {"text": "x"})),
    "amend.withdraw": (Act.CASEWORK, lambda d, m: amend.withdraw(d, m.note, "duplicate")),
    "attach.pick": (Act.RECORD, lambda d, m: attach.pick(d, ("a.txt", b"x"))),
    "attach.ask_about": (Act.RECORD, lambda d, m: attach.ask_about(d, m.concern, ("a.txt", b"x"))),
    "attach.attach": (Act.RECORD, lambda d, m: attach.attach(d, m.concern, None, {})),  # type: ignore[arg-type]
    "attach.keep_with_draft": (Act.RECORD, lambda d, m: attach.keep_with_draft(d, m.concern, ("a.txt", b"x"))),
    "attached.save_copy": (Act.EXPORT, lambda d, m: attached.save_copy(d, m.file, m.place, "MASH", "asked")),
    "attached.open_outside": (Act.EXPORT, lambda d, m: attached.open_outside(d, m.file)),
    "desk_people.admit": (Act.ADMIT, lambda d, m: desk_people.admit(d, "X", Role.DEPUTY, "violet harbour 91 moth")),
    "desk_people.remove": (Act.ADMIT, lambda d, m: desk_people.remove(d, desk_people.people(d)[0].id)),
    "desk_people.new_recovery_kit": (Act.ADMIT, lambda d, m: desk_people.new_recovery_kit(d)),
    "duties.set_next": (Act.SETTINGS, lambda d, m: duties.set_next(d, d.pack.duties[0].id, date(2027, 1, 4))),
    "duties.say_done": (Act.SETTINGS, lambda d, m: duties.say_done(d, d.pack.duties[0].id, date(2026, 1, 4), None)),
    "editions.look_at": (Act.SETTINGS, lambda d, m: list(editions.look_at(d, m.place))),
    "editions.take": (Act.SETTINGS, lambda d, m: editions.take(d, editions.of_locality(d, "luton"))),
    "export_pack.export_pack": (Act.EXPORT, lambda d, m: list(export_pack.export_pack(d, m.sent, m.place, **LEAVING))),
    "export_pack.export_chronology": (
        Act.EXPORT, lambda d, m: list(export_pack.export_chronology(d, m.child, m.place, **LEAVING)),
    ),
    "export_pack.export_sheet": (
        Act.EXPORT, lambda d, m: list(export_pack.export_sheet(d, m.concern, m.step, m.place, **LEAVING)),
    ),
    "export_pack.print_pack": (Act.EXPORT, lambda d, m: export_pack.print_pack(d, m.sent, "to read")),
    "export_pack.print_chronology": (Act.EXPORT, lambda d, m: export_pack.print_chronology(d, m.child, "to read")),
    "export_pack.print_sheet": (Act.EXPORT, lambda d, m: export_pack.print_sheet(d, m.concern, m.step, "to read")),
    "follow_up.add_note": (Act.RECORD, lambda d, m: follow_up.add_note(d, m.concern, "x")),
    "follow_up.add_task": (Act.CASEWORK, lambda d, m: follow_up.add_task(d, m.concern, "x")),
    "follow_up.finish": (Act.CASEWORK, lambda d, m: follow_up.finish(d, f"{m.task}:task")),
    "follow_up.review": (Act.CASEWORK, lambda d, m: follow_up.review(d, m.decision, REVIEWED)),
    "follow_up.reopen": (Act.CASEWORK, lambda d, m: follow_up.reopen(d, m.concern, "x")),
    "follow_up.agree": (Act.AGREE, None),
    "import_children.import_children": (
        Act.PEOPLE, lambda d, m: import_children.import_children(d, read_table(b"Surname\nWren\n"), {}),
    ),
    "import_plan.plan_import": (
        Act.PEOPLE, lambda d, m: import_plan.plan_import(d, read_table(b"Surname\nWren\n"), {}),
    ),
    "kit.write_kit": (Act.ADMIT, lambda d, m: kit.write_kit(d, "code", m.place / "kit.pdf")),
    "linking.follow_on": (Act.RECORD, lambda d, m: linking.follow_on(d, m.concern, (_another(d, m),))),
    "look_again.looked": (Act.CASEWORK, lambda d, m: look_again.looked(d, m.concern)),
    "look_again.go_on_with_new": (Act.CASEWORK, lambda d, m: look_again.go_on_with_new(d, m.concern)),
    "opening.choose_locality": (Act.SETTINGS, lambda d, m: opening.choose_locality(d, "none")),
    "people.add_child": (Act.PEOPLE, lambda d, m: people.add_child(d, CHILD, sure=True)),
    "people.add_child_of_form": (
        Act.PEOPLE, lambda d, m: people.add_child_of_form(d, {"status": "on_roll", "legal_surname": "Wren"}, True),
    ),
    "people.change_child": (Act.PEOPLE, lambda d, m: people.change_child(d, m.child, CHILD)),
    "people.add_adult": (Act.PEOPLE, lambda d, m: people.add_adult(d, ADULT)),
    "people.add_adult_of_form": (Act.PEOPLE, lambda d, m: people.add_adult_of_form(d, {"name": "Ruth"}, True)),
    "people.change_adult": (Act.PEOPLE, lambda d, m: people.change_adult(d, m.child, ADULT)),
    "people.relate": (Act.PEOPLE, lambda d, m: people.relate(d, Relation(child=m.child, person=m.child, relation="x"))),
    "people.merge_children": (Act.PEOPLE, lambda d, m: people.merge_children(d, m.child, ids_of(d)["0402"], "same")),
    "record_concern.record_concern": (
        Act.RECORD, lambda d, m: record_concern.record_concern(d, sealing.new_id(), concern_answers(d)),
    ),
    "record_concern.filled_concern": (Act.RECORD, lambda d, m: record_concern.filled_concern(d, concern_answers(d))),
    "look_up.check_answers.check_concern": (
        Act.RECORD, lambda d, m: record_concern.filled_concern(d, concern_answers(d)),
    ),
    "referral_acts.choose_masks": (Act.CASEWORK, None),  # amends: tried below with a copy of its own
    "referral_acts.withdraw_referral": (Act.CASEWORK, lambda d, m: referral.withdraw_referral(d, m.sent, "x")),
    "register.print_out": (Act.EXPORT, lambda d, m: register.print_out(d, None, "x")),  # type: ignore[arg-type]
    "restricting.restrict": (Act.RESTRICT, lambda d, m: restricting.restrict(d, m.concern, None, "x")),
    "restricting.named_in": (
        Act.RESTRICT, lambda d, m: _within(d, lambda w: restricting.named_in(w, d, {"only_named": True})),
    ),
    "restricting.seal_kept": (
        Act.RESTRICT,
        lambda d, m: _within(d, lambda w: restricting.seal_kept(w, d, m.concern, (d.me.id,), {"why_kept": "x"})),
    ),
    "roads.leave_road_out": (Act.CASEWORK, lambda d, m: roads.leave_road_out(d, m.concern, "self_harm", "x")),
    "roads.start_road": (Act.CASEWORK, lambda d, m: roads.start_road(d, m.concern, "prevent")),
    "school_desk.change_settings": (Act.SETTINGS, lambda d, m: school_desk.change_settings(d, {"then_name": "X"})),
    "school_desk.edit_contact": (
        Act.CONTACTS, lambda d, m: school_desk.edit_contact(d, ContactEdited(role="mash", number="01632 960111")),
    ),
    "school_desk.right_number": (Act.CONTACTS, lambda d, m: school_desk.right_number(d, "mash", "01632 960111")),
    "school_desk.check_contact": (Act.CONTACTS, lambda d, m: school_desk.check_contact(d, "mash", "1", True)),
    "sealing.seal_act": (Act.RECORD, lambda d, m: sealing.seal_act(d, Note(text="x"), concerns=(m.concern,))),
    "sealing.seal_in": (
        Act.RECORD,
        lambda d, m: _within(d, lambda w: sealing.seal_in(w, d, Note(text="x"), concerns=(m.concern,))),
    ),
    "take_step.take_step": (Act.CASEWORK, lambda d, m: take(d, m.concern, "urgency", urgency())),
    "take_step.leave_out": (
        Act.CASEWORK,
        lambda d, m: take_step.leave_out(d, m.concern, d.pack.step_of_kind("advice").id, "referring_now"),
    ),
    **dict.fromkeys(
        (
            "back_up.back_up", "back_up.back_up_if_due", "back_up.back_up_now_or_later", "check_record.check_record",
            "check_record.check_beside", "rebuild.rebuild",
        ),
        (Act.CARE, None),
    ),
}  # fmt: skip

# One's own, whatever one's role: a passphrase, a draft with its files, that one opened something; and the ends of verbs
# that have asked before.
OWN = {
    "desk_people.change_passphrase", "desk_people.confirm_recovery_code", "drafts.keep", "drafts.keep_held",
    "drafts.discard", "attach.remove_from_draft", "attach.hand_over", "attach.seal_with_concern",
    "register.export", "register.end", "seen.seal_opened",
    "opening.close", "opening.is_mine",
}  # fmt: skip

_WRITES = ("open_work(", "seal_act(", "seal_in(", "write_atomically(", ".seal(", "slots.add", "slots.remove")


def _another(desk: Desk, made: Made) -> str:
    return next(one.id for one in concern_page(desk, made.concern).others)


def every_verb() -> Iterator[tuple[str, FunctionType]]:
    """Every public function of casework that is given a desk."""
    package = dsl_desk.casework
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        held = vars(importlib.import_module(module.name))
        for name, found in held.items():
            if inspect.isfunction(found) and found.__module__ == module.name and not name.startswith("_"):
                told = {str(one.annotation) for one in inspect.signature(found).parameters.values()}
                if told & {"Desk", "Kept", "Keeper"}:
                    yield f"{module.name.removeprefix(f'{package.__name__}.')}.{name}", found


def test_whatever_writes_seals_or_lets_out_is_known_here_with_its_act() -> None:
    """A verb that is in neither list must write nothing by itself; one that is gone is taken off the list."""
    verbs = dict(every_verb())
    writing = {name for name, verb in verbs.items() if any(one in inspect.getsource(verb) for one in _WRITES)}
    assert not writing - VERBS.keys() - OWN, "put it in VERBS with its act and a way to try it, or in OWN"
    assert not (VERBS.keys() | OWN) - verbs.keys()


@pytest.fixture
def made(desk: Desk, tmp_path: Path) -> Made:
    concern = recorded(desk)
    recorded(desk)
    take(desk, concern, "urgency", urgency(natures={"main": "self_harm", "all": ["self_harm"]}))
    decided = take(desk, concern, "decision", decision("watch", why_not_referring="x", review="2026-12-01",
                                                       change_my_mind="x")).id  # fmt: skip
    take(desk, concern, "referral_made", referral_answers(desk, happened=at(2026, 11, 13, 18, 10)))
    file = attach.attach(desk, concern, attach.pick(desk, ("a.txt", b"x")), {}).id
    with open_read(desk.vault) as read:
        sent = referrals.of_concern(read, concern)[0].id
    place = tmp_path / "nothing"
    place.mkdir()
    return Made(
        concern=concern, note=follow_up.add_note(desk, concern, "x").id, sent=sent, file=file, place=place,
        task=follow_up.add_task(desk, concern, "x").id, decision=decided, child=ids_of(desk)["0401"],
        step=desk.pack.step_of_kind("advice").id,
    )  # fmt: skip


def head_of(desk: Desk) -> int:
    with open_read(desk.vault) as read:
        return int(read.cursor.execute("SELECT max(seq) FROM entry").fetchone()[0])


def test_the_head_reads_and_agrees_and_every_other_verb_says_who_may(
    desk: Desk, folder: Path, clock: PracticeClock, made: Made
) -> None:
    desk.vault.close()
    head = unlock(folder, HEAD, passphrase_of(HEAD), clock)
    try:
        concern_page(head, made.concern)
        seq = head_of(head)
        refused, wrong = 0, []
        for name, (act, call) in VERBS.items():
            if call is None or may(Role.HEAD, act, VaultKind.CHILDREN):
                continue
            try:
                call(head, made)
                wrong.append((name, ""))
            except NotAllowed as problem:
                refused += 1
                assert "Nothing was changed" in problem.sentence, name
            except Exception as other:
                wrong.append((name, repr(other)))
        assert not wrong, wrong
        assert refused > 50
        assert head_of(head) == seq and list(made.place.iterdir()) == []
        follow_up.agree(head, made.decision, True, "The aunt has him.")
        assert head_of(head) == seq + 1
    finally:
        head.vault.close()
    again = unlock(folder, DSL, passphrase_of(DSL), clock)
    assert concern_page(again, made.concern).entries
    again.vault.close()
