"""The look: the colours of one palette fill one style sheet, scaled with the text."""

from __future__ import annotations

import re
from functools import cache

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontDatabase, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

from dsl_desk.paths import resources
from dsl_desk.ui.palettes import PALETTES

MODES = ("system", "light", "dark", "contrast")
SMALLEST_TEXT, LARGEST_TEXT = 100, 200
BODY = 13.5  # pixels of running text at 100 %

# The style that the sheet is written for, as arguments of the application: chosen later, it would come back to us,
# and Python's side of it takes longer to build than the window.
STYLE = ("-style", "Fusion")

# Every pair of tokens that meets on screen, with the contrast it must reach. Kept true by tests/ui/test_theme.py.
PAIRS: tuple[tuple[str, str, float], ...] = (
    *(
        ("ink", under, 4.5)
        for under in ("page", "card", "sunken", "accent_soft", "warn_soft", "danger_soft", "ok_soft")
    ),
    *(("muted", under, 4.5) for under in ("page", "card", "sunken", "accent_soft")),
    *(("faint", under, 4.5) for under in ("page", "card")),
    *(("accent", under, 4.5) for under in ("page", "card", "sunken", "accent_soft")),
    *(("danger", under, 4.5) for under in ("page", "card", "danger_soft")),
    *(("warn", under, 4.5) for under in ("page", "card", "warn_soft")),
    *(("ok", under, 4.5) for under in ("page", "card", "ok_soft")),
    ("on_accent", "accent", 4.5),
    ("on_accent", "accent_press", 4.5),
    ("on_danger", "danger", 4.5),
    ("on_rail", "rail", 4.5),
    ("on_rail_strong", "rail", 4.5),
    ("on_rail_strong", "rail_current", 4.5),
    ("field", "card", 3.0),
    ("field", "page", 3.0),
)

_FONTS = '"Noto Sans", "Noto Sans Arabic"'
_FACES = ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf")
_LATER_FACES = ("NotoSans-Italic.ttf", "NotoSansArabic-Regular.ttf", "NotoSansArabic-Bold.ttf")


def contrast(one: str, other: str) -> float:
    """The WCAG 2.2 contrast ratio of two #rrggbb colours, 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


class Theme(QObject):
    """Applies the look to the application and follows the system while the mode says so."""

    changed = Signal()

    def __init__(self, app: QApplication, mode: str = "system", percent: int = 100) -> None:
        super().__init__(app)
        self._app = app
        self._sheet = (resources() / "theme" / "desk.qss").read_text(encoding="utf-8")
        self._system_palette = QPalette(app.palette())
        self.mode, self.percent = mode, percent
        self.colours: dict[str, str] = {}
        load_faces(_FACES)
        self.apply(mode, percent)
        app.styleHints().colorSchemeChanged.connect(self._follow)

    def apply(self, mode: str, percent: int) -> None:
        """Shows this mode ("system", "light", "dark", "contrast") with the text at 100 to 200 percent."""
        self.mode = mode if mode in MODES else "system"
        self.percent = max(SMALLEST_TEXT, min(LARGEST_TEXT, percent))
        self.colours = self._colours()
        self._app.setPalette(_palette(self.colours))
        font = QFont("Noto Sans")
        font.setPointSizeF(self.points(BODY))
        self._app.setFont(font)
        self._app.setStyleSheet(self._styled())
        self.changed.emit()

    def colour(self, name: str) -> QColor:
        """The colour of a token in the palette now shown."""
        return QColor(self.colours[name])

    def px(self, pixels: float) -> int:
        """Pixels at 100 %, scaled with the text."""
        return round(pixels * self.percent / 100)

    def points(self, pixels: float) -> float:
        """The point size that shows as this many pixels at 100 %, scaled with the text."""
        screen = QGuiApplication.primaryScreen()
        dots = screen.logicalDotsPerInchY() if screen else 96.0
        return pixels * self.percent / 100 * 72 / dots

    @property
    def is_dark(self) -> bool:
        return contrast(self.colours["page"], "#000000") < contrast(self.colours["page"], "#ffffff")

    def _colours(self) -> dict[str, str]:
        if self.mode != "system":
            return PALETTES[self.mode]
        if _system_wants_contrast():
            return _colours_of(self._system_palette, PALETTES["contrast"])
        dark = self._app.styleHints().colorScheme() is Qt.ColorScheme.Dark
        return PALETTES["dark" if dark else "light"]

    def _follow(self) -> None:
        if self.mode == "system":
            self.apply(self.mode, self.percent)

    def _styled(self) -> str:
        half = 1 + (self.percent - 100) / 200

        def value(found: re.Match[str]) -> str:
            property_, mark, word = found.groups(default="")
            if mark == "@":
                return property_ + (_FONTS if word == "fonts" else self.colours[word])
            if property_:
                return f"{property_}{self.points(float(word)):.3f}pt"
            return f"{self.px(float(word)) if mark == '~' else round(float(word) * half)}px"

        return re.sub(r"(font-size: )?([@~^])(\w[\w.]*)", value, self._sheet)


@cache
def load_faces(names: tuple[str, ...] = _LATER_FACES) -> None:
    """Makes our own fonts known to Qt, once. Without names: those no first window shows."""
    for name in names:
        path = resources() / "fonts" / name
        if path.exists():
            QFontDatabase.addApplicationFont(str(path))


def announce(widget: QObject, words: str) -> None:
    """Tells screen readers of a change in status; shows nothing."""
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, words))


def _system_wants_contrast() -> bool:
    hints = QGuiApplication.styleHints()
    if not hasattr(hints, "accessibility"):  # before Qt 6.10
        return False
    return bool(hints.accessibility().contrastPreference() is Qt.ContrastPreference.HighContrast)


def _colours_of(palette: QPalette, base: dict[str, str]) -> dict[str, str]:
    """The person's own contrast theme, where the system has one: its colours stand, ours only name them."""
    role = QPalette.ColorRole
    ink, page = palette.color(role.WindowText).name(), palette.color(role.Window).name()
    mark, on_mark = palette.color(role.Highlight).name(), palette.color(role.HighlightedText).name()
    link, off = palette.color(role.Link).name(), palette.color(QPalette.ColorGroup.Disabled, role.WindowText).name()
    link = link if contrast(link, page) >= 4.5 else ink
    colours = {
        name: page if name.endswith("_soft") or name in ("page", "card", "sunken", "rail") else ink for name in base
    }
    return colours | {"accent": link, "accent_press": link, "on_accent": page, "on_danger": page, "rail_current": mark,
                      "faint": off, "faint_line": off,
                      "on_rail_strong": on_mark if contrast(on_mark, page) >= 4.5 else ink}  # fmt: skip


def _palette(colours: dict[str, str]) -> QPalette:
    role, palette = QPalette.ColorRole, QPalette()
    for names, token in (
        ((role.Window,), "page"),
        ((role.WindowText, role.Text, role.ToolTipBase), "ink"),
        ((role.Base, role.AlternateBase, role.Button), "card"),
        ((role.ButtonText, role.Link, role.LinkVisited, role.Highlight, role.Accent), "accent"),
        ((role.HighlightedText,), "on_accent"),
        ((role.ToolTipText,), "page"),
        ((role.PlaceholderText,), "muted"),
        ((role.Mid, role.Dark), "field"),
        ((role.Midlight, role.Light), "faint_line"),
        ((role.BrightText,), "danger"),
    ):
        for name in names:
            palette.setColor(name, QColor(colours[token]))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(colours["faint"]))
    return palette


def _luminance(colour: str) -> float:
    def linear(channel: int) -> float:
        part = channel / 255
        return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)

    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
