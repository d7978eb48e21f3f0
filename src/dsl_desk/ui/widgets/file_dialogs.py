"""Asks for a file or a folder without holding up the window: nothing may come before the danger card."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

Chosen = Callable[[Path], None]
Ask = Callable[[Chosen], None]  # asks, and hands what was chosen on; tests give their own


def file_to_open(parent: QWidget, title: str, kinds: str) -> Ask:
    """`kinds` as Qt writes them: "CSV (*.csv);;All files (*)"."""

    def ask(chosen: Chosen) -> None:
        dialog = QFileDialog(parent.window(), title)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(kinds)
        _show(dialog, chosen)

    return ask


def folder(parent: QWidget, title: str) -> Ask:
    def ask(chosen: Chosen) -> None:
        dialog = QFileDialog(parent.window(), title)
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        _show(dialog, chosen)

    return ask


def pdf_to_save(parent: QWidget, title: str, name: str) -> Ask:
    def ask(chosen: Chosen) -> None:
        dialog = QFileDialog(parent.window(), title)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("PDF (*.pdf)")
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(name)
        _show(dialog, chosen)

    return ask


def _show(dialog: QFileDialog, chosen: Chosen) -> None:
    dialog.setWindowModality(Qt.WindowModality.NonModal)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda path: chosen(Path(path)))
    dialog.show()
