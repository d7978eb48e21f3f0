"""Every screen has names and roles for assistive technology and cuts no words, at usual and at double text size."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dsl_desk.ui.context import Context, Screen
from dsl_desk.ui.navigation import Place
from dsl_desk.ui.screens.child.screen import ChildScreen
from dsl_desk.ui.screens.children.screen import ChildrenScreen
from dsl_desk.ui.screens.concerns.screen import ConcernsScreen
from dsl_desk.ui.screens.contacts.directory import Directory
from dsl_desk.ui.screens.contacts.screen import ContactsScreen
from dsl_desk.ui.screens.settings.screen import SettingsScreen
from dsl_desk.ui.screens.today.screen import TodayScreen
from dsl_desk.ui.theme import Theme
from tests.ui.accessibility import clipped, roleless, unnamed
from tests.ui.desks import School
from tests.ui.walking import Walk

CASES: list[tuple[type[Screen], dict[str, str], tuple[str, ...]]] = [
    (TodayScreen, {}, ()),
    (TodayScreen, {}, ("ring_mash",)),
    (ConcernsScreen, {}, ()),
    (ChildrenScreen, {}, ()),
    (ChildrenScreen, {"page": "add"}, ("save_child",)),
    (ChildrenScreen, {"page": "import"}, ()),
    (ChildScreen, {}, ()),
    (ChildScreen, {}, ("view_people", "add_adult")),
    (ChildScreen, {}, ("view_people", "add_relation")),
    (ChildScreen, {}, ("view_details", "change_details")),
    (ChildScreen, {}, ("print",)),
    (ChildScreen, {}, ("choose_entries",)),
    (ContactsScreen, {}, ("add_number",)),
    (SettingsScreen, {"panel": "school"}, ()),
    (SettingsScreen, {"panel": "people"}, ("new_kit",)),
    (SettingsScreen, {"panel": "backup"}, ()),
    (SettingsScreen, {"panel": "look"}, ()),
]


SIZES = ((100, 790), (200, 1230))  # per cent of text, pixels of the screen


@pytest.fixture
def usual(theme: Theme) -> Iterator[Theme]:
    yield theme
    theme.apply("light", 100)


@pytest.mark.parametrize(("make", "ids", "presses"), CASES, ids=[f"{c.__name__}-{'-'.join(p)}" for c, _, p in CASES])
def test_nothing_is_unnamed_or_cut(qtbot, context: Context, school: School, usual: Theme, make, ids, presses):
    walk = Walk(qtbot, make(context), context)
    ids = ids | ({"child": school.ids["kacper"]} if make is ChildScreen else {})
    walk.open(Place("here", **ids)).press(*presses).settle()
    assert unnamed(walk.screen) == []
    assert roleless(walk.screen) == []
    for percent, width in SIZES:
        usual.apply("light", percent)
        walk.screen.resize(width, 700)
        walk.settle()
        qtbot.waitUntil(lambda: not any(one.building for one in walk.screen.findChildren(Directory)))
        walk.settle()
        assert clipped(walk.screen) == [], f"at {percent} %"
