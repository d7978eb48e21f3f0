"""An open item that somebody came to a concern for: the focus goes to what is done about it."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dsl_desk.casework.look_up.concern import ConcernPage


def focus_item(screen: QWidget, page: ConcernPage | None, item: str) -> None:
    """`item`: the id of a task, a promise, a review or an agreement that is asked for; "" moves nothing."""
    if not item or page is None:
        return
    number = next((n for n, one in enumerate(page.open_items) if one.id == item), None)
    word = next((n for n, one in enumerate(page.agreements) if item == f"{one.of}:agreement"), None)
    names = (f"agree_{word}", f"done_{number}", f"review_{number}", f"open_step_{number}")
    button = next((found for name in names if (found := screen.findChild(QWidget, name))), None)
    if button is not None:
        button.setFocus()
