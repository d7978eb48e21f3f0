"""What may be attached, how much of it, and under which name."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

MOST_BYTES = 25 * 1024 * 1024  # of one file
MOST_IN_ALL = 2 * 1024**3  # bytes of every file in one vault
MOST_AT_ONCE = 20  # files on one draft
LONGEST_NAME = 120  # characters

# Names that Windows keeps for devices, whatever ending they are given.
_DEVICES = re.compile(r"^(con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)", re.IGNORECASE)
_NEVER = re.compile(r'[<>:"|?*]')


class Sort(StrEnum):
    """What a file is by its content, as far as what may be done with it goes."""

    PICTURE = "picture"  # its picture can be shown here
    PDF = "pdf"  # its pages can be shown here
    TEXT = "text"
    DOCUMENT = "document"  # of an office program, without macros
    IMAGE = "image"  # a picture that cannot be shown here
    VIDEO = "video"
    SOUND = "sound"
    OTHER = "other"  # not recognised, or could run something: never opened from here


SHOWN = frozenset({Sort.PICTURE, Sort.PDF})
OPENED_OUTSIDE = frozenset(Sort) - {Sort.OTHER}

# The endings a file of each sort may have when another program opens it; the first is given where it has none of them.
# Computers choose the program by the ending alone: words called “note.bat” would be run.
_ENDINGS: dict[Sort, tuple[str, ...]] = {
    Sort.PICTURE: ("jpg", "jpeg", "png", "gif", "bmp", "tif", "tiff", "webp"),
    Sort.PDF: ("pdf",),
    Sort.TEXT: ("txt", "md", "log"),
    Sort.DOCUMENT: ("doc", "docx", "xls", "xlsx", "ppt", "pptx", "odt", "ods", "odp", "msg", "eml"),
    Sort.IMAGE: ("heic", "heif", "avif", "jp2", "psd", "ico"),
    Sort.VIDEO: ("mp4", "m4v", "mov", "avi", "mkv", "webm", "3gp", "mpg", "mpeg"),
    Sort.SOUND: ("mp3", "m4a", "wav", "ogg", "oga", "opus", "flac", "aac", "amr"),
}
_OF_MEDIA = {
    "image/png": "png", "image/gif": "gif", "image/bmp": "bmp", "image/tiff": "tif", "image/webp": "webp",
    "message/rfc822": "eml", "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods", "application/vnd.oasis.opendocument.presentation": "odp",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": "pptx",
}  # fmt: skip

IN_WORDS = {
    Sort.PICTURE: "picture", Sort.PDF: "PDF", Sort.TEXT: "text", Sort.DOCUMENT: "document",
    Sort.IMAGE: "picture that cannot be shown here", Sort.VIDEO: "video", Sort.SOUND: "sound",
    Sort.OTHER: "file of a kind that is never opened here",
}  # fmt: skip


def safe_name(name: str) -> str:
    """The file's own name without anything that could lead out of a folder, hide an ending or break a line.

    Path, control and direction characters go, and what no file system takes; at most 120 characters, the ending kept.
    """
    last = re.split(r"[/\\]", name)[-1]
    # A name from a disk can hold bytes that are no text: each becomes a mark, since nothing else could be sealed.
    plain = last.encode("utf-8", "replace").decode("utf-8")
    shown = "".join(one for one in unicodedata.normalize("NFC", plain) if unicodedata.category(one)[0] != "C")
    shown = " ".join(_NEVER.sub("-", shown).split()).strip(". ")
    if not shown or _DEVICES.match(shown):
        shown = f"file-{shown}".rstrip("-")
    stem, dot, ending = shown.rpartition(".")
    if dot and len(ending) <= 10:
        return f"{stem[: LONGEST_NAME - len(ending) - 1].rstrip('. ')}.{ending}"
    return shown[:LONGEST_NAME].rstrip(". ")


def opened_name(name: str, sort: Sort, media: str) -> str:
    """What it is called for another program: its own name, and an ending of what it is by its content."""
    safe, endings = safe_name(name), _ENDINGS[sort]
    stem, dot, ending = safe.rpartition(".")
    if dot and stem and ending.casefold() in endings:
        return safe
    return safe_name(f"{safe}.{_OF_MEDIA.get(media, endings[0])}")


def size_in_words(count: int) -> str:
    """Bytes as people say them: 900 bytes, 12 kB, 3.4 MB."""
    if count < 1000:
        return f"{count} bytes"
    return f"{count / 1000:.0f} kB" if count < 1_000_000 else f"{count / 1_000_000:.1f} MB"
