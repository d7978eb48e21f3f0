"""Files that are dropped or pasted: taken as copies, from this computer only, to go the way of the file dialog."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QBuffer, QEvent, QIODevice, QMimeData, QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from dsl_desk.domain.attachments import MOST_AT_ONCE

# Something to attach: called on the worker, since a large picture takes a while to be written down.
Brought = Callable[[], "Path | tuple[str, bytes]"]

_MOST_PIXELS = 40_000_000
_ELSEWHERE = "This lies on another computer or on the web. Save it on this computer first, then attach it."
_TOO_MANY = "These are more than {} at a time. Attach fewer. Nothing was attached."
_ONE = "Each file is asked about by itself here. Bring them one at a time. Nothing was attached."
_NONE = "There is no file and no picture to paste. Copy one first."
_LARGE = "This picture is too large to be pasted. Save it as a file and attach that. Nothing was attached."
_DRAGS = (QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop)


class FileDrop(QObject):
    """Watches `target`. `came` carries a list of Brought; `refused` says why nothing was taken."""

    came = Signal(object)
    refused = Signal(str)

    def __init__(self, target: QWidget, *, one: bool = False) -> None:
        super().__init__(target)
        self._most, self._too_many = (1, _ONE) if one else (MOST_AT_ONCE, _TOO_MANY.format(MOST_AT_ONCE))
        target.setAcceptDrops(True)
        target.installEventFilter(self)

    def paste(self) -> None:
        """What is on the clipboard."""
        self._take(QGuiApplication.clipboard().mimeData(), _NONE)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDropEvent) and event.type() in _DRAGS and holds_files(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)  # never a move: the file stays where it was
            event.accept()
            if event.type() == QEvent.Type.Drop:
                self._take(event.mimeData(), "")
            return True
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and _pastes_files(event):
            self.paste()
            return True
        return super().eventFilter(watched, event)

    def _take(self, mime: QMimeData, none: str) -> None:
        if mime.hasUrls():
            self._take_urls(mime.urls())
        elif mime.hasImage():
            self._take_picture(QImage(mime.imageData()))
        elif none:
            self.refused.emit(none)

    def _take_urls(self, urls: list[QUrl]) -> None:
        if not all(map(_is_here, urls)):
            self.refused.emit(_ELSEWHERE)
        elif len(urls) > self._most:
            self.refused.emit(self._too_many)
        else:
            paths = [Path(url.toLocalFile()) for url in urls]
            self.came.emit([lambda path=path: path for path in paths])

    def _take_picture(self, picture: QImage) -> None:
        if picture.isNull():
            self.refused.emit(_NONE)
        elif picture.width() * picture.height() > _MOST_PIXELS:
            self.refused.emit(_LARGE)
        else:
            self.came.emit([lambda: ("Pasted picture.png", _png(picture))])


def holds_files(mime: QMimeData) -> bool:
    """Files, or a picture and nothing else: words of a letter or a table bring a picture of themselves along."""
    files = mime.hasUrls() and any(url.isLocalFile() for url in mime.urls())
    return files or (mime.hasImage() and not mime.hasText())


def _pastes_files(event: QKeyEvent) -> bool:
    clipboard = QGuiApplication.clipboard().mimeData() if event.matches(QKeySequence.StandardKey.Paste) else None
    return clipboard is not None and holds_files(clipboard)


def _is_here(url: QUrl) -> bool:
    """A file of this computer: another one's name in an address would be asked for who is signed in here."""
    return url.isLocalFile() and not url.host() and not url.toLocalFile().startswith(("//", "\\\\"))


def _png(picture: QImage) -> bytes:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    picture.save(buffer, "PNG")  # type: ignore[call-overload]
    return bytes(buffer.data().data())
