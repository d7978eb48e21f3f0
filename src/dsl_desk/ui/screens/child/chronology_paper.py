"""The chronology as a paper: how much of it, and what makes it."""

from __future__ import annotations

from dsl_desk.casework import export_pack
from dsl_desk.casework.desk import Desk
from dsl_desk.domain.questions import Answers, Choice, Question, QuestionType
from dsl_desk.ui.paper_panel import PaperJobs

HOW_MUCH = Question(id="months", label="How much", type=QuestionType.CHOICE, choices=(
    Choice(value="12", label="The last 12 months"), Choice(value="all", label="Everything")))  # fmt: skip


def chronology_jobs(desk: Desk, child: str) -> PaperJobs:
    """What makes this child's chronology, from the answers of the form."""
    return PaperJobs(
        look=lambda answers: export_pack.preview_chronology(desk, child, _months(answers)),
        print_out=lambda answers: export_pack.print_chronology(
            desk, child, str(answers.get("reason") or ""), _months(answers)
        ),
        export=lambda answers, target: export_pack.export_chronology(
            desk, child, target, recipient=answers["recipient"], reason=answers["reason"],
            protected=answers["protected"] == "yes", checked=True, months=_months(answers),
        ),
        changed=f"child:{child}",
    )  # fmt: skip


def _months(answers: Answers) -> int | None:
    return 12 if answers.get("months") == "12" else None
