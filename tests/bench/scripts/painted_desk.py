"""dsl-desk itself, ended as soon as its first window has been painted."""

import gc
import json
import os
import sys

gc.disable()  # the first thing `dsl-desk` does; here a window is loaded before that
from dsl_desk.ui.door_window import DoorWindow  # noqa: E402

HEAVY = {
    "sqlalchemy", "sqlcipher3", "typer", "rich", "holidays", "msgspec", "zxcvbn", "reportlab", "pikepdf",
    "cryptography", "argon2", "rapidfuzz", "qtawesome", "phonenumbers", "diceware", "pypdfium2", "fontTools",
}  # fmt: skip
paint = DoorWindow.paintEvent


def painted(self, event):
    paint(self, event)
    loaded = {name.partition(".")[0] for name in sys.modules}
    print(json.dumps({"heavy": sorted(loaded & HEAVY)}), flush=True)
    os._exit(0)


DoorWindow.paintEvent = painted
from dsl_desk.__main__ import main  # noqa: E402

main(["--folder", sys.argv[1]])
