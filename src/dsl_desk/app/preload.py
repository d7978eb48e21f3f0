"""What waits until the first paint: collecting garbage, and everything a desk needs that a door does not."""

from __future__ import annotations

import gc


def collect_again() -> None:
    """Off since the program began, so that nothing held up the first paint."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def load_the_rest() -> None:
    """Imports only, on the worker thread: the screens too, or the window would stand still when the desk opens."""
    import dsl_desk.app.desk_window
    import dsl_desk.casework.opening
    import dsl_desk.casework.take_step
    import dsl_desk.store.engine

    dsl_desk.store.engine.forbid_core_dumps()
