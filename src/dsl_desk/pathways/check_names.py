"""Every name in a pack names something that is there: roads, cards, contacts, documents, lists, steps."""

from __future__ import annotations

from collections.abc import Iterator

from dsl_desk.pathways.findings import Finding
from dsl_desk.pathways.model import ALSO_MAKES, Document, Due, Nature, Notice, Pathway, Step
from dsl_desk.pathways.notices import KIND
from dsl_desk.pathways.pack import Pack

_LISTS = ("categories", "levels", "roles", "second_person_roles", "outcomes", "call_results")


def check_names(pack: Pack) -> Iterator[Finding]:
    """An error for every name that leads nowhere."""
    for nature in pack.natures.values():
        yield from _nature(pack, nature)
    for pathway in pack.pathways.values():
        for step in pathway.steps:
            yield from _step(pack, pathway, step)
    for kind, core in pack.core.items():
        for question in core.questions:
            cards = tuple(choice.card for choice in question.choices if choice.card)
            yield from _named(f"questions/{kind}: {question.id}", "card", cards, set(pack.cards))
    for card in pack.cards.values():
        yield from _asked(pack, f"cards: {card.id}", card.answers)
    yield from _contacts(pack)
    yield from _named("lists", "list", _LISTS, set(pack.lists))
    for notice in pack.notices.values():
        yield from _notice(pack, notice)
    if pack.about_adults:
        for document in pack.documents.values():
            yield from _rows(pack, document)


def _contacts(pack: Pack) -> Iterator[Finding]:
    """Whoever is to be rung, or differs between sources, is a contact."""
    yield from _named("pack: call_now", "contact", pack.title.call_now, set(pack.contacts))
    yield from _named("pack: social_care", "contact", pack.title.social_care, set(pack.contacts))
    for contact in pack.contacts.values():
        stands_for = _given(contact.instead_of) + _given(contact.counts_as) + _given(contact.unanswered)
        yield from _named(f"contacts: {contact.id}", "contact", stands_for, set(pack.contacts))
    for item in pack.lists["levels"].items if "levels" in pack.lists else ():
        yield from _named(f"lists: levels, {item.value}", "contact", item.answered_by, set(pack.contacts))
    for conflict in pack.conflicts:
        yield from _named(f"conflicts: {conflict.id}", "contact", conflict.contacts, set(pack.contacts))
    for ring in pack.front_door.rings if pack.front_door else ():
        yield from _named(f"front_door: {ring.id}", "contact", ring.contacts, set(pack.contacts))


def _rows(pack: Pack, document: Document) -> Iterator[Finding]:
    """Every row of a paper about an adult is told from answers that this vault's roads ask for."""
    for row in document.rows:
        names = tuple(one for together in row.answers for one in together)
        yield from _asked(pack, f"pack: {document.id}, {row.label}", names)


def _asked(pack: Pack, where: str, names: tuple[str, ...]) -> Iterator[Finding]:
    """Each "step.question" is asked by a step of this pack."""
    for name in names:
        step_id, _, question_id = name.partition(".")
        step = pack.steps.get(step_id)
        asked = [one for kind in step.entry_kinds for one in pack.questions(kind, step)] if step else []
        if question_id not in {one.id for one in asked}:
            yield Finding("error", where, f"“{name}” is asked nowhere. Correct it")


def dues_of(step: Step) -> list[Due]:
    """All deadlines of a step."""
    return [*step.due, *(one for one in (step.written, step.reply, step.every) if one is not None)]


def _notice(pack: Pack, notice: Notice) -> Iterator[Finding]:
    """It asks for what a concern asks, what it presets can be answered so, and the concern says which notice it was."""
    where = f"notices: {notice.id}"
    questions = {one.id: one for one in pack.questions("concern", pack.step_of_kind("concern"))}
    yield from _named(where, "question", (*notice.ask, *notice.labels, *notice.preset), set(questions))
    yield from _named(where, "nature", notice.natures, set(pack.natures))
    yield from _named(where, "role", _given(notice.role), {one.value for one in pack.lists["roles"].items})
    for name, value in notice.preset.items():
        choices = {choice.value for choice in questions[name].choices} if name in questions else set()
        if choices:
            yield from _named(f"{where}, preset {name}", "choice", (value,), choices | {"not_known"})
    if notice.preset.get(KIND) != notice.id:
        yield Finding("error", where, f"Has to preset {KIND} = “{notice.id}”, so that the concern says what it was")


def _nature(pack: Pack, nature: Nature) -> Iterator[Finding]:
    where = f"natures: {nature.id}"
    yield from _named(where, "group", (nature.group,), {one.id for one in pack.groups})
    yield from _named(where, "parents rule", (nature.parents,), {one.id for one in pack.parents_rules})
    yield from _named(where, "road", nature.roads, set(pack.roads))
    yield from _named(where, "card", nature.cards + nature.offers, set(pack.cards))
    yield from _named(where, "guidance", nature.see, {one.id for one in pack.guidance})
    categories = pack.lists["categories"].items if "categories" in pack.lists else ()
    yield from _named(where, "category", nature.categories, {one.value for one in categories})


def _step(pack: Pack, pathway: Pathway, step: Step) -> Iterator[Finding]:
    where = f"pathways/{pathway.id}: {step.id}"
    steps = {one.id for road in pack.walked(pathway.id) for one in road.steps}
    second = (
        {one.value for one in pack.lists["second_person_roles"].items} if "second_person_roles" in pack.lists else set()
    )
    yield from _named(where, "contact", step.call + _given(step.sent_to) + tuple(_roles(step)), set(pack.contacts))
    yield from _named(where, "way of making it", step.written.how if step.written else (), _ways(pack))
    yield from _named(where, "card", tuple(one.card for one in step.hold), set(pack.cards))
    yield from _named(where, "document", _given(step.document), set(pack.documents))
    yield from _named(where, "step", _given(step.chase) + _given(step.reply.step if step.reply else ""), steps)
    yield from _named(where, "second person", step.agree.roles if step.agree else (), second)
    if step.makes and step.makes not in ALSO_MAKES.get(step.kind, ()):
        yield Finding("error", where, f"A step of kind “{step.kind}” does not make “{step.makes}”")
    for due in dues_of(step):
        if len(due.units) > 1:
            yield Finding("error", where, "A deadline has more than one unit. Keep one")
        if not due.units and not due.id and due is not step.reply:
            yield Finding("error", where, "A deadline without a number needs an id, for the school to set its own")


def _roles(step: Step) -> list[str]:
    """The roles its referral clocks hold for."""
    return [role for due in (step.written, step.reply) if due is not None for role in due.to]


def _ways(pack: Pack) -> set[str]:
    return {
        one.value for question in pack.questions("referral_made") if question.id == "how" for one in question.choices
    }


def _given(name: str) -> tuple[str, ...]:
    return (name,) if name else ()


def _named(where: str, what: str, names: tuple[str, ...], known: set[str]) -> Iterator[Finding]:
    for name in names:
        if name not in known:
            yield Finding("error", where, f"Names the {what} “{name}”, which is not there. Correct it or add it")
