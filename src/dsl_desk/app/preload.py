"""What waits until the first paint: everything a desk needs that a door does not."""

from __future__ import annotations

import gc
from pathlib import Path


def keep_what_is_loaded() -> None:
    """It lives as long as the program does: looking through it for garbage would only hold the window up."""
    gc.freeze()


def load_the_rest() -> None:
    """Imports only, on the worker thread: the screens too, or the window would stand still when the desk opens."""
    import PySide6.QtWidgets

    import dsl_desk.app.desk_window
    import dsl_desk.casework.opening
    import dsl_desk.casework.take_step
    import dsl_desk.store.engine

    dsl_desk.store.engine.forbid_core_dumps()
    _ = PySide6.QtWidgets.QStyle  # naming it first builds every enumeration it has


def wipe_what_was_opened(folders: set[Path]) -> None:
    """Copies of attached files that a run before this one left behind, where it was ended by force."""
    from dsl_desk.casework.attached import wipe_opened

    for data in folders:
        wipe_opened(data)
