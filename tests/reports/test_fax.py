"""What a fax does to a page, 204 by 98 dots to the inch and each black or white, loses nothing that has to be read."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import replace
from itertools import count

import pypdfium2
import pypdfium2.raw as c
import pytest
from PIL import Image

from dsl_desk.reports.blocks import (
    Block,
    ChronologyRow,
    Document,
    Ending,
    Heading,
    KeyLine,
    KeyRow,
    PageBreak,
    Paragraph,
    Quote,
    Signature,
    Spacer,
    SubHeading,
    Table,
)
from dsl_desk.reports.pdf import render
from dsl_desk.reports.style import LEFT, PAGE_HEIGHT, SMALLEST, SMALLEST_BOLD, WIDTH
from reports.paper import pages
from reports.test_hostile import PAPERS, flooded

LINE = 72 / 98  # of a fax, points
PALE = 0.9  # a grey lighter than this is white on a fax, one darker is not text


def paper(name: str) -> bytes:
    compose, facts = PAPERS[name]
    facts = flooded(facts, "Zoë Łukaszewicz", count(1))
    return render(compose(replace(facts, practice=True) if hasattr(facts, "practice") else facts))


def letters(pdf: bytes) -> Iterator[tuple[str, float, bool, float]]:
    """(letter, its size in points, whether it is bold, its grey from 0 to 1) of all text that is read."""
    name, flags = ctypes.create_string_buffer(200), ctypes.c_int()
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            text = page.get_textpage()
            for number in range(text.count_chars()):
                if c.FPDFText_IsGenerated(text, number):
                    continue
                c.FPDFText_GetFontInfo(text, number, name, 200, flags)
                c.FPDFText_GetFillColor(text, number, red, green, blue, alpha)
                assert red.value == green.value == blue.value and alpha.value == 255, "colour or transparency"
                size = c.FPDFText_GetFontSize(text, number)
                yield chr(c.FPDFText_GetUnicode(text, number)), size, b"Bold" in name.value, red.value / 255


def faxed(pdf: bytes, number: int = 0) -> Image.Image:
    """A page as a fax machine reads it: each dot the average of what is there, black from one half."""
    with pypdfium2.PdfDocument(pdf) as document:
        page = document[number]
        fine = page.render(scale=204 * 3 / 72, grayscale=True).to_pil()
        size = (round(page.get_width() * 204 / 72), round(page.get_height() * 98 / 72))
    return fine.resize(size, Image.Resampling.BOX).point(lambda grey: 255 if grey >= 128 else 0)


def black_lines(picture: Image.Image) -> list[int]:
    """Numbers of the lines that are black from margin to margin."""
    left, right = round((LEFT + 2) * 204 / 72), round((LEFT + WIDTH - 2) * 204 / 72)
    pixels = picture.tobytes()
    return [y for y in range(picture.height) if not any(pixels[y * picture.width + left : y * picture.width + right])]


@pytest.mark.parametrize("name", PAPERS)
def test_no_letter_is_too_small_and_none_is_grey(name: str) -> None:
    read = [one for one in letters(paper(name)) if one[3] < PALE or one[3] == 1]
    assert {grey for _, _, _, grey in read} <= {0.0, 1.0}
    regular = {size for _, size, bold, _ in read if not bold}
    assert min(regular) >= SMALLEST - 0.01
    assert min(size for _, size, bold, _ in read if bold) >= SMALLEST_BOLD - 0.01
    assert SMALLEST * 0.078 >= LINE - 0.005, "the bar of a T is as thick as a line of a fax"


@pytest.mark.parametrize("name", PAPERS)
def test_no_rule_is_thinner_than_what_a_fax_keeps(name: str) -> None:
    width = ctypes.c_float()
    thin = []
    with pypdfium2.PdfDocument(paper(name)) as document:
        for page in document:
            for thing in page.get_objects([c.FPDF_PAGEOBJ_PATH], max_depth=1):
                stroke, fill = ctypes.c_int(), ctypes.c_int()
                c.FPDFPath_GetDrawMode(thing, fill, stroke)
                if stroke.value and c.FPDFPageObj_GetStrokeWidth(thing, width) and width.value < LINE + 0.1:
                    thin.append(width.value)
    assert thin == []


def test_a_rule_is_kept_wherever_on_the_page_it_falls() -> None:
    rows: list[Block] = []
    for number in range(24):
        rows += [KeyRow(label=str(number), lines=(KeyLine(("x",)),)), Spacer(1 + number * 0.07)]
    found = black_lines(faxed(render(Document(title="Rules", blocks=tuple(rows)))))
    top = round(60 * 98 / 72)  # below the band
    rules = [y for y in found if y > top and y - 1 not in found]
    assert len(rules) == 24


def test_the_watermark_is_white_on_a_fax() -> None:
    with_it, without = (faxed(render(Document(title="x", watermark=word, blocks=()))) for word in ("PRACTICE", ""))
    top, bottom = round(60 * 98 / 72), round((PAGE_HEIGHT - 45) * 98 / 72)
    body = (0, top, with_it.width, bottom)
    assert set(with_it.crop(body).tobytes()) == set(without.crop(body).tobytes()) == {255}


LONG = "A sentence that fills the line, and then a little more of it. " * 5
FOLLOWS: dict[str, tuple[Block, Block]] = {
    "heading": (Heading(title="HEADMARK"), Paragraph(("TEXTMARK " + LONG,))),
    "sub heading": (SubHeading(title="HEADMARK", note="a note"), KeyRow(label="x", lines=(KeyLine(("TEXTMARK",)),))),
    "heading and table": (Heading(title="HEADMARK"), Table(head=("A",), widths=(1,), rows=(((("TEXTMARK",),),),))),
    "head of a table": (Spacer(0), Table(head=("HEADMARK",), widths=(1,), rows=(((("TEXTMARK " + LONG,),),),))),
    "heading and quote": (Heading(title="HEADMARK"), Quote("TEXTMARK " + LONG)),
    "entry": (Spacer(0), ChronologyRow(when="HEADMARK", text=LONG, words="TEXTMARK", source="who wrote it")),
    "label": (Spacer(0), KeyRow(label="HEADMARK", lines=(KeyLine(("TEXTMARK " + LONG,)),))),
}


@pytest.mark.parametrize("name", FOLLOWS)
def test_what_belongs_together_stands_on_one_page_wherever_it_ends(name: str) -> None:
    for lines in range(40, 60):
        for text in pages(render(Document(title="x", blocks=(filled(lines), *FOLLOWS[name], Paragraph((LONG,)))))):
            text = text.replace("Continued: HEADMARK", "")
            assert ("HEADMARK" in text) == ("TEXTMARK" in text), f"after {lines} lines"


def filled(lines: int) -> Paragraph:
    return Paragraph(("\n".join(f"line {number}" for number in range(lines)),))


def test_a_page_that_goes_on_with_a_record_says_with_which() -> None:
    rows = tuple(KeyRow(label=f"label {number}", lines=(KeyLine((LONG,)),)) for number in range(40))
    blocks = (Heading(title="FIRST"), SubHeading(title="C-0003"), *rows, SubHeading(title="C-0004"), *rows)
    first, *others = pages(render(Document(title="x", blocks=blocks)))
    assert "Continued" not in first
    for text in others:
        assert "Continued: C-0003" in text or "Continued: C-0004" in text
        assert "Continued: FIRST" not in text


def test_what_ends_a_paper_never_stands_alone_on_a_page() -> None:
    ending = Ending((Signature(statement="SIGNED", name="who", post="what", when="when"), Quote("QUOTEMARK")))
    for lines in range(40, 60):
        last = pages(render(Document(title="x", blocks=(filled(lines), Paragraph(("TEXTMARK",)), ending))))[-1]
        assert "TEXTMARK" in last and "SIGNED" in last and "QUOTEMARK" in last, f"after {lines} lines"


def test_a_section_begins_on_a_page_that_would_stay_almost_empty() -> None:
    section = (Heading(title="HEADMARK"), *(Paragraph((LONG,)) for _ in range(20)))
    for lines, page in ((10, 0), (40, 1)):
        blocks = (filled(lines), PageBreak(unless_room=True), *section)
        assert "HEADMARK" in pages(render(Document(title="x", blocks=blocks)))[page]
