"""When it happened: a day and a time as people type them, about, over a period, not known, and as they said it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from dsl_desk.domain.when import LONDON, Precision, local
from dsl_desk.ui.widgets.buttons import LinkButton, SecondaryButton
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.form.date_input import Now, TypedLine
from dsl_desk.ui.widgets.form.inputs import Input
from dsl_desk.ui.widgets.form.typed_times import NotATime, happens_twice, moment, read_date, read_time, write_date
from dsl_desk.ui.widgets.labels import Label, show_if
from dsl_desk.ui.widgets.one_stop import OneStop
from dsl_desk.ui.widgets.ticks import Tick


class DateTimeEdits(QWidget):
    """A day and a time, typed. Reading them raises NotATime."""

    def __init__(self, changed: Callable[[], None]) -> None:
        super().__init__()
        self.date, self.time = TypedLine("dd/mm/yyyy"), TypedLine("hh:mm")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for edit in (self.date, self.time):
            edit.textEdited.connect(lambda _text: changed())
            row.addWidget(edit)
        self.date.editingFinished.connect(self._tidy)

    def set(self, when: datetime | None, *, with_time: bool = True) -> None:
        there = local(when) if when else None
        self.date.setText(write_date(there.date()) if there else "")
        self.time.setText(f"{there:%H:%M}" if there and with_time else "")

    def typed(self) -> list[str]:
        return [self.date.text(), self.time.text()]

    def name(self, label: str, description: str) -> None:
        for edit, what in ((self.date, "date"), (self.time, "time")):
            edit.setAccessibleName(f"{label}: {what}")
            edit.setAccessibleDescription(description)

    def _tidy(self) -> None:
        try:
            day = read_date(self.date.text())
        except NotATime:
            return
        if day:
            self.date.setText(write_date(day))


class WhenInput(Input):
    """A When as plain values. `compact` leaves out the period and "not known" (a promise's "by when")."""

    def __init__(self, now: Now, *, may_be_unknown: bool = True, compact: bool = False) -> None:
        super().__init__()
        self._now = now
        self._start, self._end = DateTimeEdits(self._edited), DateTimeEdits(self._edited)
        self._today = SecondaryButton("Today", lambda: self._set_day(0))
        self._yesterday = SecondaryButton("Yesterday", lambda: self._set_day(1))
        self._now_button = SecondaryButton("Now", self._set_now)
        self._about, self._period = Tick("About"), Tick("Over a period")
        self._unknown, self._second = Tick("Not known"), Tick("After the clocks went back")
        self._said_link = LinkButton("As they said it…", self._open_said)
        self._said, self._to = QLineEdit(), Label("to")
        self._compact, self._may_be_unknown = compact, may_be_unknown
        self._said_open = False
        self._lay_out()
        buttons, ticks = (self._today, self._yesterday, self._now_button), (self._about, self._period, self._unknown)
        OneStop(self, *buttons, *ticks, self._second, self._said_link)
        for tick in (*ticks, self._second):
            tick.clicked.connect(lambda _on: self._edited())
        self._said.textEdited.connect(lambda _text: self._edited())
        self._show()

    def value(self) -> dict[str, Any] | None:
        try:
            return self._read()
        except NotATime:
            return None

    def draft(self) -> Any:
        value = self.value()
        if self.own_problem() is None:
            return value
        typed = {"start": self._start.typed(), "end": self._end.typed(), "about": self._about.isChecked(),
                 "period": self._period.isChecked(), "as_said": self._said.text()}  # fmt: skip
        return {"typed": typed}

    def set_value(self, value: Any) -> None:
        when = value if isinstance(value, dict) else {}
        precision = when.get("precision")
        typed = when.get("typed")
        self._unknown.setChecked(value == "not_known" or (precision == Precision.NOT_KNOWN and not when.get("as_said")))
        self._about.setChecked(precision == Precision.ABOUT or bool(typed and typed["about"]))
        self._period.setChecked(precision == Precision.PERIOD or bool(typed and typed["period"]))
        start, end = _moment(when.get("start")), _moment(when.get("end"))
        self._start.set(start, with_time=precision != Precision.DAY)
        self._end.set(end)
        self._second.setChecked(bool(start and local(start).fold))
        self._said.setText(str((typed or when).get("as_said") or ""))
        for edits, words in ((self._start, typed and typed["start"]), (self._end, typed and typed["end"])):
            if words:
                edits.date.setText(words[0])
                edits.time.setText(words[1])
        self._show()

    def buddy(self) -> QWidget:
        return self._start.date

    def name(self, label: str, description: str) -> None:
        self._start.name(label, description)
        self._end.name(f"{label}, until", description)
        self._said.setAccessibleName(f"{label}: as they said it")
        for control in (self._today, self._yesterday, self._now_button, self._said_link):
            control.setAccessibleDescription(label)
        for tick in (self._about, self._period, self._unknown, self._second):
            tick.setAccessibleDescription(label)

    def identify(self, name: str) -> None:
        parts: tuple[tuple[str, QWidget], ...] = (
            ("date", self._start.date), ("time", self._start.time), ("until_date", self._end.date),
            ("until_time", self._end.time), ("today", self._today), ("yesterday", self._yesterday),
            ("now", self._now_button), ("about", self._about), ("period", self._period), ("not_known", self._unknown),
            ("as_said", self._said),
        )  # fmt: skip
        for part, widget in parts:
            widget.setObjectName(f"{name}_{part}")

    def own_problem(self) -> str | None:
        try:
            self._read()
        except NotATime as problem:
            return problem.sentence
        return None

    def _read(self) -> dict[str, Any] | None:
        said = self._said.text().strip()
        if self._unknown.isChecked():
            return _plain(None, None, Precision.NOT_KNOWN, said)
        today = self._now().date()
        day, clock = read_date(self._start.date.text(), today), read_time(self._start.time.text())
        if day is None:
            if clock is not None:
                raise NotATime("Give the day as well as the time")
            return _plain(None, None, Precision.NOT_KNOWN, said) if said else None
        second = self._second.isChecked()
        midnight = datetime(day.year, day.month, day.day, tzinfo=LONDON)
        start = moment(day, clock, second_time_round=second) if clock else midnight
        if self._period.isChecked():
            return _plain(start, self._read_end(start, today), Precision.PERIOD, said)
        if clock is None:
            return _plain(start, None, Precision.DAY, said or ("about this day" if self._about.isChecked() else ""))
        return _plain(start, None, Precision.ABOUT if self._about.isChecked() else Precision.EXACT, said)

    def _read_end(self, start: datetime, today: date) -> datetime:
        day, clock = read_date(self._end.date.text(), today), read_time(self._end.time.text())
        if day is None:
            if clock is None:
                raise NotATime("Give the end of the period as well, or take the tick from “Over a period”")
            day = start.date()
        end = moment(day, clock) if clock else datetime(day.year, day.month, day.day, 23, 59, tzinfo=LONDON)
        if end < start:
            raise NotATime("The end of the period is before its start. Check both")
        return end

    def _edited(self) -> None:
        self._show()
        self.changed.emit()

    def _set_day(self, back: int) -> None:
        self._unknown.setChecked(False)
        self._start.date.setText(write_date(self._now().date() - timedelta(days=back)))
        self._start.time.setFocus()
        self._edited()

    def _set_now(self) -> None:
        self._unknown.setChecked(False)
        now = local(self._now())
        self._start.set(now)
        self._second.setChecked(bool(now.fold))
        self._edited()

    def _open_said(self) -> None:
        self._said_open = True
        self._show()
        self._said.setFocus()

    def _show(self) -> None:
        known, period = not self._unknown.isChecked(), self._period.isChecked()
        for edits in (self._start, self._end):
            edits.setEnabled(known)
        for tick in (self._about, self._period):
            tick.setEnabled(known)
        for widget in (self._to, self._end):
            show_if(widget, period)
        show_if(self._about, not period)
        show_if(self._second, known and self._ambiguous())
        said_open = self._said_open or bool(self._said.text())
        show_if(self._said, said_open)
        show_if(self._said_link, not self._compact and not said_open)
        show_if(self._period, not self._compact)
        show_if(self._unknown, self._may_be_unknown and not self._compact)

    def _ambiguous(self) -> bool:
        try:
            day, clock = read_date(self._start.date.text(), self._now().date()), read_time(self._start.time.text())
        except NotATime:
            return False
        return bool(day and clock and happens_twice(day, clock))

    def _lay_out(self) -> None:
        self._to.setWordWrap(False)
        buttons = (self._today, self._now_button) if self._compact else (self._today, self._yesterday, self._now_button)
        for button in (self._today, self._yesterday, self._now_button):
            show_if(button, button in buttons)
        self.column.addWidget(FlowRow(self._start, self._to, self._end, FlowRow(*buttons)))
        ticks = FlowRow(self._about, self._period, self._unknown, self._second, self._said_link, gap=14, line_gap=2)
        self.column.addWidget(ticks)
        self._said.setPlaceholderText("For example: after lunch, last half-term")
        self._said.hide()
        self.column.addWidget(self._said)


def _plain(start: datetime | None, end: datetime | None, precision: Precision, as_said: str) -> dict[str, Any]:
    return {
        "start": start.isoformat() if start else None,
        "end": end.isoformat() if end else None,
        "precision": precision.value,
        "as_said": as_said,
    }


def _moment(text: Any) -> datetime | None:
    return datetime.fromisoformat(text) if isinstance(text, str) and text else None
