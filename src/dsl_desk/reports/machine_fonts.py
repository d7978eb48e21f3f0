"""Fonts of this computer, for the scripts ours do not cover. Looked for only when such a text is to be printed."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_MOST_FILES = 3000
_LARGEST = 40_000_000  # bytes


@cache
def font_with(character: str) -> tuple[Path, int] | None:
    """A TrueType file with this character and its number within the file (0 but in a collection), or None."""
    for path in _font_files():
        number = _number_with(path, ord(character))
        if number is not None:
            return path, number
    return None


@cache
def _font_files() -> tuple[Path, ...]:
    """Plain upright faces first, so that a light, condensed or bold one is taken only when nothing else has it."""
    found = [path for folder in _folders() if folder.is_dir() for path in _files_under(folder)][:_MOST_FILES]
    return tuple(sorted(found, key=lambda path: (not _looks_plain(path), path.name, str(path))))


def _folders() -> list[Path]:
    home = Path.home()
    if sys.platform == "win32":
        return [Path(os.environ.get("WINDIR", r"C:\Windows")) / "Fonts", home / "AppData/Local/Microsoft/Windows/Fonts"]
    if sys.platform == "darwin":
        return [Path("/System/Library/Fonts"), Path("/Library/Fonts"), home / "Library/Fonts"]
    return [Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), home / ".local/share/fonts", home / ".fonts"]


def _files_under(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if path.suffix.lower() in (".ttf", ".ttc"):
            try:
                if path.stat().st_size <= _LARGEST:
                    yield path
            except OSError:
                continue


def _looks_plain(path: Path) -> bool:
    name = path.stem.lower()
    return not any(
        word in name for word in ("bold", "italic", "oblique", "light", "thin", "condensed", "black", "serif")
    )


def _number_with(path: Path, codepoint: int) -> int | None:
    for number, codepoints in enumerate(characters_of(path)):
        if codepoint in codepoints:
            return number
    return None


@cache
def characters_of(path: Path) -> tuple[frozenset[int], ...]:
    """The characters of each font in the file; nothing for one that cannot be read or has no TrueType outlines."""
    from fontTools.ttLib import TTCollection, TTFont, TTLibError

    try:
        if path.suffix.lower() == ".ttc":
            with TTCollection(path, lazy=True) as collection:
                return tuple(_of(font) for font in collection.fonts)
        with TTFont(path, lazy=True) as font:
            return (_of(font),)
    except (TTLibError, OSError, ValueError, KeyError, AssertionError):
        return ()


def _of(font: object) -> frozenset[int]:
    return frozenset(font.getBestCmap() or ()) if "glyf" in font else frozenset()  # type: ignore[operator,attr-defined]
