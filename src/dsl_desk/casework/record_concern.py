"""Record a concern: one seal, a reference, and the road it begins to walk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from dsl_desk.casework.attach import pictures_with_draft, seal_with_concern
from dsl_desk.casework.desk import Desk, Sealed, allow
from dsl_desk.casework.filling import Filled, fill
from dsl_desk.casework.restricting import named_in, seal_kept
from dsl_desk.casework.sealing import kept_from, seal_in, sealed
from dsl_desk.domain.access import Act
from dsl_desk.domain.entries.concern import Concern, RoadStarted
from dsl_desk.domain.entries.people import ChildStatus
from dsl_desk.domain.questions import Answers
from dsl_desk.errors import CannotSeal
from dsl_desk.pathways.notices import with_preset
from dsl_desk.store import children
from dsl_desk.store.work import Read, open_work


def record_concern(desk: Desk, draft_id: str, answers: Answers, notice: str = "") -> Sealed:
    """Seal a concern from the form's answers. `notice`: whose short form it was (`filled_concern`).

    Kept to named people where the answers say so (`restricting.keeping_questions`), from its first moment on.
    Raises CannotSeal with everything missing or impossible, or when the person of worry works or volunteers here: that
    is not written in the children's vault (content.md 4.0, rule 3 d).
    """
    step = desk.pack.step_of_kind("concern")
    filled = filled_concern(desk, answers, notice)
    _refuse_pictures(desk, draft_id, filled.body)
    with open_work(desk.vault, desk.clock()) as work:
        refuse_before_birth(work, filled)
        named = named_in(work, desk, answers)
        kept = kept_from(work, str(answers.get("kept_from") or ""))
        may_see = kept if named is None else tuple(one for one in named if kept is None or one in kept)
        entry = seal_in(
            work, desk, filled.body, draft_id=draft_id, concerns=(draft_id,), subjects=filled.subjects or (),
            numbered="C", may_see=may_see,
        )  # fmt: skip
        told = seal_kept(work, desk, draft_id, may_see or (), answers) if named is not None else ""
        seal_with_concern(work, desk, entry, answers)
        seal_in(work, desk, RoadStarted(pathway=desk.pack.base, because=draft_id), concerns=(draft_id,), subjects=())
        work.commit()
    return sealed(entry, f"{told} {step.afterwards}".strip())


def filled_concern(desk: Desk, answers: Answers, notice: str = "") -> Filled:
    """The concern these answers make. Raises what `record_concern` raises, and seals nothing.

    `notice`: the id of the notice whose short form they come from; what it presets is then answered by it.
    """
    allow(desk, Act.RECORD)
    if notice:
        answers = with_preset(desk.pack.notices[notice], answers)
    step = desk.pack.step_of_kind("concern")
    questions = desk.pack.questions("concern", step)
    filled = fill("concern", questions, answers, desk.pack, desk.clock(), step=step.id, road=desk.pack.base)
    refuse_staff_matter(desk, filled.body)
    return filled


def refuse_staff_matter(desk: Desk, concern: Concern) -> None:
    """CannotSeal with the stop card's words when it belongs in another vault.

    In the children's vault: somebody who works here may have caused it. In any: an answer was chosen whose card says
    so (it is about the headteacher, who can open the staff vault).
    """
    cards = {card.id: card for card in desk.pack.cards.values() if card.effect == "block_sealing"}
    found = next(((question, cards[card]) for question, card in _chosen(desk, concern) if card in cards), None)
    if not desk.pack.about_adults and any(person.works_here == "yes" for person in concern.may_have_caused):
        found = ("may_have_caused", next(iter(cards.values())))
    if found is not None:
        question, card = found
        raise CannotSeal([(question, " ".join((f"{card.title.rstrip('.')}.", *card.lines)))])


def _refuse_pictures(desk: Desk, draft_id: str, concern: Concern) -> None:
    """CannotSeal while a file kept with the draft may hold a picture and an answer names a card that refuses them."""
    cards = {card.id: card for card in desk.pack.cards.values() if card.effect == "refuse"}
    found = next(((question, cards[card]) for question, card in _chosen(desk, concern) if card in cards), None)
    names = pictures_with_draft(desk, draft_id) if found else ()
    if found and names:
        question, card = found
        named = ", ".join(f"“{name}”" for name in names)
        sentence = f"Take {named} off this record: it may hold a picture. {' '.join(card.lines)} Nothing was lost."
        raise CannotSeal([(question, sentence)])


def _chosen(desk: Desk, concern: Concern) -> Iterator[tuple[str, str]]:
    """(question, card) of every answer that names a card."""
    questions = desk.pack.questions("concern", desk.pack.step_of_kind("concern"))
    for question in questions:
        said = concern.answers.get(question.id, getattr(concern, question.id, None))
        yield from ((question.id, choice.card) for choice in question.choices if choice.card and choice.value == said)


def refuse_before_birth(work: Read, filled: Filled) -> None:
    noticed: date | None = filled.body.noticed.day
    for subject in filled.subjects or ():
        child = children.child(work, subject.id)
        if child is None or child.born is None or noticed is None or child.status is ChildStatus.UNBORN:
            continue
        if noticed < child.born:
            sentence = "The day it was noticed lies before the child was born. Check the year. Nothing was lost."
            raise CannotSeal([("noticed", sentence)])
