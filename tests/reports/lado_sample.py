"""The facts of an allegation about a sports coach, as a pack. Every name is invented."""

from __future__ import annotations

from dsl_desk.reports.facts import ChronologyEntry, Record, Row, Words, known, not_known
from dsl_desk.reports.lado_pack import LadoFacts
from dsl_desk.reports.lado_pack.facts import AdultAtWork, PageOneRow
from dsl_desk.reports.mash_pack.facts import ChildDetails, ReferredChild
from dsl_desk.reports.referral_facts import Proof, RingBack, SignOff

WORDS = "He grabbed my arm and pulled me off the bench. It really hurt."
RECORD = Record(
    title="C-0002 · Monday 16 November 2026, 12:15",
    note="Written by Helen Castellan, headteacher",
    rows=(Row(label="What was seen, said or heard?", fact=known("Pulled off a bench by the arm.")),),
)
ADULT = AdultAtWork(
    name="Martin Oakhurst",
    born_or_age=known("about 34"),
    parts=(
        ("Job and employer", (Row(label="Job", fact=known("Sports coach")), Row(label="Employer", fact=not_known()))),
        ("Contact with children", (Row(label="Works with", fact=known("Football club")), Row(label="Own children"))),
        ("More", (Row(label="DBS check", fact=known("On the single central record")),)),
    ),
)
LADO = LadoFacts(
    marking="OFFICIAL-SENSITIVE",
    school="Quillbrook School",
    to="Local Authority Designated Officer (LADO)",
    number="2026-0007",
    made="Monday 16 November 2026, 15:10",
    first_made="written copy of a phone call, Monday 16 November 2026, 13:20",
    apart="Staff vault: adults who work with children. Not part of any pupil’s file.",
    urgency="MAY MEET THE HARM THRESHOLD. Decision needed before 17:00, Tuesday 17 November 2026.",
    adults=(ADULT,),
    children=(
        ReferredChild(name="Tobias Wren-Achebe", born=known("2 May 2016"), age="10 years", role=known("harmed")),
    ),
    details=(ChildDetails(name="Tobias Wren-Achebe", rows=(Row(label="Year and class", fact=known("Year 5")),)),),
    worry=known("The coach is said to have pulled a Year 5 pupil off a bench by the arm. Red marks were seen."),
    words_label="Exact words",
    words=(Words(text=WORDS, speaker="Tobias", how="without being asked", to="A. Dossery", written="12:40"),),
    rows=(
        PageOneRow(label="Limbs met, and why", fact=known("1. Has harmed a child: yes. Marks seen."), gives_way=12),
        PageOneRow(label="Children safe now?", fact=known("Yes. In class."), boxed=True, gives_way=10),
        PageOneRow(label="Adult knows?", fact=known("No, on advice."), boxed=True, gives_way=9),
        PageOneRow(label="Suspended?", fact=not_known("14:10"), gives_way=7),
    ),
    steps_taken=known("First aid 12:25. Club stopped."),
    earlier=known("1 earlier concern about this adult: low-level concern"),
    why=known("He coaches at another school as well."),
    we_ask_you_to=known("A decision on the threshold, and whom we may tell"),
    ring_back=RingBack(who="Helen Castellan, headteacher", number="01632 960201", until="18:00"),
    accounts=(RECORD,),
    checks=(RECORD,),
    conversations=(RECORD,),
    decisions=(RECORD,),
    advice=(RECORD,),
    replies=(RECORD,),
    chronology=(ChronologyEntry(when="16 November 2026, 12:15", what="Concern", text="Pulled off a bench."),),
    chronology_note="Everything on file about this adult.",
    sign_off=(SignOff(statement="Decided and written by", name="Helen Castellan", post="headteacher"),),
    masked=("Child B: another child, saw or heard it",),
    proof=Proof(digest="9f2c" * 16, anchor_seq=19, anchor="ab12 cd34", how_to_check=("Ring the school.",)),
)
