"""Ctrl+Enter: the one main act of the form in which one is writing, and of no other."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

_FORM, _ACT = "form_of_its_own", "main_act"


def has_main_act(form: QWidget, *buttons: QAbstractButton) -> None:
    """Ctrl+Enter anywhere in `form` presses the first of `buttons` that can be pressed; without any it does nothing."""
    form.setProperty(_FORM, True)
    for button in buttons:
        button.setProperty(_ACT, True)


def press_main_act() -> None:
    """Presses the main act of the form that holds the focus. A form within a form keeps the key to itself."""
    form = _form_of(QApplication.focusWidget())
    if form is None:
        return
    mine = (one for one in form.findChildren(QAbstractButton) if one.property(_ACT) and _form_of(one) is form)
    button = next((one for one in mine if one.isVisible() and one.isEnabled()), None)
    if button is not None:
        button.click()


def _form_of(widget: QWidget | None) -> QWidget | None:
    while widget is not None and not widget.property(_FORM):
        widget = widget.parentWidget()
    return widget
