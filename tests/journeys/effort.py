"""What recording and referring take: keys and clicks, counted while the practice school's stories are played.

`python -m tests.journeys.effort docs/guide/effort.md` writes the table anew.
"""

from __future__ import annotations

import os
import re
import shutil
import sys
import tempfile
from dataclasses import replace
from datetime import timedelta
from itertools import groupby
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from dsl_desk.casework.desk import Desk
from dsl_desk.demo.by_verbs import ByVerbs
from dsl_desk.demo.by_windows import ByWindows, until_the_paper
from dsl_desk.demo.cast import Cast
from dsl_desk.demo.hands import Effort, Hands
from dsl_desk.demo.school import PracticeClock, build
from dsl_desk.demo.stories import Act, in_order, story
from dsl_desk.domain.questions import Need
from dsl_desk.ui.theme import STYLE
from tests.journeys.keyboard import Keyboard, Unseen, begin, end

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "guide" / "effort.md"
RECORD, PACK = "Record a concern, with what is needed and no more", "From the worry to the exported pack"
NOTICE = "A police notice, whole"
_ROW = re.compile(
    r"^\| (?P<task>[^|]+) \| (?P<keys>\d+) \| (?P<clicks>\d+) \| (?P<beside>\d+) \| (?P<typed>\d+) \|$", re.M
)


def needed_only(desk: Desk, act: Act) -> Act:
    """The same record with the answers that it cannot be sealed without; the rest is not known."""
    questions = desk.pack.questions("concern", desk.pack.step_of_kind("concern"))
    needed = {one.id for one in questions if one.need is Need.REQUIRED}
    return replace(act, answers={key: value for key, value in act.answers.items() if key in needed}, rest=True)


def counted(path: Path) -> dict[str, tuple[Effort, Effort]]:
    """The table of the file: task -> what it takes with the keyboard alone, and with a mouse."""
    return {
        row["task"]: (
            Effort(0, int(row["keys"]), int(row["typed"])),
            Effort(int(row["clicks"]), int(row["beside"]), int(row["typed"])),
        )
        for row in _ROW.finditer(path.read_text("utf-8"))
    }


def main(path: Path) -> None:
    app = QApplication([*sys.argv[:1], *STYLE])
    app.setQuitOnLastWindowClosed(False)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        clock = PracticeClock(story(7).acts[0].at)
        build(place / "school", clock)
        cast = Cast()
        ByVerbs(place / "school", clock, place, cast).play(in_order([story(7)]))
        took = [_played(app, place, hands, cast) for hands in (Unseen, Clicking)]
    rows = [
        f"| {task} | {keys.presses} | {mouse.clicks} | {mouse.presses} | {keys.typed} |"
        for task, keys, mouse in zip((RECORD, NOTICE, PACK), *took, strict=True)
    ]
    text = path.read_text("utf-8")
    for row in rows:
        task = row.split(" | ")[0]
        text = re.sub(rf"^{re.escape(task)} \|.*$", row, text, flags=re.M)
    path.write_text(text, "utf-8")
    sys.stdout.write("\n".join(rows) + "\n")


def _played(app: QApplication, place: Path, hands: type[Keyboard], cast: Cast) -> list[Effort]:
    folder = place / hands.__name__
    shutil.copytree(place / "school", folder)
    friday = story(14).acts
    clock = PracticeClock(friday[0].at - timedelta(days=1))
    windows = begin(app, folder, clock, hands, replace(cast, concerns=dict(cast.concerns)))
    windows.sign_in(friday[0].by)
    took = [record_only(windows), notice_only(windows)]
    windows.lock()
    for _, day in groupby(friday, key=lambda act: act.at.date()):
        windows.sitting(friday[0].by, list(day))
    end(windows)
    return [*took, until_the_paper(windows.efforts, 14)]


def record_only(windows: ByWindows) -> Effort:
    """What it takes to record story 1, by whoever is signed in."""
    first = replace(story(1).acts[0], at=windows.clock.now)
    windows.do(needed_only(windows.desk, first))
    return windows.efforts[-1][1]


def notice_only(windows: ByWindows) -> Effort:
    """What it takes to enter the notice of story 7 once more; the story's own concern stays the one the others mean."""
    before = dict(windows.cast.concerns)
    windows.do(replace(story(7).acts[0], at=windows.clock.now))
    windows.cast.concerns.update(before)
    return windows.efforts[-1][1]


class Clicking(Unseen):
    """The mouse, on the same unseen desk."""

    click, type, choose, _click_at = Hands.click, Hands.type, Hands.choose, Hands._click_at


if __name__ == "__main__":
    main(Path(sys.argv[1]))
