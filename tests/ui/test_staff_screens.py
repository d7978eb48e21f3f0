"""The window over a staff vault: adults, a matter from the form to the LADO pack, and nothing of a pupil's file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from dsl_desk.casework.desk import Desk
from dsl_desk.casework.look_up.lists import adult_lines, concern_lines
from dsl_desk.domain.access import Role
from dsl_desk.ui.navigation import Place
from dsl_desk.ui.shell import Shell
from dsl_desk.ui.theme import Theme
from tests.casework import staff
from tests.reports.paper import pages
from tests.ui.accessibility import roleless, unnamed
from tests.ui.desk_gallery import close_shell, settle
from tests.ui.staff_desk import matters, shell_over

SCREENS = ("today", "adults", "concerns", "referrals", "contacts", "guidance", "settings", "record")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return staff.staff_desk(tmp_path)


@pytest.fixture
def shell(qtbot: QtBot, desk: Desk, theme: Theme) -> Iterator[Shell]:
    made = shell_over(desk, theme)
    settle(made)
    yield made
    close_shell(made)


def go(shell: Shell, screen: str, **which: str) -> QWidget:
    shell.go(Place(screen, **which))
    settle(shell)
    shown = shell.shown()
    assert shown is not None
    return shown


def press(shell: Shell, *names: str) -> None:
    """Enter on each of these buttons."""
    for name in names:
        button = next(one for one in shell.findChildren(QAbstractButton, name) if one.isVisible())
        button.setFocus()
        QTest.keyClick(button, Qt.Key.Key_Space)
        settle(shell)


def words(widget: QWidget) -> str:
    labels = [one.text() for one in widget.findChildren(QLabel) if one.isVisible()]
    return " ".join([*labels, *(one.text() for one in widget.findChildren(QAbstractButton) if one.isVisible())])


@pytest.mark.parametrize("screen", SCREENS)
def test_every_screen_says_which_vault_this_is_and_speaks_of_no_childs_file(shell: Shell, screen: str) -> None:
    """Records about adults are kept apart from pupils' files (practice.md 1.4)."""
    shown = go(shell, screen)
    mark = shell.findChild(QLabel, "vault_mark")
    assert mark is not None and mark.isVisible() and mark.text() == "Staff vault: adults who work with children"
    if screen not in ("contacts", "guidance"):  # the directory and the library are the same in every vault
        assert "child’s file" not in words(shown).lower() and "child's file" not in words(shown).lower()


def test_the_governors_vault_says_so_and_asks_nothing_about_the_head(
    qtbot: QtBot, theme: Theme, tmp_path: Path
) -> None:
    """Matters about the headteacher: the chair of governors (KCSIE Part Four; practice.md 1.4)."""
    shell = shell_over(staff.staff_desk(tmp_path, "governors"), theme)
    screen = go(shell, "record")
    mark = shell.findChild(QLabel, "vault_mark")
    assert mark is not None and mark.text() == "Governors' vault: matters about the headteacher"
    assert "Record a concern about the headteacher" in words(screen)
    assert screen.findChild(QWidget, "q_subject_is_head_yes") is None
    assert screen.findChild(QWidget, "q_conflict_of_interest_yes") is not None
    close_shell(shell)


def test_the_rail_has_adults_and_no_children(shell: Shell) -> None:
    assert shell.findChild(QWidget, "rail_adults") is not None and shell.findChild(QWidget, "rail_children") is None
    assert "children" not in shell._factories


def test_a_concern_is_recorded_about_an_adult_who_is_new(shell: Shell, desk: Desk) -> None:
    """By keys: the name is typed, added, and the concern is sealed and goes on to the children's safety."""
    screen = go(shell, "record")
    search = screen.findChild(QLineEdit, "q_adults")
    assert search is not None
    search.setFocus()
    QTest.keyClicks(search, "Rosa Delamere")
    QTest.keyClick(search, Qt.Key.Key_Return)
    settle(shell)
    QTest.keyClick(search, Qt.Key.Key_Down)
    QTest.keyClick(search, Qt.Key.Key_Return)
    settle(shell)
    press(shell, "add_adult")
    assert [one.name for one in adult_lines(desk)] == ["Rosa Delamere"]
    form = screen.form_page.sheet.form  # type: ignore[attr-defined]
    held = form.answers()
    assert held["adults"] == [adult_lines(desk)[0].id]
    form.set_answers(staff.matter(desk, held["adults"][0]))
    press(shell, "mark_rest_not_known", "check_and_seal", "seal")
    assert concern_lines(desk)[0].who == "Rosa Delamere"
    press(shell, "look_back_now")
    place = shell.place()
    assert place is not None and place.screen == "concern" and place.get("step") == "children_safe"


def test_what_is_about_the_head_is_stopped_before_sealing(shell: Shell, desk: Desk) -> None:
    """The headteacher: the chair of governors (KCSIE Part One and Four; practice.md 1.4)."""
    adult = staff.add_adult(desk)
    screen = go(shell, "record")
    form = screen.form_page.sheet.form  # type: ignore[attr-defined]
    form.set_answers(staff.matter(desk, adult, subject_is_head="yes"))
    form.changed.emit()
    settle(shell)
    stop = screen.findChild(QWidget, "staff_stop")
    assert stop is not None and stop.isVisible() and "chair of governors" in words(stop)
    assert "children's record" not in words(stop)
    assert not screen.findChild(QAbstractButton, "check_and_seal").isVisible()  # type: ignore[union-attr]
    assert concern_lines(desk) == []


def test_an_adults_file_shows_the_pattern(shell: Shell, desk: Desk) -> None:
    """Low-level concerns are reviewed for patterns (practice.md 1.4)."""
    ids = matters(desk)
    screen = go(shell, "adult", adult=ids["coach"])
    said = words(screen)
    assert "2 × low-level concern" in said and "a pattern?" in said and "1 × may meet the harm threshold" in said
    screen = go(shell, "concern", concern=ids["fresh"], step="threshold")
    assert "3 earlier concerns" in words(screen) and "On file already" in words(screen)
    press(shell, "open_child")
    assert shell.place() == Place("adult", adult=ids["coach"])


def test_an_adult_is_added_and_changed(shell: Shell, desk: Desk) -> None:
    screen = go(shell, "adults", page="add")
    QTest.keyClicks(screen.findChild(QLineEdit, "q_name"), "Ines Barrowclough")
    QTest.keyClicks(screen.findChild(QLineEdit, "q_role"), "Midday supervisor")
    press(shell, "save_adult")
    place = shell.place()
    assert place is not None and place.screen == "adult"
    screen = go(shell, "adult", adult=place.get("adult"), view="details")
    assert "Midday supervisor" in words(screen)
    press(shell, "change_details")
    line = next(one for one in screen.findChildren(QLineEdit, "q_employer") if one.isVisible())
    QTest.keyClicks(line, "Quillbrook School")
    press(shell, "save_details")
    assert adult_lines(desk)[0].role == "Midday supervisor, Quillbrook School"


def test_the_pack_is_checked_looked_at_and_exported(shell: Shell, desk: Desk, tmp_path: Path) -> None:
    ids = matters(desk)
    screen = go(shell, "referral", referral=ids["referral"])
    press(shell, "check_page")
    said = words(screen)
    assert "Referral to the designated officer (LADO)" in said and "Tobias Wren-Achebe is named" in said
    screen.paper.choose_folder = lambda chosen: chosen(tmp_path)  # type: ignore[attr-defined]
    reason = screen.findChild(QLineEdit, "export_reason")
    assert reason is not None
    QTest.keyClicks(reason, "written copy")
    press(shell, "export_protected_no", "export")
    settle(shell)
    file = next(tmp_path.glob("*.pdf"))
    assert file.name.startswith("LADO-pack") and "Oakhurst" not in file.name
    assert "Martin Oakhurst" in pages(file.read_bytes())[0]
    row = screen.state.page.exports[0]  # type: ignore[attr-defined]
    assert row.state == "done" and row.document == "lado-referral"


def test_the_chair_reads_and_is_offered_no_record(qtbot: QtBot, desk: Desk, theme: Theme, tmp_path: Path) -> None:
    ids = matters(desk)
    staff.also(desk, staff.CHAIR, Role.CHAIR)
    desk.vault.close()
    chair = staff.opened_by(tmp_path, "staff", staff.CHAIR)
    shell = shell_over(chair, theme)
    screen = go(shell, "concern", concern=ids["matter"])
    assert "Martin Oakhurst" in words(screen)
    assert not any(one.isVisible() for one in screen.findChildren(QAbstractButton, "seal_step"))
    close_shell(shell)


@pytest.mark.parametrize("screen", ["adults", "adult", "record"])
def test_everything_has_a_name_and_a_role(shell: Shell, desk: Desk, screen: str) -> None:
    ids = matters(desk)
    shown = go(shell, screen, adult=ids["coach"])
    assert unnamed(shown) == [] and roleless(shown) == []


def test_the_preview_is_the_pack(desk: Desk) -> None:
    from dsl_desk.casework.export_pack import preview

    ids = matters(desk)
    first = pages(preview(desk, ids["referral"]))[0]
    assert "Martin Oakhurst" in first and "LIMBS MET, AND WHY" in first
    desk.vault.close()
