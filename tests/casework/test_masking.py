"""Another child is "Child B" everywhere on paper: in every text, however the name was typed, and in no byte."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dsl_desk.casework import people
from dsl_desk.casework.check_page import check_page
from dsl_desk.casework.export_pack import preview, preview_chronology
from dsl_desk.casework.pack_facts.masking import Alias, Masker, all_names, fold, letters
from dsl_desk.casework.referral import choose_masks
from dsl_desk.domain.entries.people import Child
from dsl_desk.reports.printable import printable
from tests.casework.friday_evening import Evening, evening, write
from tests.reports.paper import all_bytes, metadata, whole

NAMES = ("leyla", "lolo", "leila", "demir", "oz", "l821999918004", "selin demirel")


def masker(child: Child, protected: tuple[str, ...] = ()) -> Masker:
    return Masker([Alias(label="Child B", names=all_names(child))], protected)


OZ = Child(legal_forename="Łéyla", legal_surname="Demir-Öz", preferred_name="Lolo", upn="L821999918004")


@pytest.fixture(scope="module")
def friday(tmp_path_factory: pytest.TempPathFactory) -> Evening:
    built = evening(tmp_path_factory.mktemp("friday"))
    write(built)
    return built


def says(text: str, names: tuple[str, ...] = NAMES) -> list[str]:
    """Which of the names stand in a text as whole words, without regard to capitals and accents."""
    import re

    folded = fold(text)[0]
    return [name for name in names if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", folded)]


def test_no_name_of_a_masked_child_is_on_the_paper_in_its_bytes_or_its_metadata(friday: Evening) -> None:
    for pdf in (preview(friday.desk, friday.referral), preview_chronology(friday.desk, friday.kacper)):
        assert says(whole(pdf)) == []
        assert says(" ".join(metadata(pdf).values())) == []
        assert says(all_bytes(pdf, streams=False).decode("latin-1"), tuple(set(NAMES) - {"oz"})) == []
        assert "Child B" in whole(pdf)


def test_named_are_the_referred_children_and_the_check_page_says_why(friday: Evening) -> None:
    shown = {one.name: one for one in check_page(friday.desk, friday.referral).shown}
    assert shown["Kacper Wiśniewski"].why == "in this referral"
    assert shown["Łéyla Demir-Öz"].masked
    assert shown["Łéyla Demir-Öz"].shown_as == "Child B"
    assert shown["Łéyla Demir-Öz"].why == "another child, named only"


def test_a_choice_made_for_one_child_is_kept_with_the_written_copy(tmp_path: Path) -> None:
    built = evening(tmp_path)
    write(built)
    choose_masks(built.desk, built.referral, {built.leyla: "named"})
    assert "Łéyla" in whole(preview(built.desk, built.referral)) or "leyla" in says(
        whole(preview(built.desk, built.referral))
    )
    choose_masks(built.desk, built.referral, {built.leyla: "masked", built.zofia: "masked"})
    text = whole(preview(built.desk, built.referral))
    assert says(text, ("leyla", "zosia", "zofia")) == []
    assert "Kacper Wiśniewski" in text
    assert text.count("Left out, as the name is") >= 3, "nor when born, nor where, nor the details"


def test_the_adults_of_a_family_whose_children_are_all_masked_are_neither_named_nor_to_be_rung(friday: Evening) -> None:
    """Whoever stays a person of worry stays named: that is what the paper is for."""
    pdf = preview(friday.desk, friday.referral, dict.fromkeys((friday.kacper, friday.zofia), "masked"))
    text = whole(pdf)
    assert says(text, ("dorota", "kacper", "zofia", "zosia")) == []
    assert "07700 900101" not in text and "Darren Holt" in text
    assert "Dorota" in whole(preview(friday.desk, friday.referral, {friday.zofia: "masked"})), "Kacper is named"


def test_a_child_on_the_roll_whose_whole_name_was_typed_is_masked_though_no_entry_is_about_it(tmp_path: Path) -> None:
    built = evening(tmp_path)
    people.add_child(built.desk, Child(legal_forename="Tyler", legal_surname="Marsh"))
    write(built, {"worry": "Tyler MARSH saw the mark too."})
    text = whole(preview(built.desk, built.referral))
    assert says(text, ("tyler", "marsh")) == []
    assert "saw the mark too" in text


def test_a_child_said_to_have_harmed_is_named(tmp_path: Path) -> None:
    from dsl_desk.casework import drafts, record_concern
    from tests.casework.friday_evening import at, unknown, when

    built = evening(tmp_path)
    answers = {
        **unknown(built.desk, "concern"), "what_happened": "Lolo pushed Kacper.", "injury": "no",
        "children": [{"child": built.kacper, "role": "harmed"}, {"child": built.leyla, "role": "may_have_harmed"}],
        "noticed": when(at(11, 13, 12, 0)), "noticed_by": "Lunch staff",
    }  # fmt: skip
    concern = record_concern.record_concern(built.desk, drafts.new_id(), answers).id
    referral = built.step(
        "referral_made",
        {"to": "mash", "children": [{"child": built.kacper, "role": "harmed"}], "how": "phone", "spoke_to": "duty"},
        concern=concern,
    )
    shown = {one.child: one for one in check_page(built.desk, referral).shown}
    assert not shown[built.leyla].masked
    assert shown[built.leyla].why == "said to have harmed"


@pytest.mark.parametrize(
    "typed",
    ["Łéyla", "LEYLA", "leyla's", "Leylas", "Le\u0301yla", "Demir-Öz", "demir oz", "Demir‑Oz", "Lolo", "Leyla Demir-Öz",
     "Demir-Öz, Łéyla", "l821999918004"],
)  # fmt: skip
def test_a_name_is_found_however_it_was_typed(typed: str) -> None:
    said = masker(OZ).plain(f"then {typed} came in")
    assert "Child B" in said
    assert says(said) == []
    assert said.startswith("then ")
    assert said.endswith(" came in")


@pytest.mark.parametrize("kept", ["Lolobrigida", "pademirs", "ozone", "10:15"])
def test_a_word_that_only_contains_a_name_stays(kept: str) -> None:
    assert masker(OZ).plain(f"a {kept} b") == f"a {kept} b"


@pytest.mark.parametrize(
    "typed",
    [
        "Lo\u00adlo",
        "Lo\u200blo",
        "L\u2060olo",
        "Lo\u200dlo",
        "\u202eLolo\u202c",
        "Lo\u202elo",
        "Ley\u00adla",
        "Lo\ufe0flo",
    ],
)
def test_what_is_drawn_as_nothing_hides_no_name(typed: str) -> None:
    said = masker(OZ).plain(f"then {typed} came in")
    assert printable(said).replace("[U+202E]", "").replace("[U+202C]", "") == "then Child B came in"


@pytest.mark.parametrize(
    ("forename", "typed"),
    [("محمد", "محمد"), ("محمد", "مُحَمَّد"), ("محمد", "محـمد"), ("অনিকা", "অনিকা"), ("Иванова", "ИВАНОВА"), ("Ánh", "anh"),
     ('=HYPERLINK("x","y")', '=HYPERLINK("x","y")'), ("<b>Tom</b>", "<b>Tom</b>"), (".*", "no name"),
     ("%s", "%s"), ("Anna\nMaria", "Anna Maria"), ("x" * 5000, "x" * 5000)],
)  # fmt: skip
def test_names_of_every_kind_are_masked_whole(forename: str, typed: str) -> None:
    said = masker(Child(legal_forename=forename, legal_surname="Kestrelwood")).plain(f"then {typed} came in")
    if typed == "no name":  # a name without a letter masks nothing, and breaks nothing
        assert said == "then no name came in"
        return
    assert says(said, tuple(fold(typed)[0].split())) == []
    assert "Child B" in said
    assert said.startswith("then ")
    assert said.endswith(" came in")


def test_within_exact_words_the_change_is_marked() -> None:
    assert masker(OZ).quoted("Lolo did it") == "[Child B] did it"


def test_a_name_that_is_also_a_word_or_a_month_is_told_by_its_capital_and_by_the_date() -> None:
    may = masker(Child(legal_forename="May", legal_surname="Will"))
    assert may.plain("She may and will come on 4 May 2026.") == "She may and will come on 4 May 2026."
    assert may.plain("Then May said no.") == "Then Child B said no."
    assert ("Child B", "may") in may.also_words


def test_a_name_shared_with_somebody_who_is_named_stays_and_is_said() -> None:
    other = masker(Child(legal_forename="Kacper", legal_surname="Nowak"), ("Kacper Wiśniewski",))
    assert other.plain("Kacper told; Kacper Nowak heard.") == "Kacper told; Child B heard."
    assert other.shared == [("Child B", "kacper")]


def test_letters_go_on_after_z() -> None:
    assert letters(27)[0] == "Child B"
    assert letters(27)[24:] == ["Child Z", "Child B2", "Child C2"]


@given(st.text(max_size=40), st.text(max_size=40))
def test_no_text_around_a_name_lets_it_through_or_is_changed(before: str, after: str) -> None:
    said = masker(OZ).plain(f"{before} Lolo {after}")
    assert says(said, ("lolo",)) == []
    if not says(before + " " + after, ("lolo", "leyla", "demir", "oz")):
        assert said.startswith(before[:-1] if before else "")
