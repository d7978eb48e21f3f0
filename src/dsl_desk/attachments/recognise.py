"""What a file is, by its content. Its name is never asked."""

from __future__ import annotations

import codecs
import io
import zipfile

import puremagic

from dsl_desk.domain.attachments import Sort

_PICTURES = {"image/jpeg", "image/png", "image/gif", "image/bmp", "image/x-ms-bmp", "image/tiff", "image/webp"}
_SORTS = {"image": Sort.IMAGE, "video": Sort.VIDEO, "audio": Sort.SOUND}
_PROGRAMS = (b"MZ", b"\x7fELF", b"#!", b"\xca\xfe\xba\xbe", b"\xcf\xfa\xed\xfe", b"\xce\xfa\xed\xfe")
_OFFICE = {
    "word/": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xl/": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "ppt/": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
}
_ODF = "application/vnd.oasis.opendocument."
_MARKUP = (b"<html", b"<!doctype", b"<svg", b"<?xml", b"<script", b"{\\rtf")
_OLD_OFFICE = bytes.fromhex("d0cf11e0a1b11ae1")
_MAIL = "message/rfc822"
_UNKNOWN = "application/octet-stream"
_MOST_NAMED = 120  # bytes of a document's own word for what it is
_LOOKED_AT = 64 * 1024  # bytes at the beginning, for text


def recognise(content: bytes) -> tuple[Sort, str]:
    """(what it is, its media type). What could be two things is taken for the one that is handled with more care."""
    if content.startswith(_PROGRAMS):
        return Sort.OTHER, _UNKNOWN
    if content.startswith(b"%PDF-"):
        return Sort.PDF, "application/pdf"
    if content.startswith(b"PK"):
        return _of_zip(content)
    media = _media(content)
    if _is_text(content):
        return (Sort.DOCUMENT, _MAIL) if _MAIL in media else (Sort.TEXT, "text/plain")
    if content.startswith(_OLD_OFFICE):
        return (Sort.OTHER, _UNKNOWN) if _has_old_macros(content) else (Sort.DOCUMENT, "application/x-ole-storage")
    found = next((one for one in media if one.partition("/")[0] in _SORTS), "")
    if found:
        return (Sort.PICTURE if found in _PICTURES else _SORTS[found.partition("/")[0]]), found
    return Sort.OTHER, _UNKNOWN


def _media(content: bytes) -> tuple[str, ...]:
    """Every media type these bytes could be, likeliest first."""
    try:
        found = puremagic.magic_string(content)
    except (puremagic.PureError, ValueError):
        return ()
    return tuple(one.mime_type for one in found if one.mime_type and not one.mime_type.startswith("image/svg"))


def _of_zip(content: bytes) -> tuple[Sort, str]:
    """An office document without macros, or a packed file that is never opened here."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = packed.namelist()
            kind = _beginning(packed, "mimetype") if "mimetype" in names else ""
    except Exception:  # whatever its reader makes of a hostile one
        return Sort.OTHER, _UNKNOWN
    if any("vbaproject" in name.casefold() or name.startswith("Basic/") for name in names):
        return Sort.OTHER, _UNKNOWN
    if kind.startswith(_ODF):
        return Sort.DOCUMENT, kind.strip()
    found = next((media for folder, media in _OFFICE.items() if any(name.startswith(folder) for name in names)), "")
    return (Sort.DOCUMENT, found) if found and "[Content_Types].xml" in names else (Sort.OTHER, "application/zip")


def _beginning(packed: zipfile.ZipFile, name: str) -> str:
    """No more of it than is looked at: a few bytes may stand for gigabytes."""
    with packed.open(name) as part:
        return part.read(_MOST_NAMED).decode("ascii", "replace")


def _is_text(content: bytes) -> bool:
    """Plain words without control characters, and no markup that a browser would run."""
    start = content[:_LOOKED_AT]
    if start.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_MARKUP):
        return False
    coded = ("utf-16",) if start.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8", "cp1252")
    return any(_reads_as(start, one) for one in coded)


def _reads_as(start: bytes, coded: str) -> bool:
    try:  # not final: the last character may have been cut in two
        words = codecs.getincrementaldecoder(coded)().decode(start)
    except UnicodeDecodeError:
        return False
    return not any(one < " " and one not in "\t\r\n\f" for one in words)


def _has_old_macros(content: bytes) -> bool:
    """Whether a file of an office program of before 2007 holds macros: the names of their folders stand in it."""
    return any(name.encode("utf-16-le") in content for name in ("_VBA_PROJECT", "Macros"))
