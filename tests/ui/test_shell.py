from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from dsl_desk.ui.navigation import Place
from dsl_desk.ui.shell import Shell
from dsl_desk.ui.theme import Theme
from tests.ui.sample_desk import make_shell

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def shell(qtbot, qapp, theme: Theme):
    window = make_shell(qapp, theme=theme)
    window.shut_for_good()
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    yield window
    window.context.tasks.close()


def press(window: Shell, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(window.windowHandle(), key, modifier)
    QApplication.processEvents()


def visible_words(window: Shell) -> str:
    return " ".join(label.text() for label in window.findChildren(QLabel) if label.isVisible())


def test_the_window_title_never_says_whose_file_is_open(shell):
    shell.go(Place("concern", concern="x"))
    assert shell.windowTitle() == "DSL Desk"


def test_screens_are_made_when_first_wanted_and_save_their_draft_on_leaving(shell):
    shell.context.navigation.go("record")
    record = shell.shown()
    shell.context.navigation.go("today")
    assert record.saved == 1
    shell.context.navigation.go("record")
    assert shell.shown() is record


def test_back_goes_where_one_was(shell):
    shell.go(Place("concern"))
    shell.go(Place("record"))
    press(shell, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert shell.place() == Place("concern")
    shell.back()
    assert shell.place() == Place("today")


def test_the_danger_card_opens_with_one_key_and_gives_the_focus_back(shell, qtbot):
    shell.go(Place("record"))
    qtbot.waitUntil(lambda: shell.shown().isAncestorOf(QApplication.focusWidget()))
    before = QApplication.focusWidget()
    QTest.keyClicks(before, "half a na")
    press(shell, Qt.Key.Key_9, CTRL | SHIFT)
    assert shell.sheets.danger.isVisible()
    assert "Ring 999 now" in visible_words(shell)
    assert shell.sheets.danger.size() == shell.size()
    press(shell, Qt.Key.Key_Escape)
    assert not shell.sheets.danger.isVisible()
    assert QApplication.focusWidget() is before
    assert before.text() == "half a na"


def test_nothing_is_written_under_the_danger_card(shell, qtbot):
    """Experience: what is typed is seen. F6 stays on the card; the keys that lead elsewhere take it away first."""
    shell.go(Place("record"))
    qtbot.waitUntil(lambda: shell.shown().isAncestorOf(QApplication.focusWidget()))
    press(shell, Qt.Key.Key_9, CTRL | SHIFT)
    for modifier in (Qt.KeyboardModifier.NoModifier, SHIFT):
        for _ in range(4):
            press(shell, Qt.Key.Key_F6, modifier)
            assert shell.sheets.danger.isAncestorOf(QApplication.focusWidget())
    press(shell, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert not shell.sheets.cover() and shell.place() == Place("record"), "back to what lay under it"
    shell.go(Place("concern"))
    press(shell, Qt.Key.Key_9, CTRL | SHIFT)
    press(shell, Qt.Key.Key_N, CTRL)
    assert not shell.sheets.cover() and shell.place() == Place("record")
    qtbot.waitUntil(lambda: shell.shown().isAncestorOf(QApplication.focusWidget()))


def test_ringing_from_the_danger_card_is_noted_in_memory(shell):
    shell.show_danger()
    button = next(
        b
        for b in shell.sheets.danger.findChildren(type(shell.sheets.danger._close).__mro__[1])
        if b.text() == "I rang now"
    )
    button.click()
    assert [(label, f"{when:%H:%M}") for label, when in shell.sheets.danger._calls.made] == [
        ("Police, ambulance, fire", "18:31")
    ]
    assert "Rung 18:31" in visible_words(shell)


def test_hiding_shows_no_name_and_returns_only_with_the_passphrase(shell, qtbot):
    shell.go(Place("concern"))
    press(shell, Qt.Key.Key_F12)
    words = visible_words(shell)
    for name in ("Tyler", "Pryce", "Quillbrook"):
        assert name not in words
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_F12):
        press(shell, key)
        assert shell.sheets.hidden.isVisible()
    press(shell, Qt.Key.Key_N, CTRL)
    press(shell, Qt.Key.Key_K, CTRL)
    assert shell.place() == Place("concern")
    assert shell.sheets.hidden.isAncestorOf(QApplication.focusWidget())
    QTest.keyClicks(shell.sheets.hidden._field.edit, "wrong")
    press(shell, Qt.Key.Key_Return)
    assert shell.context.tasks.idle()
    assert shell.sheets.hidden.isVisible()
    QTest.keyClicks(shell.sheets.hidden._field.edit, "correct horse")
    press(shell, Qt.Key.Key_Return)
    assert shell.context.tasks.idle()
    assert not shell.sheets.hidden.isVisible()
    assert "Tyler" in visible_words(shell)


def test_the_danger_card_opens_over_the_hidden_screen_too(shell):
    shell.hide_screen()
    press(shell, Qt.Key.Key_9, CTRL | SHIFT)
    assert shell.sheets.danger.isVisible()
    assert "Ring 999 now" in visible_words(shell)
    press(shell, Qt.Key.Key_Escape)
    assert shell.sheets.hidden.isVisible()
    assert "Tyler" not in visible_words(shell)


def test_search_finds_by_keyboard_and_goes_there(shell):
    press(shell, Qt.Key.Key_K, CTRL)
    QTest.keyClicks(QApplication.focusWidget(), "marsh")
    press(shell, Qt.Key.Key_Return)
    assert shell.context.tasks.idle()
    press(shell, Qt.Key.Key_Return)
    assert shell.place() == Place("concern")


def test_enter_never_takes_what_less_of_the_text_had_found(shell, qtbot):
    press(shell, Qt.Key.Key_K, CTRL)
    box = QApplication.focusWidget()
    QTest.keyClicks(box, "h")
    press(shell, Qt.Key.Key_Return)
    assert shell.context.tasks.idle() and box._popover.isVisible()
    QTest.keyClicks(box, "ide scr")
    press(shell, Qt.Key.Key_Return)
    assert not shell.sheets.hidden.isVisible() and box.text() == "hide scr", "the old list was not taken from"
    assert shell.context.tasks.idle()
    press(shell, Qt.Key.Key_Return)
    assert shell.sheets.hidden.isVisible()


def test_search_finds_acts_and_screens(shell):
    press(shell, Qt.Key.Key_K, CTRL)
    QTest.keyClicks(QApplication.focusWidget(), "record a")
    press(shell, Qt.Key.Key_Return)
    assert shell.context.tasks.idle()
    press(shell, Qt.Key.Key_Return)
    assert shell.place() == Place("record")


def test_words_said_just_before_going_elsewhere_go_along_and_older_ones_do_not(shell):
    shell.context.say("Sealed as C-0147.")
    shell.go(Place("concern"))
    assert shell.messages.words == "Sealed as C-0147."
    shell.messages._fresh.stop()
    shell.go(Place("today"))
    assert shell.messages.words == ""


def test_who_may_not_record_is_told_so(shell):
    """A key that does nothing is a dead end, and a worry cannot wait."""
    shell._factories = {name: made for name, made in shell._factories.items() if name != "record"}
    before = shell.place()
    QTest.keyClick(shell.windowHandle(), Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert shell.place() == before and "Tell somebody who can" in shell.messages.words


def test_good_news_goes_once_one_goes_on_and_what_needs_doing_stays(shell, qtbot):
    for words, tone, stays in (("Sealed.", "ok", ""), ("The stick is full.", "danger", "The stick is full.")):
        shell.context.say(words, tone)
        shell._search.setFocus()
        assert shell.messages.words == words, "just said: the focus moves by itself then"
        shell.messages._fresh.stop()
        shell._bar.record.setFocus()
        qtbot.wait(shell.messages._going.interval() + 200)
        assert shell.messages.words == stays


def test_a_crash_is_said_with_a_number_and_without_record_text(shell):
    shell.context.tasks.run(lambda: {}["Tyler Marsh"])
    assert shell.context.tasks.idle()
    assert "report it with the number" in shell.messages.words
    assert "Tyler" not in shell.messages.words


def test_text_grows_by_keyboard_and_says_so_to_be_remembered(shell, qtbot):
    with qtbot.waitSignal(shell.text_size_changed) as heard:
        press(shell, Qt.Key.Key_Plus, CTRL)
    assert heard.args == [110]
    press(shell, Qt.Key.Key_0, CTRL)
    assert shell.context.theme.percent == 100


def test_closing_the_window_asks_to_quit_so_that_the_desk_is_closed_in_order(qtbot, qapp, theme):
    window = make_shell(qapp, theme=theme)
    qtbot.addWidget(window)
    window.show()
    with qtbot.waitSignal(window.quit_wanted):
        window.close()
    assert window.isVisible()
    window.shut_for_good()
    window.close()
    assert not window.isVisible()


def test_nothing_covers_the_danger_card_once_it_is_open(shell):
    shell.show_danger()
    shell.sheets.shortcuts.open()
    shell.go(Place("record"))
    QApplication.processEvents()
    middle = shell.childAt(shell.rect().center())
    assert shell.sheets.danger is middle or shell.sheets.danger.isAncestorOf(middle)
    assert shell.sheets.danger.isAncestorOf(QApplication.focusWidget())


def test_noting_a_call_on_the_danger_card_holds_the_lock_off(shell):
    shell.show_danger()
    shell.sheets.danger._note_call("Police, ambulance, fire")
    assert shell.idle.ringing


def test_no_part_of_a_screen_ever_flashes_as_a_window_of_its_own(qtbot, qapp, theme):
    class Watch(QObject):
        windows: list[str] = []

        def eventFilter(self, watched, event):
            if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
                self.windows.append(type(watched).__name__)
            return False

    watch = Watch()
    qapp.installEventFilter(watch)
    window = make_shell(qapp, theme=theme)
    window.shut_for_good()
    qtbot.addWidget(window)
    window.show()
    for place in ("concern", "record", "today"):
        window.go(Place(place))
    window.context.say("Sealed.")
    window.show_danger()
    qapp.processEvents()
    qapp.removeEventFilter(watch)
    assert set(watch.windows) == {"Shell"}


def test_a_practice_desk_is_watermarked_over_everything(shell):
    assert shell._watermark.size() == shell.size()
    assert shell._watermark.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert "practice" in visible_words(shell)
