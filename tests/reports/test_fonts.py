from __future__ import annotations

import re
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from PySide6.QtGui import QFont, QFontDatabase, QFontMetrics

from dsl_desk.domain.characters import direction
from dsl_desk.paths import resources
from dsl_desk.reports.machine_fonts import characters_of
from dsl_desk.reports.scripts import in_drawn_order

FOLDER = resources() / "fonts"
FILES = (
    "NotoSans-Regular.ttf",
    "NotoSans-Bold.ttf",
    "NotoSans-Italic.ttf",
    "NotoSansArabic-Regular.ttf",
    "NotoSansArabic-Bold.ttf",
)


def test_every_face_is_static_small_and_has_its_own_postscript_name() -> None:
    names = set()
    for name in FILES:
        assert (FOLDER / name).stat().st_size <= 700_000
        font = TTFont(FOLDER / name)
        assert "fvar" not in font
        names.add(font["name"].getDebugName(6))
    assert len(names) == len(FILES)
    assert "SIL OPEN FONT LICENSE" in (FOLDER / "OFL.txt").read_text("utf-8")


def test_the_faces_have_the_letters_of_the_names_of_a_school() -> None:
    for name in FILES[:3]:
        characters = TTFont(FOLDER / name).getBestCmap()
        assert all(ord(letter) in characters for letter in "ŁÓżąßğşțĐươễýŘŵŷẂΑωЖщїҐ“”‘’–—…·•€£№")


def test_the_window_finds_them_as_one_family_with_a_bold_that_is_bold(qapp: object) -> None:
    for name in FILES[:3]:
        number = QFontDatabase.addApplicationFont(str(FOLDER / name))
        assert QFontDatabase.applicationFontFamilies(number) == ["Noto Sans"]
    regular, bold = QFont("Noto Sans", 20), QFont("Noto Sans", 20, QFont.Weight.Bold)
    text = "Designated safeguarding lead"
    assert QFontMetrics(bold).horizontalAdvance(text) > QFontMetrics(regular).horizontalAdvance(text)


def test_a_font_of_this_computer_that_is_damaged_counts_as_absent(tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.ttf"
    damaged.write_bytes((FOLDER / FILES[0]).read_bytes()[:3000])
    assert characters_of(damaged) == ()
    assert characters_of(tmp_path / "gone.ttf") == ()
    assert ord("م") in characters_of(FOLDER / "NotoSansArabic-Regular.ttf")[0]


@pytest.mark.parametrize(
    "line", ["محمد الأمين · 07700 900101 · ring", "محمد 07700 900101", "ring محمد 01632 960 150 now"]
)
def test_a_telephone_number_beside_arabic_is_read_from_left_to_right(line: str) -> None:
    number = re.search(r"\d[\d ]+\d", line)
    assert number is not None
    assert number[0] in in_drawn_order(line, direction(line))
