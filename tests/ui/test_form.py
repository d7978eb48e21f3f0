"""Forms drawn from questions, filled with real keys."""

from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow, QRadioButton

from dsl_desk.domain.questions import NOT_APPLICABLE, NOT_KNOWN, Choice, Need, Question, QuestionType
from dsl_desk.domain.when import LONDON
from dsl_desk.ui.theme import Theme
from dsl_desk.ui.widgets.banner import ErrorSummary
from dsl_desk.ui.widgets.form import Option, QuestionForm
from dsl_desk.ui.widgets.scroll import ScrollArea
from tests.ui.sample_questions import OPTIONS, OTHERS, RECORD, choices

NOW = datetime(2026, 11, 21, 9, 31, tzinfo=LONDON)


@pytest.fixture
def show(qtbot, theme: Theme):
    windows = []

    def in_window(form: QuestionForm) -> QuestionForm:
        window, area = QMainWindow(), ScrollArea()
        area.body.addWidget(form)
        window.setCentralWidget(area)
        window.resize(1100, 700)
        qtbot.addWidget(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        windows.append(window)
        return form

    yield in_window
    windows.clear()


def make(*questions: Question, **more) -> QuestionForm:
    return QuestionForm(questions, options=OPTIONS, now=lambda: NOW, **more)


def one(kind: QuestionType, need: Need = Need.OPTIONAL, **more) -> Question:
    return Question(id="q", label="What happened?", type=kind, need=need, **more)


def keys(text: str) -> None:
    """Any letter: QTest's own typing knows ASCII only."""
    for letter in text:
        if letter.isascii():
            QTest.keyClick(QApplication.focusWidget(), letter)
        else:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, 0, Qt.KeyboardModifier.NoModifier, letter)
                QApplication.sendEvent(QApplication.focusWidget(), event)


def key(name: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(QApplication.focusWidget(), name, modifier)


def test_a_long_problem_wraps_and_never_widens_the_page(qtbot):
    area, summary = ScrollArea(), ErrorSummary()
    area.body.addWidget(summary)
    qtbot.addWidget(area)
    area.resize(500, 300)
    area.show()
    summary.show_problems([("q", "Stop. It goes to the headteacher, and is not written here. " * 8)])
    QApplication.processEvents()
    assert area.inside.width() == area.viewport().width()


def test_a_whole_record_can_be_typed_without_a_mouse(show):
    form = show(make(*RECORD))
    form.focus_question("children")
    keys("wisniewski")
    key(Qt.Key.Key_Return)
    QApplication.focusWidget().choose("harmed")
    form.focus_question("noticed")
    keys("13/11/2026")
    key(Qt.Key.Key_Tab)
    keys("1820")
    form.focus_question("noticed_by")
    keys("C. Tuohy, club")
    form.focus_question("what_happened")
    keys("Red line on his left wrist.")
    key(Qt.Key.Key_Tab)
    keys("he’s home tonight")
    assert form.answers() == {
        "children": [{"child": "c1", "role": "harmed"}],
        "noticed": {"start": "2026-11-13T18:20:00+00:00", "end": None, "precision": "exact", "as_said": ""},
        "noticed_by": "C. Tuohy, club",
        "what_happened": "Red line on his left wrist.",
        "child_words": "he’s home tonight",
    }


def test_tab_leaves_a_text_area_and_enter_breaks_the_line_only_there(show):
    form = show(make(one(QuestionType.LONG_TEXT), Question(id="next", label="Next", type=QuestionType.TEXT)))
    form.focus_question("q")
    keys("one")
    key(Qt.Key.Key_Return)
    key(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    keys("two")
    key(Qt.Key.Key_Tab)
    keys("there")
    assert form.answers() == {"q": "one\n\ntwo", "next": "there"}


def test_the_childs_words_are_given_back_byte_for_byte(show):
    words = "“Don’t”\u00a0tell\u202fMum\u2028she said\n  two  spaces\ttab é é 👩‍👧 محمد"
    form = show(make(one(QuestionType.WORDS)))
    form.set_answers({"q": words})
    assert form.answers()["q"].encode() == words.encode()


def test_pasted_words_keep_their_spaces(show):
    form = show(make(one(QuestionType.WORDS)))
    form.focus_question("q")
    QApplication.clipboard().setText("a\u00a0b\r\nc")
    key(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert form.answers()["q"] == "a\u00a0b\nc"
    QApplication.clipboard().clear()


def test_no_judgement_has_a_default(show):
    form = show(make(*RECORD, *OTHERS))
    assert form.answers() == {}
    assert not any(radio.isChecked() for radio in form.findChildren(QRadioButton))


def test_a_question_appears_and_goes_with_the_answer_it_depends_on_and_its_text_is_not_lost(show):
    form = show(make(*RECORD))
    detail = form.fields["injury_detail"]
    assert not detail.isVisible()
    form.set_answers({"injury": "seen", "injury_detail": "left wrist"})
    assert detail.isVisible()
    form.focus_question("injury")
    key(Qt.Key.Key_Left)
    assert not detail.isVisible()
    assert "injury_detail" not in form.answers()
    assert form.draft()["injury_detail"] == "left wrist"
    key(Qt.Key.Key_Right)
    assert form.answers()["injury_detail"] == "left wrist"


def test_one_tick_answers_not_known_and_taking_it_away_brings_the_text_back(show):
    form = show(make(one(QuestionType.TEXT, Need.REQUIRED_OR_NOT_KNOWN)))
    form.focus_question("q")
    keys("left wrist")
    key(Qt.Key.Key_Tab)
    key(Qt.Key.Key_Space)
    assert form.answers() == {"q": NOT_KNOWN}
    assert form.problems() == []
    key(Qt.Key.Key_Space)
    assert form.answers() == {"q": "left wrist"}
    form.set_answers({"q": NOT_APPLICABLE})
    assert form.answers() == {"q": NOT_APPLICABLE}


def test_one_act_marks_all_the_rest_not_known_and_keeps_what_was_said(show):
    form = show(make(*RECORD, *OTHERS))
    form.set_answers({"injury": "no", "next_place": "At home", "children": [{"child": "c1", "role": "harmed"}]})
    form.mark_rest_not_known()
    answers = form.answers()
    assert answers["injury"] == "no"
    assert answers["next_place"] == "At home"
    assert answers["noticed"]["precision"] == "not_known"
    assert answers["adults"] == NOT_KNOWN
    assert answers["tonight"] == {"c1": {"place": NOT_KNOWN, "safe": NOT_KNOWN}}
    assert "level" not in answers, "a judgement that is needed is never filled in"


def test_problems_stand_beside_their_fields_in_the_same_words(show):
    form = show(make(*RECORD))
    problems = form.problems()
    form.show_problems(problems)
    assert [spot for spot, _ in problems] == [
        "children", "noticed", "noticed_by", "what_happened", "injury", "next_place",
    ]  # fmt: skip
    for spot, sentence in problems:
        assert form.fields[spot]._problem.text() == sentence
        assert form.fields[spot]._problem.isVisible()
    assert problems[0][1] in form.fields["children"].input.buddy().accessibleDescription()
    form.show_problems([])
    assert not any(field._problem.isVisible() for field in form.fields.values())


@pytest.mark.parametrize(
    ("day", "clock", "part"),
    [("31/02/2026", "", "There is no 31/02/2026"), ("13/11/2026", "25:00", "cannot be read as a time"),
     ("", "18:20", "Give the day"), ("29/03/2026", "01:30", "the clocks went forward")],
)  # fmt: skip
def test_an_impossible_time_is_a_sentence_and_what_was_typed_stays(show, day, clock, part):
    form = show(make(one(QuestionType.WHEN, Need.REQUIRED)))
    form.focus_question("q")
    keys(day)
    key(Qt.Key.Key_Tab)
    keys(clock)
    assert [spot for spot, _ in form.problems()] == ["q"]
    assert part in form.problems()[0][1]
    again = show(make(one(QuestionType.WHEN, Need.REQUIRED)))
    again.set_answers({"q": form.draft()["q"]})
    assert again.fields["q"].input._start.typed() == [day, clock]


def test_a_time_may_be_about_a_period_a_day_or_as_somebody_said_it(show):
    form = show(make(one(QuestionType.WHEN)))
    when = form.fields["q"].input
    for value in (
        {"start": "2026-11-13T18:20:00+00:00", "end": None, "precision": "about", "as_said": "after club"},
        {"start": "2026-11-13T00:00:00+00:00", "end": None, "precision": "day", "as_said": ""},
        {
            "start": "2026-09-01T08:00:00+01:00",
            "end": "2026-10-20T15:00:00+01:00",
            "precision": "period",
            "as_said": "",
        },
        {"start": "2026-10-25T01:30:00+00:00", "end": None, "precision": "exact", "as_said": ""},
        {"start": None, "end": None, "precision": "not_known", "as_said": "last half-term"},
        {"start": None, "end": None, "precision": "not_known", "as_said": ""},
    ):
        when.set_value(value)
        assert when.value() == value
    when.set_value(None)
    assert when.value() is None


def test_today_yesterday_and_now_fill_the_day_from_the_clock(show):
    form = show(make(one(QuestionType.WHEN)))
    when = form.fields["q"].input
    when._yesterday.click()
    assert form.answers()["q"]["start"] == "2026-11-20T00:00:00+00:00"
    assert form.answers()["q"]["precision"] == "day"
    when._now_button.click()
    assert form.answers()["q"]["start"] == "2026-11-21T09:31:00+00:00"


def test_words_are_counted_against_their_limit_and_never_cut(show):
    form = show(make(one(QuestionType.LONG_TEXT, max_words=5)))
    form.focus_question("q")
    keys("one two three four five six seven")
    assert form.fields["q"]._words.text() == "7 of 5 words, 2 over"
    assert form.answers()["q"].endswith("seven")


def test_a_child_not_in_the_file_can_be_added_from_the_search(show, qtbot):
    form = show(make(RECORD[0]))
    form.focus_question("children")
    keys("Minh")
    with qtbot.waitSignal(form.add_child_wanted) as heard:
        key(Qt.Key.Key_Return)
    assert heard.args == ["Minh"]
    form.add_child("c9", "Minh Anh Nguyễn, Year 11")
    assert form.answers()["children"] == [{"child": "c9", "role": ""}]


def test_the_same_child_is_never_listed_twice(show):
    form = show(make(RECORD[0]))
    form.add_child("c1", "Kacper Wiśniewski")
    form.add_child("c1", "Kacper Wiśniewski")
    assert len(form.answers()["children"]) == 1


def test_several_people_of_worry_can_be_added_and_removed(show):
    form = show(make(one(QuestionType.PEOPLE_OF_WORRY)))
    people = form.fields["q"].input
    people._add.click()
    keys("Darren Holt")
    people._add.click()
    keys("A neighbour")
    assert form.answers()["q"] == [{"name": "Darren Holt"}, {"name": "A neighbour"}]
    people._remove(people._forms[0])
    assert form.answers()["q"] == [{"name": "A neighbour"}]


def test_choosing_a_nature_says_at_once_what_to_bear_in_mind_and_the_strictest_rule_about_parents(show):
    """content.md 4.0, rule 8: natures add up, and the strictest rule about parents wins."""
    natures = [
        Option("hit", "Physical harm", told=("Where, what size.",), rule=(3, "Advice first if a carer is involved.")),
        Option("sold", "Trafficking", words="modern slavery", told=("Moved or housed.",), rule=(0, "Stop.")),
    ]
    question = Question(id="natures", label="Kind?", type=QuestionType.NATURES)
    form = show(QuestionForm((question,), options={"natures": natures}))
    kinds = form.fields["natures"].input
    assert "Where, what size." not in shown(form)
    kinds._ticks["hit"].click()
    assert {"Where, what size.", "Parents: Advice first if a carer is involved."} <= shown(form)
    keys_into = kinds.buddy()
    keys_into.setFocus()
    keys("slavery")
    assert kinds._ticks["sold"].isVisible() and not kinds._ticks["hit"].isVisible()
    kinds._ticks["sold"].click()
    assert {"Where, what size.", "Moved or housed.", "Parents: Stop."} <= shown(form)
    assert not any(line.startswith("Parents: Advice") for line in shown(form))


def test_what_was_ticked_stays_under_the_pointer_while_words_appear_above_it(show, qtbot):
    many = [Option(f"n{i}", f"Worry {i}", group="All of them", told=("A line.", "Another.")) for i in range(120)]
    question = Question(id="natures", label="Kind?", type=QuestionType.NATURES)
    form = show(QuestionForm((question,), options={"natures": many}))
    kinds, area = form.fields["natures"].input, form.window().centralWidget()
    kinds._groups["All of them"][0].click()
    QApplication.processEvents()
    tick, bar = kinds._ticks["n60"], area.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    place = tick.mapTo(area, QPoint())
    assert area.rect().contains(place)
    QTest.mouseClick(tick, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    qtbot.waitUntil(lambda: "Another." in shown(form))
    qtbot.waitUntil(lambda: abs(tick.mapTo(area, QPoint()).y() - place.y()) <= 1)


def shown(form: QuestionForm) -> set[str]:
    QApplication.processEvents()
    return {label.text() for label in form.findChildren(QLabel) if label.isVisible()}


def test_of_several_natures_one_must_be_called_the_main_one(show):
    form = show(
        make(one(QuestionType.NATURES)),
    )
    form = show(QuestionForm((Question(id="natures", label="Kind?", type=QuestionType.NATURES),), options=OPTIONS))
    natures = form.fields["natures"].input
    natures._ticks["hit"].click()
    assert form.answers()["natures"] == {"main": "hit", "all": ["hit"]}
    natures._ticks["alone"].click()
    assert form.problems() == [("natures", "Several kinds of worry are ticked. Choose which one is the main one")]
    form.set_answers({"natures": {"main": "alone", "all": ["hit", "alone"]}})
    assert form.answers()["natures"] == {"main": "alone", "all": ["hit", "alone"]}
    assert form.problems() == []


def test_a_contact_may_be_somebody_the_pack_does_not_know(show):
    form = show(QuestionForm((Question(id="contact", label="Who?", type=QuestionType.CONTACT),), options=OPTIONS))
    form.set_answers({"contact": "Ward 5, sister in charge"})
    assert form.answers()["contact"] == "Ward 5, sister in charge"
    form.set_answers({"contact": "mash"})
    assert form.answers()["contact"] == "mash"


def test_questions_per_child_follow_the_children_chosen_and_keep_what_was_said(show):
    form = show(make(RECORD[0], next(q for q in OTHERS if q.id == "tonight")))
    form.set_answers({"children": [{"child": "c1", "role": ""}], "tonight": {"c1": {"place": "aunt’s"}}})
    form.add_child("c2", "Zofia Wiśniewska")
    assert form.answers()["tonight"] == {"c1": {"place": "aunt’s"}}
    assert list(form.fields["tonight"].input._forms) == ["c1", "c2"]


def test_what_is_asked_for_each_child_may_be_not_known_as_a_whole(show):
    outcome = Question(id="outcome", label="Outcome", type=QuestionType.CHOICES, choices=choices(("one", "One")))
    form = make(
        one(QuestionType.PER_CHILD, Need.REQUIRED_OR_NOT_KNOWN, fields=(outcome,)),
    )  # fmt: skip
    show(form)
    assert [question for question, _ in form.problems()] == ["q"]
    form.mark_rest_not_known()
    assert form.answers() == {"q": NOT_KNOWN} and form.problems() == []


def test_a_choice_that_carries_a_stop_card_asks_for_it(show, qtbot):
    question = one(QuestionType.CHOICE, choices=(Choice(value="y", label="Yes", card="danger"), *choices(("n", "No"))))
    form = show(make(question))
    form.focus_question("q")
    with qtbot.waitSignal(form.card_wanted) as heard:
        key(Qt.Key.Key_Space)
    assert heard.args == ["danger"]


def test_ticks_of_this_files_children_give_the_same_value_as_the_search(show):
    ticked = [Option("c1", "Kacper"), Option("c2", "Zofia")]
    form = show(QuestionForm((RECORD[0],), options={"children:ticks": ticked}))
    form.set_answers({"children": [{"child": "c2", "role": ""}]})
    assert form.answers() == {"children": [{"child": "c2", "role": ""}]}


def test_typing_says_that_something_changed_and_showing_answers_does_not(show, qtbot):
    form = show(make(*RECORD, *OTHERS))
    heard = []
    form.changed.connect(lambda: heard.append(1))
    form.set_answers(
        {"what_happened": "text", "injury": "seen", "noticed": None, "children": [{"child": "c1", "role": ""}]}
    )
    assert heard == []
    form.focus_question("where")
    keys("hall")
    assert len(heard) == 4


def test_every_answer_given_back_is_the_answer_shown(show):
    answers = {
        "children": [{"child": "c1", "role": "harmed"}, {"child": "c3", "role": ""}],
        "noticed_by": "B. Amankwah", "what_happened": "a\nb", "injury": NOT_KNOWN, "danger_now": "unsure",
        "may_have_caused": [{"name": "Darren Holt", "works_here": "no"}],
        "natures": {"main": "hit", "all": ["hit", "hungry"]}, "level": "significant", "looked_back": True,
        "contact": "edt", "adults": ["a2"], "review": "2026-12-01", "ask_for": ["strategy", "information"],
        "promised": {"what": "rings back", "who": "duty worker",
                     "by": {"start": "2026-11-21T15:00:00+00:00", "end": None, "precision": "exact", "as_said": ""}},
        "tonight": {"c1": {"place": "home", "safe": "not_safe"}}, "asked_whom": ["e1"], "worry_60": "short",
    }  # fmt: skip
    form = show(make(*RECORD, *OTHERS))
    form.set_answers(answers)
    assert form.answers() == answers
    again = show(make(*RECORD, *OTHERS))
    again.set_answers(form.draft())
    assert again.answers() == answers
