"""Ringing again about a referral: the words to say or to copy, the attempts with their days, the rung that is next."""

from __future__ import annotations

from dsl_desk.casework.answer_words import in_a_row
from dsl_desk.casework.concern_file import ConcernFile
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.look_up.today_row import day_of, moment_of
from dsl_desk.domain.questions import Answers, Question
from dsl_desk.domain.when import local
from dsl_desk.pathways.clocks import deadline
from dsl_desk.pathways.model import Step
from dsl_desk.pathways.referrals import ReferralState

SPOKE = "spoke"
_TRIED = 2  # attempts nobody answered, after which the next rung is offered


def words_to_say(file: ConcernFile, lines: tuple[str, ...], referral: str) -> tuple[str, ...]:
    """The pack's lines with what the file knows of this referral; a line that would say something untrue is left out.

    `{due}` is said once that time has passed without an answer, `{attempts}` once somebody tried.
    """
    state = state_of(file, referral)
    known = {} if state is None or state.made_at is None else _known(file, state)
    told = [(line, [name for name in ("made", "children", "due", "attempts") if f"{{{name}}}" in line])
            for line in lines]  # fmt: skip
    return tuple(_filled(line, known) for line, asked in told if all(known.get(name) for name in asked))


def attempts(file: ConcernFile, state: ReferralState) -> tuple[str, ...]:
    """When somebody tried to hear from them, the oldest first: "Wed 18 Nov 09:10"."""
    return tuple(moment_of(file.record.began(one)) for one in state.chases)


def attempts_line(file: ConcernFile, state: ReferralState) -> str:
    """ "rang again 2 times, last Wed 18 Nov 09:10"; blank while nobody did."""
    tried = attempts(file, state)
    if len(tried) < _TRIED:
        return f"rang again {tried[0]}" if tried else ""
    return f"rang again {len(tried)} times, last {tried[-1]}"


def next_rung(desk: Desk, file: ConcernFile, step: Step, questions: tuple[Question, ...], referral: str) -> Answers:
    """What a form of this step begins with: the rung to try next, and by when the one after it, where the school set
    a time for that."""
    rungs = tuple(choice.value for one in questions if one.id == "rung" for choice in one.choices)
    state = state_of(file, referral)
    if not rungs or state is None:
        return {}
    rung = _offered(rungs, state)
    dues = (due for due in step.due if any(rung in table.get(f"{step.id}.rung", ()) for table in due.when))
    after = next((deadline(due, desk.clock(), desk.calendar) for due in dues if due.id in desk.calendar.own), None)
    by = {"next_rung_by": local(after.at).date().isoformat()} if after is not None and after.at else {}
    return {"rung": rung, **(by if any(one.id == "next_rung_by" for one in questions) else {})}


def state_of(file: ConcernFile, referral: str) -> ReferralState | None:
    return next((one for one in file.referral_states if one.referral == referral), None)


def _offered(rungs: tuple[str, ...], state: ReferralState) -> str:
    """The first; after one where somebody was spoken to, or nobody answered twice, the next."""
    tried = [one for one in state.chases if one.answers.get("rung") in rungs]
    if not tried:
        return rungs[0]
    highest = max(rungs.index(one.answers["rung"]) for one in tried)
    there = [one for one in tried if one.answers["rung"] == rungs[highest]]
    spent = len(there) >= _TRIED or any(one.answers.get("result") == SPOKE for one in there)
    return rungs[min(highest + spent, len(rungs) - 1)]


def _known(file: ConcernFile, state: ReferralState) -> dict[str, str]:
    names = {child: snapshot.known_as for child, _, snapshot in file.children}
    said = state.begun.answers.get("children") or ()
    children = [names[one["child"]] for one in said if one["child"] in names]
    due = state.due.at if state.due is not None and state.overdue else None
    return {
        "made": moment_of(state.made_at) if state.made_at else "", "children": in_a_row(children),
        "due": day_of(due), "attempts": in_a_row(attempts(file, state)),
    }  # fmt: skip


def _filled(line: str, known: dict[str, str]) -> str:
    for name, words in known.items():
        line = line.replace(f"{{{name}}}", words)
    return line
