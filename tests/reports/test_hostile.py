"""Whatever a person typed in any field of any paper: it is printed, as it was typed, within the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import fields, is_dataclass, replace
from itertools import count
from time import perf_counter
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium_c
import pytest

from dsl_desk.reports import call_sheet, chronology, concern_form, lado_pack, mash_pack, recovery_kit, sheet
from dsl_desk.reports.blocks import Document
from dsl_desk.reports.call_sheet import CallSheetFacts, Line
from dsl_desk.reports.chronology import ChronologyFacts
from dsl_desk.reports.concern_form import ConcernFormFacts, FormRow
from dsl_desk.reports.facts import Row, known
from dsl_desk.reports.pdf import render
from dsl_desk.reports.printable import printable
from dsl_desk.reports.recovery_kit import RecoveryKitFacts
from dsl_desk.reports.sheet import SheetAdult, SheetFacts, SheetGroup, SheetRow
from dsl_desk.reports.style import LEFT, PAGE_HEIGHT, PAGE_WIDTH, SMALLEST_BOLD
from reports.lado_sample import LADO
from reports.paper import metadata, pages, whole
from reports.sample import CHRONOLOGY, PACK

ROWS = (Row(label="Born", fact=known("9 May 2012")), Row(label="Plan", fact=known("Child in need")))
MADE = {"school": "Quillbrook School", "marking": "OFFICIAL-SENSITIVE", "number": "2026-0031", "made": "today"}
PAPERS: dict[str, tuple[Callable[[Any], Document], Any]] = {
    "pack": (mash_pack.compose, replace(PACK, practice=False)),
    "lado pack": (lado_pack.compose, LADO),
    "chronology": (chronology.compose, ChronologyFacts(
        **MADE, name="Kacper", scope="Everything", about=ROWS, entries=CHRONOLOGY, masked=("Child B: saw it",),
        digest="9f2c" * 16, anchor_seq=4, anchor="ab12 cd34")),
    "selection": (chronology.compose, ChronologyFacts(
        **MADE, name="Kacper", scope="A selection", selection="12 of 340 entries: advice", entries=CHRONOLOGY)),
    "sheet": (sheet.compose, SheetFacts(
        **MADE, title="Prevent prompt sheet", under="Not the form", to="The police", people=(("Tyler Marsh", ROWS),),
        safe_contact="Use only the safe number", adults=(SheetAdult(name="Karen", more="mother", number="07700"),),
        groups=(SheetGroup(title="Facts", rows=(
            SheetRow(label="What happened", fact=known("A notebook")), SheetRow(label="Words", words="he said"),
            SheetRow(label="Tyler", parts=(("Needs", "Quiet"),)))),),
        hints=("A hint",), do_not=("Do this",), ring_back="J", author="J", post="lead", written="today",
        masked=("Child B: saw it",), digest="9f2c" * 16)),
    "call sheet": (call_sheet.compose, CallSheetFacts(
        school="Quillbrook School", made="today", edition="Luton 1", hints=("A hint",),
        groups=(("Now", (Line(name="Police", number="999", when="now", note="a note", checked="rung"),)),))),
    "concern form": (concern_form.compose, ConcernFormFacts(
        school="Quillbrook School", made="today", marking="OFFICIAL-SENSITIVE", danger="Ring 999", hints=("A hint",),
        do_not=("Promise",), rows=(FormRow(label="Who", choices=("Yes", "No")), FormRow(label="What", hint="Say")))),
    "recovery kit": (recovery_kit.compose, RecoveryKitFacts(
        groups=("AB12", "CD34"), vault_label="K7Q2", made="today", keep="In a safe.")),
}  # fmt: skip
# What the program makes itself, and no person types.
MADE_HERE = {"number", "made", "digest", "anchor", "anchor_seq", "groups", "practice", "on_page_one"}

NAMES = {
    "latin": "Zoë Łukaszewicz-Ó Briain", "vietnamese": "Nguyễn Thị Ánh", "cyrillic": "Иванова Ольга",
    "arabic": "محمد الأمين", "bengali": "অনিকা", "formula": '=HYPERLINK("http://x.example","y")',
    "markup": "<b>Tom</b> & <img src=x> &amp; <para>", "percent": "%s %(name)s %d {0} {name} \\n",
    "newlines": "one\ntwo\r\nthree\u2028four\n\nfive", "bidi": "a\u202egpj.exe\u2066 b\u200f\u0007\u0000c",
    "one word": "Pneumono" * 30, "one hyphened word": "Anna-" * 60, "capitals": "WWWWW" * 24, "blank": " \t ",
    "pictures": "happy 😀 family 👨‍👩‍👧", "marks": "Z" + "\u0301" * 60, "apostrophes": "O'Neil’s “so‑called” — …",
}  # fmt: skip


def flooded(value: Any, text: str, number: Iterator[int], field: str = "") -> Any:
    """The same facts with this text, numbered, in every field that a person may have typed."""
    if isinstance(value, str):
        return f"{text} №{next(number)};" if value and field not in MADE_HERE else value
    if isinstance(value, tuple):
        return tuple(flooded(one, text, number, field) for one in value) if field not in MADE_HERE else value
    if is_dataclass(value) and not isinstance(value, type):
        held = {one.name: flooded(getattr(value, one.name), text, number, one.name) for one in fields(value)}
        return replace(value, **held)
    return value


def outside(pdf: bytes) -> list[str]:
    """Whatever is drawn beyond the margins of its page."""
    found = []
    with pypdfium2.PdfDocument(pdf) as document:
        for number, page in enumerate(document, 1):
            for thing in page.get_objects(max_depth=1):
                left, bottom, right, top = thing.get_bounds()
                if left < LEFT - 3 or right > PAGE_WIDTH - LEFT + 3 or bottom < 18 or top > PAGE_HEIGHT - 33:
                    found.append(f"page {number}: {left:.0f} {bottom:.0f} {right:.0f} {top:.0f}")
    return found


def together(text: str) -> str:
    """Without the places where a line may be broken."""
    return re.sub(r"[\s\x02\ufffe]", "", text.replace("‑", "-"))


@pytest.mark.parametrize("text", NAMES.values(), ids=NAMES.keys())
@pytest.mark.parametrize("paper", PAPERS)
def test_every_field_of_every_paper_takes_any_text_and_keeps_within_the_page(paper: str, text: str) -> None:
    compose, facts = PAPERS[paper]
    pdf = render(compose(flooded(facts, text, count(1))))
    assert outside(pdf) == []


@pytest.mark.parametrize(
    "name", ["latin", "vietnamese", "cyrillic", "formula", "markup", "percent", "bidi", "newlines"]
)
@pytest.mark.parametrize("paper", PAPERS)
def test_nothing_that_was_typed_is_lost_or_changed(paper: str, name: str) -> None:
    compose, facts = PAPERS[paper]
    numbers = count(1)
    full = flooded(facts, NAMES[name], numbers)
    said = together(whole(render(compose(full)))).casefold()
    wanted = together(printable(NAMES[name]).splitlines()[-1]).casefold()
    missing = {number for number in range(1, next(numbers)) if f"{wanted}№{number};" not in said}
    assert missing <= ONLY_IN_THE_FRAME.get(paper, set()) | NOT_PRINTED.get(paper, set())


def numbered(paper: str, *wanted: str) -> set[int]:
    """The numbers that these fields are given, by their path in the facts."""
    found: set[int] = set()

    def walk(value: Any, path: str) -> None:
        if isinstance(value, str) and "№" in value and path in wanted:
            found.add(int(value.split("№")[1][:-1]))
        elif isinstance(value, tuple):
            for one in value:
                walk(one, path)
        elif is_dataclass(value) and not isinstance(value, type):
            for one in fields(value):
                walk(getattr(value, one.name), f"{path}.{one.name}".lstrip("."))

    walk(flooded(PAPERS[paper][1], "x", count(1)), "")
    return found


# The label of a status that nobody asked about: printed only where it is known.
NOT_PRINTED = {"pack": {158}}
# A line of the frame is broken off where it is too long; these stand nowhere else.
ONLY_IN_THE_FRAME = {paper: numbered(paper, "marking", "edition", *(("school",) if paper == "concern form" else ()))
                     for paper in PAPERS}  # fmt: skip


@pytest.mark.parametrize("paper", PAPERS)
def test_an_arabic_or_bengali_name_is_printed_in_every_field_or_said_to_be_left_out(paper: str) -> None:
    compose, facts = PAPERS[paper]
    for name, words in (("arabic", ("محمد", "الأمين")), ("bengali", ("অ", "U+0985"))):
        numbers = count(1)
        said = whole(render(compose(flooded(facts, NAMES[name], numbers))))
        shown = [said.count(word) for word in words]
        least = next(numbers) - 1 - len(ONLY_IN_THE_FRAME[paper]) - len(NOT_PRINTED.get(paper, ()))
        assert max(shown) >= least if name == "bengali" else min(shown) >= least, (name, shown, least)


def test_a_long_name_of_a_school_is_broken_off_in_the_band_and_never_too_small_to_read() -> None:
    compose, facts = PAPERS["chronology"]
    long = "St Radegund and St Osyth’s Federation of Infant, Junior and Community Schools with Nursery, Lower Wick" * 2
    pdf = render(compose(replace(facts, school=long)))
    assert min(sizes(pdf)) >= SMALLEST_BOLD
    assert outside(pdf) == []
    first = pages(pdf)[0]
    assert "page 1 of" in first
    assert "St Radegund and St Osyth’s Federation" in first
    assert together(long) in together(whole(pdf)), "all of it stands in the paper"


def sizes(pdf: bytes) -> set[float]:
    """The sizes of all text in the file, in points."""
    found = set()
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:
            text = page.get_textpage()
            for number in range(text.count_chars()):
                if not pdfium_c.FPDFText_IsGenerated(text, number):
                    found.add(round(pdfium_c.FPDFText_GetFontSize(text, number), 2))
    return found


@pytest.mark.parametrize("paper", PAPERS)
def test_metadata_holds_nothing_that_was_typed_about_a_person(paper: str) -> None:
    compose, facts = PAPERS[paper]
    said = " ".join(metadata(render(compose(flooded(facts, "Kestrel", count(1))))).values())
    allowed = numbered(paper, "to", "title")
    assert {int(number) for number in re.findall(r"Kestrel №(\d+)", said)} <= allowed


MEGABYTE = "Ąbc dëf " * 131_072


@pytest.mark.parametrize("paper", [one for one in PAPERS if one != "recovery kit"])
def test_a_megabyte_in_the_longest_answer_is_printed_within_a_minute(paper: str) -> None:
    compose, facts = PAPERS[paper]
    full = {
        "pack": lambda: replace(facts, worry=known(MEGABYTE)),
        "lado pack": lambda: replace(facts, worry=known(MEGABYTE)),
        "chronology": lambda: replace(facts, name=MEGABYTE),
        "selection": lambda: replace(facts, selection=MEGABYTE),
        "sheet": lambda: replace(facts, people=((MEGABYTE, ROWS),)),
        "call sheet": lambda: replace(facts, hints=(MEGABYTE,), school=MEGABYTE),
        "concern form": lambda: replace(facts, school=MEGABYTE, hints=(MEGABYTE,)),
    }[paper]()
    before = perf_counter()
    pdf = render(compose(full))
    assert perf_counter() - before < 60
    assert whole(pdf).count("Ąbc") >= 131_072
