"""Type a name into the search at the top, a key every 60 ms, resting twice; says the longest gap and what was found."""

import sys

from desk import Opened
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QListWidget

from dsl_desk.ui.search_box import SearchBox

folder, name, passphrase, words = sys.argv[1:]
KEY, RESTS = 60, (4, 8)


def typed(desk):
    yield None
    QTest.keyClick(desk.shell, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    box = desk.shell.findChild(SearchBox)
    desk.gaps.start()
    for number, letter in enumerate(words):
        if number in RESTS:
            yield None
        QTest.keyClick(box, letter)
        yield KEY
    yield None
    found = desk.shell.findChild(QListWidget)
    return {"gap": desk.gaps.longest, "focused": box.hasFocus(), "found": found.count() if found else 0}


Opened(folder, name, passphrase, typed)
