"""Entries as a page of text: a table for each, everything from the record escaped. Plain Python."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import escape
from typing import Protocol

from dsl_desk.domain.characters import direction, runs_left, visible
from dsl_desk.domain.spelling import places
from dsl_desk.ui.widgets.shown_text import beginning

_MOST = 40_000  # characters of one answer: twelve pages
_MARK = '<span style="background-color: {}; text-decoration: underline;">{}</span>'
_SOFT = {"ok": "ok_soft", "warn": "warn_soft", "danger": "danger_soft", "accent": "accent_soft"}


class EntryRow(Protocol):
    """One entry in words, as casework tells it."""

    @property
    def seq(self) -> int: ...
    @property
    def kind_label(self) -> str: ...
    @property
    def tone(self) -> str: ...
    @property
    def day(self) -> str: ...
    @property
    def time(self) -> str: ...
    @property
    def summary(self) -> str: ...
    @property
    def words(self) -> str: ...
    @property
    def speaker(self) -> str: ...
    @property
    def rows(self) -> tuple[tuple[str, str], ...]: ...
    @property
    def by(self) -> str: ...
    @property
    def recorded(self) -> str: ...
    @property
    def reference(self) -> str: ...
    @property
    def marks(self) -> tuple[str, ...]: ...
    @property
    def concern(self) -> str: ...


@dataclass(frozen=True, kw_only=True)
class Look:
    """`colours`: the theme's tokens. Widths in pixels; `narrow` puts the day above the words. `small`: points.

    `found`: plain words that are marked wherever they stand.
    """

    colours: Mapping[str, str]
    day: int
    kind: int
    small: float
    narrow: bool = False
    found: tuple[str, ...] = ()


def entries_html(rows: Iterable[EntryRow], view: str, look: Look) -> str:
    """The rows as HTML that QTextDocument understands."""
    return "".join(_entry(row, view, look) for row in rows)


def _entry(row: EntryRow, view: str, look: Look) -> str:
    line = look.colours["line"]
    words = _words(row, view, look)
    if look.narrow:
        first = f"{_day(row, look, ' ')}&nbsp;&nbsp;{_inline_kind(row, look)}"
        return _table(f'<tr><td style="padding: 10px 14px; border-bottom: 1px solid {line};">{first}{words}</td></tr>')
    cell = f"padding-top: 12px; padding-bottom: 10px; border-bottom: 1px solid {line};"
    return _table(
        f'<tr><td width="{look.day}" style="padding-left: 18px; {cell}">{_day(row, look, "<br>")}</td>'
        f'<td width="{look.kind}" style="{cell}">{_kind(row, look)}</td>'
        f'<td style="padding-right: 16px; {cell}">{words}</td></tr>'
    )


def _table(inside: str) -> str:
    return f'<table width="100%" cellspacing="0" cellpadding="0" style="border-collapse: collapse;">{inside}</table>'


def _day(row: EntryRow, look: Look, between: str) -> str:
    clock = f'{between}<span style="color: {look.colours["muted"]};">{escape(row.time)}</span>' if row.time else ""
    return f"<b>{_kept(row.day)}</b>{clock}"


def _tone(row: EntryRow, look: Look) -> tuple[str, str]:
    """Ink and paper of the word that names the kind."""
    ink = look.colours[row.tone] if row.tone in _SOFT else look.colours["muted"]
    return ink, look.colours[_SOFT.get(row.tone, "page")]


def _kind(row: EntryRow, look: Look) -> str:
    ink, paper = _tone(row, look)
    return (
        f'<table cellspacing="0" cellpadding="0"><tr><td bgcolor="{paper}" style="padding: 2px 9px;">'
        f'<span style="color: {ink}; font-size: {look.small:.2f}pt;">{escape(row.kind_label)}</span></td></tr></table>'
    )


def _inline_kind(row: EntryRow, look: Look) -> str:
    ink, paper = _tone(row, look)
    style = f"color: {ink}; background-color: {paper}; font-size: {look.small:.2f}pt;"
    return f'<span style="{style}">&nbsp;{_kept(row.kind_label)}&nbsp;</span>'


def _words(row: EntryRow, view: str, look: Look) -> str:
    muted = look.colours["muted"]
    struck = "text-decoration: line-through;" if "withdrawn" in row.marks else ""
    said = _lines(row.summary, look)
    parts = [f'<div dir="{_way(row.summary)}" style="{struck}">{said}</div>'] if said else []
    if row.words:
        parts.append(_quote(row, look))
    if view != "summary" or look.found:
        parts += [
            f'<div style="margin-top: 3px;"><span style="color: {muted};">{escape(label)}</span> {words}</div>'
            for label, value in _more(row)
            if view != "summary" or places(value, look.found)
            for words in (_lines(value, look),)
        ]
    parts.append(f'<div style="color: {muted}; margin-top: 4px;">{_below(row, view, look)}</div>')
    return "".join(parts)


def _more(row: EntryRow) -> list[tuple[str, str]]:
    """What was answered and is not said already."""
    return [(label, value) for label, value in row.rows if value not in row.summary and value != row.words]


def _quote(row: EntryRow, look: Look) -> str:
    speaker = f" ({escape(row.speaker)})" if row.speaker else ""
    return (
        '<table width="100%" cellspacing="0" cellpadding="0" style="margin-top: 5px; margin-bottom: 3px;"><tr>'
        f'<td width="4" bgcolor="{look.colours["accent"]}"></td>'
        f'<td bgcolor="{look.colours["sunken"]}" style="padding: 5px 14px;"><i>“{_lines(row.words, look)}”{speaker}</i>'
        "</td></tr></table>"
    )


def _below(row: EntryRow, view: str, look: Look) -> str:
    sealed = f"sealed {row.recorded}" if view == "evidence" else "sealed"
    number = f"entry {row.seq}" if view == "evidence" else ""
    parts = [_lines(row.by, look), *(escape(part) for part in (*row.marks, sealed, number) if part)]
    if row.reference and row.concern:
        link = f'<a href="concern:{escape(row.concern, quote=True)}" style="color: {look.colours["accent"]};">'
        parts.insert(1, f"{link}{escape(row.reference)}</a>")
    return " · ".join(parts)


def _way(text: str) -> str:
    """A line with a name from right to left in it still runs from left to right; one in such letters does not."""
    return "rtl" if runs_left(text) and direction(text) == "R" else "ltr"


def _lines(text: str, look: Look) -> str:
    """Escaped, with its line breaks, and what was searched for marked in it."""
    text = visible(beginning(text, _MOST))
    marked, end = [], 0
    for start, stop in places(text, look.found) if look.found else ():
        marked += [escape(text[end:start]), _MARK.format(look.colours["warn_soft"], escape(text[start:stop]))]
        end = stop
    return "".join((*marked, escape(text[end:]))).replace("\n", "<br>")


def _kept(text: str) -> str:
    return escape(text).replace(" ", "&nbsp;")
