"""Reads a PDF back the way a reader would, and looks into every byte of it."""

from __future__ import annotations

import re
import unicodedata
from io import BytesIO

import pikepdf
import pypdfium2

_PACKED = re.compile(rb"stream\r?\n.*?endstream", re.DOTALL)
_JOINED = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")


def pages(pdf: bytes) -> list[str]:
    """The text of each page, joined letters taken apart and line breaks as single spaces."""
    with pypdfium2.PdfDocument(pdf) as document:
        found = []
        for page in document:
            text = page.get_textpage().get_text_range()
            found.append(" ".join(_JOINED.sub(lambda joined: unicodedata.normalize("NFKC", joined[0]), text).split()))
        return found


def whole(pdf: bytes) -> str:
    return " ".join(pages(pdf))


def all_bytes(pdf: bytes, *, streams: bool = True) -> bytes:
    """Every object of the file and what its streams hold, unpacked; without `streams` all but the pages' own text."""
    with pikepdf.open(BytesIO(pdf)) as document:
        # Packed bytes are as good as random, and four letters stand in them by chance sooner or later.
        parts = [pdf if streams else _PACKED.sub(b"", pdf)]
        for item in document.objects:
            parts.append(item.unparse())
            if isinstance(item, pikepdf.Stream) and streams:
                parts.append(item.read_bytes())
    return b"\n".join(parts)


def metadata(pdf: bytes) -> dict[str, str]:
    with pikepdf.open(BytesIO(pdf)) as document:
        return {str(key): str(value) for key, value in document.docinfo.items()}
