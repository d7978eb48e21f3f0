"""What a lead does again and again for themselves: training, updates, meetings."""

from __future__ import annotations

from dsl_desk.pathways.model import Cited


class Duty(Cited, frozen=True, kw_only=True):
    """Something the lead does again and again. `often` in words; `months` proposes the next date, 0 none."""

    id: str
    title: str
    often: str
    what: str = ""
    months: int = 0
