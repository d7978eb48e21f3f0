"""What every written referral is made of, whoever it goes to: fields that its paper and its last pages share.

Masking is already applied: a child who is masked is "Child B" here, everywhere.
"""

from __future__ import annotations

from dataclasses import dataclass

from dsl_desk.reports.facts import NOT_ASKED, ChronologyEntry, Fact, Record, Row, Words


@dataclass(frozen=True, kw_only=True)
class RingBack:
    """Who answers when they ring. A blank number prints "No number held"."""

    who: str  # "Joanna Pryce-Okafor, designated safeguarding lead"
    number: str = ""
    until: str = ""  # "18:00"
    then_who: str = ""  # "Imran Sadiq, deputy"; blank when there is nobody
    then_number: str = ""


@dataclass(frozen=True, kw_only=True)
class SignOff:
    """Who stands behind this paper. `statement`: "Decided and written by", "Agreed by phone"."""

    statement: str
    name: str
    post: str = ""
    when: str = ""


@dataclass(frozen=True, kw_only=True)
class PackFile:
    """A file that leaves beside this paper. `about`: "PDF, 140 kB, letter from the GP"; `digest`: SHA-256, hex."""

    name: str
    about: str
    digest: str


@dataclass(frozen=True, kw_only=True)
class Proof:
    """The last page: how somebody checks this paper against the school's record."""

    digest: str  # of these facts, hex
    anchor_seq: int  # the last entry of the record when this was made
    anchor: str  # its digest in printable form
    how_to_check: tuple[str, ...] = ()  # one paragraph each
    copies: str = ""  # "Copy 1 of 1, protected by a passphrase given by phone"


@dataclass(frozen=True, kw_only=True)
class ReferralFacts:
    """The band, the title and the foot of every page; what happened; what it rests on; how to check it."""

    marking: str  # "OFFICIAL-SENSITIVE"
    school: str
    to: str  # the service as the locality names it: "Luton MASH"
    number: str  # of the export: "2026-0031"
    made: str  # "Monday 16 November 2026, 08:36"
    practice: bool = False  # watermark on every page
    kind: str = "New referral"  # "Open to social worker"; "More about ref. R-0031"
    first_made: str = ""  # "written copy of a phone call to … at …, ref. …"; blank prints "not yet phoned"

    urgency: str
    worry: Fact = NOT_ASKED  # sixty words
    words_label: str = "The child’s own words"  # "His own words"
    words: tuple[Words, ...] = ()  # the ones for page one first; all of them are on page two
    no_words: Fact = NOT_ASKED  # why there are none: "Not spoken to"; printed only when `words` is empty
    steps_taken: Fact = NOT_ASKED
    we_ask_you_to: Fact = NOT_ASKED
    ring_back: RingBack
    why: Fact = NOT_ASKED  # above threshold and history in three lines; the chronology's page is added

    accounts: tuple[Record, ...] = ()  # each concern the referral rests on, the newest first
    conversations: tuple[Record, ...] = ()  # with parents and carers
    chronology: tuple[ChronologyEntry, ...] = ()  # oldest first
    chronology_note: str = ""  # what it covers and leaves out: "12 months to 16 November 2026"
    decisions: tuple[Record, ...] = ()
    advice: tuple[Record, ...] = ()
    more_answers: tuple[Row, ...] = ()  # answers to a pack's own questions that have no place above
    sign_off: tuple[SignOff, ...] = ()
    files: tuple[PackFile, ...] = ()
    masked: tuple[str, ...] = ()  # "Child B: another pupil, saw it"; never a name
    proof: Proof
