"""From nothing to the first window: private files, the log, the application, the session."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QApplication

from dsl_desk import paths
from dsl_desk.app.doors import House
from dsl_desk.app.session import Session
from dsl_desk.errors import KnownProblem
from dsl_desk.ui.theme import STYLE

if TYPE_CHECKING:
    from datetime import datetime


def start(folder: Path | None) -> int:
    """Open the window and return its exit code when the last one is closed."""
    paths.keep_private()
    place = folder or paths.data_folder()
    trouble = _prepared(place)
    app = QApplication.instance() or QApplication([*sys.argv[:1], *STYLE])
    assert isinstance(app, QApplication)
    app.setApplicationName("DSL Desk")
    app.setQuitOnLastWindowClosed(False)
    session = Session(app, House(place, _london_now), crash_logged)
    session.closed.connect(app.quit)
    sys.excepthook = lambda kind, error, trace: session.tasks.crash(error) if error else None
    session.begin(trouble)
    if trouble is None:
        session.first_painted.connect(lambda: session.tasks.run(partial(_begin_log, place)))
    return app.exec()


def _prepared(place: Path) -> KnownProblem | None:
    """The folder made private; or why this folder cannot be used."""
    try:
        paths.make_private(place)
    except KnownProblem as problem:
        return problem
    return None


# What follows is loaded after the first paint: it costs as much as the window itself.


def _begin_log(place: Path) -> None:
    from dsl_desk import logs

    logs.setup(place)


def _london_now() -> datetime:
    from datetime import datetime

    from dsl_desk.domain.when import LONDON

    return datetime.now(LONDON)


def crash_logged(reference: str, error: BaseException) -> None:
    """Type and place of an error go to the log under a reference number; no words do."""
    from dsl_desk import logs

    logs.failure("crash", error, reference=reference)
