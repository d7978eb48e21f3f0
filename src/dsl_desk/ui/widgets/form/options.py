"""What a form is given besides its questions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from dsl_desk.domain.questions import Choice, Question, QuestionType
from dsl_desk.domain.spelling import without_accents
from dsl_desk.domain.when import LONDON


@dataclass(frozen=True)
class Option:
    """One thing a list from the file offers. `note` stands under the label; `group` gathers options under a heading.

    `words`: what else it is found by. `told`: shown once it is chosen. `rule`: (place, sentence), of which only the one
    with the lowest place is shown.
    """

    value: str
    label: str
    note: str = ""
    group: str = ""
    card: str | None = None
    words: str = ""
    told: tuple[str, ...] = ()
    rule: tuple[int, str] | None = None

    @property
    def found_by(self) -> str:
        return without_accents(f"{self.label} {self.note} {self.group} {self.words}")


Suggest = Callable[[str], list[tuple[str, str]]]


@dataclass(frozen=True)
class Surroundings:
    """Lists from the file, the search for children, and the clock. `options` is keyed by question id or by type."""

    options: Mapping[str, list[Option]] = field(default_factory=dict)
    suggest: Suggest | None = None
    now: Callable[[], datetime] = lambda: datetime.now(LONDON)

    def own(self, question: Question) -> list[Option] | None:
        """The options given for this very question, or None. Questions about children want the keys "<id>:ticks" (who
        is in it) and "<id>:children" (asked about one by one), so that a field inside may have the same id."""
        kinds = {QuestionType.CHILDREN: ":ticks", QuestionType.PER_CHILD: ":children"}
        return self.options.get(question.id + kinds.get(question.type, ""))

    def of(self, question: Question) -> list[Option]:
        """The options for this question: its own, else its type's, else its choices."""
        for key in (question.id, question.type.value):
            if key in self.options:
                return self.options[key]
        return [of_choice(choice) for choice in question.choices]

    def search(self, text: str) -> list[tuple[str, str]]:
        """Children whose names match, best known way."""
        return (self.suggest or self._search_options)(text)

    def _search_options(self, text: str) -> list[tuple[str, str]]:
        words = without_accents(text).split()
        found = [o for o in self.options.get("children", []) if all(word in without_accents(o.label) for word in words)]
        return [(option.value, option.label) for option in found[:12]]


def of_choice(choice: Choice) -> Option:
    return Option(choice.value, choice.label, choice.note, card=choice.card)
