"""The referral about an adult on paper: who, what, which limbs, who is safe and who knows, on page one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dsl_desk.reports.facts import NOT_ASKED, known
from dsl_desk.reports.lado_pack import LadoFacts, compose
from dsl_desk.reports.lado_pack.facts import AdultAtWork, PageOneRow
from dsl_desk.reports.pdf import render
from reports.lado_sample import ADULT, LADO, WORDS
from reports.paper import metadata, pages, whole

ON_PAGE_ONE = (
    "Referral to Local Authority Designated Officer (LADO)", "MAY MEET THE HARM THRESHOLD", "Martin Oakhurst",
    "Sports coach", "Football club", "Tobias Wren-Achebe", "WHAT HAPPENED", WORDS, "LIMBS MET, AND WHY",
    "CHILDREN SAFE NOW?", "ADULT KNOWS?", "SUSPENDED?", "WHAT WE DID", "ON FILE ALREADY", "WE ASK YOU TO",
    "RING BACK", "01632 960201",
)  # fmt: skip
AFTER = (
    "What happened, and all words", "The adult", "Children it touches", "Harm threshold, safety, and who knows",
    "Decision and reasons", "Advice taken", "What came back so far", "Chronology, in summary",
    "How to check this paper",
)  # fmt: skip
LONG = "He was seen by two pupils and the caretaker to pull a child off a bench, and nobody stopped it at once. " * 9
CROWDED = replace(
    LADO, adults=(ADULT, ADULT, ADULT, ADULT, ADULT), children=LADO.children * 7, worry=known(LONG), why=known(LONG),
    steps_taken=known(LONG), earlier=known(LONG), we_ask_you_to=known(LONG),
    words=(replace(LADO.words[0], text=f"{WORDS} {WORDS} {WORDS} {WORDS}"),),
    rows=tuple(replace(row, fact=known(LONG)) for row in LADO.rows),
)  # fmt: skip
BARE = LadoFacts(
    marking="OFFICIAL-SENSITIVE", school="Quillbrook School", to="the council", number="preview", made="today",
    apart=LADO.apart, urgency="THRESHOLD NOT DECIDED", adults=(AdultAtWork(name="Not named"),),
    rows=(PageOneRow(label="Suspended?", fact=NOT_ASKED),), ring_back=replace(LADO.ring_back, number=""),
    proof=replace(LADO.proof, how_to_check=()),
)  # fmt: skip


def test_page_one_answers_in_thirty_seconds() -> None:
    """The order of a form for a designated officer: adult, child, allegation, limbs, safety (practice.md 4)."""
    first = pages(render(compose(LADO)))[0]
    for words in ON_PAGE_ONE:
        assert words in first, words
    assert (
        first.index("Martin Oakhurst") < first.index("WHAT HAPPENED") < first.index("LIMBS MET") < first.index("RING")
    )


def test_every_page_says_that_it_is_apart_from_pupils_files() -> None:
    """Allegations are kept apart from pupils' files (practice.md 1.4)."""
    for page in pages(render(compose(LADO))):
        assert "Staff vault: adults who work with children. Not part of any pupil’s file." in page


def test_what_it_rests_on_comes_after() -> None:
    text = " ".join(pages(render(compose(LADO)))[1:])
    places = [text.index(words) for words in AFTER]
    assert places == sorted(places)


@pytest.mark.parametrize("facts", [LADO, CROWDED, BARE], ids=["sample", "crowded", "bare"])
def test_page_one_is_one_page_and_says_where_the_rest_is(facts: LadoFacts) -> None:
    shown = pages(render(compose(facts)))
    assert "RING BACK" in shown[0] and "RING BACK" not in " ".join(shown[2:])
    assert "page 1 of" in shown[0] and ("What happened, and all words" in shown[1] or "in full" in shown[1])
    if facts is CROWDED:
        assert "continues on page 2" in shown[0] and "Page one, in full" in shown[1]
        assert " ".join(LONG.split()) in " ".join(shown[1:])


def test_nothing_is_left_blank() -> None:
    first = pages(render(compose(BARE)))[0]
    assert "No child is named" in first and "Not asked" in first and "no number held" in first


def test_no_name_stands_in_title_or_metadata() -> None:
    pdf = render(compose(LADO))
    assert not any(name in str(metadata(pdf)) for name in ("Oakhurst", "Wren", "Achebe"))
    assert "not known" in whole(render(compose(LADO))).lower()
