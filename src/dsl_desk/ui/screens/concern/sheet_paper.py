"""The sheet that a step's answers make, as a paper to print or export."""

from __future__ import annotations

from dsl_desk.casework import export_pack
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.look_up.step import StepForm
from dsl_desk.ui.context import Context
from dsl_desk.ui.paper_panel import PaperJobs, PaperPanel

_WHO_IS_NAMED = (
    "The children it is about and their brothers and sisters are named; every other child is a letter. Look at the "
    "pages before they leave."
)


class SheetPaper(PaperPanel):
    """Hidden until it is asked for; begins afresh with every other step."""

    def __init__(self, context: Context) -> None:
        super().__init__(context, "Print or export this sheet", who_is_named=_WHO_IS_NAMED)
        self._shown = ("", "", 0)

    def show_form(self, form: StepForm) -> None:
        """What is sealed on this step is what the paper says."""
        shown = (form.concern, form.step, len(form.made))
        if shown != self._shown and form.document:
            self.begin(sheet_jobs(self._context.desk, form))
        elif not form.document:
            self.hide()
        self._shown = shown


def sheet_jobs(desk: Desk, form: StepForm) -> PaperJobs:
    """What makes the sheet of this step, from the answers of the panel's form."""
    concern, step = form.concern, form.step
    return PaperJobs(
        look=lambda answers: export_pack.preview_sheet(desk, concern, step, answers["masks"]),
        print_out=lambda answers: export_pack.print_sheet(
            desk, concern, step, str(answers.get("reason") or ""), answers["masks"]
        ),
        export=lambda answers, target: export_pack.export_sheet(
            desk, concern, step, target, recipient=answers["recipient"], reason=answers["reason"],
            protected=answers["protected"] == "yes", checked=True, masks=answers["masks"],
        ),
        changed=f"concern:{concern}", recipient=form.recipient,
        names=lambda: export_pack.names_on_sheet(desk, concern, step),
    )  # fmt: skip
