"""Concerns on Family Help, domestic abuse and between children: newly begun, and well under way."""

from __future__ import annotations

from typing import Any

from dsl_desk.casework import roads
from dsl_desk.casework.desk import Desk
from tests.casework import road_acts
from tests.ui.desks import School, record, step, when


def add_concerns_on_roads(desk: Desk, school: School) -> dict[str, str]:
    """Short names: F, D, B for the three roads, 20 newly begun, 14 well under way."""
    ids = school.ids
    each = {ids["kacper"]: {"saw": "Heard it from the stairs.", "says": "Is Mum coming?", "needs": "A quiet start."},
            ids["zofia"]: {"saw": "Asleep in the same room.", "needs": "Her own place to rest."}}  # fmt: skip
    found = {name: family(desk, school) for name in ("F14", "D20", "D14")}
    found |= {name: between(desk, school) for name in ("B20", "B14")}
    road_acts.family_help(desk, found["F14"])
    roads.start_road(desk, found["D20"], "domestic_abuse")
    road_acts.domestic_abuse(desk, found["D14"], each)
    roads.start_road(desk, found["B20"], "child_on_child")
    road_acts.child_on_child(desk, found["B14"], ids["leyla"], ids["tyler"])
    return found


def family(desk: Desk, school: School) -> str:
    children = [{"child": school.ids["kacper"], "role": "at_risk"}, {"child": school.ids["zofia"], "role": "sibling"}]
    said = {"children": children, "what_happened": "Shouting at home again. He does not sleep."}
    return looked_at(desk, said, "domestic_abuse", "young_carer")


def between(desk: Desk, school: School) -> str:
    children = [{"child": school.ids["leyla"], "role": "harmed"},
                {"child": school.ids["tyler"], "role": "may_have_harmed"}]  # fmt: skip
    said = {"children": children, "what_happened": "He says that he has a picture of her, and asks for money."}
    return looked_at(desk, said, "sextortion", "harassment")


def looked_at(desk: Desk, said: dict[str, Any], *natures: str) -> str:
    concern = record(desk, {
        "danger_now": "no", "noticed": when(2026, 11, 20, 9, 0), "noticed_by": "Siân Prosser", "injury": "no",
        "where_now": "in_school", "told_dsl": "yes", **said,
    })  # fmt: skip
    step(desk, concern, "urgency", {
        "looked_back": True, "natures": {"main": natures[0], "all": list(natures)}, "level": "social_care",
        "why": "What was said this morning.", "social_worker": "no",
    })  # fmt: skip
    return concern
