"""The real window over a staff vault with a matter walked to its referral, and pictures of it.

`python -m tests.ui.staff_desk OUT [LOOKS] [PICTURES]`: as `desk_gallery`.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtWidgets import QApplication

from dsl_desk.app.desk_window import screens_of
from dsl_desk.app.doors import danger_card
from dsl_desk.casework.desk import Desk
from dsl_desk.domain.access import ROLE_NAMES, Role
from dsl_desk.ui.changes import Changes
from dsl_desk.ui.context import Context
from dsl_desk.ui.doors import DangerCalls
from dsl_desk.ui.lock import IdleLock
from dsl_desk.ui.navigation import Navigation, Place
from dsl_desk.ui.rail import ENTRIES_ABOUT_ADULTS, Identity
from dsl_desk.ui.shell import Shell
from dsl_desk.ui.tasks import Tasks
from dsl_desk.ui.theme import STYLE, Theme
from tests.casework import staff
from tests.ui.desk_gallery import LOOKS, Pictures, close_shell, keep_pictures, press


def matters(desk: Desk) -> dict[str, str]:
    """Two low-level concerns and an allegation about one coach, the last referred; ids by a short name."""
    coach, child = staff.add_adult(desk), staff.add_child(desk)
    staff.add_adult(desk, "Ines Barrowclough", role="Midday supervisor", employer="Quillbrook School")
    for words in ("Calls two pupils by pet names.", "Gave a pupil a lift home alone, told nobody."):
        low = staff.recorded(desk, coach, what_happened=words, child_words="", injury="no")
        staff.take(desk, low, "threshold", staff.threshold("low_level"))
    fresh = staff.recorded(desk, coach, child)
    matter = staff.recorded(desk, coach, child)
    staff.take(desk, matter, "children_safe", staff.safe())
    staff.take(desk, matter, "threshold", staff.threshold())
    staff.take(desk, matter, "ask_lado", staff.spoke())
    staff.take(desk, matter, "decide_adult", staff.decided())
    referral = staff.take(desk, matter, "refer_lado", staff.made(matter)).id
    staff.take(desk, matter, "refer_lado", staff.written(matter), kind="referral_written", referral=referral)
    return {"coach": coach, "child": child, "fresh": fresh, "low": low, "matter": matter, "referral": referral}


def shell_over(desk: Desk, theme: Theme, size: tuple[int, int] = (1366, 768)) -> Shell:
    """The window as the program opens it over this vault."""
    tasks = Tasks(on_crash=lambda _reference, problem: sys.excepthook(type(problem), problem, problem.__traceback__))
    context = Context(desk, tasks=tasks, changes=Changes(), navigation=Navigation(), theme=theme, now=desk.clock)
    who = Identity(
        "Quillbrook School",
        desk.me.name,
        ROLE_NAMES[Role(desk.me.role)],
        practice=True,
        mark=desk.pack.rules.mark,
        seeks="an adult",
    )
    shell = Shell(
        context, who, screens_of(desk), search=lambda _text: [], danger=danger_card(desk), calls=DangerCalls(),
        check_passphrase=lambda _words: True, idle=IdleLock(context), rail=ENTRIES_ABOUT_ADULTS,
    )  # fmt: skip
    context.setParent(shell)
    shell.resize(*size)
    shell.show()
    return shell


def half_a_record(shell: Shell) -> None:
    form = shell.shown().form_page.sheet.form
    adult = form._around.options["about_adults"][0].value
    form.set_answers(staff.matter(shell.context.desk, adult))
    form.changed.emit()


def the_head(shell: Shell) -> None:
    half_a_record(shell)
    form = shell.shown().form_page.sheet.form
    form.set_answers(form.answers() | {"subject_is_head": "yes"})
    form.changed.emit()


def a_new_adult(shell: Shell) -> None:
    shell.shown().form_page.new_adult.ask("Rosa Delamere")


def pictures(ids: dict[str, str]) -> Pictures:
    return {
        "today": (Place("today"), None),
        "record": (Place("record"), half_a_record),
        "record-head": (Place("record"), the_head),
        "record-adult": (Place("record"), a_new_adult),
        "adults": (Place("adults"), None),
        "adults-add": (Place("adults", page="add"), press("save_adult")),
        "adult": (Place("adult", adult=ids["coach"]), None),
        "adult-details": (Place("adult", adult=ids["coach"], view="details"), None),
        "adult-paper": (Place("adult", adult=ids["coach"]), press("print")),
        "concern": (Place("concern", concern=ids["fresh"]), None),
        "threshold": (Place("concern", concern=ids["fresh"], step="threshold"), None),
        "concern-matter": (Place("concern", concern=ids["matter"]), None),
        "concerns": (Place("concerns"), None),
        "referrals": (Place("referrals"), None),
        "referral": (Place("referral", referral=ids["referral"]), press("check_page")),
        "contacts": (Place("contacts"), None),
        "answer": (Place("concern", concern=ids["matter"], step="lado_answer"), None),
        "child": (Place("child", child=ids["child"]), None),
    }


def draw(out: Path, look: str, wanted: list[str]) -> None:
    mode, percent, width, height = LOOKS[look]
    app = QApplication.instance() or QApplication(["", *STYLE])
    with tempfile.TemporaryDirectory() as folder:
        desk = staff.staff_desk(Path(folder))
        ids = matters(desk)
        shell = shell_over(desk, Theme(app, mode, percent), (width, height))
        keep_pictures(shell, pictures(ids), wanted, lambda name: out / f"staff-{name}-{look}.png")
        close_shell(shell)


if __name__ == "__main__":
    place = Path(sys.argv[1])
    place.mkdir(parents=True, exist_ok=True)
    looks = sys.argv[2].split(",") if len(sys.argv) > 2 and sys.argv[2] else list(LOOKS)
    for one in looks:
        draw(place, one, sys.argv[3].split(",") if len(sys.argv) > 3 else [])
