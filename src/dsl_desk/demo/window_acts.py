"""How each kind of act is done in the windows: which screen, which form, which button."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from dsl_desk.demo.answering import Answering
from dsl_desk.demo.cast import step_of
from dsl_desk.demo.stories import Act
from dsl_desk.ui.screens.concern import acts as small
from dsl_desk.ui.screens.concern.screen import ConcernScreen
from dsl_desk.ui.screens.record.screen import RecordScreen
from dsl_desk.ui.screens.referral.screen import ReferralScreen

if TYPE_CHECKING:
    from dsl_desk.demo.by_windows import ByWindows


def seal(play: ByWindows, act: Act) -> None:
    """Everything up to the last button; what it seals is there when the desk has answered."""
    _SEALS.get(act.seal, _step)(play, act)


def _concern(play: ByWindows, act: Act) -> None:
    hands = play.hands
    hands.keys("Ctrl+N")
    if act.notice:
        hands.click(f"notice_{act.notice}")
    screen = play.shown(RecordScreen)
    form = screen.state.form
    play.fill(act, screen.form_page.sheet.form, "q", form.questions, form.options)
    if act.rest:
        hands.click("mark_rest_not_known")
    play.shot(act.shot, act.sight)
    hands.click("check_and_seal")
    hands.click("seal")
    hands.wait_until(lambda: screen.state.page == "sealed", "the sealed concern")
    play.cast.concerns[act.story] = screen.state.sealed.id


def _step(play: ByWindows, act: Act) -> None:
    hands, step = play.hands, step_of(play.desk, act)
    if hands.find("look_back_now") is not None and act.seal == "urgency":
        hands.click("look_back_now")
    screen = play.open_step(act, step)
    _right_form(play, act, screen)
    form = screen.work.state.form
    assert form is not None
    play.fill(act, screen.panel.sheet.form, "q", form.questions, form.options)
    if act.despite:
        hands.type("q_despite", act.despite)
    for number, (_, title) in enumerate(form.still_open):
        _say_why_open(play, act, number, title)
    if act.rest:
        hands.click("mark_rest_not_known")
    play.shot(act.shot, act.sight)
    hands.click("seal_step")
    if hands.find("seal") is not None:
        hands.click("seal")


def _right_form(play: ByWindows, act: Act, screen: ConcernScreen) -> None:
    """The kind of entry and the referral that are meant, and the form open although the step was done before."""
    hands, form = play.hands, screen.work.state.form
    if form is not None and form.kind != act.seal:
        hands.click(f"view_{act.seal}")
    wanted = play.cast.referral(play.desk, act)
    if wanted and screen.work.state.form and screen.work.state.form.referral != wanted:
        hands.click(f"view_{wanted}")
    if not screen.work.state.shows_form:
        hands.click("begin_again")


def _say_why_open(play: ByWindows, act: Act, number: int, title: str) -> None:
    why = act.reasons.get(title) or next(iter(act.reasons.values()), "")
    play.hands.type(f"reason_{number}", why)


def _left_out(play: ByWindows, act: Act) -> None:
    play.open_step(act, play.desk.pack.step_of_kind(act.of).id)
    play.hands.click("leave_out")
    if act.answers.get("note"):
        play.hands.type("leave_out_note", act.answers["note"])
        play.hands.click("leave_out_other")
    else:
        play.hands.click(f"leave_out_{act.answers['reason']}")


def _note(play: ByWindows, act: Act) -> None:
    play.open_concern(act)
    play.hands.type("quick_note", act.answers["text"])
    play.hands.type("quick_note_who", act.answers.get("who", ""))
    play.hands.click("seal_note")


def _done(play: ByWindows, act: Act) -> None:
    screen, item = play.open_concern(act), play.cast.item(play.desk, act)
    play.hands.click(f"done_{_number(screen, item.id)}")


def _review(play: ByWindows, act: Act) -> None:
    screen, of = play.open_concern(act), play.cast.about(play.desk, act)
    play.hands.click(f"review_{_number(screen, f'{of}:review')}")
    _small(play, act)


def _agreement(play: ByWindows, act: Act) -> None:
    play.open_concern(act)
    play.hands.click("agree_0")
    _small(play, act)


def _small(play: ByWindows, act: Act) -> None:
    screen = play.shown(ConcernScreen)
    play.fill(act, screen.story.small.sheet.form, "small", small.questions_of(play.desk, act.seal), {})
    play.shot(act.shot)
    play.hands.click("seal_small")


def _number(screen: ConcernScreen, item: str) -> int:
    page = screen.state.page
    return next((number for number, one in enumerate(page.open_items if page else ()) if one.id == item), -1)


def _road(play: ByWindows, act: Act) -> None:
    play.open_concern(act)
    if play.hands.find(f"begin_{act.of}") is None:
        play.hands.click("show_suggested")
    play.hands.click(f"begin_{act.of}")


def _exported(play: ByWindows, act: Act) -> None:
    """The folder dialog answers with the demo's own folder, and the file has the name the story gives it."""
    hands, target = play.hands, play.papers / act.paper
    target.unlink(missing_ok=True)
    if act.step:
        screen = play.open_step(act, act.step)
        hands.click("print_sheet")
        hands.click("look_at_pages")
        paper, sheet, name, answers = screen.paper, screen.paper.sheet, "q", {**act.answers, "checked": True}
    else:
        screen = _open_referral(play, act)
        hands.click("check_page")
        paper, sheet, name, answers = screen.paper, screen.paper.sheet, "export", act.answers
    Answering(hands, sheet.form, name).fill(answers)
    play.shot(act.shot)
    paper.choose_folder = lambda take: take(target)
    hands.click("export")
    hands.wait_until(target.exists, f"the paper {act.paper}")


def _sent(play: ByWindows, act: Act) -> None:
    screen = _open_referral(play, act)
    if play.hands.find("seal_small") is None:
        play.hands.click("how_did_it_go")
    form = screen.small.sheet.form
    play.fill(act, form, "small", form.questions, {})
    play.hands.click("seal_small")


def _open_referral(play: ByWindows, act: Act) -> Any:
    """The concern's newest referral, opened from its screen."""
    if not isinstance(getattr(play.session.window, "shown", lambda: None)(), ReferralScreen):
        page = play.open_concern(act).state.page
        play.hands.click(f"open_referral_{len(page.referrals) - 1 if page else 0}")
    return play.shown(ReferralScreen)


_SEALS: dict[str, Callable[[ByWindows, Act], None]] = {
    "concern": _concern, "left_out": _left_out, "note": _note, "task_done": _done, "review": _review,
    "agreement": _agreement, "road_started": _road, "exported": _exported, "sent": _sent,
}  # fmt: skip
