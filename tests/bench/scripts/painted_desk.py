"""dsl-desk itself, ended as soon as its first window has been painted."""

import os
import sys

import dsl_desk.app
from dsl_desk.__main__ import main

HEAVY = {
    "sqlalchemy", "sqlcipher3", "typer", "rich", "holidays", "msgspec", "zxcvbn", "reportlab", "pikepdf",
    "cryptography", "argon2", "rapidfuzz", "qtawesome", "phonenumbers", "diceware", "pypdfium2", "fontTools",
}  # fmt: skip
run = dsl_desk.app.run


def watched(*arguments):
    """The window as the program builds it; nothing of it is loaded earlier than the program would."""
    from dsl_desk.ui.door_window import DoorWindow

    paint = DoorWindow.paintEvent

    def painted(self, event):
        paint(self, event)
        loaded = {name.partition(".")[0] for name in sys.modules}
        heavy = ", ".join(f'"{name}"' for name in sorted(loaded & HEAVY))
        print(f'{{"heavy": [{heavy}]}}', flush=True)  # without a parser, which the floor does not load either
        os._exit(0)

    DoorWindow.paintEvent = painted
    return run(*arguments)


dsl_desk.app.run = watched
main(["--folder", sys.argv[1]])
