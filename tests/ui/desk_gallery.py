"""Pictures of the screens over a real desk: `python tests/ui/desk_gallery.py OUT [LOOKS] [PICTURES]`.

LOOKS and PICTURES are words with commas between ("light,dark" and "today,child-full"); all of them without.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit

from dsl_desk.app.desk_window import put_front_door
from dsl_desk.app.doors import House, danger_card, front_door
from dsl_desk.casework import attach
from dsl_desk.casework.look_up.lists import child_lines
from dsl_desk.casework.own_times import set_own_time
from dsl_desk.domain.access import ROLE_NAMES, Role
from dsl_desk.paths import resources
from dsl_desk.pathways.archive import Archive, read_folder
from dsl_desk.pathways.loader import load
from dsl_desk.ui.changes import Changes
from dsl_desk.ui.context import Context
from dsl_desk.ui.doors import DangerCalls
from dsl_desk.ui.lock import IdleLock
from dsl_desk.ui.navigation import Navigation, Place
from dsl_desk.ui.overlay import Overlay
from dsl_desk.ui.rail import Identity
from dsl_desk.ui.screens.child.same_child import SameChildPanel
from dsl_desk.ui.screens.contacts.directory import Directory
from dsl_desk.ui.screens.referral.view_model import EXPORT_QUESTIONS
from dsl_desk.ui.shell import Shell
from dsl_desk.ui.tasks import Tasks
from dsl_desk.ui.theme import STYLE, Theme
from tests.attachments import samples
from tests.pathways.test_given import FILES as WESTMERE
from tests.ui.concerns_on_roads import add_concerns_on_roads
from tests.ui.desks import (
    HEAD,
    HEAD_PASSPHRASE,
    NAME,
    PASSPHRASE,
    School,
    add_closing,
    add_concern_on_roads,
    add_prevent_concern,
    build,
)

LOOKS = {
    "light": ("light", 100, 1366, 768),
    "dark": ("dark", 100, 1366, 768),
    "large": ("light", 200, 1366, 768),
    "small": ("light", 100, 1024, 768),
    "short": ("light", 100, 1093, 614),
    "contrast": ("contrast", 125, 1366, 768),
}
NAMES = (
    "today", "record", "concerns", "concern", "children", "child", "contacts", "referrals", "referral", "guidance",
    "settings",
)  # fmt: skip

CSV = Path(__file__).parents[1] / "casework" / "practice_children.csv"

Act = Callable[[Shell], None]
Pictures = dict[str, tuple[Place, Act | None]]


def press(*names: str) -> Act:
    """Presses the buttons of these object names, one after the other."""

    def act(shell: Shell) -> None:
        for name in names:
            button = shell.shown().findChild(QAbstractButton, name)
            assert button is not None, name
            button.click()
            settle(shell)

    return act


def an_empty_record(shell: Shell) -> None:
    """Whatever an earlier picture left behind is gone."""
    if shell.shown().state.page != "sealed":
        press("throw_draft_away")(shell)
    shell.messages.say("", "ok")
    settle(shell)


def half_a_record(shell: Shell) -> None:
    """What somebody has typed by the time they look up."""
    form = shell.shown().form_page.sheet.form
    child = next(one for one in form._around.options["children"] if one.label.startswith("Kacper"))
    form.set_answers({
        "danger_now": "not_sure", "children": [{"child": child.value, "role": "harmed"}],
        "what_happened": "While tidying cones he spoke calmly, then shook. Red line on his left wrist, not touched.",
        "child_words": "Darren hits me with the belt when Mum’s at work.", "words_how": "without_being_asked",
        "noticed": {"start": "2026-11-20T09:20:00+00:00", "end": None, "precision": "exact", "as_said": ""},
        "noticed_by": "C Tuohy, after-school club", "injury": "seen", "where_now": "in_school",
        "may_have_caused": [{"name": "Darren Holt", "relation": "stepfather", "works_here": "no"}],
    })  # fmt: skip
    form.changed.emit()


def a_file(content: bytes, name: str) -> Path:
    path = Path(tempfile.mkdtemp()) / name
    path.write_bytes(content)
    return path


def another_council(shell: Shell) -> None:
    """What another council's pack would change, before it is taken."""
    place = Path(tempfile.mkdtemp()) / "westmere"
    place.mkdir()
    for name, text in WESTMERE.items():
        (place / name).write_text(text, "utf-8")
    shell.shown().pack.look_at(place)
    settle(shell)


def a_newer_edition(shell: Shell, concern: str) -> None:
    """A newer edition is in use, and a concern that began before it is opened. Nothing is sealed: it is for looking."""
    files = dict(read_folder(resources() / "england", resources() / "localities" / "luton").files)
    general, front = "base/pathways/general.toml", "overlay/pack.toml"
    files[general] = files[general].replace(b"working_days = 1", b"working_days = 2")
    files[front] = re.sub(rb'edition = "[^"]+"', b'edition = "2027.1"', files[front])
    shell.context.desk = replace(shell.context.desk, pack=load(Archive.of(files)))
    shell.go(Place("concern", concern=concern))
    settle(shell)


def a_record_to_check(shell: Shell) -> None:
    an_empty_record(shell)
    half_a_record(shell)
    press("mark_rest_not_known", "check_and_seal")(shell)


def about_staff(shell: Shell) -> None:
    """It names somebody who works at the school: it is stopped before it is sealed."""
    a_record_to_check(shell)
    press("back_to_form")(shell)
    form = shell.shown().form_page.sheet.form
    form.set_answers(form.answers() | {
        "may_have_caused": [{"name": "Darren Holt", "relation": "coach", "works_here": "yes"}],
    })  # fmt: skip
    form.changed.emit()
    press("check_and_seal")(shell)


def files_on_the_record(shell: Shell) -> None:
    """Two files that were taken, and one that was not."""
    an_empty_record(shell)
    half_a_record(shell)
    files = shell.shown().files
    for content, name in (
        (samples.picture("PNG", (1200, 800)), "Drawing as he gave it.png"),
        (samples.pdf(3), "Note from the childminder about collecting both children on Friday evening, scanned.pdf"),
        (b"", "Empty.txt"),
    ):
        files.choose_file = partial(lambda path, chosen: chosen(path), a_file(content, name))
        press("attach_file")(shell)
    files.act.setFocus()
    settle(shell)


def kept_to_named_people(shell: Shell) -> None:
    """Two children, a file of one of them, and a record that only named people may see."""
    files_on_the_record(shell)
    form = shell.shown().form_page.sheet.form
    both = [one.value for one in form._around.options["children"] if one.label.startswith(("Kacper", "Zosia"))]
    form.set_answers(
        form.draft() | {"children": [{"child": one, "role": "harmed"} for one in both], "only_named": True}
    )
    form.changed.emit()
    settle(shell)
    form.focus_question("why_kept")
    settle(shell)
    shell.shown()._area.ensureWidgetVisible(form.fields["only_named"], 0, 200)
    settle(shell)


def whose_files(shell: Shell) -> None:
    """The same, further down."""
    kept_to_named_people(shell)
    shell.shown()._area.ensureWidgetVisible(shell.shown().form_page.check)


def asking_about_a_file(shell: Shell) -> None:
    shell.shown().story.choose_file = lambda chosen: chosen(a_file(samples.pdf(3), "Note from the childminder.pdf"))
    press("attach_file")(shell)


def a_file_to_look_at(shell: Shell) -> None:
    asking_about_a_file(shell)
    press("seal_small", "look_0")(shell)


def asking_who_may_see(shell: Shell) -> None:
    press("restrict")(shell)
    screen = shell.shown()
    form = screen.story.small.sheet.form
    form.set_answers({"who": "only", "why": "His aunt works in the office."})
    form.changed.emit()
    settle(shell)
    screen._area.ensureWidgetVisible(screen.story.small)


def restricted(shell: Shell) -> None:
    asking_who_may_see(shell)
    press("seal_small")(shell)


def files_to_go(shell: Shell) -> None:
    """One of the referral's files is chosen to go with it, and has gone."""
    screen = shell.shown()
    desk = shell.context.desk
    for content, name in ((samples.pdf(3), "Note from the childminder.pdf"), (samples.picture(), "Drawing.png")):
        picked = attach.pick(desk, a_file(content, name))
        attach.attach(desk, screen.state.page.concerns[0][0], picked, {"what": "brought in on Friday"})
    press("check_page")(shell)
    screen.findChild(QAbstractButton, "file_to_go_0").click()
    settle(shell)
    screen.paper.choose_folder = lambda chosen: chosen(Path(tempfile.mkdtemp()))
    screen.paper.sheet.load(EXPORT_QUESTIONS, {"recipient": "MASH", "reason": "asked for", "protected": "yes"},
                            options={}, flat=True)  # fmt: skip
    press("export")(shell)


def half_an_urgency(shell: Shell) -> None:
    form = shell.shown().panel.sheet.form
    nature = form._around.options["natures"][0].value
    form.set_answers({"looked_back": True, "natures": {"main": nature, "all": [nature]}, "level": "significant",
                      "why": "A belt, a mark, and he is afraid to go home.", "social_worker": "no"})  # fmt: skip
    form.mark_rest_not_known()
    press("seal_step")(shell)


def two_natures(shell: Shell) -> None:
    natures = shell.shown().panel.sheet.form.fields["natures"].input
    for one in ("domestic_abuse", "cce"):
        natures._ticks[one].click()
    natures.buddy().setFocus()
    QApplication.processEvents()


def a_sealed_sheet(shell: Shell) -> None:
    """Sealed once, then ready to be printed."""
    if not shell.shown().panel.paper.isVisible():
        form = shell.shown().panel.sheet.form
        form.set_answers(form.answers() | {
            "how_it_came_up": "He said it to two pupils and to his tutor.", "facts": "A notebook with names.",
            "talked_with_child": "Listened. He said little.", "talked_with_parents": "Mother told on 4 November.",
            "fear": "That he is drawn further in.",
        })  # fmt: skip
        press("mark_rest_not_known", "seal_step")(shell)
    press("print_sheet")(shell)


def choose(question: str, value: str) -> Act:
    """Answers one question of the step on screen."""

    def act(shell: Shell) -> None:
        form = shell.shown().panel.sheet.form
        form.set_answers(form.answers() | {question: value})
        form.changed.emit()
        settle(shell)

    return act


def an_adult_sheet(shell: Shell) -> None:
    """Three questions answered, sealed once, then ready to be printed."""
    if not shell.shown().panel.paper.isVisible():
        form = shell.shown().panel.sheet.form
        form.set_answers(form.answers() | {
            "adult_who": "parent", "care_needs": "yes", "care_needs_why": "A stroke in May; a carer comes each day.",
            "abuse_or_risk": "yes", "abuse_or_risk_why": "Her card is used by somebody else.",
            "cannot_protect": "yes", "cannot_protect_why": "She cannot ring alone.", "wishes": "I want it to stop.",
            "adult_agrees": "yes",
        })  # fmt: skip
        press("mark_rest_not_known", "seal_step")(shell)
    press("print_sheet")(shell)


def a_wrong_number(shell: Shell) -> None:
    """Marked once: every look after the first shows it as it stands."""
    if shell.shown().findChild(QAbstractButton, "wrong_edt") is not None:
        press("wrong_edt")(shell)


def two_files_beside(shell: Shell) -> None:
    """The other file is chosen and compared."""
    press("view_details", "same_child")(shell)
    panel = shell.shown().findChild(SameChildPanel)
    desk = shell.context.desk
    other = next(line.id for line in child_lines(desk) if line.id != panel._child)
    panel._sheet.form.set_answers({"other": [{"child": other}], "keep": "this", "why": "The office confirmed it."})
    panel._changed()
    settle(shell)
    panel._merge.setFocus()
    settle(shell)


def some_entries(shell: Shell) -> None:
    """The concerns with a word in them."""
    screen = shell.shown()
    if not screen._selecting.opener.isChecked():
        press("choose_entries")(shell)
    screen.findChild(QAbstractButton, "select_groups_concern").setChecked(True)
    screen.findChild(QLineEdit, "search_file").setText("notebook")
    press("view_full")(shell)


def some_entries_on_paper(shell: Shell) -> None:
    some_entries(shell)
    settle(shell)
    press("print")(shell)
    shell.shown().findChild(QAbstractButton, "q_how_much_shown").click()
    press("look_at_pages")(shell)


def a_dry_run(shell: Shell) -> None:
    shell.shown().import_page.choose_file = lambda chosen: chosen(CSV)
    press("choose_csv", "dry_run")(shell)


def pictures(ids: dict[str, str]) -> Pictures:
    """name -> where to go, and what to do there before the picture is taken."""
    kacper, tyler = Place("child", child=ids["kacper"]), Place("child", child=ids["tyler"])
    return {
        "today": (Place("today"), None),
        "today-ringing": (Place("today"), press("ring_mash")),
        "front-door": (Place("today"), lambda shell: shell.context.front_door_wanted.emit()),
        "record": (Place("record"), lambda shell: (an_empty_record(shell), half_a_record(shell))),
        "record-files": (Place("record"), files_on_the_record),
        "record-kept": (Place("record"), kept_to_named_people),
        "record-whose": (Place("record"), whose_files),
        "record-missing": (Place("record"), lambda shell: (an_empty_record(shell), press("check_and_seal")(shell))),
        "record-stop": (Place("record"), about_staff),
        "record-check": (Place("record"), a_record_to_check),
        "record-notice": (Place("record", notice="encompass"), None),
        "concern": (Place("concern", concern=ids["C14"]), None),
        "concern-natures": (Place("concern", concern=ids["C14"]), two_natures),
        "concern-check": (Place("concern", concern=ids["C14"]), half_an_urgency),
        "concern-advice": (Place("concern", concern=ids["C14"], step="advice"), press("ring_mash")),
        "concern-written": (Place("concern", concern=ids["C15"], step="refer"), None),
        "concern-record": (Place("concern", concern=ids["C14"], step="record_concern"), press("withdraw_0")),
        "concern-answers": (Place("concern", concern=ids["C14"], step="record_concern"), press("more_0")),
        "concern-amend": (Place("concern", concern=ids["C14"], step="record_concern"), press("amend_0")),
        "concern-left-out": (Place("concern", concern=ids["C14"], step="parents"), press("leave_out")),
        "concern-attach": (Place("concern", concern=ids["C15"]), asking_about_a_file),
        "concern-file": (Place("concern", concern=ids["C15"]), a_file_to_look_at),
        "concern-outside": (Place("concern", concern=ids["C15"]), press("look_0", "save_copy", "open_outside")),
        "concern-waits": (Place("concern", concern=ids["W15"]), None),
        "concern-refused": (Place("concern", concern=ids["N15"]), None),
        "concern-restrict": (Place("concern", concern=ids["C15"]), asking_who_may_see),
        "concern-restricted": (Place("concern", concern=ids["C15"]), restricted),
        "concern-road": (Place("concern", concern=ids["C10"]), None),
        "concern-other-road": (Place("concern", concern=ids["C14"]), press("other_road")),
        "family-agreement": (Place("concern", concern=ids["F14"], step="family_agreement"), None),
        "family-needs": (Place("concern", concern=ids["F14"], step="family_needs"), None),
        "family-plan": (Place("concern", concern=ids["F14"], step="family_plan"), None),
        "family-review": (Place("concern", concern=ids["F14"], step="family_review"), None),
        "abuse-first": (Place("concern", concern=ids["D20"]), None),
        "abuse-dash": (Place("concern", concern=ids["D14"], step="dash"), None),
        "abuse-children": (Place("concern", concern=ids["D20"], step="children_as_victims"), None),
        "abuse-call": (Place("concern", concern=ids["D14"], step="marac_call"), None),
        "abuse-sheet": (Place("concern", concern=ids["D14"], step="marac_sheet"), None),
        "peers-first": (Place("concern", concern=ids["B20"]), None),
        "peers-children": (Place("concern", concern=ids["B20"], step="peer_children"), None),
        "peers-images": (Place("concern", concern=ids["B14"], step="peer_images"), None),
        "peers-risk": (Place("concern", concern=ids["B14"], step="peer_risk"), None),
        "prevent-danger": (Place("concern", concern=ids["P10"]), None),
        "prevent-decide": (Place("concern", concern=ids["P10"], step="decide"), None),
        "prevent-sheet": (Place("concern", concern=ids["P10"], step="prevent_sheet"), None),
        "prevent-paper": (Place("concern", concern=ids["P10"], step="prevent_sheet"), a_sealed_sheet),
        "roads-suggested": (Place("concern", concern=ids["N11"]), None),
        "roads-many": (Place("concern", concern=ids["M11"]), None),
        "fgm-known": (Place("concern", concern=ids["M11"], step="fgm_known"), choose("fgm_how_known", "told")),
        "fgm-duty": (Place("concern", concern=ids["M11"], step="abuse_report_duty"), None),
        "honour-parents": (Place("concern", concern=ids["M11"], step="parents"), None),
        "refugee": (Place("concern", concern=ids["A11"], step="refugee_context"), None),
        "danger-done": (Place("concern", concern=ids["A11"], step="danger_done"), choose("rung", "not_yet")),
        "ladder": (Place("concern", concern=ids["A11"], step="chase"), None),
        "ladder-own": (Place("concern", concern=ids["A11"], step="chase"), a_time_of_ones_own),
        "chase": (Place("concern", concern=ids["C15"], step="chase", kind="chase", referral=ids["R15"]), None),
        "prevent-sent": (Place("concern", concern=ids["P10"], step="prevent_sheet"), a_sheet_that_was_sent),
        "adult-sheet": (Place("concern", concern=ids["A11"], step="adult_sheet"), None),
        "adult-paper": (Place("concern", concern=ids["A11"], step="adult_sheet"), an_adult_sheet),
        "concerns": (Place("concerns"), None),
        "concerns-all": (Place("concerns"), press("view_")),
        "children": (Place("children"), None),
        "children-add": (Place("children", page="add"), press("save_child")),
        "children-import": (Place("children", page="import"), a_dry_run),
        "child-full": (kacper, None),
        "child-summary": (kacper, press("view_summary")),
        "child-evidence": (kacper, press("view_evidence")),
        "child-choose": (tyler, press("choose_entries")),
        "child-chosen": (tyler, some_entries),
        "child-chosen-export": (tyler, some_entries_on_paper),
        "child-people": (kacper, press("view_people")),
        "child-adult": (kacper, press("view_people", "add_adult")),
        "child-details": (kacper, press("view_details")),
        "child-edit": (kacper, press("view_details", "change_details")),
        "child-access": (kacper, press("view_access")),
        "child-same": (tyler, two_files_beside),
        "referrals": (Place("referrals"), None),
        "referral": (Place("referral", referral=ids["R15"]), None),
        "referral-check": (Place("referral", referral=ids["R15"]), press("check_page")),
        "referral-files": (Place("referral", referral=ids["R15"]), files_to_go),
        "concern-wrong-number": (Place("concern", concern=ids["C14"], step="advice"), a_wrong_number),
        "contacts": (Place("contacts"), None),
        "contacts-edit": (Place("contacts", contact="mash"), press("change_mash")),
        "contacts-wrong": (Place("contacts", contact="mash"), press("wrong_mash")),
        "contacts-round": (Place("contacts"), press("ring_round")),
        "contacts-round-wrong": (Place("contacts"), press("ring_round", "is_wrong")),
        "guidance": (Place("guidance"), None),
        "child-export": (kacper, press("print", "look_at_pages")),
        "settings": (Place("settings"), None),
        "settings-people": (Place("settings"), press("view_people", "new_kit")),
        "settings-backup": (Place("settings"), press("view_backup", "check_all")),
        "settings-duties": (Place("settings", panel="duties"), press("done_lead_training")),
        "settings-times": (Place("settings", panel="times"), press("set_answer:prevent_lead")),
        "settings-pack": (Place("settings", panel="pack"), None),
        "settings-offer": (Place("settings", panel="pack"), another_council),
        "settings-look": (Place("settings"), press("view_look")),
        "record-sealed": (Place("record"), lambda shell: (a_record_to_check(shell), press("seal")(shell))),
        "concern-changed": (Place("settings", panel="pack"), partial(a_newer_edition, concern=ids["C14"])),
    }


def with_prevent(school: School) -> School:
    """The school with two Prevent concerns more: on one the road is suggested, on the other it was begun."""
    desk = school.sign_in()
    school.ids |= {"C10": add_prevent_concern(desk, school), "P10": add_prevent_concern(desk, school, begun=True)}
    school.ids |= {"W15": add_closing(desk, school), "N15": add_closing(desk, school, refused=True)}
    desk.vault.close()
    return school


def with_roads(school: School) -> School:
    """The same with concerns on many roads more: suggested, and several begun."""
    desk = school.sign_in()
    school.ids |= add_concerns_on_roads(desk, school)
    abroad = ("fgm", "forced_marriage")
    school.ids |= {
        "N11": add_concern_on_roads(desk, school, (*abroad, "absence")),
        "M11": add_concern_on_roads(desk, school, abroad, "fgm", "honour_based"),
        "A11": add_concern_on_roads(
            desk, school, ("asylum",), "refugee", "adult_at_risk", "immediate_danger", "escalation"
        ),
    }
    desk.vault.close()
    return school


def a_time_of_ones_own(shell: Shell) -> None:
    """One rung set, the next one being typed."""
    shell.context.desk = set_own_time(shell.context.desk, "ladder_ring_again", "1", "working_days")
    shell.context.changes.tell({"own_times"})
    settle(shell)
    press("set_ladder_team_manager")(shell)


def a_sheet_that_was_sent(shell: Shell) -> None:
    a_sealed_sheet(shell)
    press("say_sent")(shell)


def settle(shell: Shell) -> None:
    for _ in range(4):
        shell.context.tasks.idle()
        QApplication.processEvents()
    for directory in shell.findChildren(Directory):  # its lines come one by one
        while directory.isVisible() and directory.building:
            QApplication.processEvents()
    QApplication.processEvents()


def open_shell(school: School, look: tuple[str, int, int, int], *, head: bool = False) -> Shell:
    mode, percent, width, height = look
    app = QApplication.instance() or QApplication(["", *STYLE])
    desk = school.sign_in(HEAD, HEAD_PASSPHRASE) if head else school.sign_in(NAME, PASSPHRASE)
    tasks = Tasks(on_crash=lambda _reference, problem: sys.excepthook(type(problem), problem, problem.__traceback__))
    context = Context(
        desk, tasks=tasks, changes=Changes(), navigation=Navigation(), theme=Theme(app, mode, percent), now=desk.clock
    )
    screens = {}
    for name in NAMES:
        if find_spec(f"dsl_desk.ui.screens.{name}") and find_spec(f"dsl_desk.ui.screens.{name}.screen"):
            module = import_module(f"dsl_desk.ui.screens.{name}.screen")
            screens[name] = getattr(module, f"{name.capitalize()}Screen")
    who = Identity(desk.school.school_name, desk.me.name, ROLE_NAMES[Role(desk.me.role)], practice=True)
    shell = Shell(
        context, who, screens,
        search=lambda _text: [], danger=danger_card(desk), calls=DangerCalls(), check_passphrase=lambda _words: True,
        idle=IdleLock(context),
    )  # fmt: skip
    context.setParent(shell)
    put_front_door(shell, front_door(House(school.folder, desk.clock), lambda: context.desk))
    shell.resize(width, height)
    shell.show()
    return shell


def close_shell(shell: Shell) -> None:
    shell.shut_for_good()
    shell.close()
    shell.context.tasks.close()
    shell.context.desk.vault.close()
    shell.deleteLater()
    QApplication.sendPostedEvents(shell, QEvent.Type.DeferredDelete)  # else every later look is put on it as well


def draw(out: Path, school: School, look: str, wanted: list[str]) -> None:
    for head in (False, True):
        shell = open_shell(school, LOOKS[look], head=head)
        shown = {f"{name}-head" if head else name: there for name, there in pictures(school.ids).items()}
        keep_pictures(shell, {} if head and not wanted else shown, wanted, lambda name: out / f"{name}-{look}.png")
        close_shell(shell)


def keep_pictures(shell: Shell, shown: Pictures, wanted: list[str], path: Callable[[str], Path]) -> None:
    """One picture of each place that is wanted (all of them where none is named), begun from Today."""
    for name, (place, act) in shown.items():
        if (wanted and name not in wanted) or place.screen not in shell._factories:
            continue
        for sheet in shell.findChildren(Overlay):
            sheet.shut()
        shell.go(Place("today"))
        settle(shell)
        shell.go(place)
        settle(shell)
        if act is not None:
            act(shell)
            settle(shell)
        shell.grab().save(str(path(name)))


if __name__ == "__main__":
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    looks = sys.argv[2].split(",") if len(sys.argv) > 2 and sys.argv[2] else list(LOOKS)
    wanted = sys.argv[3].split(",") if len(sys.argv) > 3 else []
    with tempfile.TemporaryDirectory() as folder:
        school = with_roads(with_prevent(build(Path(folder) / "desk")))
        for look in looks:
            draw(out, school, look, wanted)
