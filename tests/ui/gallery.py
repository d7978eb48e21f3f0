"""Pictures of the foundations, to be looked at: `python tests/ui/gallery.py OUT [mode percent width height]`."""

from __future__ import annotations

import os
import sys
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parent))

from PySide6.QtWidgets import QApplication
from sample_desk import make_shell

from dsl_desk.ui.navigation import Place

LOOKS = [("light", 100, 1366, 768), ("dark", 100, 1366, 768), ("light", 200, 1366, 768), ("light", 100, 1024, 768),
         ("light", 100, 1093, 614), ("contrast", 125, 1366, 768)]  # fmt: skip


def draw(out: Path, mode: str, percent: int, width: int, height: int) -> None:
    app = QApplication.instance() or QApplication([])
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
    shell._search.setText("re")
    shell._search.setFocus()
    shell._search._look()
    shell.context.tasks.idle()
    keep("search")
    shell.show_danger()
    keep("danger")
    shell.hide_screen()
    keep("hidden")
    shell._hidden.shut()
    shell._shortcut_sheet.open()
    keep("keys")
    shell.shut_for_good()
    shell.close()


if __name__ == "__main__":
    out = Path(sys.argv[1])
    out.mkdir(parents=True, exist_ok=True)
    chosen = [(sys.argv[2], *map(int, sys.argv[3:6]))] if len(sys.argv) > 5 else LOOKS
    for look in chosen:
        draw(out, *look)
