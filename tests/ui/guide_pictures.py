"""The guide's pictures, drawn by the real windows: `python -m tests.ui.guide_pictures [NAMES]`.

Each is drawn on a copy of the school of its own, so that none depends on the one before.
"""

from __future__ import annotations

import io
import shutil
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QBuffer
from PySide6.QtWidgets import QApplication, QMainWindow, QScrollArea

from dsl_desk.ui.doors import DangerCalls
from dsl_desk.ui.navigation import Place
from dsl_desk.ui.screens.first_run.screen import FirstRunWindow
from dsl_desk.ui.screens.restore.screen import RestoreWindow
from dsl_desk.ui.screens.unlock.screen import UnlockWindow
from dsl_desk.ui.shell import Shell
from dsl_desk.ui.tasks import Tasks
from dsl_desk.ui.theme import STYLE, Theme
from tests.casework.staff import staff_desk
from tests.ui import desk_gallery as gallery
from tests.ui.desk_gallery import LOOKS, Act, press, settle
from tests.ui.desks import FRIDAY, School
from tests.ui.guide_school import guide_school
from tests.ui.sample_doors import THREE, make_doors
from tests.ui.staff_desk import matters, shell_over

FOLDER = Path(__file__).parents[2] / "docs" / "guide" / "pictures"
LOOK = LOOKS["light"]
MOST_BYTES, MOST_IN_ALL = 85_000, 1_750_000
COLOURS = 128  # with fewer the reds turn brown; an octree takes the light greys together


def acts(*each: Act) -> Act:
    def act(shell: Shell) -> None:
        for one in each:
            one(shell)
            settle(shell)

    return act


def staff_matter(shell: Shell) -> None:
    """Somebody who works here is named."""
    gallery.half_a_record(shell)
    form = shell.shown().form_page.sheet.form
    person = {"name": "An after-school club worker", "relation": "staff", "works_here": "yes"}
    form.set_answers(form.answers() | {"may_have_caused": [person]})
    form.changed.emit()


def to_the_top(shell: Shell) -> None:
    shell.shown().findChild(QScrollArea).verticalScrollBar().setValue(0)


def desk_pictures(ids: Mapping[str, str]) -> dict[str, tuple[Place, Act | None]]:
    """name -> where to go, and what to do there before the picture is taken."""
    home, record = Place("today"), Place("record")
    concern, tyler = partial(Place, "concern"), Place("child", child=ids["tyler"])
    return {
        "today": (home, None),
        "today-ringing": (home, press("ring_mash")),
        "danger": (home, Shell.show_danger),
        "hidden": (home, Shell.hide_screen),
        "keys": (home, lambda shell: shell.sheets.shortcuts.open()),
        "contacts": (Place("contacts"), None),
        "ring-round": (Place("contacts"), press("ring_round")),
        "import": (Place("children", page="import"), gallery.a_dry_run),
        "record": (record, gallery.half_a_record),
        "record-check": (record, acts(gallery.half_a_record, press("mark_rest_not_known", "check_and_seal"))),
        "record-staff": (record, acts(staff_matter, to_the_top)),
        "look-back": (concern(concern=ids["C14"]), None),
        "kind-of-worry": (concern(concern=ids["C14"]), gallery.two_natures),
        "decide": (concern(concern=ids["C10"], step="decide"), None),
        "advice": (concern(concern=ids["C10"], step="advice"), press("ring_mash")),
        "restrict": (concern(concern=ids["C15"]), gallery.asking_who_may_see),
        "road-suggested": (concern(concern=ids["B20"]), press("show_suggested")),
        "road-begun": (concern(concern=ids["D20"]), None),
        "refer": (concern(concern=ids["C15"], step="refer"), None),
        "check-page": (Place("referral", referral=ids["R16"]), press("check_page")),
        "prevent-suggested": (concern(concern=ids["C10"]), None),
        "prevent-sheet": (concern(concern=ids["P10"], step="prevent_sheet"), None),
        "file-chosen": (tyler, gallery.some_entries),
        "file-people": (Place("child", child=ids["kacper"]), press("view_people")),
        "head-agrees": (concern(concern=ids["C17"]), None),
        "backup": (Place("settings"), press("view_backup", "check_all")),
    }


HEADS = {"head-agrees"}  # what the head sees


def kit(window: FirstRunWindow, settled: Callable[[], None]) -> None:
    """The first run as far as the recovery kit."""
    window.pages.school.school.setText("Quillbrook School")
    window.pages.school.ends.setText("15:15")
    window._go_on()
    window.pages.you.name.setText("J. Pryce-Okafor")
    window.pages.you.job.setText("Designated safeguarding lead")
    window._go_on()
    for field in (window.pages.key.passphrase, window.pages.key.again):
        field.set_text("amber kettle ninety willow")
    window._go_on()
    settled()


def restore(window: RestoreWindow, settled: Callable[[], None]) -> None:
    """A backup looked into, unlocked and checked."""
    window.look_into(Path("dsl-desk-children.deskbackup"))
    settled()
    window._go_on()
    settled()
    window._key.name.setCurrentIndex(0)
    window._key.passphrase.set_text("correct horse")
    window._go_on()


DOORS = {
    "restore": (RestoreWindow, restore),
    "first-kit": (FirstRunWindow, kit),
    "unlock-kit": (UnlockWindow, lambda window, _settled: window._switch_way()),
    "three-vaults": (UnlockWindow, lambda window, _settled: None),
    "about-an-adult": (UnlockWindow, lambda window, _settled: window.show_front_door()),
}
SEVERAL = {"three-vaults": THREE}  # where there is more than the children's
ADULTS = {"adult-file": lambda ids: Place("adult", adult=ids["coach"])}  # over the staff vault
NAMES = (*desk_pictures(defaultdict(str)), *DOORS, *ADULTS)


def small_png(window: QMainWindow) -> bytes:
    """The window as it stands, in few colours."""
    buffer = QBuffer()
    buffer.open(QBuffer.OpenModeFlag.WriteOnly)
    window.grab().save(buffer, "PNG")
    few = Image.open(io.BytesIO(buffer.data().data())).convert("RGB").quantize(COLOURS, dither=Image.Dither.NONE)
    small = io.BytesIO()
    few.save(small, "PNG", optimize=True)
    return small.getvalue()


def draw_desk(name: str, school: School, scratch: Path) -> bytes:
    """One picture over an open desk, on a copy of the school."""
    folder = Path(shutil.copytree(school.folder, scratch / name))
    shell = gallery.open_shell(replace(school, folder=folder), LOOK, head=name in HEADS)
    place, act = desk_pictures(school.ids)[name]
    for where in (Place("today"), place):
        shell.go(where)
        settle(shell)
    if act is not None:
        act(shell)
        settle(shell)
    picture = small_png(shell)
    gallery.close_shell(shell)
    return picture


def draw_door(name: str) -> bytes:
    """One picture of what stands before a desk is open."""
    app, tasks = QApplication.instance() or QApplication(["", *STYLE]), Tasks()
    kind, act = DOORS[name]
    doors = make_doors(vaults=lambda: SEVERAL.get(name, THREE[:1]))
    window = kind(doors, tasks, Theme(app, *LOOK[:2]), DangerCalls(), now=lambda: FRIDAY)

    def settled() -> None:
        for _ in range(4):
            tasks.idle()
            app.processEvents()

    window.resize(*LOOK[2:])
    window.show()
    settled()
    act(window, settled)
    settled()
    picture = small_png(window)
    window.close()
    tasks.close()
    return picture


def draw_staff(name: str, folder: Path) -> bytes:
    """One picture over the staff vault."""
    app = QApplication.instance() or QApplication(["", *STYLE])
    desk = staff_desk(folder)
    ids = matters(desk)
    shell = shell_over(desk, Theme(app, *LOOK[:2]), LOOK[2:])
    for where in (Place("today"), ADULTS[name](ids)):
        shell.go(where)
        settle(shell)
    picture = small_png(shell)
    gallery.close_shell(shell)
    return picture


def draw(names: Sequence[str]) -> Iterator[tuple[str, bytes]]:
    """(name, PNG) of each."""
    with tempfile.TemporaryDirectory() as scratch:
        school = guide_school(Path(scratch) / "school")
        for name in names:
            if name in ADULTS:
                yield name, draw_staff(name, Path(scratch) / name)
            else:
                yield name, draw_door(name) if name in DOORS else draw_desk(name, school, Path(scratch))


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    wanted = sys.argv[1:] or NAMES
    if wanted is NAMES:
        for old in FOLDER.glob("*.png"):
            old.unlink()
    for name, picture in draw(wanted):
        (FOLDER / f"{name}.png").write_bytes(picture)
        print(f"{len(picture):>7,} {name}")
