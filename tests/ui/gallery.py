"""Pictures of the foundations, to be looked at: `python tests/ui/gallery.py OUT [mode percent width height]`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtWidgets import QApplication, QMainWindow

from dsl_desk.ui.doors import DangerCalls
from dsl_desk.ui.navigation import Place
from dsl_desk.ui.screens.first_run.screen import FirstRunWindow
from dsl_desk.ui.screens.restore import view_model as vm
from dsl_desk.ui.screens.restore.screen import RestoreWindow
from dsl_desk.ui.screens.unlock.screen import UnlockWindow
from dsl_desk.ui.tasks import Tasks
from dsl_desk.ui.theme import STYLE, Theme
from tests.ui.sample_desk import NOW, make_shell
from tests.ui.sample_doors import CODE, THREE, make_doors

LOOKS = [("light", 100, 1366, 768), ("dark", 100, 1366, 768), ("light", 200, 1366, 768), ("light", 100, 1024, 768),
         ("light", 100, 1093, 614), ("contrast", 125, 1366, 768)]  # fmt: skip


def draw(out: Path, mode: str, percent: int, width: int, height: int) -> None:
    app = QApplication.instance() or QApplication(["", *STYLE])
    shell = make_shell(app, mode, percent)
    shell.resize(width, height)
    shell.show()

    def keep(name: str) -> None:
        for _ in range(4):
            app.processEvents()
        shell.grab().save(str(out / f"{name}-{mode}-{percent}-{width}.png"))

    for name in ("today", "concern", "record"):
        shell.go(Place(name))
        keep(name)
    shell.context.say("The backup could not be written. Check the stick and try again. Nothing was lost.", "danger")
    shell._bar.search.setText("re")
    shell._bar.search.setFocus()
    shell._bar.search._look()
    shell.context.tasks.idle()
    keep("search")
    shell.show_danger()
    keep("danger")
    shell.hide_screen()
    keep("hidden")
    shell.sheets.hidden.shut()
    shell.sheets.shortcuts.open()
    keep("keys")
    shell.shut_for_good()
    shell.close()
    draw_doors(out, shell.context.theme, f"{mode}-{percent}-{width}", width, height)


def draw_doors(out: Path, theme: Theme, look: str, width: int, height: int) -> None:
    app, tasks, calls = QApplication.instance(), Tasks(), DangerCalls()

    def keep(window: QMainWindow, name: str) -> None:
        for _ in range(4):
            tasks.idle()
            app.processEvents()
        window.grab().save(str(out / f"{name}-{look}.png"))

    unlock = UnlockWindow(make_doors(), tasks, theme, calls, now=lambda: NOW, notice="Locked after 5 minutes.")
    unlock.resize(width, height)
    unlock.show()
    keep(unlock, "unlock")
    unlock._passphrase.set_text("wrong")
    unlock._try()
    keep(unlock, "unlock-wrong")
    unlock._switch_way()
    keep(unlock, "unlock-kit")
    three = UnlockWindow(make_doors(vaults=lambda: THREE), tasks, theme, calls, now=lambda: NOW)
    three.resize(width, height)
    three.show()
    keep(three, "unlock-three")
    three.show_front_door()
    keep(three, "front-door")
    three.close()
    first = FirstRunWindow(make_doors(), tasks, theme, calls, now=lambda: NOW)
    first.resize(width, height)
    first.show()
    first._go_on()
    keep(first, "first-run-1-missing")
    first.pages.school.school.setText("Quillbrook School")
    first.pages.school.ends.setText("15.15")
    first._go_on()
    keep(first, "first-run-2")
    first.pages.you.name.setText("J. Pryce-Okafor")
    first.pages.you.job.setText("Designated safeguarding lead")
    first._go_on()
    first.pages.key.passphrase.set_text("short")
    first._watch.look("short")
    keep(first, "first-run-3")
    first.pages.key.passphrase.set_text("amber kettle ninety willow")
    first.pages.key.again.set_text("amber kettle ninety willow")
    first._go_on()
    keep(first, "first-run-3-kit")
    first.pages.kit.back.setText(CODE)
    first._go_on()
    keep(first, "first-run-4")
    unlock.close()
    first.close()
    restore = RestoreWindow(make_doors(), tasks, theme, calls, now=lambda: NOW)
    restore.resize(width, height)
    restore.show()
    keep(restore, "restore-1")
    restore.say_problem("The file notes.txt is not a whole backup of DSL Desk: it is damaged, cut short or something "
                        "else. Choose another backup. Nothing was changed.")  # fmt: skip
    keep(restore, "restore-1-refused")
    restore.look_into(Path("/media/stick/dsl-desk-children-2026-11-13-182000.deskbackup"))
    keep(restore, "restore-1-chosen")
    restore._go_on()
    keep(restore, "restore-2")
    restore._switch()
    keep(restore, "restore-2-kit")
    restore._switch()
    restore._key.name.setCurrentIndex(0)
    restore._key.passphrase.set_text("correct horse")
    restore._show(vm.working(restore.state, "Checking…", stoppable=True))
    restore._bar.setValue(40)
    keep(restore, "restore-2-checking")
    restore._show(vm.failed(restore.state, ""))
    restore._go_on()
    keep(restore, "restore-3")
    restore.close()


if __name__ == "__main__":
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    chosen = [(sys.argv[2], *map(int, sys.argv[3:6]))] if len(sys.argv) > 5 else LOOKS
    for look in chosen:
        draw(out, *look)
