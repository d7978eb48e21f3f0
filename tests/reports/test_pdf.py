from __future__ import annotations

import re
from io import BytesIO

import pikepdf
import pypdfium2
import pytest

from dsl_desk.errors import Bug
from dsl_desk.reports import chronology, recovery_kit
from dsl_desk.reports.blocks import (
    Bold,
    Document,
    KeyLine,
    KeyRow,
    PageBreak,
    Paragraph,
    Quote,
    Spacer,
    Table,
    Title,
    Urgency,
)
from dsl_desk.reports.chronology import ChronologyFacts
from dsl_desk.reports.facts import ChronologyEntry
from dsl_desk.reports.lettering import lines
from dsl_desk.reports.pages import pages_of
from dsl_desk.reports.pdf import encrypt, page_count, render
from dsl_desk.reports.recovery_kit import RecoveryKitFacts
from dsl_desk.reports.strips import RuleInk
from dsl_desk.reports.style import BODY
from reports.paper import all_bytes, pages, whole


def document(*blocks: object) -> Document:
    return Document(title="Test", band="OFFICIAL-SENSITIVE", blocks=blocks)  # type: ignore[arg-type]


def printed(text: str) -> str:
    return whole(render(document(Paragraph((text,)))))


@pytest.mark.parametrize(
    "name",
    [
        "Zoë Łukaszewicz-Ó Briain",
        "Nguyễn Thị Ánh",
        "Иванова",
        "O'Donnell-Blake",
        "Ελένη",
        "Siân",
        "Dvořák",
        "Șerban Ğül",
    ],
)
def test_names_come_out_as_they_are_written(name: str) -> None:
    for block in (Paragraph((name,)), Title(title=name), Urgency(name), Quote(name), Paragraph((Bold(name),))):
        assert name in whole(render(document(block)))


def test_a_name_typed_in_pieces_is_printed_composed() -> None:
    assert "Zoë Nguyễn" in printed("Zoe\u0308 Nguye\u0302\u0303n")


def test_an_arabic_name_is_joined_and_in_its_order_within_a_latin_line() -> None:
    pdf = render(document(Paragraph(("Father محمد الأمين (41), in Leeds",))))
    assert {"محمد", "الأمين"} <= set(re.split(r"[ )(]+", whole(pdf)))
    line = lines([("Father محمد الأمين (41), in Leeds", False)], BODY, 400)[0]
    joined = "\ufee6\ufef4\ufee3\ufef7\ufe8d \ufeaa\ufee4\ufea4\ufee3"
    assert [ink.text.strip() for ink in line] == ["Father", joined, "(41), in Leeds"]


def test_a_script_that_cannot_be_printed_is_said_and_never_drawn_as_boxes() -> None:
    text = printed("Mother অনিকা, 34")
    drawn = "U+0985" in text or "অ" in text
    assert drawn
    assert ", 34" in text
    assert b".notdef" not in all_bytes(render(document(Paragraph(("অনিকা",)))))


def test_a_script_that_needs_shaping_is_given_by_its_numbers() -> None:
    assert "in a script this computer cannot print: U+1019" in printed("မြန်မာ")


def test_markup_and_formulas_are_printed_as_they_were_typed() -> None:
    text = printed('=HYPERLINK("http://x.example","y") <b>bold</b> <para> & &amp; <img src="x"/> ]]>')
    assert '=HYPERLINK("http://x.example","y") <b>bold</b> <para> & &amp; <img src="x"/> ]]>' in text
    assert b"/URI" not in all_bytes(render(document(Paragraph(('<a href="http://x.example">x</a>',)))))


def test_controls_and_overrides_of_direction_are_shown_and_harmless_marks_left_out() -> None:
    text = printed("a\x00b\x07c\u202egpj.exe\u2066 d\u200be\ufeff\u00ad f\ud800g \U000e0041")
    assert "a[U+0000]b[U+0007]c[U+202E]gpj.exe[U+2066] de f[U+D800]g [U+E0041]" in text


def test_line_breaks_of_every_kind_are_kept() -> None:
    with pypdfium2.PdfDocument(render(document(Paragraph(("one\r\ntwo\rthree\u2028four\x0bfive\n\nsix",))))) as found:
        text = found[0].get_textpage().get_text_range()
    assert [line for line in text.split("\r\n") if line in ("one", "two", "three", "four", "five", "six")] == [
        "one", "two", "three", "four", "five", "six",
    ]  # fmt: skip


LONG_TEXT = " ".join(f"w{number}" for number in range(150_000))


@pytest.mark.parametrize("kind", ["paragraph", "row", "cell", "quote", "title", "chronology"])
def test_a_megabyte_of_text_is_printed_whole(kind: str) -> None:
    assert len(LONG_TEXT) > 1_000_000
    blocks = {
        "paragraph": Paragraph((LONG_TEXT,)),
        "row": KeyRow(label="What happened", lines=(KeyLine((LONG_TEXT,)),)),
        "cell": Table(head=("A", "B"), widths=(1, 3), rows=(((("x",),), ((LONG_TEXT,),)),)),
        "quote": Quote(LONG_TEXT),
        "title": Title(title=LONG_TEXT),
    }
    if kind == "chronology":
        pdf = render(chronology.compose(facts((ChronologyEntry(when="today", text=LONG_TEXT),))))
    else:
        pdf = render(document(blocks[kind]))
    with pypdfium2.PdfDocument(pdf) as found:
        last = found[len(found) - 1].get_textpage().get_text_range()
        first = found[0].get_textpage().get_text_range()
    assert "w0 " in first
    assert "w149999" in last
    assert page_count(pdf) > 50


def test_every_word_of_a_long_text_is_there_once_and_in_order() -> None:
    words = LONG_TEXT.split()[:20_000]
    text = whole(render(document(KeyRow(label="x", lines=(KeyLine((" ".join(words),)),)))))
    assert [word for word in text.split() if word.startswith("w")] == words


def test_a_word_of_two_hundred_thousand_characters_is_broken_and_loses_none() -> None:
    for block in (Paragraph(("x" * 200_000,)), Table(head=("A",), widths=(1,), rows=(((("x" * 200_000,),),),))):
        assert whole(render(document(block))).count("x") == 200_000


def test_a_million_combining_marks_or_controls_do_no_harm() -> None:
    for text in ("e" + "\u0301" * 20_000, "\u202e" * 20_000, "\n" * 20_000, " " * 20_000, "\ud83d" * 5_000):
        assert render(document(Paragraph((text,)))).startswith(b"%PDF")


def test_a_tables_head_is_repeated_where_it_runs_over() -> None:
    rows = tuple(((((f"row {number}",)),), ((("text " * 60),),)) for number in range(60))
    text = pages(render(document(Table(head=("Heading of one", "Two"), widths=(1, 2), rows=rows))))
    assert len(text) > 2
    assert all("Heading of one" in page for page in text)


def test_a_short_row_stands_on_one_page() -> None:
    rows = [KeyRow(label=f"label{number}", lines=(KeyLine(("a b c " * 60 + f"end{number}",)),)) for number in range(40)]
    for page in pages(render(document(*rows))):
        for number in range(40):
            assert (f"label{number} " in f"{page} ") == (f"end{number} " in f"{page} ")


def test_two_page_breaks_make_no_empty_page() -> None:
    assert page_count(render(document(Paragraph(("a",)), PageBreak(), PageBreak(), Paragraph(("b",))))) == 2


@pytest.mark.parametrize("room", range(14))
def test_a_page_that_is_just_full_is_followed_by_no_empty_one(room: int) -> None:
    for count in range(50, 59):
        filled = Paragraph(("\n".join(f"Line {number}" for number in range(count)),))
        made = pages_of((Paragraph(("First",)), Spacer(room), filled))
        assert made[-1].strips, f"{count} lines"


def test_a_table_without_a_head_has_its_rows_only() -> None:
    text = whole(render(document(Table(head=(), widths=(1, 2), rows=((((("Mash"),),), (("01582 547653",),)),)))))
    assert "Mash" in text and "01582 547653" in text


def test_a_table_without_a_head_is_closed_at_the_top_of_every_page() -> None:
    rows = tuple((((f"row {number}",),), (("text",),)) for number in range(120))
    made = pages_of((Table(head=(), widths=(1, 2), rows=rows),))
    assert len(made) > 2
    for page in made:
        assert any(isinstance(ink, RuleInk) and (ink.y1, ink.y2) == (0, 0) for ink in page.strips[0][1].inks)


@pytest.mark.parametrize("before", range(0, 60, 3))
def test_a_telephone_number_is_never_broken_over_two_lines(before: int) -> None:
    made = lines([("x" * before + " Ring 01582 547653 or 0808 800 5000 now", False)], BODY, 190)
    told = ["".join(ink.text for ink in line) for line in made]
    assert all(any(number in line for line in told) for number in ("01582 547653", "0808 800 5000"))


def test_a_number_wider_than_its_column_is_broken_between_its_figures_groups() -> None:
    made = lines([("01582 547653", False)], BODY, 50)
    assert ["".join(ink.text for ink in line) for line in made] == ["01582", "547653"]


def test_a_document_of_nothing_still_has_its_marking() -> None:
    assert "OFFICIAL-SENSITIVE" in whole(render(document()))


def test_an_encrypted_pdf_opens_with_its_passphrase_only_and_hides_every_word() -> None:
    plain = render(document(Paragraph(("Kacper told somebody",))))
    locked = encrypt(plain, "seven words of a passphrase, ż and é")
    assert whole(plain) in whole_of(locked, "seven words of a passphrase, ż and é")
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(BytesIO(locked))
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(BytesIO(locked), password="seven words")
    with pikepdf.open(BytesIO(locked), password="seven words of a passphrase, ż and é") as found:
        assert found.encryption.R == 6
        assert found.encryption.bits == 256
    assert b"Test" not in locked


def test_a_pdf_is_never_protected_by_nothing() -> None:
    with pytest.raises(Bug):
        encrypt(render(document()), "")


def whole_of(pdf: bytes, passphrase: str) -> str:
    with pypdfium2.PdfDocument(pdf, password=passphrase) as found:
        return " ".join(found[0].get_textpage().get_text_range().split())


def facts(entries: tuple[ChronologyEntry, ...]) -> ChronologyFacts:
    return ChronologyFacts(
        name="Kacper Wiśniewski",
        school="Quillbrook",
        marking="OFFICIAL-SENSITIVE",
        number="2026-0032",
        made="today",
        entries=entries,
        practice=True,
    )


def test_a_chronology_prints_every_entry_in_the_order_given_with_no_name_in_its_metadata() -> None:
    entries = tuple(ChronologyEntry(when=f"day {number}", what="Note", text=f"text{number}") for number in range(300))
    pdf = render(chronology.compose(facts(entries)))
    text = whole(pdf)
    places = [text.index(f"text{number} ") for number in range(299)]
    assert places == sorted(places)
    assert "Kacper".encode("utf-16-be") not in all_bytes(pdf, streams=False)
    assert b"Kacper" not in all_bytes(pdf, streams=False)


def test_the_recovery_kit_is_one_page_with_the_code_and_no_school() -> None:
    groups = ("4F7K", "9QXM", "2HTV", "B6WC", "JR3N", "P8YD", "ZS5G")
    pdf = render(
        recovery_kit.compose(
            RecoveryKitFacts(groups=groups, vault_label="3f2a-91c7", made="21 November 2026", keep="In a safe.")
        )
    )
    assert page_count(pdf) == 1
    text = whole(pdf)
    assert all(group in text for group in groups)
    assert "3f2a-91c7" in text
    assert "Quillbrook" not in text
