"""The chronology as a paper: how much of it, and what makes it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from dsl_desk.casework import export_pack
from dsl_desk.domain.questions import Answers, Choice, Question, QuestionType
from dsl_desk.domain.selection import EVERYTHING, Selection
from dsl_desk.ui.context import Context
from dsl_desk.ui.paper_panel import PaperJobs

_YEAR = timedelta(days=365)


def how_much(shown: str) -> Question:
    """`shown`: what the screen shows, when that is not the whole file."""
    choices = [Choice(value="12", label="The last 12 months"), Choice(value="all", label="Everything")]
    if shown:
        note = f"{shown[:1].upper()}{shown[1:]}. Every page says so."
        choices.append(Choice(value="shown", label="Only what is shown now", note=note))
    return Question(id="how_much", label="How much", type=QuestionType.CHOICE, choices=tuple(choices))


def chronology_jobs(context: Context, who: str, changed: str, shown: Callable[[], Selection]) -> PaperJobs:
    """What makes the chronology of this child or adult, from the answers of the form. `shown`: what the screen shows.

    `changed`: what the screens are told.
    """
    desk = context.desk

    def selection(answers: Answers) -> Selection:
        if answers.get("how_much") == "12":
            return Selection(since=context.now().date() - _YEAR)
        return shown() if answers.get("how_much") == "shown" else EVERYTHING

    return PaperJobs(
        look=lambda answers: export_pack.preview_chronology(desk, who, selection(answers)),
        print_out=lambda answers: export_pack.print_chronology(
            desk, who, str(answers.get("reason") or ""), selection(answers)
        ),
        export=lambda answers, target: export_pack.export_chronology(
            desk, who, target, recipient=answers["recipient"], reason=answers["reason"],
            protected=answers["protected"] == "yes", checked=True, selection=selection(answers),
        ),
        changed=changed,
    )  # fmt: skip
