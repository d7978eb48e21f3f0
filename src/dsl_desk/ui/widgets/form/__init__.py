"""Forms drawn from questions."""

from __future__ import annotations

from dsl_desk.ui.widgets.form.options import Option, Suggest
from dsl_desk.ui.widgets.form.question_form import QuestionForm

__all__ = ["Option", "QuestionForm", "Suggest"]
