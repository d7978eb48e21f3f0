"""The facts of a concern, from its record, the children's files and the pack."""

from __future__ import annotations

from datetime import datetime

from dsl_desk.domain.calendar import Calendar
from dsl_desk.domain.facts import ChildOnFile, FactInputs, Facts, compute
from dsl_desk.domain.record import Record
from dsl_desk.domain.when import local
from dsl_desk.pathways.natures import together
from dsl_desk.pathways.pack import Pack
from dsl_desk.pathways.referrals import referrals


def natures_of(record: Record) -> tuple[str, ...]:
    """The natures of the triage that stands."""
    triage = record.latest("urgency")
    said = triage.answers.get("natures") if triage else None
    if isinstance(said, dict):
        said = said.get("all")
    return tuple(str(one) for one in said) if isinstance(said, (list, tuple)) else ()


def facts_of(pack: Pack, record: Record, children: tuple[ChildOnFile, ...], calendar: Calendar, now: datetime) -> Facts:
    """All facts a road of this pack may rest on. `now` is aware."""
    made = [one for one in referrals(pack, record, calendar, now) if one.made is not None]
    late = next((one for one in made if one.overdue), None)
    waiting = next((one for one in made if not one.decided), None)
    social = next((one.made.id for one in made if one.made and pack.is_social_care(one.to)), None)
    triage = record.latest("urgency")
    level = str(triage.answers.get("level") or "") if triage else ""
    rule = together(pack, natures_of(record)).parents
    return compute(
        FactInputs(
            today=local(now).date(),
            record=record,
            children=children,
            authority=pack.authority,
            low_levels=pack.low_levels,
            parents_rule=rule.id if rule else "",
            parents_rule_entry=triage.id if triage and rule else None,
            overdue_reply=late.begun.id if late else None,
            told=tuple(one.made.id for one in made if one.made is not None and pack.answers(one.to, level)),
            told_social_care=social,
            open_referral=waiting.begun.id if waiting else None,
        )
    )
