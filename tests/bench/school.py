"""A vault of a given size, sealed through the store's own work: one school's years, the same for every run."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import chain, count, islice
from pathlib import Path

from dsl_desk.casework.opening import FirstRun, create, localities
from dsl_desk.domain.entries.concern import Advice, Closed, Concern, Decision, Note, Parents, Urgency
from dsl_desk.domain.entries.follow_up import Review, Task
from dsl_desk.domain.entries.people import Child
from dsl_desk.domain.entries.step_body import StepBody
from dsl_desk.domain.entry import NewEntry, Subject
from dsl_desk.domain.when import When
from dsl_desk.store import slots
from dsl_desk.store.argon2_params import FLOOR
from dsl_desk.store.vault import Vault, open_vault
from dsl_desk.store.vault_making import new_id, vault_folder
from dsl_desk.store.work import open_work

NAME, PASSPHRASE = "Bench Lead", "seven quiet herons over the ford"
BEGUN = datetime(2024, 9, 2, 8, 0, tzinfo=UTC)
A_CHILD = 64  # entries on each child
OPEN_ONE_IN = 10  # children with a concern that is still open; all others are closed
BATCH = 500  # entries a commit while building

_LIKE_THIS = (
    "the child came late and said little at register then sat apart at lunch with a coat on and told the teacher that"
    " nobody had been home since the evening before there was a mark on the arm which was not asked about and the"
    " class went on as usual while the office rang the number that is held and left a message to ring back soon"
)
_WORDS = _LIKE_THIS.split()


@dataclass(frozen=True)
class School:
    """A vault lying closed in `desk`, with `n` entries; `child` and `concern` are two of its ids."""

    desk: Path
    n: int
    child: str
    concern: str

    @property
    def folder(self) -> Path:
        return vault_folder(self.desk, "children")

    def open(self) -> Vault:
        unlocked = slots.open_with_passphrase(self.folder, NAME, PASSPHRASE)
        return open_vault(self.folder, unlocked, datetime.now(UTC))

    def copied(self, desk: Path) -> School:
        """The same school in another folder, to be written to."""
        shutil.copytree(self.desk, desk)
        return School(desk, self.n, self.child, self.concern)


def text(chance: random.Random, words: int = 85) -> str:
    return " ".join(chance.choices(_WORDS, k=words)).capitalize() + "."


def a_concern(chance: random.Random, child: str, when: datetime) -> NewEntry:
    """One concern about one child, as big as a usual one."""
    root = new_id()
    body = Concern(
        step="record", noticed=When.at(when), what_happened=text(chance), child_words=text(chance, 12),
        where_kind="in_school", noticed_by="Class teacher", seemed=text(chance, 10), danger_now="no", injury="no",
        where_now="in_school", told_will_know="yes",
    )  # fmt: skip
    return NewEntry(id=root, body=body, subjects=(Subject(id=child, role="at_risk"),), concerns=(root,), numbered="C")


def build(desk: Path, n: int) -> School:
    """Make the vault and seal until it holds `n` entries, 64 on each child."""
    vault = make(desk)
    coming = _entries(random.Random(14))
    first = next(coming)
    opening = next(coming)
    try:
        with open_work(vault, BEGUN) as work:
            left = n - work.head.seq
        seal(vault, islice(chain((first, opening), coming), left))
    finally:
        vault.close()
    return School(desk, n, first.id, opening.id)


def make(desk: Path) -> Vault:
    """An empty school's vault, open."""
    first = FirstRun(name=NAME, passphrase=PASSPHRASE, locality=localities()[0][0], settings={"school_name": "Bench"})
    made, _ = create(desk, first, lambda: BEGUN, FLOOR)
    return made.vault


def seal(vault: Vault, coming: Iterator[NewEntry]) -> int:
    """Seal them all, three hours passing with each commit; returns how many entries the vault then holds."""
    now, held = BEGUN, 0
    while batch := list(islice(coming, BATCH)):
        now += timedelta(hours=3)
        with open_work(vault, now) as work:
            for new in batch:
                work.seal(new)
            work.commit()
            held = work.head.seq
    return held


def _entries(chance: random.Random) -> Iterator[NewEntry]:
    """Child after child: who it is, then concern after concern with what was done about each."""
    for number in count(1):
        child = new_id()
        about = (Subject(id=child, role="at_risk"),)
        person = Child(
            legal_forename=f"Child{number}", legal_surname=f"Of{chance.randrange(10**6)}", born=date(2015, 9, 1),
            year_group="6", class_group="6B", address=f"{number} Bramble Close", postcode="LU99 9ZZ",
        )  # fmt: skip
        yield NewEntry(id=child, body=person, subjects=(Subject(id=child),))
        for turn in range(A_CHILD // 9):
            when = BEGUN + timedelta(days=7 * turn + number % 7, minutes=number % 400)
            opening = a_concern(chance, child, when)
            yield opening
            followed = what_followed(chance, when)
            if turn < A_CHILD // 9 - 1 or number % OPEN_ONE_IN:
                followed = (*followed[:-1], Closed(happened=followed[-1].happened, outcome="ended", summary="Closed."))
            for body in followed:
                yield NewEntry(id=new_id(), body=body, subjects=about, concerns=opening.concerns)


def what_followed(chance: random.Random, when: datetime) -> tuple[StepBody, ...]:
    later = [When.at(when + timedelta(hours=hours)) for hours in range(8)]
    return (
        Urgency(happened=later[0], level="social_care", main_nature="neglect", why=text(chance, 30)),
        Advice(
            happened=later[1],
            contact_name="Front door",
            result="spoke",
            asked=text(chance, 20),
            advised=text(chance, 40),
        ),
        Parents(happened=later[2], outcome="told", said=text(chance, 40), their_words=text(chance, 15)),
        Decision(happened=later[3], decisions=("support",), knew=text(chance, 30), weighed=text(chance, 40)),
        Task(happened=later[4], what=text(chance, 8), who="Tutor", by=later[7]),
        Note(happened=later[5], text=text(chance, 60), who="Tutor"),
        Note(happened=later[6], text=text(chance, 30), who="Office"),
        Review(happened=later[7], helped="partly", found=text(chance, 25), next_review=when.date()),
    )
