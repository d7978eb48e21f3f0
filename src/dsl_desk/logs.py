"""The log: event codes, ids, counts and durations. There is no way to write free text into it.

A field that is not on the list, or does not have the shape the list demands, is left out and counted as `dropped`.
"""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from logging import Logger

FILE = "desk.log"
MAX_BYTES, KEPT = 512 * 1024, 3

_CODE = re.compile(r"[a-z][a-z0-9_.]{1,47}")
_ID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}")
_TYPE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,59}")
_PLACE = re.compile(r"[a-z0-9_/]{1,80}\.py:[0-9]{1,6}")
_REFERENCE = re.compile(r"[0-9A-Z]{4}(?:-[0-9A-Z]{4}){0,3}")
_VERSION = re.compile(r"[0-9]{1,4}(?:\.[0-9]{1,6}){0,3}")

_SHAPES: dict[str, re.Pattern[str]] = {
    **dict.fromkeys(("vault", "entry", "concern", "draft", "backup", "slot", "person"), _ID),
    **dict.fromkeys(("ms", "seq", "count", "bytes", "generation", "exit"), re.compile(r"-?[0-9]{1,18}")),
    "error": _TYPE,
    "where": _PLACE,
    "reference": _REFERENCE,
    "version": _VERSION,
    # Codes of our own, never words a person typed.
    "vault_kind": re.compile(r"children|staff|governors"),
    "platform": re.compile(r"linux|darwin|win32"),
    "problem": re.compile(r"[a-z]+(?:_[a-z]+){1,4}"),
}


class _Log:
    """Where to log, and what does it. Opened with the first event: what it imports would hold up the first paint."""

    folder: Path | None = None
    logger: Logger | None = None


def setup(folder: Path) -> None:
    """Log into `folder` from now on. A log that cannot be written is left out in silence: it must never stop work."""
    stop()
    _Log.folder = folder


def stop() -> None:
    """Close the log."""
    logger, _Log.logger, _Log.folder = _Log.logger, None, None
    if logger is not None:
        for handler in tuple(logger.handlers):
            logger.removeHandler(handler)
            handler.close()


def _logger() -> Logger | None:
    if _Log.logger is None and _Log.folder is not None:
        from dsl_desk.log_file import open_log

        folder, _Log.folder = _Log.folder, None  # tried once
        _Log.logger = open_log(folder / FILE, MAX_BYTES, KEPT)
    return _Log.logger


def event(code: str, **fields: Any) -> None:
    """Log that something happened. `code` is a literal of ours; of the fields only those on the list are kept."""
    logger = _logger()
    if logger is None:
        return
    line: dict[str, Any] = {"at": datetime.now(UTC).isoformat(timespec="milliseconds")}
    line["event"] = code if _CODE.fullmatch(code) else "unnamed"
    kept = {name: value for name, value in fields.items() if _has_shape(name, value)}
    line.update(kept)
    if len(kept) < len(fields):
        line["dropped"] = len(fields) - len(kept)
    logger.info(json.dumps(line))


def failure(code: str, error: BaseException, **fields: Any) -> None:
    """Log an exception by its type and the place in our own code it came from; its text is never written."""
    event(code, error=type(error).__name__, where=place_of(error), **fields)


def place_of(error: BaseException) -> str:
    """ "store/slots.py:120": the innermost frame of ours, without any folder of this computer."""
    import traceback

    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        parts = Path(frame.filename).parts
        if "dsl_desk" in parts:
            inside = parts[len(parts) - parts[::-1].index("dsl_desk") :]
            return f"{'/'.join(inside)}:{frame.lineno}"
    return "elsewhere.py:0"


def _has_shape(name: str, value: Any) -> bool:
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return False
    return name in _SHAPES and _SHAPES[name].fullmatch(str(value)) is not None
