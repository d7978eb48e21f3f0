"""One demo run: folder, stories sealed or played in the order of their days, and what is left to look at."""

from __future__ import annotations

import os
import shutil
import sys
import time
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from dsl_desk import logs, paths
from dsl_desk.app.doors import House
from dsl_desk.app.session import Session
from dsl_desk.app.start import crash_logged
from dsl_desk.demo.by_verbs import ByVerbs
from dsl_desk.demo.by_windows import ByWindows, until_the_paper
from dsl_desk.demo.cast import Cast
from dsl_desk.demo.hands import Effort, Hands, NotThere
from dsl_desk.demo.school import PracticeClock, build, build_governors_vault, build_staff_vault, facts
from dsl_desk.demo.stories import Act, every_story, in_order, sittings, stories
from dsl_desk.domain.when import LONDON
from dsl_desk.store.argon2_params import FLOOR
from dsl_desk.ui.theme import STYLE

PASSPHRASES = "passphrase.txt"
FRIDAY = datetime(2026, 11, 20, 10, 15, tzinfo=LONDON)  # the Today that is shown at the end


def left_by_a_demo(out: Path) -> bool:
    """Whether a desk in `out`, if any, is a practice school: its passphrases lie beside it, as a demo wrote them."""
    if not any((out / name / "vaults").exists() for name in ("desk", "later")):
        return True
    try:
        return (out / PASSPHRASES).read_text("utf-8") == _passphrases()
    except (OSError, UnicodeDecodeError):
        return False


def play_in(out: Path, *, stay: bool) -> int:
    """Everything of a demo run. Says what it does on standard output."""
    began = time.monotonic()
    paths.keep_private()
    folder = paths.make_private(paths.make_private(out) / "desk")
    clock = PracticeClock(datetime(2026, 9, 7, 9, tzinfo=LONDON))
    _say("Building the practice school: twelve children by CSV, and their families; the head's vault, and the chair's.")
    build(folder, clock)
    build_staff_vault(folder, clock)
    build_governors_vault(folder, clock)
    _write_passphrases(out / PASSPHRASES)
    logs.setup(folder)
    run = _Run(out, clock, _application(), Cast())
    try:
        run.tell(folder, in_order(one for one in every_story() if not one.later))
        shutil.copytree(folder, out / "later")
        run.tell(out / "later", in_order(stories(later=True)))
        windows = run.windows(folder)
        windows.show_today(FRIDAY, facts()["staff"][0]["name"])
    except NotThere as missing:
        _say(f"The demo stopped: the window does not show {missing}. The last picture is in {out / 'screens'}.")
        return 1
    _say_what_is_left(out, folder, run.efforts, time.monotonic() - began)
    if stay:
        _say("The window stays open. Close it to end.")
        windows.session.closed.connect(run.app.quit)
        return run.app.exec()
    _shut(windows)
    return 0


@dataclass
class _Run:
    """`shots`: how many pictures there are."""

    out: Path
    clock: PracticeClock
    app: QApplication
    cast: Cast
    shots: int = 0
    efforts: list[tuple[Act, Effort]] = field(default_factory=list)

    def tell(self, folder: Path, acts: list[Act]) -> None:
        """These acts at the desk in this folder, one sitting after the other; the windows are shut again."""
        windows, verbs = self.windows(folder), ByVerbs(folder, self.clock, self.out, self.cast)
        for live, by, part in sittings(acts):
            _say(_sitting(part, live=live))
            windows.sitting(by, part) if live else verbs.sitting(by, part)
        self.shots = windows.hands.number
        _shut(windows)

    def windows(self, folder: Path) -> ByWindows:
        """The program at the door of that desk."""
        session = Session(self.app, House(folder, self.clock, FLOOR), crash_logged)
        session.begin()
        hands = Hands(session, self.out / "screens", self.shots)
        return ByWindows(session, self.clock, hands, self.cast, self.out, self.efforts)


def _shut(windows: ByWindows) -> None:
    windows.session.quit()
    windows.session.tasks.idle()


def _sitting(acts: list[Act], *, live: bool) -> str:
    """One line about what is done now."""
    first, last = acts[0], acts[-1]
    until = f" to {last.at:%A %d %B}" if last.at.date() != first.at.date() else ""
    told = ", ".join(str(number) for number in sorted({act.story for act in acts}))
    how = "through the real windows" if live else "sealed"
    return f"{first.at:%A %d %B}{until}: {'story' if told.isdigit() else 'stories'} {told}, {how}."


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


def _say_effort(efforts: list[tuple[Act, Effort]]) -> None:
    """How much each story that was played took, up to the paper it is about."""
    for number in sorted({act.story for act, _ in efforts}):
        took = until_the_paper(efforts, number)
        _say(f"Story {number} took {took.clicks} clicks, {took.presses} keys and {took.typed} characters typed.")


def _say_what_is_left(out: Path, folder: Path, efforts: list[tuple[Act, Effort]], seconds: float) -> None:
    _say_effort(efforts)
    _say(f"Done in {seconds:.0f} seconds.")
    for paper in sorted(out.glob("*.pdf")):
        _say(f"  a paper      {paper}")
    _say(f"  the screens  {out / 'screens'}\n  the desk     {folder}\n  months later {out / 'later'}")
    _say(f"  passphrases  {out / PASSPHRASES} (practice only)")


def _passphrases() -> str:
    lines = [f"{one['name']} ({one['role']}): {one['passphrase']}" for one in facts()["staff"]]
    lines.append("The headteacher's opens the vault about adults who work with children too.")
    lines.append("The vault about the headteacher opens to the chair alone:")
    lines.append(f"{facts()['chair']['name']} (chair): {facts()['chair']['passphrase']}")
    return "\n".join(lines) + "\n"


def _write_passphrases(path: Path) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(_passphrases())


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()
