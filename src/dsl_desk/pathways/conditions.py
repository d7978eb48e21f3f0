"""Whether a condition of a road holds, and because of which entry. No negation, no expression, nothing counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from dsl_desk.domain.facts import Facts
from dsl_desk.domain.questions import ONLY, Condition, matches
from dsl_desk.domain.record import CLOSED, LEFT_OUT, REOPENED, Record, RoadEntry
from dsl_desk.pathways.model import DONE_BY, LATEST_STANDS, Step

FACT = "fact."


@dataclass(frozen=True)
class Because:
    """What a condition rests on. `entry` None: from the start, or a fact that rests on no entry of the road."""

    entry: str | None = None
    reference: str = ""
    at: datetime | None = None
    seq: int = 0
    step: str = ""


START = Because()


def because_of(entry: RoadEntry) -> Because:
    return Because(entry.id, entry.reference, entry.at, entry.seq, entry.step)


class View:
    """A record seen by step: which entries count for it, whether it was left out."""

    def __init__(self, steps: tuple[Step, ...], record: Record, facts: Facts) -> None:
        self._steps = {step.id: step for step in steps}
        self._facts = facts
        self._record = record
        self._made: dict[str, list[RoadEntry]] = {step.id: [] for step in steps}
        self._left: dict[str, RoadEntry] = {}
        self._by_id: dict[str, RoadEntry] = {}
        closing = [step.id for step in steps if CLOSED in step.entry_kinds]
        for entry in record.current():
            self._by_id[entry.id] = entry
            if entry.kind == LEFT_OUT:
                self._left[entry.step] = entry
            elif entry.kind == REOPENED:  # it is to be closed anew
                self._made.update({step: [] for step in closing})
            elif entry.step in self._made and entry.kind in self._steps[entry.step].entry_kinds:
                self._made[entry.step].append(entry)

    def made(self, step_id: str) -> tuple[RoadEntry, ...]:
        """The entries that count for this step, in the order they were first written."""
        return tuple(self._made.get(step_id, ()))

    def began(self, entry: RoadEntry) -> datetime:
        """What a clock that counts from this entry counts from."""
        return self._record.began(entry)

    def recorded(self, entry: RoadEntry) -> datetime:
        """When its first version was written."""
        return self._record.first(entry).recorded_at

    def first_of_kind(self, kind: str) -> RoadEntry | None:
        """The first current entry of this kind, whatever step made it."""
        return next((one for one in self._by_id.values() if one.kind == kind), None)

    def done(self, step_id: str) -> RoadEntry | None:
        """The newest entry, when the step is done: `done_when` holds, or it has none and there is an entry for it."""
        step = self._steps.get(step_id)
        if step is None:
            return None
        made = [one for one in self.made(step_id) if one.kind in DONE_BY.get(step.kind, step.entry_kinds)]
        if not made:
            return None
        if step.done_when and self.holds(step.done_when) is None:
            return None
        return made[-1]

    def left_out(self, step_id: str) -> RoadEntry | None:
        """The entry that left the step out, unless it was done."""
        return None if self.done(step_id) else self._left.get(step_id)

    def answering(self, step_id: str) -> tuple[RoadEntry, ...]:
        """The entries whose answers count: all of them, or the latest where the latest stands and nothing is kept."""
        made = self.made(step_id)
        step = self._steps.get(step_id)
        return made[-1:] if step is not None and step.kind in LATEST_STANDS and not step.keeps else made

    def holds(self, condition: Condition) -> Because | None:
        """What makes the condition hold, or None. An empty one holds from the start."""
        if not condition:
            return START
        return next((found for table in condition if (found := self._table(table)) is not None), None)

    def in_force(self, when: Condition, until: Condition) -> Because | None:
        """What makes `when` hold while `until` does not. Within one step the newer answer wins: what was said last."""
        because = self.holds(when)
        lifted = self.holds(until) if until else None
        if because is None or lifted is None:
            return because
        return because if lifted.step and lifted.step == because.step and lifted.seq < because.seq else None

    def _table(self, table: dict[str, tuple[str, ...]]) -> Because | None:
        """All keys hold: because of the newest of what they rest on."""
        found = [self._key(key, wanted) for key, wanted in table.items()]
        sure = [one for one in found if one is not None]
        return max(sure, key=lambda one: one.seq, default=START) if len(sure) == len(found) else None

    def _key(self, key: str, wanted: tuple[str, ...]) -> Because | None:
        if key.startswith(FACT):
            return self._fact(key.removeprefix(FACT), wanted)
        step_id, _, question = key.partition(".")
        if question:
            return self._answer(step_id, question, wanted)
        for standing, entry in (("done", self.done(step_id)), ("left_out", self.left_out(step_id))):
            if standing in wanted and entry is not None:
                return because_of(entry)
        return None

    def _fact(self, name: str, wanted: tuple[str, ...]) -> Because | None:
        if self._facts.value(name) not in wanted:
            return None
        entry = self._by_id.get(self._facts.because(name) or "")
        return because_of(entry) if entry else Because(self._facts.because(name))

    def _answer(self, step_id: str, question: str, wanted: tuple[str, ...]) -> Because | None:
        only = question.startswith(ONLY)
        name = question.removeprefix(ONLY)
        for entry in reversed(self.answering(step_id)):
            value = entry.answers.get(name)
            if only and isinstance(value, (list, tuple)) and value and all(item in wanted for item in value):
                return because_of(entry)
            if not only and value is not None and matches(value, wanted):
                return because_of(entry)
        return None
