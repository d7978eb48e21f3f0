"""Ctrl+Enter and Ctrl+M: the main act and "mark the rest" of the form in which one is writing, and of no other."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

_FORM, _ACT, _REST = "form_of_its_own", "main_act", "marks_the_rest"


def has_main_act(form: QWidget, *buttons: QAbstractButton, rest: QAbstractButton | None = None) -> None:
    """Ctrl+Enter anywhere in `form` presses the first of `buttons` that can be pressed; without any it does nothing.
    Ctrl+M presses `rest`, which marks what is left as not known."""
    form.setProperty(_FORM, True)
    for button in buttons:
        button.setProperty(_ACT, True)
    if rest is not None:
        rest.setProperty(_REST, True)


def press_main_act() -> None:
    """Presses the main act of the form that holds the focus. A form within a form keeps the key to itself."""
    _press(_ACT)


def press_rest() -> None:
    """Presses that form's "mark the rest not known"."""
    _press(_REST)


def _press(which: str) -> None:
    form = _form_of(QApplication.focusWidget())
    if form is None:
        return
    mine = (one for one in form.findChildren(QAbstractButton) if one.property(which) and _form_of(one) is form)
    button = next((one for one in mine if one.isVisible() and one.isEnabled()), None)
    if button is not None:
        button.click()


def _form_of(widget: QWidget | None) -> QWidget | None:
    while widget is not None and not widget.property(_FORM):
        widget = widget.parentWidget()
    return widget
