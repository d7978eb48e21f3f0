"""The colours, by the same names in every palette.

Python and no data file: reading one before the first paint costs more than all that is said here.

"faint" is what cannot be used, and what a field says while it is empty; "edge" goes round tags, "rail_edge" beside the
rail and "rail_mark" round the place where one is, each where colours alone do not set them off.
"""

from __future__ import annotations

PALETTES: dict[str, dict[str, str]] = {
    "light": {
        "ink": "#15202b", "muted": "#51606f", "page": "#f4f6f8", "card": "#ffffff", "sunken": "#f6f8fa",
        "line": "#d5dce3", "field": "#6f7d8a", "rail": "#14303f", "on_rail": "#c9d8e0",
        "on_rail_strong": "#ffffff", "rail_current": "#24506a", "accent": "#0b6478", "accent_soft": "#e3f1f3",
        "accent_press": "#084e5e", "on_accent": "#ffffff", "danger": "#b3261e", "danger_soft": "#fdecea",
        "on_danger": "#ffffff", "warn": "#8a4b00", "warn_soft": "#fff3df", "ok": "#1b6b3a",
        "ok_soft": "#e6f4ea", "faint": "#51606f", "faint_line": "#d5dce3", "edge": "#00000000",
        "rail_edge": "#14303f", "rail_mark": "#00000000",
    },
    "dark": {
        "ink": "#e8edf2", "muted": "#a9b6c2", "page": "#10181f", "card": "#18232c", "sunken": "#131c24",
        "line": "#2c3a46", "field": "#7f90a0", "rail": "#0b1319", "on_rail": "#b9c7d1",
        "on_rail_strong": "#ffffff", "rail_current": "#1d3a4d", "accent": "#63c5d8", "accent_soft": "#12323a",
        "accent_press": "#8ad6e5", "on_accent": "#10181f", "danger": "#ff9087", "danger_soft": "#3a1d1b",
        "on_danger": "#10181f", "warn": "#f2b95c", "warn_soft": "#3a2c14", "ok": "#7fd39a",
        "ok_soft": "#16311f", "faint": "#a9b6c2", "faint_line": "#2c3a46", "edge": "#00000000",
        "rail_edge": "#0b1319", "rail_mark": "#00000000",
    },
    "contrast": {
        "ink": "#ffffff", "muted": "#ffffff", "page": "#000000", "card": "#000000", "sunken": "#000000",
        "line": "#ffffff", "field": "#ffffff", "rail": "#000000", "on_rail": "#ffffff",
        "on_rail_strong": "#ffffff", "rail_current": "#00344d", "accent": "#ffe600", "accent_soft": "#262200",
        "accent_press": "#fff27a", "on_accent": "#000000", "danger": "#ff9c94", "danger_soft": "#2b0000",
        "on_danger": "#000000", "warn": "#ffd24d", "warn_soft": "#2b1d00", "ok": "#7dff9b",
        "ok_soft": "#002b0c", "faint": "#b4b4b4", "faint_line": "#8a8a8a", "edge": "#ffffff",
        "rail_edge": "#ffffff", "rail_mark": "#ffe600",
    },
}  # fmt: skip
