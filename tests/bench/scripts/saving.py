"""Seal a concern every 400 ms from the window's thread while a full check runs; says the longest wait and gap."""

import json
import random
import sys
import time
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from gaps import Gaps
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from dsl_desk.store import slots, snapshot
from dsl_desk.store.vault import open_vault
from dsl_desk.store.vault_making import vault_folder
from dsl_desk.store.work import open_work
from dsl_desk.ui.tasks import Tasks
from tests.bench.school import a_concern

desk, name, passphrase, child = sys.argv[1:]
folder = vault_folder(Path(desk), "children")
app = QApplication([])
vault = open_vault(folder, slots.open_with_passphrase(folder, name, passphrase), datetime.now(UTC))
tasks, gaps, chance = Tasks(), Gaps(app), random.Random(1)
waits, ended = [], []
begun = time.perf_counter()


def seal(new):
    with open_work(vault, datetime.now(UTC)) as work:
        work.seal(new)
        work.commit()


def save():
    asked = time.perf_counter()
    new = a_concern(chance, child, datetime.now(UTC))
    tasks.run(partial(seal, new), owner=app, then=lambda _: waits.append((time.perf_counter() - asked) * 1000))


def checked(lines):
    ended.append((time.perf_counter() - begun, sum(line.holds for line in lines)))
    app.quit()


tasks.run_long(lambda: snapshot.check_beside(vault, datetime.now(UTC), full=True), owner=app, then=checked)
saving = QTimer(app)
saving.setInterval(400)
saving.timeout.connect(save)
saving.start()
gaps.start()
app.exec()
tasks.idle()
taken, held = ended[0]
print(json.dumps({"longest": max(waits), "gap": gaps.longest, "saves": len(waits), "check": taken, "lines": held}))
vault.close()
