"""The urgency line: how bad, what was agreed and until when, and by when a decision is needed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from dsl_desk.casework.pack_facts.family import called
from dsl_desk.casework.pack_facts.sources import Sources
from dsl_desk.casework.pack_facts.words import company, sentence, together
from dsl_desk.domain.calendar import Calendar, fixed
from dsl_desk.domain.when import local, long_date
from dsl_desk.pathways.pack import Pack

_HARM = "danger"  # the tone of levels that wait for nobody's working day


def level_of(sources: Sources) -> str:
    """The most urgent level among the concerns it rests on; blank while nobody has judged."""
    order = [item.value for item in sources.pack.lists["levels"].items]
    found = [file.row.level for file in sources.files if file.row.level in order]
    return min(found, key=order.index, default="")


def level_words(pack: Pack, level: str) -> str:
    """The pack's own words for the level in capitals, as far as its first thought goes."""
    return re.split(r",| likely\b", pack.label("levels", level))[0].upper() if level else "NOT YET ASSESSED"


def decide_by(pack: Pack, calendar: Calendar, level: str, now: datetime) -> datetime:
    """Harm: home time of that day. Anything else, and whatever is about an adult: the end of the next working day.

    Only an offer: whoever refers decides.
    """
    if not pack.about_adults and (pack.tone(level) == _HARM or not level):
        return calendar.home_time(now)
    return calendar.working_days_after(now, 1)


def urgency_line(sources: Sources, tonight: Mapping[str, Any], agreed: str, by: datetime | None) -> str:
    """Built from the file and from what the form holds so far. `tonight`: child id -> {"with_whom", "safe"}."""
    decision = "Decision needed by: not known"
    if by is not None:
        there = local(by)
        moment = f"{there:%H:%M}, {there:%A} {long_date(there.date())}"
        soon = fixed(by) <= fixed(sources.now) + timedelta(minutes=1)
        decision = "Decision needed now" if soon else f"Decision needed before {moment}"
    parts = (level_words(sources.pack, level_of(sources)), _tonight(sources, tonight, agreed), decision)
    return " ".join(sentence(part) for part in parts if part)


def _tonight(sources: Sources, tonight: Mapping[str, Any], agreed: str) -> str:
    """ "Safe tonight with aunt, agreed until Monday"; who is not safe is named."""
    said = [(called(child.body), dict(tonight.get(child.id) or {})) for child in sources.children]
    if not any(one.get("safe") for _, one in said):
        return agreed
    unsafe = [name for name, one in said if one.get("safe") == "not_safe"]
    if unsafe:
        return together(f"NOT SAFE tonight: {', '.join(unsafe)}", agreed)
    if any(one.get("safe") != "safe" for _, one in said):
        return together("Not known to be safe tonight", agreed)
    whom = {str(one.get("with_whom") or "").strip() for _, one in said}
    same = company(whom.pop()) if len(whom) == 1 else ""
    return together(f"Safe tonight {same}", agreed)
