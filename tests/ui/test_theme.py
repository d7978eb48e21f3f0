from __future__ import annotations

import re

import pytest

from dsl_desk.paths import resources
from dsl_desk.ui.palettes import PALETTES
from dsl_desk.ui.theme import PAIRS, Theme, contrast


@pytest.mark.parametrize("palette", ["light", "dark", "contrast"])
@pytest.mark.parametrize(("over", "under", "least"), PAIRS)
def test_every_pair_of_colours_in_use_reaches_its_contrast(palette, over, under, least):
    colours = PALETTES[palette]
    assert contrast(colours[over], colours[under]) >= least, f"{over} on {under}"


def test_contrast_is_the_ratio_of_wcag():
    assert contrast("#ffffff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_all_palettes_name_the_same_tokens_and_the_sheet_uses_no_other():
    names = set(PALETTES["light"])
    assert set(PALETTES["dark"]) == names == set(PALETTES["contrast"])
    sheet = (resources() / "theme" / "desk.qss").read_text(encoding="utf-8")
    assert set(re.findall(r"@(\w+)", sheet)) - {"fonts"} <= names


def test_in_high_contrast_a_line_sets_off_what_colours_alone_do_not():
    """WCAG 2.2, 1.4.11: what tells a part or its state stands out at 3:1."""
    colours = PALETTES["contrast"]
    for line, under in (("edge", "card"), ("rail_edge", "page"), ("rail_mark", "rail"), ("faint_line", "page")):
        assert contrast(colours[line], colours[under]) >= 3, f"{line} on {under}"
    assert colours["faint"] != colours["ink"] and colours["faint_line"] != colours["field"]  # off is not on


def test_text_grows_to_200_percent_and_no_further(theme: Theme, qapp):
    theme.apply("light", 100)
    small = qapp.font().pointSizeF()
    theme.apply("light", 200)
    assert qapp.font().pointSizeF() == pytest.approx(2 * small)
    theme.apply("light", 900)
    assert theme.percent == 200
    theme.apply("light", 100)


def test_body_text_is_thirteen_and_a_half_pixels_of_our_own_font(theme: Theme, qapp):
    theme.apply("light", 100)
    dots = qapp.primaryScreen().logicalDotsPerInchY()
    assert qapp.font().pointSizeF() * dots / 72 == pytest.approx(13.5)
    assert qapp.font().family() == "Noto Sans"


def test_dark_and_light_are_told_apart(theme: Theme):
    theme.apply("dark", 100)
    assert theme.is_dark
    theme.apply("light", 100)
    assert not theme.is_dark
