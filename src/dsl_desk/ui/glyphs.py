"""Glyphs of Font Awesome. QtAwesome carries the font; reading the file alone spares start-up its import."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path

from PySide6.QtGui import QFont, QFontDatabase

# The field's words -> Font Awesome code point (stable between its releases).
GLYPHS = {
    "today": "\uf185", "children": "\ue4e1", "adults": "\uf508",
    "concerns": "\uf07c", "referrals": "\uf1d8", "contacts": "\uf095",
    "guidance": "\uf518", "settings": "\uf013", "hide": "\uf070", "show": "\uf06e", "lock": "\uf023",
    "record": "\uf303", "warning": "\uf071", "phone": "\uf095", "print": "\uf02f", "search": "\uf002",
    "done": "\uf00c", "close": "\uf00d", "clock": "\uf017", "add": "\u002b", "back": "\uf060", "note": "\uf05a",
    "file": "\uf15c", "person": "\uf007", "key": "\uf084", "flag": "\uf024", "export": "\uf56e", "copy": "\uf0c5",
}  # fmt: skip


@cache
def family() -> str:
    """The name of the icon font, loaded at first use; empty when it is not there (icons are decoration, words stay)."""
    found = find_spec("qtawesome")
    for folder in (found.submodule_search_locations or []) if found else []:
        for path in sorted(Path(folder, "fonts").glob("fontawesome6-solid-webfont-*.ttf")):
            families = QFontDatabase.applicationFontFamilies(QFontDatabase.addApplicationFont(str(path)))
            if families:
                return families[0]
    return ""


def glyph_font(pixels: int) -> QFont:
    font = QFont(family())
    font.setPixelSize(max(1, pixels))
    font.setWeight(QFont.Weight.Black)
    return font
