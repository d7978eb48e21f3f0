from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from dsl_desk.ui.doors import DangerCalls
from dsl_desk.ui.navigation import Place
from dsl_desk.ui.screens.first_run.screen import FirstRunWindow
from dsl_desk.ui.screens.restore.screen import RestoreWindow
from dsl_desk.ui.screens.unlock.screen import UnlockWindow
from dsl_desk.ui.tab_order import stops
from dsl_desk.ui.theme import Theme
from tests.ui.accessibility import clipped, roleless, tab_stops, unnamed, walk_by_tab
from tests.ui.sample_desk import make_shell
from tests.ui.sample_doors import make_doors

PLACES = ("today", "concern", "record")


def shown(qtbot, window, width=1366, height=768):
    qtbot.addWidget(window)
    window.resize(width, height)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    for _ in range(3):
        QApplication.processEvents()
    return window


@pytest.fixture
def shell(qtbot, qapp, theme: Theme):
    window = make_shell(qapp, theme=theme)
    window.shut_for_good()
    yield shown(qtbot, window)
    window.context.tasks.close()


@pytest.fixture
def door(qtbot, tasks, theme, request):
    window = shown(qtbot, request.param(make_doors(), tasks, theme, DangerCalls()))
    tasks.idle()
    QApplication.processEvents()
    return window


@pytest.mark.parametrize("place", PLACES)
def test_everything_that_takes_the_focus_has_a_name_and_a_role(shell, place):
    shell.go(Place(place))
    QApplication.processEvents()
    assert unnamed(shell) == []
    assert roleless(shell) == []


@pytest.mark.parametrize("place", PLACES)
def test_the_tab_key_reaches_everything_and_is_never_trapped(shell, place):
    shell.go(Place(place))
    QApplication.processEvents()
    (tab_stops(shell)[0]).setFocus()
    reached = walk_by_tab(shell)
    missed = [w for w in tab_stops(shell) if w not in reached]
    assert [f"{type(w).__name__} {w.accessibleName()}" for w in missed] == []


@pytest.mark.parametrize("door", [UnlockWindow, FirstRunWindow, RestoreWindow], indirect=True)
def test_the_windows_before_a_desk_is_open_are_named_and_reachable_too(door):
    assert unnamed(door) == []
    reached = walk_by_tab(door)
    assert [type(w).__name__ for w in tab_stops(door) if w not in reached] == []


@pytest.mark.parametrize("door", [RestoreWindow], indirect=True)
@pytest.mark.parametrize(("percent", "size"), [(100, (1366, 768)), (100, (1024, 768)), (200, (1366, 768))])
def test_putting_a_backup_back_is_named_reachable_and_whole_on_every_page(door, tasks, theme: Theme, percent, size):
    theme.apply("light", percent)
    door.resize(*size)

    def page(words: str) -> None:
        for _ in range(4):
            tasks.idle()
            QApplication.processEvents()
        assert words in door._head.text() and unnamed(door) == [] and roleless(door) == [] and clipped(door) == []
        reached = walk_by_tab(door)
        assert [type(w).__name__ for w in tab_stops(door) if w not in reached] == []

    try:
        door.look_into(Path("/a stick/dsl-desk-children.deskbackup"))
        page("Restore a backup")
        door._go_on()
        page("Unlock the backup")
        door._switch()
        page("Unlock the backup")
        door._switch()
        door._key.name.setCurrentIndex(0)
        door._key.passphrase.set_text("correct horse")
        door._go_on()
        page("What this backup holds")
    finally:
        theme.apply("light", 100)


@pytest.mark.parametrize("door", [UnlockWindow], indirect=True)
@pytest.mark.parametrize("size", [(1366, 768), (1024, 768), (560, 420)])
def test_the_front_door_is_named_reachable_and_whole_at_every_size(door, tasks, size):
    door.resize(*size)
    door.show_front_door()
    tasks.idle()
    for _ in range(3):
        QApplication.processEvents()
    sheet = door._adult
    assert unnamed(sheet) == [] and roleless(sheet) == [] and clipped(sheet) == []
    names = [stop.accessibleName() for stop in stops(sheet)]
    assert names[:2] == ["Close   Esc", "Child in immediate danger"] and len(names) == 6


def test_the_danger_card_keeps_the_tab_key_on_itself(shell):
    shell.show_danger()
    reached = walk_by_tab(shell)
    assert len(reached) == 4
    assert all(shell.sheets.danger.isAncestorOf(widget) for widget in reached)
    assert unnamed(shell.sheets.danger) == []


@pytest.mark.parametrize(
    ("percent", "width", "height"), [(100, 1366, 768), (100, 1024, 768), (100, 1093, 614), (200, 1366, 768)]
)
@pytest.mark.parametrize("place", PLACES)
def test_no_words_are_cut_at_any_size(shell, theme: Theme, percent, width, height, place):
    theme.apply("light", percent)
    try:
        shell.resize(width, height)
        shell.go(Place(place))
        for _ in range(5):
            QApplication.processEvents()
        assert clipped(shell) == []
    finally:
        theme.apply("light", 100)


def test_the_focus_is_always_brought_into_sight(shell):
    shell.resize(1024, 620)
    shell.go(Place("record"))
    QApplication.processEvents()
    (tab_stops(shell)[0]).setFocus()
    for widget in walk_by_tab(shell):
        widget.setFocus()
        QApplication.processEvents()
        assert not widget.visibleRegion().isEmpty(), widget.accessibleName()
