"""Seals the acts of stories through the verbs of casework, on the practice clock, signed by the person named."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dsl_desk.casework import follow_up, roads
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.drafts import new_id
from dsl_desk.casework.export_pack import export_pack, export_sheet
from dsl_desk.casework.keeping import finish
from dsl_desk.casework.look_up.step import StepForm
from dsl_desk.casework.opening import close, unlock
from dsl_desk.casework.people import add_adult_of_form, add_child_of_form
from dsl_desk.casework.record_concern import record_concern
from dsl_desk.casework.referral import referral_page
from dsl_desk.casework.take_step import leave_out, take_step, waiting
from dsl_desk.demo.cast import Cast, step_of, with_rest
from dsl_desk.demo.school import PracticeClock, passphrase_of
from dsl_desk.demo.stories import Act, sittings
from dsl_desk.domain.questions import Answers, QuestionType, is_blank
from dsl_desk.ui.screens.concern import acts as small
from dsl_desk.ui.screens.referral.view_model import seal_sent, sent_questions


@dataclass
class ByVerbs:
    """`papers`: the folder that exports go to."""

    folder: Path
    clock: PracticeClock
    papers: Path
    cast: Cast

    def play(self, acts: list[Act]) -> None:
        """All of them, in this order; whoever does one signs in for it. Live ones too."""
        for _, by, part in sittings(acts):
            self.sitting(by, part)

    def sitting(self, by: str, acts: list[Act]) -> None:
        """Sign in, do all of them, close."""
        self.clock.now = acts[0].at
        desk = unlock(self.folder, by, passphrase_of(by), self.clock, kind=acts[0].vault)
        for act in acts:
            self._do(desk, act)
        close(desk)

    def _do(self, desk: Desk, act: Act) -> None:
        self.clock.now = act.at
        if act.seal:
            _SEALS.get(act.seal, _step)(self, desk, act)


def _concern(play: ByVerbs, desk: Desk, act: Act) -> None:
    answers = _filled(play, desk, act, play.cast.form(desk, act))
    play.cast.concerns[act.story] = record_concern(desk, new_id(), answers, act.notice).id


def _step(play: ByVerbs, desk: Desk, act: Act) -> None:
    form = play.cast.form(desk, act)
    take_step(
        desk, form.concern, form.step, new_id(), _filled(play, desk, act, form), kind=form.kind, referral=form.referral,
        despite=act.despite, reasons=_reasons(play, desk, act),
    )  # fmt: skip


def _filled(play: ByVerbs, desk: Desk, act: Act, form: StepForm) -> Answers:
    said = {**form.answers, **play.cast.answers(desk, act, form.questions, form.options.get("adult", ()))}
    for row in said.get("children", ()):
        if isinstance(row["child"], dict):
            row["child"] = add_child_of_form(desk, row["child"], False)[0].id
    if "adults" in said:
        said["adults"] = [_on_file(desk, one) for one in said["adults"]]
    for question in form.questions:
        if question.type is QuestionType.PER_CHILD and isinstance(said.get(question.id), dict):
            said[question.id] = _not_blank(said[question.id])
    return with_rest(form.questions, said) if act.rest else said


def _on_file(desk: Desk, adult: str | dict[str, str]) -> str:
    """The id of an adult who works with children; a table, who is not in the file yet, is added."""
    return adult if isinstance(adult, str) else add_adult_of_form(desk, adult, False)[0].id


def _not_blank(said: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """What a form holds for each child: nothing that is blank, and nobody of whom nothing is said."""
    kept = {child: {key: one for key, one in parts.items() if not is_blank(one)} for child, parts in said.items()}
    return {child: parts for child, parts in kept.items() if parts}


def _reasons(play: ByVerbs, desk: Desk, act: Act) -> dict[str, str]:
    if not act.reasons:
        return {}
    return {one.id: act.reasons[one.kind] for one in waiting(play.cast.file(desk, act)) if one.kind in act.reasons}


def _left_out(play: ByVerbs, desk: Desk, act: Act) -> None:
    step = desk.pack.step_of_kind(act.of).id
    leave_out(desk, play.cast.concern(act), step, act.answers["reason"], act.answers.get("note", ""))


def _note(play: ByVerbs, desk: Desk, act: Act) -> None:
    follow_up.add_note(desk, play.cast.concern(act), act.answers["text"], who=act.answers.get("who", ""))


def _done(play: ByVerbs, desk: Desk, act: Act) -> None:
    follow_up.finish(desk, play.cast.item(desk, act).id)


def _small(play: ByVerbs, desk: Desk, act: Act) -> None:
    """A review, or a second person's word: the few questions of a small form."""
    questions = small.questions_of(desk, act.seal)
    small.seal(desk, act.seal, play.cast.about(desk, act), play.cast.answers(desk, act, questions))


def _road(play: ByVerbs, desk: Desk, act: Act) -> None:
    roads.start_road(desk, play.cast.concern(act), act.of)


def _exported(play: ByVerbs, desk: Desk, act: Act) -> None:
    leaving: Any = {**act.answers, "protected": act.answers["protected"] == "yes", "checked": True}
    target = play.papers / act.paper
    if act.step:
        finish(export_sheet(desk, play.cast.concern(act), step_of(desk, act), target, **leaving))
    else:
        finish(export_pack(desk, play.cast.file(desk, act).referrals[-1].id, target, **leaving))


def _sent(play: ByVerbs, desk: Desk, act: Act) -> None:
    page = referral_page(desk, play.cast.file(desk, act).referrals[-1].id)
    seal_sent(desk, page, play.cast.answers(desk, act, sent_questions(desk)))


_SEALS: dict[str, Callable[[ByVerbs, Desk, Act], None]] = {
    "concern": _concern, "left_out": _left_out, "note": _note, "task_done": _done, "review": _small,
    "agreement": _small, "road_started": _road, "exported": _exported, "sent": _sent,
}  # fmt: skip
