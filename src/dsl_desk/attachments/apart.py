"""Asks what is inside a file, in a process of its own that is stopped when it takes too long."""

from __future__ import annotations

import struct
import subprocess
import sys
from dataclasses import dataclass, field

from dsl_desk.domain.attachments import Sort

COMMAND = "look-inside"  # what __main__ knows it by
_SECONDS = 30
_MOST = 400 * 1024 * 1024  # bytes of pages that are taken
_CANNOT = "It cannot be shown here: it is damaged, or too large. It is kept as it is."


class CannotShow(Exception):
    """The sentence says why, for the person who looks."""

    def __init__(self, sentence: str = _CANNOT) -> None:
        super().__init__("cannot_show")
        self.sentence = sentence


@dataclass(frozen=True)
class Page:
    """One page: `pixels` are RGB, row by row, three bytes each."""

    width: int
    height: int
    pixels: bytes = field(repr=False)


def pages(content: bytes, sort: Sort) -> tuple[tuple[Page, ...], int]:
    """(the first pages, how many there are). Raises CannotShow."""
    said = _ask("pages", content, sort)
    if said is None or len(said) < 4:
        raise CannotShow
    (count,) = struct.unpack(">I", said[:4])
    found, at = [], 4
    while at + 8 <= len(said):
        width, height = struct.unpack(">II", said[at : at + 8])
        end = at + 8 + 3 * width * height
        if end > len(said):
            break
        found.append(Page(width, height, said[at + 8 : end]))
        at = end
    if not found:
        raise CannotShow
    return tuple(found), count


def holds_pictures(content: bytes, sort: Sort) -> bool:
    """Whether it may hold a picture or film. What nobody could look into may."""
    return _ask("pictures", content, sort) != b"0"


def _ask(what: str, content: bytes, sort: Sort) -> bytes | None:
    """What the other process said; None when it failed or took too long."""
    this = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "dsl_desk"]
    hidden = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # on Windows no console flashes up
    try:
        done = subprocess.run(  # noqa: S603  - our own program, and words of our own
            [*this, COMMAND, what, sort], input=content, capture_output=True, timeout=_SECONDS, check=False,
            creationflags=hidden,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 and len(done.stdout) <= _MOST else None
