"""A pack that somebody hands over, as a folder or a zip file: hostile until it has been read and checked.

Nothing is unpacked to disk. Only TOML files are taken; links, paths that lead elsewhere and bombs refuse all of it.
"""

from __future__ import annotations

import os
import stat
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from dsl_desk.errors import PackBroken
from dsl_desk.pathways.archive import BASE, MOST_BYTES, MOST_FILES, OVERLAY, Archive
from dsl_desk.pathways.merging import parse

_MOST_ZIPPED = 4 * 1024 * 1024  # text of 16 MB takes less
_FRONT = "pack.toml"
_PLAIN = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_IS_LOCKED = 0x1
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError)


def read_given(place: Path) -> dict[str, bytes]:
    """Path inside the pack -> bytes. PackBroken: it is no pack, or something in it is refused."""
    files = dict(_of_folder(place) if place.is_dir() else _of_zip(place))
    if _FRONT in files:
        return files
    tops = {path.partition("/")[0] for path in files}
    inside = {path.partition("/")[2]: content for path, content in files.items()}
    if len(tops) == 1 and _FRONT in inside:
        return inside
    raise _refused(f"“{place.name}” holds no {_FRONT}", "Choose the folder of a pack, or a zip file of one")


def laid(given: dict[str, bytes], held: Archive) -> Archive:
    """What was given together with what this desk has: a locality over its base, or a base under its locality.

    PackBroken: it is a locality of another base.
    """
    extends = str(parse(_FRONT, given[_FRONT]).get("extends") or "")
    base, overlay = held.below(BASE), held.below(OVERLAY)
    if not extends:
        return _together(given, overlay)
    if extends != parse(_FRONT, base[_FRONT]).get("id"):
        raise _refused(f"This pack stands over “{extends}”, which this desk does not have", "Ask who made it")
    return _together(base, given)


def _together(base: dict[str, bytes], overlay: dict[str, bytes]) -> Archive:
    parts = ((BASE, base), (OVERLAY, overlay))
    return Archive.of({f"{name}/{path}": content for name, files in parts for path, content in files.items()})


def _of_folder(folder: Path) -> Iterator[tuple[str, bytes]]:
    met = room = 0
    for place, folders, names in os.walk(folder, followlinks=False):
        met += len(folders) + len(names)
        if met > MOST_FILES:
            raise _refused(f"“{folder.name}” holds more than {MOST_FILES:,} files", "Choose the pack's own folder")
        for name in sorted((*folders, *names)):
            path = Path(place) / name
            where = path.relative_to(folder).as_posix()
            content = _plain_file(path, where, MOST_BYTES - room)
            if content is not None:
                room += len(content)
                yield where, content


def _plain_file(path: Path, where: str, room: int) -> bytes | None:
    """The bytes of a TOML file; None for anything that is not read."""
    try:
        found = path.lstat()
        if stat.S_ISLNK(found.st_mode):
            raise _refused(f"“{where}” is a link to somewhere else", "Put the file itself there")
        if not stat.S_ISREG(found.st_mode) or not _is_text_of_a_pack(where):
            return None
        if found.st_size > room:
            raise _too_large()
        with path.open("rb") as file:
            return _no_more(file.read(room + 1), room)
    except OSError:
        raise _refused(f"“{where}” cannot be read", "Check the file") from None


def _of_zip(path: Path) -> Iterator[tuple[str, bytes]]:
    try:
        if path.stat().st_size > _MOST_ZIPPED:
            raise _too_large()
        with zipfile.ZipFile(path) as packed:
            yield from _members(packed)
    except _BROKEN:
        raise _refused(f"“{path.name}” cannot be read as a zip file", "Use another copy of it") from None


def _members(packed: zipfile.ZipFile) -> Iterator[tuple[str, bytes]]:
    members = packed.infolist()
    if len(members) > MOST_FILES or len({one.filename for one in members}) != len(members):
        raise _refused("The zip file holds a file twice, or too many files", "Make it anew from the pack's folder")
    room = MOST_BYTES
    for one in members:
        _refuse_member(one)
        if one.is_dir() or not _is_text_of_a_pack(one.filename):
            continue
        with packed.open(one) as file:
            content = _no_more(file.read(room + 1), room)  # what it says of its own size is not believed
        room -= len(content)
        yield one.filename, content


def _refuse_member(one: zipfile.ZipInfo) -> None:
    parts = one.filename.rstrip("/").split("/")
    strange = any(part in ("", ".", "..") for part in parts) or not one.filename.isprintable()
    if strange or "\\" in one.filename or ":" in one.filename:
        raise _refused("The zip file names a place outside itself", "Do not use it: ask who made it")
    if stat.S_ISLNK(one.external_attr >> 16):
        raise _refused(f"“{one.filename}” is a link to somewhere else", "Put the file itself there")
    if one.flag_bits & _IS_LOCKED or one.compress_type not in _PLAIN:
        raise _refused("The zip file is locked or packed in an unusual way", "Make it anew as a plain zip file")


def _is_text_of_a_pack(path: str) -> bool:
    """TOML, and not what some computers put beside a file."""
    return path.endswith(".toml") and not path.rpartition("/")[2].startswith("._")


def _no_more(content: bytes, room: int) -> bytes:
    if len(content) > room:
        raise _too_large()
    return content


def _too_large() -> PackBroken:
    return _refused("This is larger than any pack: a pack holds text only", "Choose another")


def _refused(what: str, do: str) -> PackBroken:
    return PackBroken(f"{what}. {do}. Nothing was changed.")
