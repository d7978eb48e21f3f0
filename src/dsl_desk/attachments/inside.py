"""What is inside a file: its pages as pictures, and whether it holds any picture. Runs in a process of its own.

Whatever a hostile file makes of the program that reads it, it happens where there is no key, no vault and, on Linux and
macOS, no leave to write a file. Nothing is read but standard input, nothing written but standard output (apart.py).
"""

from __future__ import annotations

import io
import re
import struct
import sys
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from dsl_desk.domain.attachments import Sort

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_PAGES = 20
MOST_PIXELS = 40_000_000  # of a picture, before it is made smaller
WIDEST = 1400  # pixels of what is shown
_MEMORY = 2 * 1024**3  # bytes
_SECONDS = 20  # of the processor
# Lines of a mail or a data: address that carry a file as letters.
_PACKED_AS_TEXT = re.compile(
    rb"base64|uuencode|begin [0-7]{3} |data:image|^P[1-3]\s|[A-Za-z0-9+/=]{200}", re.IGNORECASE
)


def main(asked: list[str]) -> int:
    """`pages SORT`: the count, then each page as width, height and RGB. `pictures SORT`: 1 when it may hold any."""
    what, sort = asked[0], Sort(asked[1])
    content = sys.stdin.buffer.read()
    _import_readers()
    _limit()
    out = sys.stdout.buffer
    if what == "pictures":
        out.write(b"1" if holds_pictures(content, sort) else b"0")
    else:
        count, shown = pages(content, sort)
        out.write(struct.pack(">I", count))
        for page in shown:
            out.write(struct.pack(">II", page.width, page.height) + page.tobytes())
    out.flush()
    return 0


def pages(content: bytes, sort: Sort) -> tuple[int, Iterator[Image]]:
    """(how many there are, the first of them as RGB pictures). Raises whatever its reader raises."""
    return _of_pdf(content) if sort is Sort.PDF else (1, iter([_picture(content)]))


def holds_pictures(content: bytes, sort: Sort) -> bool:
    """Whether it may hold a picture or film: false only for what is known to hold none."""
    try:
        match sort:
            case Sort.TEXT:
                return _PACKED_AS_TEXT.search(content) is not None
            case Sort.PDF:
                return _pdf_holds_pictures(content)
            case Sort.DOCUMENT:
                return _document_holds_pictures(content)
    except Exception:  # what cannot be read cannot be known to hold none
        return True
    return True


def _of_pdf(content: bytes) -> tuple[int, Iterator[Image]]:
    import pypdfium2

    document = pypdfium2.PdfDocument(content)

    def drawn() -> Iterator[Image]:
        for number in range(min(MOST_PAGES, len(document))):
            page = document[number]
            scale = min(1.7, WIDEST / max(page.get_width(), 1), 4 * WIDEST / max(page.get_height(), 1))
            yield page.render(scale=scale, rev_byteorder=True, may_draw_forms=False).to_pil().convert("RGB")

    return len(document), drawn()


def _picture(content: bytes) -> Image:
    from PIL import Image, ImageOps

    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "GIF", "BMP", "TIFF", "WEBP")) as found:
        if found.width * found.height > MOST_PIXELS:
            raise ValueError("too many pixels")
        turned = ImageOps.exif_transpose(found)
        turned.thumbnail((WIDEST, 4 * WIDEST))
        return turned.convert("RGB")


def _pdf_holds_pictures(content: bytes) -> bool:
    import pikepdf

    with pikepdf.open(io.BytesIO(content)) as document:
        return any(_is_picture(one, pikepdf) for one in document.objects)


def _is_picture(one: Any, pikepdf: Any) -> bool:
    """A stream that is a picture, a film, a packed file or a page that draws a picture without a name."""
    if not isinstance(one, pikepdf.Stream):
        return isinstance(one, pikepdf.Dictionary) and one.get("/Subtype") in ("/RichMedia", "/Movie", "/Screen", "/3D")
    if (
        one.get("/Subtype") == "/Image"
        or one.get("/Type") == "/EmbeddedFile"
        or "/DCTDecode" in repr(one.get("/Filter"))
    ):
        return True
    with suppress(pikepdf.PdfError):
        return re.search(rb"(^|\s)BI\s.{0,400}?\sID\s", one.read_bytes(), re.DOTALL) is not None
    return True


def _document_holds_pictures(content: bytes) -> bool:
    """A packed office document whose parts are all words. Mails and old office files are never known to hold none."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        names = [name for name in packed.namelist() if not name.endswith("/")]
    return not all(name == "mimetype" or name.endswith((".xml", ".rels", ".rdf")) for name in names)


def _import_readers() -> None:
    """Before the limits: what reads the file is itself read from files."""
    import pikepdf
    import pypdfium2
    from PIL import BmpImagePlugin, GifImagePlugin, JpegImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin

    del pikepdf, pypdfium2
    del BmpImagePlugin, GifImagePlugin, JpegImagePlugin, PngImagePlugin, TiffImagePlugin, WebPImagePlugin


def _limit() -> None:
    """No more memory or time than a page needs, and no file may grow. Windows has no such limits for a process."""
    if sys.platform == "win32":
        return
    import resource

    for what, most in (
        (resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_CPU, _SECONDS), (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_CORE, 0),
    ):  # fmt: skip
        with suppress(ValueError, OSError):  # macOS takes no limit of the address space
            resource.setrlimit(what, (most, most))
