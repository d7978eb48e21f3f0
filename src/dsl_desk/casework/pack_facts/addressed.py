"""Whom the paper of a referral goes to, and what it is called: never by the name of a council that does not get it."""

from __future__ import annotations

from dataclasses import dataclass

from dsl_desk.casework.pack_facts.sources import Sources
from dsl_desk.domain.entries.referral import ReferralMade
from dsl_desk.pathways.contacts import neighbours
from dsl_desk.pathways.front_page import Document
from dsl_desk.pathways.model import Contact

_UNNAMED = "the council"


@dataclass(frozen=True, kw_only=True)
class Addressed:
    """`role`: of the pack's contacts, blank for somebody it does not know. `title`: of the paper.

    `file`: what its file is called where that is not the document's own name.
    """

    role: str
    name: str
    title: str
    file: str = ""


def document_of(sources: Sources) -> str:
    """The id of the document that the referring step makes."""
    return sources.pack.step_of_kind("referral_made").document


def addressed(sources: Sources) -> Addressed:
    """The document's own recipient as the locality names it; another where the referral was made to another."""
    document = sources.pack.documents.get(document_of(sources))
    usual = sources.pack.contacts.get(document.recipient) if document else None
    made = sources.made.body if sources.made else None
    made = made if isinstance(made, ReferralMade) else None
    if document is None or usual is None:
        name = made.to_name if made and made.to_name else _UNNAMED
        return Addressed(role="", name=name, title=document.title if document else document_of(sources))
    other = _other(sources, usual, made)
    if other is not None:
        return _to(document, other.id, called(other, made.authority if made else ""))
    if made is not None and made.to != usual.id and made.to_name and not _gets_the_usual_copy(sources, made.to):
        return _to(document, made.to, made.to_name)
    return Addressed(role=usual.id, name=usual.name, title=document.title)


def called(contact: Contact, council: str) -> str:
    """A contact that stands for any other council is called by the name of the one that is meant."""
    return contact.named.replace("{council}", council) if contact.named and council else contact.name


def _to(document: Document, role: str, name: str) -> Addressed:
    if document.about == "adult":
        return Addressed(role=role, name=name, title=document.title)  # it names an office that every council has
    return Addressed(role=role, name=name, title=f"Referral to {name}", file="Referral")


def _other(sources: Sources, usual: Contact, made: ReferralMade | None) -> Contact | None:
    """The council that takes the place of the usual one: it was rung, or the child lives there and nobody said whom."""
    contacts = sources.pack.contacts
    rung = contacts.get(made.to) if made else None
    if rung is not None and rung.instead_of == usual.id:
        return rung
    if made is not None and (rung is None or rung.id == usual.id or rung.from_file):
        return None
    if made is not None and not _gets_the_usual_copy(sources, made.to):
        return None
    councils = tuple(dict.fromkeys(council for file in sources.files for council in file.elsewhere))
    theirs = neighbours(sources.pack, (usual.id,), councils)
    return contacts[theirs[0]] if len(theirs) == 1 else None


def _gets_the_usual_copy(sources: Sources, role: str) -> bool:
    """Rung at another line of the same council (its duty team, a child's own worker): its front door gets the copy."""
    written = sources.pack.step_of_kind("referral_made").written
    return written is not None and role in written.to
