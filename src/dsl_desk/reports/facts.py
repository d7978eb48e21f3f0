"""Small facts that several documents are made of. Plain values, already in words; nothing here knows a journal."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Fact:
    """An answer that may be missing. It is printed in words whatever it holds, so paper never shows a blank.

    `text`: the answer in words; None or blank when there is none. "Not applicable" or "none known" is an answer: text.
    `asked`: None when nobody asked; otherwise when it was asked ("14:10", "13 November, 14:10"), "" if not known when.
    """

    text: str | None = None
    asked: str | None = None

    @property
    def is_known(self) -> bool:
        return bool(self.text and self.text.strip())

    @property
    def in_words(self) -> str:
        """The text; "Not known (asked 14:10)", "Not known" or "Not asked" where there is none."""
        if self.text and self.text.strip():
            return self.text
        if self.asked is None:
            return "Not asked"
        return f"Not known (asked {self.asked})" if self.asked else "Not known"


NOT_ASKED = Fact()


def known(text: str) -> Fact:
    """The answer in words. A blank text counts as not asked."""
    return Fact(text=text)


def not_known(asked: str = "") -> Fact:
    """It was asked, at that time, and the answer was "not known"."""
    return Fact(asked=asked)


@dataclass(frozen=True, kw_only=True)
class Row:
    """A label of the pack's own question and its answer."""

    label: str
    fact: Fact = NOT_ASKED


@dataclass(frozen=True, kw_only=True)
class Record:
    """One sealed entry told in full: an account, a conversation, a call, a decision.

    `title`: what it is and when it happened ("Advice, Friday 13 November 2026, 18:26").
    `note`: who wrote it and when ("Written by J. Pryce-Okafor, 19:05"); also "written up on …", "amended on …".
    `rows`: its questions and answers, in the order of the form.
    """

    title: str
    note: str = ""
    rows: tuple[Row, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Words:
    """Somebody's exact words, never changed. Times are in words ("18:20", "13 November, 18:20")."""

    text: str
    speaker: str = ""  # "Kacper"
    how: str = ""  # "without being asked", "after an open question"; prints after "Said"
    asked: str = ""  # what was asked, word for word
    to: str = ""  # who heard it: "C. Tuohy, after-school club"
    said: str = ""  # when it was said
    written: str = ""  # when it was written down
    written_by: str = ""  # only where it is not the person who heard it


@dataclass(frozen=True, kw_only=True)
class ChronologyEntry:
    """One line of a chronology, masking already applied.

    `when`: in words, as exact as known ("13 November 2026, 18:20", "about 4 May 2026"). `what`: the kind of entry in a
    word or two ("Concern", "Advice"). `text`: may be of any length. `words`: a child's exact words in it, quoted apart.
    `source`: who said or did it, who wrote it and when, as one line ("C. Tuohy; written by J. Pryce-Okafor 19:05").
    """

    when: str
    what: str = ""
    text: str = ""
    words: str = ""
    source: str = ""
