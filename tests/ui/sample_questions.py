"""Questions of every type, as a pack might ask them. All names are invented."""

from __future__ import annotations

from dsl_desk.domain.questions import Choice, Need, Question, QuestionType
from dsl_desk.ui.widgets.form import Option

R, RQ = Need.REQUIRED, Need.REQUIRED_OR_NOT_KNOWN


def choices(*pairs: tuple[str, str]) -> tuple[Choice, ...]:
    return tuple(Choice(value=value, label=label) for value, label in pairs)


ROLES = choices(
    ("harmed", "Harmed"), ("at_risk", "At risk"), ("sibling", "Brother or sister"), ("named_only", "Named only")
)

RECORD = (
    Question(
        id="children", label="Who is it about?", type=QuestionType.CHILDREN, need=R, choices=ROLES, group="Children"
    ),
    Question(id="noticed", label="Noticed", type=QuestionType.WHEN, need=RQ, group="When and where"),
    Question(id="where", label="Where", type=QuestionType.TEXT, group="When and where"),
    Question(
        id="noticed_by", label="Who noticed or was told; job", type=QuestionType.STAFF, need=R, group="When and where"
    ),
    Question(
        id="what_happened",
        label="What happened, what was seen?",
        type=QuestionType.LONG_TEXT,
        need=R,
        hint="Facts in order. If it is somebody’s opinion, say whose.",
        group="What happened",
    ),
    Question(
        id="child_words",
        label="The child’s exact words",
        type=QuestionType.WORDS,
        hint="Kept as written, in quotation marks, and never edited",
        group="What happened",
    ),
    Question(
        id="words_how",
        label="Said how?",
        type=QuestionType.CHOICE,
        group="What happened",
        choices=choices(
            ("unasked", "Without being asked"), ("open", "After an open question"), ("overheard", "Overheard")
        ),
    ),
    Question(
        id="injury",
        label="Any mark or injury?",
        type=QuestionType.CHOICE,
        need=RQ,
        group="What happened",
        choices=choices(("no", "No"), ("not_seen", "Not seen"), ("seen", "Seen"), ("said", "Said, not seen")),
    ),
    Question(
        id="injury_detail",
        label="Where on the body, side, size, colour, shape",
        type=QuestionType.TEXT,
        need=RQ,
        show_when=({"injury": ("seen", "said")},),
        group="What happened",
    ),
    Question(id="seemed", label="How the child seemed", type=QuestionType.TEXT, group="What happened"),
    Question(
        id="danger_now",
        label="Is anyone in danger now?",
        type=QuestionType.CHOICE,
        group="Anyone in danger now?",
        choices=(
            Choice(value="no", label="No"),
            Choice(value="unsure", label="Not sure"),
            Choice(value="yes", label="Yes", card="danger"),
        ),
    ),
    Question(
        id="may_have_caused",
        label="Who may have caused this?",
        type=QuestionType.PEOPLE_OF_WORRY,
        group="Who may have caused this?",
    ),
    Question(
        id="next_place",
        label="Where is the child now? Next going where?",
        type=QuestionType.TEXT,
        need=RQ,
        group="Where next?",
    ),
)

OTHERS = (
    Question(id="natures", label="What kind of worry?", type=QuestionType.NATURES, need=RQ, group="First look"),
    Question(
        id="level",
        label="How urgent?",
        type=QuestionType.CHOICE,
        need=R,
        group="First look",
        choices=(
            Choice(value="danger", label="Danger now", note="Ring 999. Write later"),
            Choice(value="significant", label="Significant harm likely or happened: today, before home time"),
            Choice(value="social_care", label="Needs social care, not today"),
            Choice(value="school", label="School can manage"),
        ),
    ),
    Question(id="looked_back", label="I have looked back", type=QuestionType.TICK, need=R, group="First look"),
    Question(id="contact", label="Who did you ring?", type=QuestionType.CONTACT, need=R, group="Call"),
    Question(id="promised", label="What will happen, who, by when?", type=QuestionType.PROMISE, need=RQ, group="Call"),
    Question(
        id="adults", label="Who must not be told, rung or written to?", type=QuestionType.ADULTS, need=RQ, group="Call"
    ),
    Question(
        id="worry_60",
        label="The worry in 60 words",
        type=QuestionType.LONG_TEXT,
        need=R,
        max_words=60,
        group="Referral",
    ),
    Question(
        id="review", label="Review date", type=QuestionType.DATE, why="So that nobody is forgotten.", group="Referral"
    ),
    Question(
        id="ask_for",
        label="What you are asking for",
        type=QuestionType.CHOICES,
        need=R,
        group="Referral",
        choices=choices(
            ("strategy", "Strategy discussion"), ("assessment", "Assessment"), ("information", "Information only")
        ),
    ),
    Question(
        id="tonight",
        label="Where will each child be tonight?",
        type=QuestionType.PER_CHILD,
        need=RQ,
        group="Referral",
        fields=(
            Question(id="place", label="Place, with whom", type=QuestionType.TEXT, need=RQ),
            Question(
                id="safe",
                label="Is that safe?",
                type=QuestionType.CHOICE,
                need=RQ,
                choices=choices(("safe", "Safe"), ("not_safe", "Not safe")),
            ),
        ),
    ),
    Question(id="asked_whom", label="Whom I asked", type=QuestionType.ENTRIES, group="Referral"),
)

OPTIONS = {
    "children": [
        Option("c1", "Kacper Wiśniewski, Year 4"),
        Option("c2", "Zofia Wiśniewska, Reception"),
        Option("c3", "Reece Oyelaran, Year 9"),
    ],
    "adults": [Option("a1", "Darren Holt", "stepfather, lives in the home"), Option("a2", "Ewa Wiśniewska", "mother")],
    "contact": [Option("mash", "Front door", "office hours"), Option("edt", "Emergency team", "after hours")],
    "staff": [Option("s1", "C. Tuohy, after-school club"), Option("s2", "B. Amankwah, class teacher")],
    "natures": [
        Option("hit", "Hit, kicked or hurt by an adult", group="Physical harm"),
        Option("bruise", "Mark on a child who cannot move about", group="Physical harm"),
        Option("hungry", "Hungry, unwashed, unsuitable clothes", group="Neglect"),
        Option("alone", "Left alone", group="Neglect"),
    ],
    "entries": [Option("e1", "13 Nov 18:42 · advice", "rings back by 19:15")],
}
