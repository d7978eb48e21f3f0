"""The times of a step that no source settles: the one it counts by stands above it, the others below."""

from __future__ import annotations

from dsl_desk.casework.look_up.step import StepForm
from dsl_desk.ui.context import Context
from dsl_desk.ui.own_times import OwnTimes


class StepTimes:
    def __init__(self, context: Context) -> None:
        self.now = OwnTimes(context, "Time for this step", why=False)
        self.others = OwnTimes(context, "Times that you can set")

    def show_form(self, form: StepForm) -> None:
        self.now.show_lines(one for one in form.times if one.now)
        self.others.show_lines(one for one in form.times if not one.now)
