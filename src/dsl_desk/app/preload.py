"""What waits until the first paint: everything a desk needs that a door does not."""

from __future__ import annotations

import gc


def keep_what_is_loaded() -> None:
    """It lives as long as the program does: looking through it for garbage would only hold the window up."""
    gc.freeze()


def load_the_rest() -> None:
    """Imports only, on the worker thread: the screens too, or the window would stand still when the desk opens."""
    import dsl_desk.app.desk_window
    import dsl_desk.casework.opening
    import dsl_desk.casework.take_step
    import dsl_desk.store.engine

    dsl_desk.store.engine.forbid_core_dumps()
