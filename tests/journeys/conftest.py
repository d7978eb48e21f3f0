"""One demo run for every journey test: a process of its own, its home and temporary folders ours to look through."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

# The same run as `dsl-desk demo`, with hands that wait no longer than the window needs.
_RUN = """
import sys
from PySide6.QtWidgets import QApplication
from dsl_desk.demo.hands import Hands
def settle(self):
    for _ in range(3):
        QApplication.processEvents()
        self.session.tasks.idle()
Hands.settle = settle
from dsl_desk.__main__ import main
sys.exit(main(["demo", "--out", sys.argv[1], "--no-window"]))
"""


@dataclass(frozen=True)
class Played:
    """`out`: what the demo was told to write. `around`: home and temporary folders of that process."""

    out: Path
    around: Path
    said: str

    @property
    def desk(self) -> Path:
        return self.out / "desk"

    @property
    def later(self) -> Path:
        """A copy of the desk, months on."""
        return self.out / "later"


@pytest.fixture(scope="session")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    place = tmp_path_factory.mktemp("journey")
    around = place / "around"
    for name in ("home", "tmp"):
        (around / name).mkdir(parents=True)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("XDG_")}
    top = Path(__file__).resolve().parents[2]
    environment = kept | {
        "HOME": str(around / "home"), "TMPDIR": str(around / "tmp"), "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": str(top / "src"),
    }  # fmt: skip
    run = subprocess.run(
        [sys.executable, "-c", _RUN, str(place / "out")], env=environment, cwd=around / "tmp", umask=0, timeout=600,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr
    return Played(place / "out", around, run.stdout + run.stderr)
