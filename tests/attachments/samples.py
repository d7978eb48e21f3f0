"""Files of every kind, made here: none comes from anywhere else."""

from __future__ import annotations

import io
import zipfile

from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

REST = b"\0" * 60


def picture(kind: str = "PNG", size: tuple[int, int] = (30, 20)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (180, 40, 40)).save(out, kind)
    return out.getvalue()


def pdf(pages: int = 1, *, holds: str = "") -> bytes:
    """`holds`: nothing, a "drawn" picture or an "inline" one."""
    out = io.BytesIO()
    page = canvas.Canvas(out)
    for number in range(pages):
        page.drawString(100, 700, f"Page {number + 1} of a letter")
        if holds == "drawn":
            page.drawImage(ImageReader(io.BytesIO(picture("JPEG"))), 100, 400)
        if holds == "inline":
            page.drawInlineImage(Image.open(io.BytesIO(picture())), 100, 400)
        page.showPage()
    page.save()
    return out.getvalue()


def packed(**parts: bytes) -> bytes:
    """A zip; `__` in a name stands for `/`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/"), content)
    return out.getvalue()


def document(**more: bytes) -> bytes:
    """What a word processor saves."""
    return packed(**{"[Content_Types].xml": b"<Types/>", "word__document.xml": b"<a/>", **more})


FILMS = {
    "mp4": b"\0\0\0\x18ftypmp42\0\0\0\0mp41isom" + REST,
    "iPhone": b"\0\0\0\x14ftypqt  \0\0\0\0qt  " + REST,
    "old QuickTime": b"\0\0\0\x08wide\0\0\x10\0mdat" + REST,
    "3gp": b"\0\0\0\x14ftyp3gp5\0\0\0\0" + REST,
    "avi": b"RIFF\x10\0\0\0AVI LIST" + REST,
    "mkv": b"\x1aE\xdf\xa3\x01\0\0\0\0\0\0\x23B\x86\x81\x01B\xf7matroska" + REST,
    "wmv": bytes.fromhex("3026b2758e66cf11a6d900aa0062ce6c") + REST,
}
PICTURES = {kind: picture(kind) for kind in ("JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP")}
OTHER_PICTURES = {
    "HEIC": b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + REST,
    "AVIF": picture("AVIF"),
    "PSD": b"8BPS\0\x01" + REST,
}
SOUNDS = {"mp3": b"ID3\x03\0\0\0" + REST, "wav": b"RIFF\x10\0\0\0WAVEfmt " + REST}
COULD_RUN = {
    "Windows program": b"MZ\x90\0" + REST,
    "Linux program": b"\x7fELF" + REST,
    "script": b"#!/bin/sh\nrm -rf ~\n",
    "web page": b"<!DOCTYPE html><html><script>1</script></html>",
    "SVG": b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script/></svg>',
    "document with macros": document(word__vbaProject=b"", **{"word__vbaProject.bin": b"x"}),
    "packed folder": packed(a=b"1"),
    "old document with macros": bytes.fromhex("d0cf11e0a1b11ae1") + REST + "_VBA_PROJECT".encode("utf-16-le"),
}
MAIL = (
    b"From: office@example.org\r\nSubject: x\r\nMIME-Version: 1.0\r\n"
    b"Content-Transfer-Encoding: base64\r\n\r\n" + b"QUJD" * 40
)
