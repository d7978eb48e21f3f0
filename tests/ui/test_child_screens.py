from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pikepdf
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from dsl_desk.casework import drafts, follow_up, people
from dsl_desk.casework.desk import Desk
from dsl_desk.casework.look_up.child import child_page
from dsl_desk.domain.entries.people import Child
from dsl_desk.ui.changes import Changes
from dsl_desk.ui.context import Context
from dsl_desk.ui.navigation import Navigation, Place
from dsl_desk.ui.screens.child.same_child import SameChildPanel
from dsl_desk.ui.screens.child.screen import ChildScreen
from dsl_desk.ui.screens.children.screen import ChildrenScreen
from dsl_desk.ui.screens.concerns.screen import ConcernsScreen
from dsl_desk.ui.widgets.chronology import Chronology
from tests.reports.paper import whole
from tests.ui.desks import School, record, when
from tests.ui.walking import Walk

CSV = Path(__file__).parents[1] / "casework" / "practice_children.csv"


def entries(walk: Walk) -> str:
    return walk.screen.findChild(Chronology).toPlainText()


def test_the_list_opens_a_child_with_the_enter_key_and_finds_a_misspelt_name(qtbot, context: Context, school: School):
    walk = Walk(qtbot, ChildrenScreen(context), context).open(Place("children"))
    table = walk.find("child_list")
    assert table.model().rowCount() == 6
    walk.type("find_child", "wisnewski")
    qtbot.waitUntil(lambda: table.model().rowCount() in (1, 2))
    walk.settle()
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert walk.went[-1].screen == "child"
    assert walk.went[-1].get("child") in (school.ids["kacper"], school.ids["zofia"])


def test_a_child_without_anything_said_is_not_added_and_the_words_stand_beside_the_field(qtbot, context: Context):
    walk = Walk(qtbot, ChildrenScreen(context), context).open(Place("children", page="add"))
    walk.press("save_child")
    assert walk.words().count("Say whether the child is on roll here.") == 2
    assert walk.went == []


def test_a_child_is_added_and_a_likely_duplicate_needs_a_second_word(qtbot, context: Context):
    walk = Walk(qtbot, ChildrenScreen(context), context).open(Place("children", page="add"))
    walk.press("q_status_on_roll").type("q_legal_forename", "Leyla").type("q_legal_surname", "Demir")
    walk.type("q_born", "3/2/2014").press("save_child")
    assert "already on file" in walk.words()
    assert walk.went == []
    add_anyway = next(one for one in walk.screen.findChildren(type(walk.find("save_child")).__mro__[1])
                      if one.text() == "It is another child: add anyway")  # fmt: skip
    add_anyway.click()
    walk.settle()
    assert walk.went[-1].screen == "child"


def test_what_was_typed_about_a_new_child_is_a_draft_that_is_offered_again(qtbot, context: Context, desk: Desk):
    walk = Walk(qtbot, ChildrenScreen(context), context).open(Place("children", page="add"))
    walk.type("q_legal_forename", "Aurelia")
    walk.screen.save_draft()
    walk.settle()
    [draft] = drafts.mine(desk)
    assert draft.form == {"screen": "children", "page": "add"}
    again = Walk(qtbot, ChildrenScreen(context), context).open(Place("children", page="add", draft=draft.id))
    assert again.find("q_legal_forename").text() == "Aurelia"


def test_an_import_shows_what_would_change_before_anything_does(qtbot, context: Context, desk: Desk):
    walk = Walk(qtbot, ChildrenScreen(context), context).open(Place("children", page="import"))
    walk.screen.import_page.choose_file = lambda chosen: chosen(CSV)
    walk.press("choose_csv", "dry_run")
    plan = walk.screen.import_page.state.plan
    assert plan.count("added") > 0
    assert f"{plan.count('added')} new" in walk.words()
    walk.press("import_now")
    assert walk.screen.import_page.state.done.added == plan.count("added")
    walk.press("choose_csv", "dry_run")
    assert walk.screen.import_page.state.plan.count("unchanged") == len(plan.lines)
    assert not walk.find("import_now").isEnabled()


def test_a_file_that_cannot_be_imported_says_why_and_changes_nothing(qtbot, context: Context, tmp_path: Path):
    path = tmp_path / "empty.csv"
    path.write_bytes(b"")
    walk = Walk(qtbot, ChildrenScreen(context), context).open(Place("children", page="import"))
    walk.screen.import_page.read(path)
    walk.settle()
    assert walk.screen.import_page.state.problem.endswith("Nothing was imported.")
    assert walk.screen.import_page.state.table is None
    assert walk.screen.focusWidget() is walk.find("choose_csv"), "where another one is chosen"


def test_the_chronology_shows_the_childs_words_as_said_and_never_as_markup(qtbot, context: Context, school: School):
    desk, child = context.desk, school.ids["leyla"]
    record(desk, {
        "danger_now": "no", "children": [{"child": child, "role": "at_risk"}], "noticed": when(2026, 11, 19, 9),
        "what_happened": "<b>bold</b> & <script>x</script>", "child_words": "<i>no</i>", "injury": "no",
        "noticed_by": "I Sadiq", "where_now": "in_school", "told_dsl": "i_am_dsl", "words_how": "without_being_asked",
    })  # fmt: skip
    walk = Walk(qtbot, ChildScreen(context), context).open(Place("child", child=child))
    assert "<b>bold</b> & <script>x</script>" in entries(walk)
    assert "“<i>no</i>”" in entries(walk)


def test_as_known_on_shows_what_was_on_record_that_day_and_leads_back(qtbot, context: Context, school: School):
    walk = Walk(qtbot, ChildScreen(context), context).open(Place("child", child=school.ids["kacper"]))
    assert "shaking" in entries(walk)
    walk.type("known_on", "12/11/2026")
    qtbot.waitUntil(lambda: walk.screen.state.known_on is not None)
    assert entries(walk) == "Nothing was on record by then."
    assert "end of 12 November 2026" in walk.words()


def test_searching_the_file_leaves_the_entries_with_these_words(qtbot, context: Context, school: School):
    follow_up.add_note(context.desk, school.ids["C14"], "Grandmother rang about the swimming kit.")
    walk = Walk(qtbot, ChildScreen(context), context).open(Place("child", child=school.ids["kacper"]))
    assert "swimming" in entries(walk)
    assert "shaking" in entries(walk)
    walk.type("search_file", "swimming")
    qtbot.waitUntil(lambda: "shaking" not in entries(walk))
    assert "swimming" in entries(walk)


def test_entries_are_chosen_by_keyboard_and_one_press_brings_the_file_back(qtbot, context: Context, school: School):
    follow_up.add_note(context.desk, school.ids["C14"], "Grandmother rang about the swimming kit.")
    walk = Walk(qtbot, ChildScreen(context), context).open(Place("child", child=school.ids["kacper"]))
    assert not walk.shows("select_since")
    assert "of 2 entries" not in walk.words()
    walk.press("choose_entries", "select_groups_note")
    qtbot.waitUntil(lambda: "shaking" not in entries(walk))
    assert "swimming" in entries(walk)
    assert "1 of 2 entries: notes" in walk.words()
    walk.type("select_since", "1/9/2026")
    walk.type("search_file", "grandm")
    qtbot.waitUntil(lambda: "1 of 2 entries: notes, from 1 September 2026, with “grandm”" in walk.words())
    walk.press("close_selection")
    assert not walk.shows("select_since")
    assert "1 of 2 entries: notes" in walk.words()
    press_words(walk, "Show every entry")
    assert "shaking" in entries(walk)
    assert "of 2 entries" not in walk.words()
    assert walk.find("search_file").text() == ""
    walk.press("choose_entries")
    assert not walk.find("select_groups_note").isChecked()


def test_a_kind_that_another_view_does_not_have_is_no_longer_chosen_there(qtbot, context: Context, school: School):
    walk = Walk(qtbot, ChildScreen(context), context).open(Place("child", child=school.ids["kacper"]))
    walk.press("view_evidence", "choose_entries", "select_groups_details")
    qtbot.waitUntil(lambda: "details and people" in walk.words())
    assert "shaking" not in entries(walk)
    walk.press("view_full")
    qtbot.waitUntil(lambda: "shaking" in entries(walk))
    assert "details and people" not in walk.words()


def test_what_was_searched_for_is_marked_in_the_text_and_in_the_summary_too(qtbot, context: Context, school: School):
    walk = Walk(qtbot, ChildScreen(context), context).open(Place("child", child=school.ids["kacper"]))
    walk.press("view_summary").type("search_file", "TUOHY")
    qtbot.waitUntil(lambda: "Callum Tuohy" in entries(walk))
    html = walk.screen.findChild(Chronology).toHtml()
    assert re.search(r"text-decoration: underline;[^>]*>Tuohy</span>", html)


def test_what_is_shown_can_be_printed_and_a_changed_selection_is_looked_at_again(
    qtbot, context: Context, school: School
):
    follow_up.add_note(context.desk, school.ids["C14"], "Grandmother rang about the swimming kit.")
    walk = Walk(qtbot, ChildScreen(context), context).open(Place("child", child=school.ids["kacper"]))
    walk.press("print")
    assert not walk.shows("q_how_much_shown")
    walk.type("q_recipient", "Luton MASH").press("q_checked")
    walk.press("choose_entries", "select_groups_note")
    qtbot.waitUntil(lambda: walk.shows("q_how_much_shown"))
    assert walk.find("q_recipient").text() == "Luton MASH"
    assert not walk.find("q_checked").isChecked()
    assert "1 of 2 entries: notes. Every page says so." in walk.find("q_how_much_shown").note
    printed: list[bytes] = []
    walk.screen.exporting.print_now = printed.append
    walk.press("q_how_much_shown", "print_now")
    assert "NOT THE WHOLE FILE. 1 of 2 entries: notes" in whole(printed[0])
    assert "shaking" not in whole(printed[0])
    walk.press("q_how_much_12", "print_now")
    assert "NOT THE WHOLE FILE. 2 of 2 entries: from 20 November 2025" in whole(printed[1])


def press_words(walk: Walk, words: str) -> None:
    [button] = [one for one in walk.screen.findChildren(QAbstractButton) if one.isVisible() and one.text() == words]
    button.click()
    walk.settle()


def test_a_long_chronology_shows_its_first_entries_and_fetches_the_rest(qtbot, context: Context, school: School):
    for number in range(130):
        school.clock.now += timedelta(minutes=1)
        follow_up.add_note(context.desk, school.ids["C14"], f"note number {number:03}")
    walk = Walk(qtbot, ChildScreen(context), context).open(Place("child", child=school.ids["kacper"]))
    chronology = walk.screen.findChild(Chronology)
    assert "note number 129" in entries(walk)
    assert "note number 000" not in entries(walk)
    chronology.setFocus()
    QTest.keyClick(chronology, Qt.Key.Key_End)
    qtbot.waitUntil(lambda: "note number 000" in entries(walk))
    shown = re.findall(r"note number (\d{3})", entries(walk))
    assert shown == [f"{number:03}" for number in reversed(range(130))]


def test_a_form_that_nobody_opened_is_not_drawn(qtbot, context: Context, school: School):
    walk = Walk(qtbot, ChildScreen(context), context).open(Place("child", child=school.ids["kacper"]))
    assert walk.screen.findChildren(QWidget, "q_recipient") == []
    walk.press("print")
    assert walk.shows("q_recipient")
    assert walk.screen.focusWidget() is walk.find("q_recipient")


def test_many_concerns_leave_the_file_in_sight_and_one_press_names_them_all(qtbot, context: Context, school: School):
    for number in range(8):
        record(context.desk, {
            "danger_now": "no", "children": [{"child": school.ids["minh"], "role": "at_risk"}],
            "what_happened": f"Worry number {number}.", "noticed": when(2026, 11, 19, 9, number),
            "noticed_by": "Tutor", "injury": "no", "where_now": "in_school", "told_dsl": "i_am_dsl",
        })  # fmt: skip
    walk = Walk(qtbot, ChildScreen(context), context).open(Place("child", child=school.ids["minh"]))
    assert walk.words().count(" · open") == 6
    assert "2 more concerns, 2 of them open" in walk.words()
    walk.press("more_concerns")
    assert walk.words().count(" · open") == 8
    assert not walk.shows("more_concerns")
    assert walk.screen.focusWidget().text().endswith(" · open")


def test_an_adult_is_added_with_whether_it_is_safe_to_ring(qtbot, context: Context, school: School):
    child = school.ids["tyler"]
    walk = Walk(qtbot, ChildScreen(context), context).open(Place("child", child=child))
    walk.press("view_people", "add_adult", "save_person")
    assert walk.words().count("Write the name, or who they are.") == 2
    walk.type("q_name", "Dawn Marsh").type("q_relation", "mother").type("q_phone", "01632 960 150")
    walk.press("q_safe_to_ring_no", "save_person")
    [person] = child_page(context.desk, child).people
    assert (person.name, person.relation, person.ring) == ("Dawn Marsh", "mother", "Do not ring")
    assert "Do not ring" in walk.words()


def test_details_are_changed_and_what_was_there_stays_readable(qtbot, context: Context, school: School):
    child = school.ids["kacper"]
    walk = Walk(qtbot, ChildScreen(context), context).open(Place("child", child=child))
    walk.press("view_details", "change_details").type("q_class_group", "5W").press("save_details")
    assert child_page(context.desk, child).child.class_group == "5W"
    assert child_page(context.desk, child).child.upn == "N821999922001"
    walk.press("view_evidence")
    assert entries(walk).count("Child's details") == 2


def test_the_chronology_leaves_only_when_it_is_said_for_whom_and_the_pages_were_seen(
    qtbot, context: Context, school: School, tmp_path: Path
):
    walk = Walk(qtbot, ChildScreen(context), context).open(Place("child", child=school.ids["kacper"]))
    panel = walk.screen.exporting
    panel.choose_folder = lambda chosen: chosen(tmp_path)
    walk.press("print", "export")
    assert "Say who receives it." in walk.words()
    assert list(tmp_path.glob("*.pdf")) == []
    walk.type("q_recipient", "Luton MASH").type("q_reason", "strategy discussion").press("q_how_much_all")
    walk.press("q_protected_yes", "look_at_pages", "q_checked", "export")
    [path] = tmp_path.glob("*.pdf")
    passphrase = walk.find("export_passphrase").text().removeprefix("Passphrase: ")
    with pikepdf.open(path, password=passphrase) as found:
        assert len(found.pages) >= 1
    walk.press("view_access")
    assert "Export done" in entries(walk)


def test_the_head_reads_a_file_and_is_offered_nothing_to_change(qtbot, tasks, theme, head_desk: Desk, school: School):
    context = Context(head_desk, tasks=tasks, changes=Changes(), navigation=Navigation(), theme=theme,
                      now=head_desk.clock)  # fmt: skip
    walk = Walk(qtbot, ChildScreen(context), context).open(Place("child", child=school.ids["kacper"]))
    assert not walk.shows("print")
    walk.press("view_people")
    assert not walk.shows("add_adult")
    walk.press("view_details")
    assert not walk.shows("change_details")


def test_the_list_of_concerns_shows_one_state_at_a_time_and_opens_with_enter(qtbot, context: Context, school: School):
    walk = Walk(qtbot, ConcernsScreen(context), context).open(Place("concerns"))
    table = walk.find("concern_list")
    assert [table.model().index(row, 1).data() for row in range(3)] == [
        "Tyler Marsh", "Kacper Wiśniewski, Zosia Wiśniewska", "Ellie-Mae Porter",
    ]  # fmt: skip
    table.setFocus()
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert walk.went[-1] == Place("concern", concern=school.ids["C14"])
    for width in (1100, 760, 480):  # no name is squeezed out, and nothing runs out of sight at the right
        table.resize(width, 400)
        assert table.columnWidth(1) >= 140 and table.horizontalHeader().length() <= table.viewport().width()
    walk.press("view_closed")
    assert "No concern has been closed yet." in walk.words()


def test_a_child_entered_twice_is_read_as_one_file_and_can_be_parted_again(qtbot, context: Context, desk: Desk):
    one = people.add_child(desk, Child(legal_forename="Tyler", legal_surname="Ashdown"), sure=True).id
    two = people.add_child(desk, Child(legal_forename="Tyla", legal_surname="Ashdowne", upn="U1"), sure=True).id
    walk = Walk(qtbot, ChildScreen(context), context).open(Place("child", child=one, view="details"))
    walk.press("same_child").press("merge_children")
    assert "Choose one other child" in walk.words()
    panel = walk.screen.findChild(SameChildPanel)
    panel._sheet.form.set_answers({"other": [{"child": two}], "keep": "this", "why": "Same date of birth."})
    panel._changed()
    walk.settle()
    assert "This file: Tyler Ashdown" in walk.words() and "The other: Tyla Ashdowne" in walk.words()
    assert walk.words().count("differs") == 1  # the name; that one file has no UPN speaks against nothing
    walk.press("merge_children")
    assert "Read as one with the file “Tyla Ashdowne”" in walk.words() and "Same date of birth." in walk.words()
    assert "They are read as one file now." in walk.said

    old = Walk(qtbot, ChildScreen(context), context).open(Place("child", child=two))
    assert "The file “Tyla Ashdowne” is read as this one" in old.words()
    assert old.screen._details._id == one, "what is changed there is changed on the file that is kept"
    walk.press("part_0").type("small_why", "Cousins.").press("seal_small")
    assert "They are two files again" in walk.said[-1] and not walk.shows("part_0")
    assert child_page(desk, two).heading == "Tyla Ashdowne"
