"""The import rules in pyproject.toml catch what they are there for."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

CHECKOUT = Path(__file__).resolve().parent.parent

# file it is planted in, the line, the contract that must break
PLANTED = (
    ("errors.py", "import dsl_desk.domain", "Imports point one way"),
    ("domain/when.py", "import dsl_desk.store", "Imports point one way"),
    ("store/work.py", "import dsl_desk.pathways", "Imports point one way"),
    ("reports/blocks.py", "import dsl_desk.store", "Imports point one way"),
    ("pathways/model.py", "import dsl_desk.casework", "Imports point one way"),
    ("casework/desk.py", "import dsl_desk.ui", "Imports point one way"),
    ("ui/theme.py", "import dsl_desk.ui.screens", "Screens stand on widgets and models, never the other way"),
    ("ui/widgets/card.py", "import dsl_desk.ui.screens", "Screens stand on widgets and models, never the other way"),
    ("ui/screens/first/screen.py", "import dsl_desk.ui.screens.second.screen", "Screens do not know one another"),
    ("ui/screens/first/view_model.py", "import PySide6.QtCore", "View-models are plain Python"),
    ("ui/widgets/card.py", "import dsl_desk.casework", "Widgets and item models do no casework"),
    ("ui/navigation.py", "import dsl_desk.store", "The window reaches records only through casework"),
    ("casework/desk.py", "import PySide6.QtCore", "Qt stays in the window"),
    ("casework/desk.py", "import sqlalchemy", "The database is spoken to in the store only"),
    ("ui/tasks.py", "import dsl_desk.store.tables", "Tables are private to the store"),
    ("reports/blocks.py", "import reportlab.pdfgen", "ReportLab is spoken by two files"),
    ("domain/when.py", "import time", "The domain is rules only: no files, no clock, no chance"),
    ("settings.py", "import http.client", "Nothing speaks to a network"),
)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    shutil.copy(CHECKOUT / "pyproject.toml", tmp_path)
    package = tmp_path / "src" / "dsl_desk"
    shutil.copytree(CHECKOUT / "src" / "dsl_desk", package, ignore=shutil.ignore_patterns("__pycache__"))
    for screen in ("first", "second"):
        folder = package / "ui" / "screens" / screen
        folder.mkdir(exist_ok=True)
        for name in ("__init__.py", "screen.py", "view_model.py"):
            (folder / name).touch()
    return package


def lint(package: Path) -> subprocess.CompletedProcess[str]:
    checkout = package.parent.parent
    command = [Path(sys.executable).with_name("lint-imports"), "--no-logo", "--no-cache"]
    environment = {"PYTHONPATH": str(checkout / "src"), "PYTHONUTF8": "1", "COLUMNS": "200"}
    return subprocess.run(command, cwd=checkout, env=environment, capture_output=True, text=True, check=False)


def plant(package: Path, file: str, line: str) -> None:
    with (package / file).open("a", encoding="utf-8") as target:
        target.write(f"\n{line}\n")


def test_every_planted_import_is_caught(tree: Path) -> None:
    for file, line, _ in PLANTED:
        plant(tree, file, line)
    said = lint(tree)
    assert said.returncode == 1, said.stderr
    for file, line, contract in PLANTED:
        assert f"{contract} BROKEN" in said.stdout, f"{line} in {file}"
        importer = "dsl_desk." + file.removesuffix(".py").replace("/", ".")
        wanted = line.removeprefix("import ")
        named = wanted if wanted.startswith("dsl_desk") else wanted.partition(".")[0]
        assert f"{importer} -> {named} (l." in said.stdout, f"{line} in {file}"


def test_a_room_nobody_drew_is_caught(tree: Path) -> None:
    (tree / "odds_and_ends").mkdir()
    (tree / "odds_and_ends" / "__init__.py").touch()
    said = lint(tree)
    assert said.returncode == 1
    assert "odds_and_ends" in said.stdout
