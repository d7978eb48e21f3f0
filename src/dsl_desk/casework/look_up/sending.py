"""What of a step leaves the school: its paper, whom it usually goes to, and where it is said that it was sent."""

from __future__ import annotations

from dsl_desk.casework.concern_file import ConcernFile
from dsl_desk.domain.questions import Answers, Question
from dsl_desk.pathways.front_page import Document
from dsl_desk.pathways.model import Step
from dsl_desk.pathways.pack import Pack


def paper_of(pack: Pack, step: Step) -> tuple[str, str]:
    """Title and recipient of the paper that answers alone make: a referral's has a screen of its own."""
    document = _document(pack, step)
    contact = pack.contacts.get(document.recipient) if document else None
    return document.title if document else "", contact.name if contact else ""


def _document(pack: Pack, step: Step) -> Document | None:
    return pack.documents.get(step.document) if step.kind == "assess" else None


def _receiver(pack: Pack, step: Step) -> str:
    """Whom a step tells that is no referral itself: the role its paper is for, or that it names."""
    document = _document(pack, step)
    return step.sent_to or (document.recipient if document else "")


def sends(file: ConcernFile, step: Step) -> str:
    """The step of this concern under which it is said that what this one makes was sent."""
    making = (one.step.id for one in file.steps if "referral_made" in one.step.entry_kinds)
    return next(making, "") if _receiver(file.pack, step) else ""


def said_of_sending(file: ConcernFile, questions: tuple[Question, ...], sent: str) -> Answers:
    """What a referral begins with by which a step's paper or message went out: `sent` is that step."""
    step = next((one.step for one in file.steps if one.step.id == sent), None)
    if step is None:
        return {}
    title = paper_of(file.pack, step)[0]
    said = {"to": _receiver(file.pack, step), "what_sent": title, "how": "", "spoke_to": "", "call_reference": ""}
    return {key: value for key, value in said.items() if any(one.id == key for one in questions)}
