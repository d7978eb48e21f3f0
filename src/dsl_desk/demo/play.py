"""One demo run: folder, session, hands, script, and what is left for the person to look at."""

from __future__ import annotations

import os
import sys
import time
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from dsl_desk import logs, paths
from dsl_desk.app.doors import House
from dsl_desk.app.session import Session
from dsl_desk.app.start import crash_logged
from dsl_desk.demo.hands import Hands, NotThere
from dsl_desk.demo.school import PracticeClock, build, facts
from dsl_desk.demo.script import SCENARIOS, play
from dsl_desk.domain.when import LONDON
from dsl_desk.store.argon2_params import FLOOR
from dsl_desk.ui.theme import STYLE

PACK, SHEET = "referral-pack.pdf", "prevent-sheet.pdf"
_SAID = {
    "admirer": "Monday 2 November 2026, 14:55: playing scenario 10 through the real windows, to the Prevent sheet.",
    "ticket": "Monday 9 November, 15:20: scenario 12, to its stop card.",
    "friday": "Friday 13 November, 18:20: scenario 14, to the pack on Monday.",
}


def play_in(out: Path, *, stay: bool) -> int:
    """Everything of a demo run. Says what it does on standard output."""
    began = time.monotonic()
    paths.keep_private()
    folder = paths.make_private(paths.make_private(out) / "desk")
    clock = PracticeClock(datetime(2026, 9, 7, 9, tzinfo=LONDON))
    _say("Building the practice school: twelve children by CSV, their families, concern 07.")
    build(folder, clock)
    _write_passphrases(out / "passphrase.txt")
    logs.setup(folder)
    app = _application()
    session = Session(app, House(folder, clock, FLOOR), crash_logged)
    session.begin()
    hands = Hands(session, out / "screens")
    try:
        for scenario in SCENARIOS:
            _say(_SAID[scenario])
            play(session, clock, hands, scenario)
    except NotThere as missing:
        _say(f"The demo stopped: the window does not show {missing}. The last picture is in {out / 'screens'}.")
        return 1
    _say_where(out, folder, time.monotonic() - began)
    if stay:
        _say("The window stays open. Close it to end.")
        session.closed.connect(app.quit)
        return app.exec()
    session.quit()
    session.tasks.idle()
    return 0


def _application() -> QApplication:
    app = QApplication.instance() or QApplication([*sys.argv[:1], *STYLE])
    assert isinstance(app, QApplication)
    app.setQuitOnLastWindowClosed(False)
    qInstallMessageHandler(_said_by_qt)
    return app


def _said_by_qt(_kind: QtMsgType, _where: QMessageLogContext, words: str) -> None:
    """Qt's own warnings, without the one about keys that a widget hands on."""
    if "Keyboard event not accepted" not in words:
        sys.stderr.write(f"{words}\n")


def _say_where(out: Path, folder: Path, seconds: float) -> None:
    _say(f"Done in {seconds:.0f} seconds.")
    _say(
        f"  the pack     {out / PACK}\n  the sheet    {out / SHEET}\n  the screens  {out / 'screens'}\n"
        f"  the desk     {folder}"
    )
    _say(f"  passphrases  {out / 'passphrase.txt'} (practice only)")


def _write_passphrases(path: Path) -> None:
    lines = [f"{one['name']} ({one['role']}): {one['passphrase']}" for one in facts()["staff"]]
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()
