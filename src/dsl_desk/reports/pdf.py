"""The one renderer: a document in, the bytes of a PDF out."""

from __future__ import annotations

import secrets
import unicodedata
from io import BytesIO
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from dsl_desk.errors import Bug
from dsl_desk.reports import style
from dsl_desk.reports.blocks import Document
from dsl_desk.reports.lettering import Line, TextInk, lines, width_of
from dsl_desk.reports.pages import Page, pages_of
from dsl_desk.reports.printable import printable
from dsl_desk.reports.strips import BoxInk, RuleInk
from dsl_desk.reports.style import Type
from dsl_desk.reports.typesetting import notice_of

_BLACK, _WHITE, _WATERMARK = 0.0, 1.0, 0.93
_REGULAR, _BOLD = Type(style.SMALLEST, 0), Type(8.6, 0, bold=True)  # of the band and the foot
_MOST_OF_A_LINE = 400  # characters that could stand side by side


def render(document: Document) -> bytes:
    """The document as an A4 PDF. The same document gives the same bytes on the same computer."""
    out = BytesIO()
    canvas = Canvas(out, pagesize=(style.PAGE_WIDTH, style.PAGE_HEIGHT), invariant=1, pageCompression=1, lang="en-GB")
    canvas.setTitle(document.title)
    canvas.setCreator("DSL Desk")
    canvas.setAuthor("DSL Desk")
    canvas.setSubject("")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    notice = Page()
    for strip in notice_of(document.notice):
        notice.put(strip)
    pages = pages_of(document.blocks, style.HEIGHT - notice.height)
    for number, page in enumerate(pages, 1):
        _watermark(canvas, document.watermark)
        _band(canvas, document, f"page {number} of {len(pages)}")
        _foot(canvas, document)
        _page(canvas, notice)
        _page(canvas, page, notice.height)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def encrypt(pdf: bytes, passphrase: str) -> bytes:
    """The same pages, opened only with the passphrase: AES-256 (revision 6), metadata encrypted too.

    The passphrase is put into the form that readers of PDF put it into (NFKC). Raises Bug for an empty one.
    """
    import pikepdf

    if not passphrase:
        raise Bug("empty_passphrase")
    passphrase = unicodedata.normalize("NFKC", passphrase)
    out = BytesIO()
    owner = secrets.token_urlsafe(24)  # nobody knows it, so nobody can lift the protection without the passphrase
    with pikepdf.open(BytesIO(pdf)) as document:
        document.save(out, encryption=pikepdf.Encryption(user=passphrase, owner=owner, R=6, aes=True, metadata=True))
    return out.getvalue()


def with_files(pdf: bytes, files: tuple[tuple[str, bytes], ...]) -> bytes:
    """The same pages, and in the same PDF these files as they are, by name. Nothing in them is opened or run."""
    import pikepdf

    out = BytesIO()
    with pikepdf.open(BytesIO(pdf)) as document:
        for name, content in files:
            document.attachments[name] = pikepdf.AttachedFileSpec(
                document, content, filename=name, description="", mime_type="", creation_date="", mod_date=""
            )
        document.Root.PageMode = pikepdf.Name.UseAttachments
        document.save(out)
    return out.getvalue()


def page_count(pdf: bytes) -> int:
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def _page(canvas: Canvas, page: Page, below: float = 0.0) -> None:
    text = canvas.beginText()
    text.setFillGray(_BLACK)
    face, size = "", 0.0
    for top, strip in page.strips:
        y = style.PAGE_HEIGHT - style.TOP - below - top
        for ink in strip.inks:
            if isinstance(ink, TextInk):
                if ink.face != face or ink.size != size:
                    face, size = ink.face, ink.size
                    text.setFont(face, size)
                text.setTextOrigin(style.LEFT + ink.x, y - ink.y)
                text.textOut(ink.text)
            else:
                _draw(canvas, ink, y)
    canvas.drawText(text)


def _draw(canvas: Canvas, ink: RuleInk | BoxInk, y: float) -> None:
    if isinstance(ink, BoxInk):
        canvas.setFillGray(_BLACK)
        canvas.rect(style.LEFT + ink.x, y - ink.y - ink.height, ink.width, ink.height, stroke=0, fill=1)
    else:
        canvas.setLineWidth(ink.width)
        canvas.line(style.LEFT + ink.x1, y - ink.y1, style.LEFT + ink.x2, y - ink.y2)


def _band(canvas: Canvas, document: Document, place: str) -> None:
    y = style.PAGE_HEIGHT - style.BAND_TOP - style.BAND_HEIGHT
    canvas.setFillGray(_BLACK)
    canvas.rect(style.LEFT, y, style.WIDTH, style.BAND_HEIGHT, stroke=0, fill=1)
    marking = " · ".join(part for part in (document.band, document.watermark) if part)
    place = f"· {place}" if document.band_right.strip() else place
    room = style.WIDTH - 12
    left = _fitting(marking, _BOLD, room / 2)
    _one_line(canvas, left, style.LEFT + 6, y + 5.2, _WHITE)
    number = _fitting(place, _REGULAR, room / 4)
    end = style.LEFT + style.WIDTH - 6 - width_of(*number)
    _one_line(canvas, number, end, y + 5.2, _WHITE)
    school = _fitting(document.band_right, _REGULAR, end - style.LEFT - 6 - width_of(*left) - 18)
    _one_line(canvas, school, end - width_of(*school) - 2.4, y + 5.2, _WHITE)


def _foot(canvas: Canvas, document: Document) -> None:
    right = " · ".join(part for part in (document.foot_right, document.watermark) if part)
    end = _fitting(right, _REGULAR, style.WIDTH / 3)
    x = style.LEFT + style.WIDTH - width_of(*end)
    _one_line(canvas, end, x, style.FOOT_BASELINE, _BLACK)
    beginning = _fitting(document.foot, _REGULAR, x - style.LEFT - 10)
    _one_line(canvas, beginning, style.LEFT, style.FOOT_BASELINE, _BLACK)


def _watermark(canvas: Canvas, text: str) -> None:
    if not text:
        return
    canvas.saveState()
    canvas.setFillGray(_WATERMARK)
    canvas.translate(style.PAGE_WIDTH / 2, style.PAGE_HEIGHT / 2)
    canvas.rotate(52)
    size = min(110.0, 640 / max(width_of(text, Type(1, 0, bold=True)), 1))
    chosen = Type(size, 0, bold=True)
    _show(canvas, lines([(text, True)], chosen, 2000)[0], -width_of(text, chosen) / 2, -size / 3)
    canvas.restoreState()


def _one_line(canvas: Canvas, line: tuple[str, Type], x: float, y: float, gray: float) -> None:
    text, chosen = line
    if text.strip():
        canvas.setFillGray(gray)
        _show(canvas, lines([(text, False)], chosen, 5000)[0], x, y)


def _fitting(text: str, type: Type, width: float) -> tuple[str, Type]:
    """A line of the frame has no room to run on: too long, it is broken off."""
    text = " ".join(printable(text[:_MOST_OF_A_LINE]).split())
    if width_of(text, type) <= width:
        return text, type
    while text and width_of(f"{text}…", type) > width:
        text = text[:-1]
    return f"{text.rstrip()}…" if text else "", type


def _show(canvas: Any, line: Line, x: float, y: float) -> None:
    for ink in line:
        canvas.setFont(ink.face, ink.size)
        canvas.drawString(x + ink.x, y, ink.text)
