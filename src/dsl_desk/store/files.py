"""Writing one whole file or none: beside it, to the disk, and only then under its name."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

from dsl_desk.errors import CannotWrite, DiskFull, FolderNotWritable, KnownProblem
from dsl_desk.paths import PRIVATE_FILE

UNFINISHED = ".part"  # what a write cut short leaves behind ends in this; its content counts for nothing

_FULL = {errno.ENOSPC, errno.EDQUOT}
_FORBIDDEN = {errno.EACCES, errno.EPERM, errno.EROFS}
_GONE = {errno.ENOENT, errno.ENOTDIR, errno.ENODEV, errno.ENXIO}


def write_atomically(path: Path, content: bytes, first: Callable[[], object] | None = None) -> None:
    """Replace the file by this content, mode 0600, so that after any fault it holds the old bytes or the new.

    `first` is done when the new bytes are on the disk and have no name yet; what it raises leaves the old ones.
    Raises DiskFull, FolderNotWritable or CannotWrite. When the last step alone fails (making the new name last), the
    file may already hold the new bytes.
    """
    beside = unfinished_beside(path)
    try:
        try:
            with open_new(beside) as file:
                file.write(content)
                sync(file.fileno())
            if first is not None:
                first()
            put_in_place(beside, path)
        except BaseException:
            with contextlib.suppress(OSError):
                beside.unlink()
            raise
    except OSError as error:
        raise problem_of(error, path.parent) from error


def unfinished_beside(path: Path) -> Path:
    """A name beside `path` that no other write uses."""
    return path.with_name(f".{path.name}.{os.urandom(4).hex()}{UNFINISHED}")


def open_new(path: Path) -> _Writer:
    """A file that did not exist before, mode 0600, unbuffered. Raises OSError."""
    flags = os.O_RDWR | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    return _Writer(os.open(path, flags, PRIVATE_FILE))


def sync(descriptor: int) -> None:
    """Wait until the file's bytes are on the disk itself, not in a cache on the way. Raises OSError."""
    if sys.platform == "darwin":
        import fcntl

        with contextlib.suppress(OSError):  # not every file system knows it; fsync then says what it can
            fcntl.fcntl(descriptor, fcntl.F_FULLFSYNC)
            return
    os.fsync(descriptor)


def put_in_place(beside: Path, path: Path) -> None:
    """Give a finished file its name, replacing what had it, and make that last. Raises OSError."""
    for wait in (0.05, 0.1, 0.2, 0.4, None):
        try:
            beside.replace(path)
            break
        except PermissionError:  # on Windows a virus scanner may hold a new file for a moment
            if sys.platform != "win32" or wait is None:
                raise
            time.sleep(wait)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make names in this folder last. Windows has no such call and needs none. Raises OSError."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some USB file systems cannot sync a folder
            raise
    finally:
        os.close(descriptor)


def sweep_unfinished(folder: Path) -> int:
    """Remove what writes cut short left in this folder. Only while no other process writes there. Returns how many."""
    swept = 0
    for left in folder.glob(f".*{UNFINISHED}"):
        with contextlib.suppress(OSError):
            left.unlink()
            swept += 1
    return swept


def problem_of(error: OSError, folder: Path) -> KnownProblem:
    """What a person can do about a write into `folder` that failed."""
    if error.errno in _FULL:
        return DiskFull(
            f"The disk that holds {folder} is full, so this was not saved. Free some space and try again. "
            "What was saved before is safe."
        )
    if error.errno in _FORBIDDEN:
        return FolderNotWritable(
            f"DSL Desk may not write to the folder {folder}, so this was not saved. Ask whoever looks after this "
            "computer to let you write there, or choose another folder. What was saved before is safe."
        )
    if error.errno in _GONE:
        return CannotWrite(
            f"The folder {folder} is not there any more, so this was not saved. If it is on a stick, plug it in and "
            "try again. What was saved before is safe."
        )
    if error.errno == errno.EFBIG:
        return CannotWrite(
            f"This computer refuses a file that large in {folder}, so this was not saved. Choose another disk. "
            "What was saved before is safe."
        )
    return CannotWrite(
        f"The disk that holds {folder} refused to write, so this was not saved. Try again; if it happens twice, make "
        "a backup to another disk today, since this one may be failing. What was saved before is safe."
    )


class _Writer:
    """Writes all it is given or raises OSError; closes without hiding an error."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def __enter__(self) -> _Writer:
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._descriptor)

    def fileno(self) -> int:
        return self._descriptor

    def write(self, content: bytes) -> None:
        left = memoryview(content)
        while left:
            left = left[os.write(self._descriptor, left) :]
