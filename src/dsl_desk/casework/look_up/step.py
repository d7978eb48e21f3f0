"""One step's form: what it asks, what the file already knows, what to say, whom to ring."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from dsl_desk.casework.chase_words import said
from dsl_desk.casework.concern_file import ConcernFile, concern_file
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.look_up.chronology import ChronologyRow, chronology_rows
from dsl_desk.casework.look_up.concern import CardWords
from dsl_desk.casework.look_up.contacts import call_lines
from dsl_desk.casework.look_up.finding import ChildFinder, finder_of
from dsl_desk.casework.look_up.lists import adult_lines
from dsl_desk.casework.look_up.names import names_of
from dsl_desk.casework.look_up.step_options import OptionRow, options_of, own_options
from dsl_desk.casework.prefill import filled_from, prefill
from dsl_desk.casework.restricting import keeping_questions
from dsl_desk.casework.safe_contact import in_words, safe_contacts
from dsl_desk.casework.take_step import questions_for, step_of, waiting
from dsl_desk.domain.questions import Answers, Question
from dsl_desk.errors import Bug
from dsl_desk.pathways.cards import cards_in_force
from dsl_desk.pathways.closing import asks_second_person
from dsl_desk.pathways.contacts import CallLine, OwnWorker, unanswered_since
from dsl_desk.pathways.model import Step
from dsl_desk.pathways.notices import notice_of, notice_questions
from dsl_desk.pathways.pack import Pack
from dsl_desk.pathways.progress import StepState
from dsl_desk.store.work import open_read


@dataclass(frozen=True, kw_only=True)
class StepForm:
    """`kind`: what will be sealed; `kinds`: (kind, label) this step can make. `options`: question id or type -> rows.

    `hold`: the stop card that comes first; going on needs a written reason. `still_open`: (id, words) closing asks a
    reason for. `leave_out`: (value, label) one-click reasons; None when the step cannot be left out. `document`: the
    title of the paper its answers make, "" for none; `recipient`: who usually receives it. `refused`: a second person
    did not agree to the closure that was written.
    """

    concern: str
    step: str
    kind: str
    kinds: tuple[tuple[str, str], ...]
    title: str
    questions: tuple[Question, ...]
    answers: Answers
    options: dict[str, list[OptionRow]] = field(default_factory=dict)
    guidance: tuple[str, ...] = ()
    do_not: tuple[str, ...] = ()
    say: tuple[str, ...] = ()
    calls: tuple[CallLine, ...] = ()
    cards: tuple[CardWords, ...] = ()
    hold: CardWords | None = None
    made: tuple[ChronologyRow, ...] = ()
    leave_out: tuple[tuple[str, str], ...] | None = None
    still_open: tuple[tuple[str, str], ...] = ()
    referral: str = ""
    referrals: tuple[tuple[str, str], ...] = ()
    edition: str = ""
    choice_cards: dict[str, CardWords] = field(default_factory=dict)
    finder: ChildFinder = field(default_factory=ChildFinder)
    repeat: bool = True
    afterwards: str = ""
    document: str = ""
    recipient: str = ""
    refused: bool = False


def step_form(desk: Desk, concern_id: str, step_id: str, *, kind: str = "", referral: str = "") -> StepForm:
    """The form of one step on one concern. `kind` and `referral` choose among what the step can make."""
    with open_read(desk.vault) as read:
        file = concern_file(read, desk, concern_id)
        state = next((one for one in file.steps if one.step.id == step_id), None) or _refused(file, step_id)
        names = names_of(read)
        made_ids = {entry.id for entry in state.made}
        made = chronology_rows(desk, file.pack, [x for x in file.lines if x.entry.header.id in made_ids], names)
        safe = safe_contacts(read, desk, [child for child, _, _ in file.children])
        options, finder = options_of(read, desk, file, names, safe), finder_of(read)
        calls = call_lines(read, desk, state.step.call, _worker(file), elsewhere=file.elsewhere)
    options["contact"] = _ringable(options["contact"], calls)
    options["reason"] = [(one.value, one.label, one.note, "") for one in state.step.reasons]
    chosen = kind or _next_kind(file, state.step)
    belongs = referral or _referral_for(file, chosen)
    form = _blank(desk, file, state, chosen, belongs)
    document, recipient = _paper(file.pack, state.step)
    if any(question.id == "adult" or question.type == "adults" for question in form.questions):
        form = replace(form, guidance=(*filter(None, (in_words(safe),)), *form.guidance))
    form = replace(form, answers=_known(desk, file, form), options=options, finder=finder, calls=calls,
                   made=tuple(made), document=document, recipient=recipient)  # fmt: skip
    return replace(form, options=own_options(file, form))


def _refused(file: ConcernFile, step_id: str) -> StepState:
    """Raises the problem of a step that is on no road of this concern."""
    step_of(file, step_id)
    raise Bug("step")


def _blank(desk: Desk, file: ConcernFile, state: StepState, kind: str, referral: str) -> StepForm:
    """The form as the pack words it, before anything from the file is put in."""
    step, questions = state.step, questions_for(file, state.step, kind)
    steps = tuple(one.step for one in file.steps)
    cards = cards_in_force(file.pack, file.record, file.facts, desk.calendar, desk.clock(), steps, step)
    return StepForm(
        concern=file.row.id, step=step.id, kind=kind, title=step.title, questions=questions, answers={},
        kinds=tuple((one, file.pack.label("entry_kinds", one)) for one in step.entry_kinds if one in file.pack.core),
        repeat=step.repeat, afterwards=step.afterwards, guidance=(*_waits(file, kind), *step.guidance),
        do_not=step.do_not, say=said(file, step.say, referral),
        cards=tuple(_words(one.card.id, file.pack, one.because.reference) for one in cards),
        hold=_words(state.hold.card, file.pack, state.hold.because.reference) if state.hold else None,
        leave_out=tuple((one.value, one.label) for one in step.reasons) if state.may_leave_out else None,
        still_open=tuple((one.id, one.title) for one in waiting(file)) if kind == "closed" else (),
        referral=referral, referrals=tuple((one.id, one.reference) for one in file.referrals),
        edition=f"{file.pack.title.title} {file.pack.edition}", choice_cards=choice_cards(questions, file.pack),
        refused=bool(state.agreement and state.agreement.closing and state.agreement.standing == "disagreed"),
    )  # fmt: skip


def _waits(file: ConcernFile, kind: str) -> tuple[str, ...]:
    """Said before somebody closes it: that a second person's word is asked, and why."""
    why = asks_second_person(file.steps) if kind == "closed" else ""
    return (f"{why}: it is closed once a second person agrees, here or by phone.",) if why else ()


def _paper(pack: Pack, step: Step) -> tuple[str, str]:
    """Title and recipient of the paper that answers alone make: a referral's has a screen of its own."""
    document = pack.documents.get(step.document) if step.kind == "assess" else None
    contact = pack.contacts.get(document.recipient) if document else None
    return document.title if document else "", contact.name if contact else ""


def _ringable(contacts: list[OptionRow], calls: tuple[CallLine, ...]) -> list[OptionRow]:
    """The contacts this step rings, in the order they are to be rung; anybody else is written in by name."""
    known = {row[0]: (row[0], row[1], "", "") for row in contacts}
    return [known[line.role] for line in calls if line.role in known] or contacts


def _known(desk: Desk, file: ConcernFile, form: StepForm) -> Answers:
    """What the file already says, so that it is not asked twice."""
    if form.kind in ("referral_made", "referral_written"):
        return prefill(desk, form.referral or file.row.id, form.kind)
    if form.kind == "urgency":
        return _natures_of_notice(file)
    return filled_from(file.record, form.questions)


def _natures_of_notice(file: ConcernFile) -> Answers:
    """What a notice from outside was about, offered once: the lead may change it."""
    concern, before = file.record.latest("concern"), file.record.latest("urgency")
    notice = notice_of(file.pack, concern.answers) if concern is not None and before is None else None
    return {"natures": {"main": notice.natures[0], "all": list(notice.natures)}} if notice and notice.natures else {}


def record_form(desk: Desk, notice: str = "") -> StepForm:
    """The form for a new concern, before there is one; or the short one of a notice from outside."""
    step = desk.pack.step_of_kind("concern")
    short = desk.pack.notices.get(notice)
    questions = notice_questions(desk.pack, short) if short else desk.pack.questions("concern", step)
    with open_read(desk.vault) as read:
        calls, finder = call_lines(read, desk), finder_of(read)
        keeping = keeping_questions(read, desk)
    title, guidance = (short.title, short.guidance) if short else (step.title, step.guidance)
    return StepForm(
        concern="", step=step.id, kind="concern", kinds=(), title=title, answers={}, guidance=guidance,
        questions=(*questions, *keeping), do_not=step.do_not, say=step.say, calls=calls, finder=finder,
        options={"children": [(one, label, "", "") for one, label in finder.labels.items()], **adult_options(desk)},
        edition=f"{desk.pack.title.title} {desk.pack.edition}", choice_cards=choice_cards(questions, desk.pack),
    )  # fmt: skip


def adult_options(desk: Desk) -> dict[str, list[OptionRow]]:
    """Adults on file for a form that asks whom it is about; nothing in the children's vault."""
    if not desk.pack.about_adults:
        return {}
    return {"about_adults": [(one.id, f"{one.name}, {one.role}".rstrip(", "), "", "") for one in adult_lines(desk)]}


def choice_cards(questions: tuple[Question, ...], pack: Pack) -> dict[str, CardWords]:
    """The cards that choosing an answer may open, by id."""
    named = {choice.card for question in questions for choice in question.choices if choice.card}
    named |= {card for nature in pack.natures.values() for card in nature.cards} if _asks_natures(questions) else set()
    blocking = next((card.id for card in pack.cards.values() if card.effect == "block_sealing"), None)
    return {one: _words(one, pack, "") for one in sorted({*named, *([blocking] if blocking else [])})}


def _next_kind(file: ConcernFile, step: Step) -> str:
    """Phone first, write after: the first kind of the step until it is there, then the next one."""
    kinds = [kind for kind in step.entry_kinds if kind in file.pack.core]
    if "referral_written" in kinds and file.referrals:
        newest = file.referrals[-1]
        if newest.made is not None and newest.written is None:
            return "referral_written"
    return kinds[0]


def _referral_for(file: ConcernFile, kind: str) -> str:
    """The referral an entry of this kind most likely belongs to: the newest that still lacks it."""
    if kind not in ("referral_written", "reply", "chase") or not file.referrals:
        return ""
    lacking = [one for one in file.referrals if kind != "referral_written" or one.written is None]
    return (lacking or list(file.referrals))[-1].id


def _worker(file: ConcernFile) -> OwnWorker | None:
    tried = unanswered_since(file.pack, file.record)
    for _, _, child in file.children:
        if child.worker is not None:
            return OwnWorker(name=child.worker.name, number=child.worker.phone, unanswered=tried)
    triage = file.record.latest("urgency")
    if triage is not None and triage.answers.get("social_worker") == "yes":
        name, number = (str(triage.answers.get(one) or "") for one in ("worker_name", "worker_phone"))
        return OwnWorker(name=name, number=number, unanswered=tried)
    return None


def _asks_natures(questions: tuple[Question, ...]) -> bool:
    return any(question.type == "natures" for question in questions)


def _words(card_id: str, pack: Pack, because: str) -> CardWords:
    card = pack.cards[card_id]
    return CardWords(id=card_id, title=card.title, lines=pack.card_lines(card_id), effect=card.effect, because=because)
