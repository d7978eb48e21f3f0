"""Record a concern: one seal, a reference, and the road it begins to walk."""

from __future__ import annotations

from datetime import date

from dsl_desk.casework.attach import seal_with_concern
from dsl_desk.casework.desk import Desk, Sealed, allow
from dsl_desk.casework.filling import Filled, fill
from dsl_desk.casework.sealing import seal_in, sealed
from dsl_desk.domain.access import Act
from dsl_desk.domain.entries.concern import Concern, RoadStarted
from dsl_desk.domain.entries.people import ChildStatus
from dsl_desk.domain.questions import Answers
from dsl_desk.errors import CannotSeal
from dsl_desk.pathways.notices import with_preset
from dsl_desk.pathways.pack import GENERAL
from dsl_desk.store import children
from dsl_desk.store.work import Read, open_work


def record_concern(desk: Desk, draft_id: str, answers: Answers, notice: str = "") -> Sealed:
    """Seal a concern from the form's answers. `notice`: whose short form it was (`filled_concern`).

    Raises CannotSeal with everything missing or impossible, or when the person of worry works or volunteers here: that
    is not written in the children's vault (content.md 4.0, rule 3 d).
    """
    step = desk.pack.step_of_kind("concern")
    filled = filled_concern(desk, answers, notice)
    with open_work(desk.vault, desk.clock()) as work:
        refuse_before_birth(work, filled)
        entry = seal_in(
            work, desk, filled.body, draft_id=draft_id, concerns=(draft_id,), subjects=filled.subjects or (),
            numbered="C",
        )  # fmt: skip
        seal_with_concern(work, desk, entry)
        seal_in(work, desk, RoadStarted(pathway=GENERAL, because=draft_id), concerns=(draft_id,), subjects=())
        work.commit()
    return sealed(entry, step.afterwards)


def filled_concern(desk: Desk, answers: Answers, notice: str = "") -> Filled:
    """The concern these answers make. Raises what `record_concern` raises, and seals nothing.

    `notice`: the id of the notice whose short form they come from; what it presets is then answered by it.
    """
    allow(desk, Act.RECORD)
    if notice:
        answers = with_preset(desk.pack.notices[notice], answers)
    step = desk.pack.step_of_kind("concern")
    questions = desk.pack.questions("concern", step)
    filled = fill("concern", questions, answers, desk.pack, desk.clock(), step=step.id, road=GENERAL)
    refuse_staff_matter(desk, filled.body)
    return filled


def refuse_staff_matter(desk: Desk, concern: Concern) -> None:
    """CannotSeal with the stop card's words when somebody who works here may have caused it."""
    if any(person.works_here == "yes" for person in concern.may_have_caused):
        card = next(card for card in desk.pack.cards.values() if card.effect == "block_sealing")
        raise CannotSeal([("may_have_caused", " ".join((card.title, *card.lines)))])


def refuse_before_birth(work: Read, filled: Filled) -> None:
    noticed: date | None = filled.body.noticed.day
    for subject in filled.subjects or ():
        child = children.child(work, subject.id)
        if child is None or child.born is None or noticed is None or child.status is ChildStatus.UNBORN:
            continue
        if noticed < child.born:
            sentence = "The day it was noticed lies before the child was born. Check the year. Nothing was lost."
            raise CannotSeal([("noticed", sentence)])
