# ruff: noqa: E501
"""The facts of the practice school's Friday evening, as a pack. Every name is invented."""

from __future__ import annotations

from dsl_desk.reports.facts import ChronologyEntry, Record, Row, Words, known, not_known
from dsl_desk.reports.mash_pack.facts import (
    Adult,
    Agency,
    Analysis,
    ChildDetails,
    ChildView,
    HelpTried,
    HouseholdMember,
    PackFacts,
    ParentAnswer,
    PersonOfWorry,
    ReferredChild,
)
from dsl_desk.reports.referral_facts import Proof, RingBack, SignOff

WORDS = "Darren hits me with the belt when Mum’s at work. I don’t want to go home, he’s home tonight."

KACPER = ReferredChild(
    name="Kacper Wiśniewski",
    born=known("14 March 2018"),
    age="8 years",
    sex=known("boy"),
    role=known("harmed"),
    address=known("12 Fennel Row\nLU99 1AA"),
    where_now=known("With aunt, Bramble Close"),
    where_tonight=known("same"),
    safe_tonight=known("Safe, agreed by EDT"),
    language=known("Polish at home"),
    disability=known("No disability known"),
    social_worker=known("No social worker"),
)
ZOFIA = ReferredChild(
    name="Zofia Wiśniewska",
    known_as="Zosia",
    born=known("22 January 2022"),
    age="4 years",
    sex=known("girl"),
    role=known("sister"),
    address=known("12 Fennel Row\nLU99 1AA"),
    where_now=known("With aunt, Bramble Close"),
    where_tonight=known("same"),
    safe_tonight=known("Safe"),
    language=known("Polish at home"),
    disability=known("No disability known"),
    social_worker=known("No social worker"),
)
DARREN = PersonOfWorry(
    name=known("Darren Holt"),
    born_or_age=not_known("19:00"),
    relation=known("stepfather, no parental responsibility, lives in the home"),
    where_now=not_known("19:00"),
    reaches=known("both children"),
    next_contact=known("not before Monday, on EDT’s advice"),
)
DOROTA = Adult(
    name="Dorota Wiśniewska",
    relation="mother",
    parental_responsibility=known("parental responsibility"),
    number="07700 900101",
    safe_to_ring=known("safe to ring, by police first"),
    note="at work until 20:00",
    address=known("12 Fennel Row, LU99 1AA"),
    language=known("Polish; English spoken"),
)
FATHER = Adult(
    name="Father, in Gdańsk",
    relation="father",
    parental_responsibility=known("parental responsibility"),
    safe_to_ring=not_known("19:00"),
    language=known("Polish"),
)
ADULTS = (DOROTA, FATHER)
ACCOUNT = Record(
    title="C-0014 · Friday 13 November 2026, 18:20",
    note="Written by J. Pryce-Okafor, designated safeguarding lead, 13 November 2026, 19:05",
    rows=(
        Row(
            label="What happened, what was seen",
            fact=known(
                "While tidying cones in the after-school club, calm and then shaking, Kacper said that his stepfather "
                "hits him with a belt when his mother is at work, and that he did not want to go home. A red line was "
                "seen on his wrist. It was not touched, measured or photographed."
            ),
        ),
        Row(label="Where", fact=known("After-school club, sports hall, in school")),
        Row(label="Who noticed or was told; job", fact=known("Callum Tuohy, after-school club")),
        Row(label="Who else was there"),
        Row(label="How the child seemed", fact=known("Calm, then shaking")),
        Row(label="Any mark or injury?", fact=known("Seen: a red line on the wrist; side not noted")),
        Row(label="Hurt, ill or in pain now?", fact=not_known("18:25")),
        Row(
            label="Where is the child now? Next going where, with whom, when?",
            fact=known("In school. To his aunt, Bramble Close, with police, agreed by EDT"),
        ),
        Row(label="Who will collect, and when?", fact=known("Stepfather, due at 18:45; not handed over")),
        Row(
            label="Who has the child been told will know?",
            fact=known("Miss Pryce-Okafor and the people who keep children safe"),
        ),
    ),
)
NOTICE = Record(
    title="C-0007 · Tuesday 13 October 2026, 22:10",
    note="Written by I. Sadiq, deputy, 14 October 2026, 08:35",
    rows=(
        Row(
            label="What happened, what was seen",
            fact=known(
                "Officer notice at 07:50: police called to the home at 22:10, shouting, no injury, both children upstairs awake."
            ),
        ),
        Row(
            label="What was done",
            fact=known("Class teachers told “quiet start today”. No call home; safe number used only by police."),
        ),
    ),
)
TOLD = Record(
    title="Stepfather: not told, decided Friday 13 November 2026, 18:30",
    note="Decided by J. Pryce-Okafor on the advice of the Emergency Duty Team",
    rows=(
        Row(label="Why not", fact=known("Raises risk; could lose evidence")),
        Row(label="Review", fact=known("Monday 16 November 2026, after the strategy discussion")),
    ),
)
CALL = Record(
    title="Emergency Duty Team, Friday 13 November 2026, 18:26",
    note="Rung by J. Pryce-Okafor; spoke to the duty worker, who would not give a name",
    rows=(
        Row(
            label="What they advised, their words",
            fact=known("“Do not hand over, we will ring by 18:45, ring 999 if he comes first.”"),
        ),
        Row(label="Their view", fact=known("Refer, we insist")),
        Row(label="Will you follow it?", fact=known("Yes")),
    ),
)
DECIDED = Record(
    title="Refer to children’s social care; ring 999 · Friday 13 November 2026, 18:40",
    note="Decided by J. Pryce-Okafor; agreed by phone with H. Castellan, headteacher, 18:55",
    rows=(
        Row(
            label="What I knew",
            fact=known(
                "His words, his fear of going home tonight, a red line on the wrist, and the police notice of October."
            ),
        ),
        Row(
            label="What I weighed, for and against",
            fact=known("A child afraid to go home, with someone due within minutes. Nothing weighed against ringing."),
        ),
    ),
)
CHRONOLOGY = (
    ChronologyEntry(
        when="13 October 2026, 22:10",
        what="Concern",
        text="Police called to the home, shouting, no injury, both children awake upstairs.",
        source="Police notice; written by I. Sadiq 14 October 2026, 08:35",
    ),
    ChronologyEntry(
        when="13 November 2026, 18:20",
        what="Concern",
        text="Kacper told after-school club staff that he is hit with a belt. Red line seen on the wrist.",
        words=WORDS,
        source="C. Tuohy, after-school club; written by J. Pryce-Okafor 19:05",
    ),
    ChronologyEntry(
        when="13 November 2026, 18:26",
        what="Advice",
        text="Emergency Duty Team rung: do not hand over.",
        source="J. Pryce-Okafor",
    ),
    ChronologyEntry(
        when="13 November 2026, 18:38",
        what="Note",
        text="Stepfather at the door. 999 rung; police with child 18:44.",
        source="J. Pryce-Okafor",
    ),
)

PACK = PackFacts(
    marking="OFFICIAL-SENSITIVE",
    school="Quillbrook All-Through School",
    to="Luton MASH",
    number="2026-0031",
    made="Monday 16 November 2026, 08:36",
    practice=True,
    first_made="written copy of a phone call to the Emergency Duty Team, Friday 13 November 2026, 18:26 · spoke to the duty worker, name not given",
    urgency="SIGNIFICANT HARM. Safe tonight with aunt, agreed by EDT until Monday. Decision needed before 15:15, Monday 16 November 2026.",
    children=(KACPER, ZOFIA),
    worry=known(
        "Kacper says his stepfather hits him with a belt when his mother is at work, and was afraid to go home on Friday. "
        "Red line seen on his wrist at 18:20, not touched. Stepfather came to collect him at 18:38; police attended 18:44."
    ),
    words_label="His own words",
    words=(
        Words(
            text=WORDS,
            speaker="Kacper",
            how="without being asked",
            to="C. Tuohy, after-school club",
            said="18:20",
            written="19:05",
            asked="Tell me more about tonight",
        ),
    ),
    people_of_worry=(DARREN,),
    adults=ADULTS,
    collects=known("aunt, from Bramble Close, until Monday"),
    parents_know=(
        ParentAnswer(who="Mother", answer="told by police, not by school"),
        ParentAnswer(
            who="Stepfather",
            answer="NO. Do not contact",
            because="Because it raises risk and could lose evidence. Decided by the DSL, 18:30, on the advice of EDT.",
        ),
    ),
    steps_taken=known(
        "999 at 18:38, police with child 18:44. No medical yet. Kept in school. Sister with childminder until collected by aunt."
    ),
    risk_to_staff=known("None known."),
    we_ask_you_to=known("Hold a strategy discussion today and decide where both children sleep from Monday."),
    ring_back=RingBack(
        who="Joanna Pryce-Okafor, designated safeguarding lead",
        number="01632 960111",
        until="18:00",
        then_who="Imran Sadiq, deputy",
        then_number="07700 900190",
    ),
    why=known(
        "Police notice of shouting at home, 13 October. No earlier referral. Mother has not been seen with injuries. Nothing was known of a belt before Friday."
    ),
    accounts=(ACCOUNT, NOTICE),
    details=(
        ChildDetails(
            name="Kacper Wiśniewski",
            rows=(
                Row(label="UPN", fact=known("N821999922001")),
                Row(label="Year and class", fact=known("Year 4, 4P")),
                Row(label="GP", fact=not_known("13 November, 19:00")),
            ),
            status=(Row(label="First language", fact=known("Polish")), Row(label="Religion")),
        ),
        ChildDetails(
            name="Zofia Wiśniewska", rows=(Row(label="Year and class", fact=known("Reception, RB")), Row(label="GP"))
        ),
    ),
    household=(
        HouseholdMember(
            name="Aunt", relation="mother’s sister", where=known("Bramble Close"), note="both children stay with her"
        ),
    ),
    orders=known("None known"),
    must_not_be_told=known("Darren Holt, stepfather"),
    conversations=(TOLD,),
    views=(
        ChildView(
            name="Kacper", knows=known("Yes, told at 18:50"), wants=known("Not to go home while Darren is there")
        ),
        ChildView(name="Zofia"),
    ),
    analysis=Analysis(
        worries=known(
            "Repeated physical harm with an implement, by an adult in the home, while his mother is at work."
        ),
        what_works=known("He told somebody. His aunt is near, and both children know her."),
        grey_areas=known("What his mother knows. Whether Zofia has been hit."),
        if_nothing_changes=known("He is likely to be hit again, and to stop telling."),
        why_this_level=known(
            "Significant harm, by his own account, with a mark seen and the adult due within minutes."
        ),
    ),
    agencies=(Agency(name="Police", who="Officer attending, 13 November 18:44", note="reference not yet given"),),
    help_tried=(
        HelpTried(
            what="Quiet start and watching after the police notice",
            who="Class teachers",
            when="from 14 October",
            result=known("No change seen"),
        ),
    ),
    chronology=CHRONOLOGY,
    chronology_note="12 months to 16 November 2026, both children.",
    decisions=(DECIDED,),
    advice=(CALL,),
    sign_off=(
        SignOff(
            statement="Decided and written by",
            name="Joanna Pryce-Okafor",
            post="designated safeguarding lead",
            when="16 November 2026, 08:36",
        ),
        SignOff(
            statement="Agreed by phone", name="Helen Castellan", post="headteacher", when="13 November 2026, 18:55"
        ),
    ),
    masked=("Child B: another pupil, named in an account",),
    proof=Proof(
        digest="9f2c" * 16,
        anchor_seq=214,
        anchor="ab12 cd34 ef56 7890 ab12 cd34 ef56 7890",
        how_to_check=(
            "Ring the school on a number you already have and give the export number. The school’s register of exports shows when it was made, for whom, and the digest below.",
            "The same facts always give the same digest. A page that was changed does not match it.",
        ),
    ),
)
