"""A shell with invented screens like the ones that will stand in it. All names are invented."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from dsl_desk.domain.questions import Question, QuestionType
from dsl_desk.domain.when import LONDON
from dsl_desk.ui.changes import Changes
from dsl_desk.ui.context import Context, Screen
from dsl_desk.ui.doors import DangerCalls, DangerCard
from dsl_desk.ui.lock import IdleLock
from dsl_desk.ui.navigation import Navigation, Place
from dsl_desk.ui.rail import Identity
from dsl_desk.ui.search_box import Found
from dsl_desk.ui.shell import Shell
from dsl_desk.ui.tasks import Tasks
from dsl_desk.ui.theme import Theme
from dsl_desk.ui.widgets.banner import Banner, ErrorSummary
from dsl_desk.ui.widgets.buttons import LinkButton, PrimaryButton, SecondaryButton
from dsl_desk.ui.widgets.card import Card, QuoteBlock, rule
from dsl_desk.ui.widgets.columns import Columns
from dsl_desk.ui.widgets.flow import FlowRow
from dsl_desk.ui.widgets.form import QuestionForm
from dsl_desk.ui.widgets.labels import Tag, muted, small, strong
from dsl_desk.ui.widgets.step_list import StepList, StepRow
from tests.ui.sample_questions import OPTIONS, RECORD, R, choices

CARD = DangerCard(
    title="Ring 999 now",
    lines=("Stay with the child.", "Then ring the front door, or after hours the emergency team.", "Write later."),
    numbers=(("Police, ambulance, fire", "999"), ("Front door, office hours (assumed)", "01632 960 001"),
             ("Emergency team, after hours", "01632 960 002")),
    note="This is a prompt, not the whole guidance.",
)  # fmt: skip
NOW = datetime(2026, 11, 13, 18, 31, tzinfo=LONDON)


def item(title: str, line: str, tag: str, tone: str, act: str) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(10)
    words = QVBoxLayout()
    words.setSpacing(0)
    words.addWidget(strong(title))
    words.addWidget(muted(line))
    row.addLayout(words, 1)
    row.addWidget(Tag(tag, tone))
    row.addWidget(SecondaryButton(act))
    return holder


class SampleToday(Screen):
    def __init__(self, context: Context) -> None:
        super().__init__(context)
        area = self.page()
        self.crumb.say("Friday 20 November 2026, 10:15")
        self.title.say("Today")
        columns = Columns(12, 5)
        left, right = columns.columns
        left.addWidget(Card("Before home time, 15:15", Tag("None", "ok")))
        ring = Card("Ring now", Tag("1", "danger"))
        ring.add(item("Reece O., Year 9 · referral not acknowledged",
                      "Phoned Wed 18 Nov 09:30 · due by end of Thu 19 Nov", "Overdue", "danger", "Chase"))  # fmt: skip
        waiting = Card("Waiting on others", Tag("2", "warn"))
        waiting.add(
            item("Tyler M., Year 10 · Prevent sheet", "Sent 5 Nov · no reply in 15 days", "Silent", "warn", "Chase"),
            rule(),
            item(
                "Semhar T., Year 9 · hotel may move the family", "Promised by Tue 24 Nov", "Due Tue", "accent", "Open"
            ),
        )
        left.addWidget(ring)
        left.addWidget(waiting)
        call = Card("Who to call now")
        call.add(muted("Office hours (assumed: no source states them)."), strong("999"), muted("Anyone in danger now"))
        call.add(rule(), strong("01632 960 001"), muted("Front door"), LinkButton("All contacts"))
        health = Card("This desk")
        health.add(
            FlowRow(Tag("Backed up 10:00", "ok"), Tag("Record verified", "ok")),
            muted("Last restore drill 41 days ago."),
        )
        right.addWidget(call)
        right.addWidget(health)
        area.body.addWidget(columns)
        area.body.addStretch(1)


ADVICE = (
    Question(id="contact", label="Who did you speak to?", type=QuestionType.TEXT, need=R),
    Question(id="began", label="Call reference", type=QuestionType.TEXT),
    Question(id="advised", label="What did they advise?", type=QuestionType.LONG_TEXT, need=R),
    Question(
        id="view", label="Their view", type=QuestionType.CHOICE, need=R,
        choices=choices(("refer", "Refer"), ("help", "Family Help"), ("not_yet", "Not yet")),
    ),
    Question(id="promised", label="What will happen, who, by when?", type=QuestionType.PROMISE),
)  # fmt: skip


class SampleConcern(Screen):
    section = "concerns"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        area = self.page(Tag("Needs social care, not today", "warn"), SecondaryButton("Open child’s file"))
        self.crumb.say("Concern C-0010 · general road")
        self.title.say("Tyler Marsh, Year 10")
        columns, inner = Columns(8, 19, least=640), Columns(12, 7, least=660)
        left, outer = columns.columns
        outer.addWidget(inner)
        middle, right = inner.columns
        self.steps = StepList("The road")
        self.steps.show_steps(
            [
                StepRow("record", "Record", "Sealed 2 Nov 14:55", "Done", "ok"),
                StepRow("urgency", "Look back, decide how urgent", "No earlier entries", "Done", "ok"),
                StepRow("advice", "Ring for advice", "Prevent lead rang 15:20", "Now", "accent"),
                StepRow("parents", "Parents or carers", "Asked now: tell unless it adds risk", "To do"),
                StepRow("refer", "Refer or share", "At any time, phone first", "Any time", "accent"),
                StepRow("close", "Close", "Needs a decision", "Later"),
            ],
            "advice",
        )
        road = Card()
        road.body.setContentsMargins(1, 1, 1, 1)
        road.add(self.steps)
        left.addWidget(road)
        self.form = QuestionForm(ADVICE, options=OPTIONS, flat=True, now=lambda: NOW)
        self.summary = ErrorSummary()
        step = Card("Ring for advice", small("Draft saved 15:31"))
        acts = FlowRow(
            PrimaryButton("Seal this advice"), SecondaryButton("No answer"), LinkButton("Advice not needed…")
        )
        step.add(self.summary, self.form, acts)
        middle.addWidget(step)
        middle.addWidget(
            Banner("is a family member part of the worry? If telling adds risk, ring first.", "warn",
                   strong="Before you talk to parents:")
        )  # fmt: skip
        words = Card()
        words.add(small("Child’s words, as recorded"), QuoteBlock("He was the only one who did something."))
        middle.addWidget(words)
        guide = Card("Guidance for this step")
        guide.add(muted("Advice never gates a referral. If harm is possible, ring first."), rule(), strong("Say"),
                  muted("Who you are, what you saw, what he said, what you are asking."))  # fmt: skip
        right.addWidget(guide)
        area.body.addWidget(columns)
        area.body.addStretch(1)


class SampleRecord(Screen):
    section = "concerns"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        area = self.page()
        self.crumb.say("New record · draft saved 18:31")
        self.title.say("Record a concern")
        self.form = QuestionForm(
            RECORD,
            options=OPTIONS,
            now=lambda: NOW,
            side=("Anyone in danger now?", "Where next?", "Who may have caused this?"),
        )
        self.saved = 0
        area.body.addWidget(self.form)
        area.body.addWidget(
            FlowRow(PrimaryButton("Check and seal"), SecondaryButton("Keep as draft")), 0, Qt.AlignmentFlag.AlignLeft
        )
        area.body.addStretch(1)

    def save_draft(self) -> None:
        self.saved += 1

    def first_focus(self) -> QWidget | None:
        return self.form.buddy()


def search(text: str) -> list[Found]:
    labels = ["Kacper Wiśniewski", "Tyler Marsh", "Reece Oyelaran"]
    return [Found(label, "child", Place("concern")) for label in labels if text.lower() in label.lower()]


def make_shell(
    app: QApplication, mode: str = "light", percent: int = 100, *, practice: bool = True, theme: Theme | None = None
) -> Shell:
    theme = theme or Theme(app, mode, percent)
    context = Context(None, tasks=Tasks(), changes=Changes(), navigation=Navigation(), theme=theme, now=lambda: NOW)
    shell = Shell(
        context,
        Identity("Quillbrook School", "J. Pryce-Okafor", "Designated safeguarding lead", practice),
        {"today": SampleToday, "concern": SampleConcern, "record": SampleRecord},
        search=search,
        danger=CARD,
        calls=DangerCalls(),
        check_passphrase=lambda passphrase: passphrase == "correct horse",
        idle=IdleLock(context),
    )
    context.setParent(shell)
    shell.go(Place("today"))
    return shell
