"""The files of a pack as one value that can be kept by content: sorted, digested, written and read byte for byte."""

from __future__ import annotations

import hashlib
import struct
from dataclasses import dataclass
from pathlib import Path

from dsl_desk.errors import PackBroken

_MAGIC = b"dsl-desk pack 1\n"
MOST_FILES = 2_000
MOST_BYTES = 16 * 1024 * 1024
BASE, OVERLAY = "base", "overlay"


@dataclass(frozen=True)
class Archive:
    """Relative path ("base/pack.toml", "overlay/contacts.toml") and bytes of every file, in order of path."""

    files: tuple[tuple[str, bytes], ...]

    @staticmethod
    def of(files: dict[str, bytes]) -> Archive:
        """The archive of these files, whatever order they came in. PackBroken: a path or a size that is refused."""
        archive = Archive(tuple(sorted(files.items(), key=lambda item: item[0].encode())))
        _refuse(archive)
        return archive

    def to_bytes(self) -> bytes:
        """The canonical bytes: the same files always give the same bytes."""
        parts = [_MAGIC, struct.pack(">I", len(self.files))]
        for path, content in self.files:
            name = path.encode()
            parts += [struct.pack(">HI", len(name), len(content)), name, content]
        return b"".join(parts)

    @property
    def digest(self) -> str:
        """SHA-256 over the canonical bytes, hex."""
        return hashlib.sha256(self.to_bytes()).hexdigest()

    def below(self, folder: str) -> dict[str, bytes]:
        """The files of one folder, by path inside it."""
        start = folder + "/"
        return {path.removeprefix(start): content for path, content in self.files if path.startswith(start)}


def from_bytes(stored: bytes) -> Archive:
    """The archive these bytes were made from. PackBroken: they are not exactly what `to_bytes` writes."""
    try:
        archive = Archive(tuple(_read(stored)))
    except (struct.error, UnicodeDecodeError, ValueError):
        raise _damaged() from None
    _refuse(archive)
    if archive.to_bytes() != stored:
        raise _damaged()
    return archive


def read_folder(england: Path, locality: Path | None = None) -> Archive:
    """The TOML files of the base and of an overlay. PackBroken: a folder or a file cannot be read, or is too large."""
    files: dict[str, bytes] = {}
    for name, folder in ((BASE, england), (OVERLAY, locality)):
        if folder is None:
            continue
        if not (folder / "pack.toml").is_file():
            raise PackBroken(
                f"The folder “{folder.name}” holds no pack.toml. Choose the folder of a pack. Nothing was changed."
            )
        for path in sorted(folder.rglob("*.toml")):
            where = f"{name}/{path.relative_to(folder).as_posix()}"
            try:
                files[where] = path.read_bytes()
            except OSError:
                raise PackBroken(
                    f"“{where}” cannot be read. Check the file and try again. Nothing was changed."
                ) from None
    return Archive.of(files)


def _read(stored: bytes) -> list[tuple[str, bytes]]:
    if len(stored) > MOST_BYTES or not stored.startswith(_MAGIC):
        raise ValueError
    at = len(_MAGIC)
    (count,) = struct.unpack_from(">I", stored, at)
    at += 4
    if count > MOST_FILES:
        raise ValueError
    files = []
    for _ in range(count):
        name_length, length = struct.unpack_from(">HI", stored, at)
        at += 6
        if at + name_length + length > len(stored):
            raise ValueError
        name = stored[at : at + name_length].decode()
        at += name_length
        files.append((name, stored[at : at + length]))
        at += length
    if at != len(stored):
        raise ValueError
    return files


def _refuse(archive: Archive) -> None:
    paths = [path for path, _ in archive.files]
    in_order = [path.encode() for path in paths]
    safe = all(_is_safe(path) for path in paths)
    if in_order != sorted(set(in_order)) or not safe or len(paths) > MOST_FILES:
        raise _damaged()
    if sum(len(content) for _, content in archive.files) > MOST_BYTES:
        raise PackBroken("The pack is larger than 16 MB. A pack holds text only. Nothing was changed.")


def _is_safe(path: str) -> bool:
    parts = path.split("/")
    return len(parts) > 1 and parts[0] in (BASE, OVERLAY) and all(part not in ("", ".", "..") for part in parts)


def _damaged() -> PackBroken:
    return PackBroken("This is not a whole pack: its bytes are damaged. Use another copy of it. Nothing was changed.")
