"""The file under the log: it turns over when it is full, only its owner may read it, and it never stops work."""

from __future__ import annotations

import logging
import os
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path


def open_log(path: Path, most_bytes: int, kept: int) -> logging.Logger | None:
    """A logger into this file alone, or None when it cannot be written."""
    logger = logging.getLogger("dsl_desk.events")
    try:
        handler = _PrivateFile(path, maxBytes=most_bytes, backupCount=kept, encoding="utf-8")
    except OSError:
        return None
    logger.setLevel(logging.INFO)
    logger.propagate = False
    logger.addHandler(handler)
    return logger


class _PrivateFile(RotatingFileHandler):
    """Mode 0600 whatever the umask, and quiet when the disk is full."""

    def _open(self) -> TextIOWrapper:
        return open(self.baseFilename, "a", encoding="utf-8", opener=lambda path, flags: os.open(path, flags, 0o600))

    def handleError(self, record: logging.LogRecord) -> None:
        """Say nothing: the standard way prints the record and a traceback to the terminal."""
