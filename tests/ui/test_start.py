"""What is loaded before the first paint, and what the window costs."""

from __future__ import annotations

import subprocess
import sys

HEAVY = (
    "sqlalchemy", "sqlcipher3", "typer", "rich", "holidays", "msgspec", "zxcvbn", "reportlab", "pikepdf",
    "cryptography", "argon2", "rapidfuzz", "qtawesome", "qtpy", "phonenumbers", "diceware", "pypdfium2", "fontTools",
)  # fmt: skip

SCRIPT = """
import sys
from PySide6.QtWidgets import QApplication
from dsl_desk.ui.doors import DangerCalls, DangerCard, Doors
from dsl_desk.ui.screens.unlock.screen import UnlockWindow
from dsl_desk.ui.screens.first_run.screen import FirstRunWindow
from dsl_desk.ui.tasks import Tasks
from dsl_desk.ui.theme import STYLE, Theme
app = QApplication(["", *STYLE])
names = Doors._fields
doors = Doors(**{name: (lambda *a: DangerCard(title="x") if name == "danger_card" else []) for name in names})
window = UnlockWindow(doors, Tasks(), Theme(app), DangerCalls())
window.painted.connect(lambda: (print(*sorted({m.split(".")[0] for m in sys.modules})), app.quit()))
window.show()
app.exec()
"""


def test_nothing_heavy_is_loaded_before_the_unlock_window_is_painted():
    run = subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, timeout=60, check=True)
    loaded = set(run.stdout.split())
    assert "PySide6" in loaded
    assert loaded & set(HEAVY) == set()
