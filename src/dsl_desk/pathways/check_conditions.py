"""Every condition of a pack names what exists, and no road can get stuck."""

from __future__ import annotations

from collections.abc import Iterator

from dsl_desk.domain.facts import FACTS
from dsl_desk.domain.questions import NOT_APPLICABLE, NOT_KNOWN, ONLY, Condition, Need, Question, QuestionType
from dsl_desk.pathways.clocks import SINCE
from dsl_desk.pathways.conditions import FACT
from dsl_desk.pathways.findings import Finding
from dsl_desk.pathways.model import Due, Pathway, Step
from dsl_desk.pathways.pack import Pack
from dsl_desk.pathways.side_by_side import merged_steps

_STANDINGS = frozenset({"done", "left_out"})
_STARTS = frozenset({"noticed", "reported", "recorded", "asked", SINCE})


def check_conditions(pack: Pack) -> Iterator[Finding]:
    for pathway in pack.pathways.values():
        yield from _pathway(pack, pathway)
    for card in pack.cards.values():
        yield from _conditions(pack, _all_steps(pack), f"cards: {card.id}", [card.when, card.until])
        for name in card.steps:
            if name not in _all_steps(pack):
                yield Finding("error", f"cards: {card.id}", f"Stands on step “{name}”, which is not there")
    for kind, core in pack.core.items():
        yield from _forms(f"questions/{kind}", core.questions)


def _all_steps(pack: Pack) -> dict[str, Step]:
    return {step.id: step for pathway in pack.pathways.values() for step in pathway.steps}


def _pathway(pack: Pack, pathway: Pathway) -> Iterator[Finding]:
    steps = {step.id: step for step, _ in merged_steps(pack.walked(pathway.id))}
    for step in pathway.steps:
        where = f"pathways/{pathway.id}: {step.id}"
        dues = [*step.due, *(one for one in (step.written, step.reply) if one is not None)]
        conditions = [step.when, step.done_when, step.mandatory_when, *(one.when for one in dues)]
        conditions += [one for hold in step.hold for one in (hold.when, hold.until)]
        conditions += [step.agree.when] if step.agree else []
        yield from _conditions(pack, steps, where, conditions)
        yield from _starts(pack, steps, where, dues)
        yield from _fills(pack, steps, where, step.questions)
        yield from _stuck(steps, steps[step.id], where)
        yield from _forms(where, step.questions, _asked_before(pack, pathway, step))
    yield from _suggested(pack, pathway, steps)
    yield from _dead(pathway, steps)
    if not any("closed" in step.entry_kinds for step in steps.values()):
        yield Finding("error", f"pathways/{pathway.id}", "Has no step that closes it. Add one of kind “close”")
    if not any("concern" in step.entry_kinds for step in steps.values()):
        yield Finding(
            "error", f"pathways/{pathway.id}", "Has no step that records the concern. Add one of kind “record”"
        )


def _suggested(pack: Pack, pathway: Pathway, steps: dict[str, Step]) -> Iterator[Finding]:
    where = f"pathways/{pathway.id}: suggested_when"
    yield from _conditions(pack, steps, where, [pathway.suggested_when])
    if bool(pathway.suggested_when) != bool(pathway.suggested_because):
        yield Finding("error", where, "Needs suggested_because beside it: the reason in words, or neither of them")


def _asked_before(pack: Pack, pathway: Pathway, step: Step) -> set[str]:
    """What a form of this step asks already: core questions, and the extras of the road this one stands beside."""
    base = pack.pathways[pathway.beside].step(step.id) if pathway.beside else None
    core = {one.id for kind in step.entry_kinds for one in _core(pack, kind)}
    return core | {one.id for one in (base.questions if base else ())}


def _conditions(pack: Pack, steps: dict[str, Step], where: str, conditions: list[Condition]) -> Iterator[Finding]:
    for condition in conditions:
        for table in condition:
            for key, values in table.items():
                yield from _key(pack, steps, where, key, values)


def _key(pack: Pack, steps: dict[str, Step], where: str, key: str, values: tuple[str, ...]) -> Iterator[Finding]:
    if not values:
        yield Finding("error", where, f"The condition on “{key}” names no value")
    if key.startswith(FACT):
        yield from _fact(pack, where, key.removeprefix(FACT), values)
        return
    step_id, _, question_id = key.partition(".")
    step = steps.get(step_id)
    if step is None:
        yield Finding("error", where, f"The condition on “{key}” names a step that is not there")
    elif not question_id:
        for value in sorted(set(values) - _STANDINGS):
            yield Finding("error", where, f"A step can be done or left_out, not “{value}”")
        if "left_out" in values and not step.leave_out:
            yield Finding("note", where, f"Step “{step_id}” can never be left out")
    else:
        yield from _answer(pack, step, where, question_id.removeprefix(ONLY), values)


def _fact(pack: Pack, where: str, name: str, values: tuple[str, ...]) -> Iterator[Finding]:
    if name not in FACTS:
        yield Finding("error", where, f"“fact.{name}” is not one of the facts this program knows")
        return
    known = set(FACTS[name]) or {one.id for one in pack.parents_rules}
    for value in sorted(set(values) - known):
        yield Finding("error", where, f"“fact.{name}” can never be “{value}”")


def _answer(pack: Pack, step: Step, where: str, question_id: str, values: tuple[str, ...]) -> Iterator[Finding]:
    asked = [one for kind in step.entry_kinds for one in _core(pack, kind)] + list(step.questions)
    question = next((one for one in asked if one.id == question_id), None)
    if question is None:
        yield Finding("error", where, f"“{step.id}.{question_id}” is no question of that step")
        return
    if question.type is QuestionType.NATURES:
        known = set(pack.natures)
    elif question.choices:
        known = {choice.value for choice in question.choices}
    else:
        return
    known |= {NOT_KNOWN, NOT_APPLICABLE} if question.need is Need.REQUIRED_OR_NOT_KNOWN else set()
    for value in sorted(set(values) - known):
        yield Finding("error", where, f"“{step.id}.{question_id}” can never be “{value}”")


def _core(pack: Pack, kind: str) -> tuple[Question, ...]:
    return pack.core[kind].questions if kind in pack.core else ()


def _starts(pack: Pack, steps: dict[str, Step], where: str, dues: list[Due]) -> Iterator[Finding]:
    for due in dues:
        step_id, _, question_id = due.start.partition(".")
        if due.start in _STARTS:
            if due.start == SINCE and not due.when:
                yield Finding("error", where, f"A deadline counts from “{SINCE}” and says no “when”. Add one")
            continue
        if step_id not in steps:
            yield Finding("error", where, f"A deadline counts from “{due.start}”, which is not there")
        elif question_id and question_id != "happened":
            yield from _answer(pack, steps[step_id], where, question_id, ())


def _fills(pack: Pack, steps: dict[str, Step], where: str, questions: tuple[Question, ...]) -> Iterator[Finding]:
    for question in questions:
        if not question.fill_from:
            continue
        step_id, _, name = question.fill_from.partition(".")
        if step_id in steps and name:
            yield from _answer(pack, steps[step_id], where, name, ())
        else:
            yield Finding("error", where, f"Fills from “{question.fill_from}”, which names no question of a step")


def _stuck(steps: dict[str, Step], step: Step, where: str) -> Iterator[Finding]:
    """Nothing holds a referral; a hold on a step that must be done rests only on steps that must be done themselves."""
    if step.hold and "referral_made" in step.entry_kinds:
        yield Finding("error", where, "Nothing may hold a referral. Take the hold away")
    if step.leave_out:
        return
    for hold in step.hold:
        for table in hold.until:
            for key in table:
                other = steps.get(key.partition(".")[0])
                if other is not None and other.leave_out:
                    yield Finding(
                        "error", where, f"Its hold waits for “{other.id}”, which can be left out: it could get stuck"
                    )


def _dead(pathway: Pathway, steps: dict[str, Step]) -> Iterator[Finding]:
    """Steps that nothing can ever ask for: what asks for them is asked for only by themselves, in a circle."""
    live: set[str] = set()
    grown = True
    while grown:
        grown = False
        for step in steps.values():
            if step.id not in live and (step.any_time or _can_be_asked(step, live)):
                live.add(step.id)
                grown = True
    for step in steps.values():
        if step.id not in live:
            yield Finding(
                "error", f"pathways/{pathway.id}: {step.id}", "Nothing can ever ask for this step. Mend its “when”"
            )


def _can_be_asked(step: Step, live: set[str]) -> bool:
    if not step.when:
        return True
    return any(all(key.startswith(FACT) or key.partition(".")[0] in live for key in table) for table in step.when)


def _forms(where: str, questions: tuple[Question, ...], core: set[str] | None = None) -> Iterator[Finding]:
    """Conditions inside a form look back at earlier questions of it only; choices are unambiguous."""
    before: dict[str, Question] = {}
    for question in questions:
        if core and question.id in core:
            yield Finding(
                "error", f"{where}: {question.id}", "An extra question has the id of one asked before it. Rename it"
            )
        values = [choice.value for choice in question.choices]
        if len(values) != len(set(values)):
            yield Finding("error", f"{where}: {question.id}", "A value stands twice among its choices")
        if question.type in (QuestionType.CHOICE, QuestionType.CHOICES) and not question.choices:
            yield Finding("error", f"{where}: {question.id}", "A choice without choices. Add some")
        for table in (*question.show_when, *question.need_when):
            for key, wanted in table.items():
                yield from _form_key(f"{where}: {question.id}", key.removeprefix(ONLY), wanted, before, core or set())
        if question.id in before:
            yield Finding("error", f"{where}: {question.id}", "This question stands twice")
        before[question.id] = question


def _form_key(
    where: str, key: str, wanted: tuple[str, ...], before: dict[str, Question], core: set[str]
) -> Iterator[Finding]:
    if key not in before:
        if key not in core:
            yield Finding("error", where, f"Looks at “{key}”, which is not asked before it on this form")
        return
    known = {choice.value for choice in before[key].choices}
    if known:
        for value in sorted(set(wanted) - known - {"not_known", "not_applicable"}):
            yield Finding("error", where, f"Waits for “{key}” to be “{value}”, which it can never be")
