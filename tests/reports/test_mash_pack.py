from __future__ import annotations

from dataclasses import fields, replace

import pytest

from dsl_desk.reports.facts import NOT_ASKED, Record, Row, Words, known, not_known
from dsl_desk.reports.mash_pack import PackFacts, compose
from dsl_desk.reports.mash_pack.facts import Adult, ParentAnswer, PersonOfWorry, ReferredChild
from dsl_desk.reports.pdf import render
from dsl_desk.reports.referral_facts import RingBack
from reports.paper import all_bytes, metadata, pages, whole
from reports.sample import ACCOUNT, ADULTS, KACPER, PACK, WORDS, ZOFIA

LABELS = (
    "OFFICIAL-SENSITIVE",
    "Referral to Luton MASH",
    "SIGNIFICANT HARM.",
    "Where now, where tonight",
    "THE WORRY",
    "HIS OWN WORDS",
    "PERSON OF WORRY",
    "ADULTS",
    "DO THE PARENTS KNOW?",
    "STEPS TAKEN",
    "RISK TO STAFF",
    "WE ASK YOU TO",
    "RING BACK",
    "WHY, IN THREE LINES",
)
SECTIONS = (
    "What happened, and all words",
    "Household, people and parental responsibility",
    "Parents and child: told, and their views",
    "Analysis",
    "Agencies, plans, and help tried",
    "Chronology, in summary",
    "Decision and reasons",
    "How to check this paper",
)
# Long in every way a person can be long, and none of it made up of short words.
LONG = "Kept exactly as it was said: Grzegorz-Wojciech-Bartłomiej Łukaszewicz-Szczebrzeszyński, otherwise. " * 12


def paper(facts: PackFacts = PACK) -> list[str]:
    return pages(render(compose(facts)))


def long_child(number: int) -> ReferredChild:
    return ReferredChild(
        name=f"Number{number} {LONG[:150]}",
        known_as=LONG[:60],
        age="8 years",
        **{
            field.name: known(f"{field.name} {LONG}")
            for field in fields(ReferredChild)
            if field.name not in ("name", "known_as", "age")
        },
    )


def full_to_bursting(children: int) -> PackFacts:
    person = PersonOfWorry(**{field.name: known(f"{field.name} {LONG}") for field in fields(PersonOfWorry)})
    adult = Adult(name=LONG, relation=LONG, parental_responsibility=known(LONG), note=LONG, safe_to_ring=known(LONG))
    return replace(
        PACK,
        first_made=LONG,
        urgency=LONG,
        children=tuple(map(long_child, range(1, children + 1))),
        worry=known(LONG * 3),
        words=(Words(text=LONG * 4, speaker="Kacper", how="without being asked", to=LONG),),
        people_of_worry=(person,) * 4,
        adults=(adult,) * 6,
        collects=known(LONG),
        parents_know=(ParentAnswer(who="Mother", answer=LONG, because=LONG),) * 3,
        steps_taken=known(LONG),
        risk_to_staff=known(LONG),
        we_ask_you_to=known(LONG),
        ring_back=RingBack(who=LONG, number="1" * 30, then_who=LONG),
        why=known(LONG + " THE END OF WHY"),
    )


def test_page_one_has_the_thirteen_blocks_in_order() -> None:
    first = paper()[0]
    places = [first.index(label) for label in LABELS]
    assert places == sorted(places)


def test_page_one_says_what_the_practice_school_says() -> None:
    first = paper()[0]
    assert (
        "SIGNIFICANT HARM. Safe tonight with aunt, agreed by EDT until Monday. "
        "Decision needed before 15:15, Monday 16 November 2026." in first
    )
    assert f"“{WORDS}”" in first
    assert (
        "Said without being asked, to C. Tuohy, after-school club, 18:20; written down 19:05. All words: page 2."
        in first
    )
    assert "written copy of a phone call to the Emergency Duty Team" in first
    assert "STEPFATHER: NO. Do not contact." in first
    assert "Chronology: page 5." in first


def test_the_pages_after_stand_in_order_and_every_page_is_numbered() -> None:
    text = paper()
    places = [" ".join(text).index(section) for section in SECTIONS]
    assert places == sorted(places) and not any(section in text[0] for section in SECTIONS)
    assert len(text) == 6, "sections that have room on one page share it"
    for number, page in enumerate(text, 1):
        assert f"page {number} of 6" in page
        assert "OFFICIAL-SENSITIVE · PRACTICE" in page
        assert "Pack 2026-0031" in page


def test_digest_and_anchor_are_on_the_last_page_only() -> None:
    *before, last = paper()
    assert "9f2c9f2c" in last
    assert "ab12 cd34" in last
    assert not any("9f2c9f2c" in page or "ab12 cd34" in page for page in before)


def test_practice_is_on_no_page_of_a_real_pack() -> None:
    assert "PRACTICE" not in whole(render(compose(replace(PACK, practice=False))))


def test_what_is_not_known_is_printed_in_words_and_never_blank() -> None:
    nothing = ReferredChild(name="Name not known: small boy, red coat")
    bare = PackFacts(
        marking="OFFICIAL-SENSITIVE",
        school="Quillbrook",
        to="Luton MASH",
        number="1",
        made="today",
        urgency="DANGER NOW.",
        children=(nothing, replace(nothing, born=not_known("14:10"), where_tonight=not_known("14:10"))),
        ring_back=RingBack(who="J. Pryce-Okafor"),
        proof=PACK.proof,
    )
    first, *_ = text = paper(bare)
    assert "not yet phoned" in first
    assert "Not known (asked 14:10)" in first
    assert "Tonight: not known (asked 14:10)" in first
    assert "J. Pryce-Okafor · no number held" in first
    assert "THE WORRY Not asked" in first
    assert "PERSON OF WORRY Not asked" in first
    assert "Parents and carers: not asked" in first
    assert "DO THE PARENTS Not asked" in first or "KNOW? Not asked" in first
    assert "No decision is recorded" in " ".join(text[1:])


def test_a_missing_number_prints_no_number_held() -> None:
    text = paper()
    assert "no number held" in text[0]
    assert "No number held" in text[2]


@pytest.mark.parametrize("children", [1, 2, 5, 6, 14])
def test_however_much_is_known_page_one_is_one_page_and_holds_every_block(children: int) -> None:
    text = paper(full_to_bursting(children))
    for label in LABELS[3:]:
        assert label in text[0], label
    assert "Page one, in full" in text[1]
    assert "continues on page 2" in text[0]
    shown = min(children, 5)
    for number in range(1, shown + 1):
        assert f"Number{number} " in text[0]
    assert f"Number{shown + 1} " not in text[0]


def test_nothing_that_page_one_cuts_is_lost() -> None:
    pdf = whole(render(compose(full_to_bursting(5))))
    assert "THE END OF WHY" in pdf
    squeezed = pdf.replace(" ", "")
    assert squeezed.count(LONG.replace(" ", "")) >= 5


def test_five_children_fit_and_a_sixth_is_referred_to_by_page() -> None:
    five = paper(replace(PACK, children=(KACPER, ZOFIA) * 2 + (ZOFIA,)))
    assert "more: page" not in five[0]
    assert "continues" not in five[0]
    six = paper(replace(PACK, children=(KACPER,) * 5 + (ReferredChild(name="Sixth Child"),)))
    assert "And 1 more: page 3" in six[0]
    assert "Sixth Child" not in six[0]
    assert "Sixth Child" in six[2]


def test_the_childs_words_on_page_one_end_at_forty_and_all_are_on_the_page_named() -> None:
    said = " ".join(f"word{number}" for number in range(1, 91))
    text = paper(replace(PACK, words=(Words(text=said, how="after an open question"),)))
    assert "word40 …”" in text[0]
    assert "word41" not in text[0]
    assert "All words: page 2." in text[0]
    assert said in text[1]


def test_a_page_reference_follows_when_a_section_grows() -> None:
    long = Record(title="Account", rows=(Row(label="What happened", fact=known("Something happened. " * 900)),))
    text = paper(replace(PACK, accounts=(long, ACCOUNT)))
    place = next(number for number, page in enumerate(text, 1) if "Chronology, in summary" in page)
    words = next(number for number, page in enumerate(text, 1) if "All words, as they were" in page)
    assert place > 7
    assert f"Chronology: page {place}." in text[0]
    assert f"All words: page {words}." in text[0]


def test_a_masked_child_is_nowhere_by_name_in_the_bytes() -> None:
    """The facts come masked; the paper must not add a name from anywhere, nor keep one in its title or metadata."""
    pdf = render(compose(PACK))
    data = all_bytes(pdf)
    assert "Child B" in whole(pdf)
    for name in ("Leyla", "Demir", "Mariyah"):
        assert name.encode() not in data
        assert name.encode("utf-16-be") not in data
        assert name not in whole(pdf)


def test_the_metadata_names_nobody() -> None:
    pdf = render(compose(PACK))
    stored = " ".join(metadata(pdf).values())
    assert "Referral to Luton MASH, 2026-0031" in stored
    for name in ("Kacper", "Wiśniewski", "Dorota", "Holt", "Joanna", "Pryce"):
        assert name not in stored
        assert name.encode() not in all_bytes(pdf, streams=False)
        assert name.encode("utf-16-be") not in all_bytes(pdf, streams=False)


def test_status_is_printed_only_where_it_is_known() -> None:
    text = paper()
    assert "First language" in text[2]
    assert "Religion" not in text[2]


def test_the_same_facts_give_the_same_bytes() -> None:
    assert render(compose(PACK)) == render(compose(PACK))


def test_a_row_shows_who_decides_not_to_ring() -> None:
    adult = Adult(name="Abdul Khatun", relation="father", number="07700 900112", safe_to_ring=known("DO NOT RING"))
    first = paper(replace(PACK, adults=(adult, *ADULTS)))[0]
    assert "Abdul Khatun, father, parental responsibility: not asked · 07700 900112 · DO NOT RING" in first
    assert NOT_ASKED.in_words == "Not asked"
