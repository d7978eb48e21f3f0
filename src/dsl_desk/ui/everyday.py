"""What Ctrl+K finds in everyday words: where a thing is done that has no place of its own on the rail."""

from __future__ import annotations

from dsl_desk.ui.navigation import Place

# (what it is called, where it is done, other words people look for it by)
EVERYDAY = (
    ("Backups, and checking the record", Place("settings", panel="backup"), "back up restore copy stick verify"),
    ("Passphrase, recovery kit, people", Place("settings", panel="people"), "password code key admit deputy user"),
    ("Your own dates: training, meetings", Place("settings", panel="duties"), "training meetings"),
    ("Guidance pack: which edition, a newer one", Place("settings", panel="pack"), "pack edition update council"),
    ("Text size, colours, locking", Place("settings", panel="look"), "font bigger dark light contrast theme idle"),
    ("School: its name, end of the day, terms", Place("settings", panel="school"), "home terms holidays address"),
    ("Print the call sheet or helplines", Place("contacts"), "paper telephone phone numbers helplines"),
    ("Print a blank form for staff", Place("concerns"), "paper form blank"),
    ("Print or export a child’s file", Place("children"), "pdf chronology export file"),
)
# For whoever may add to the children on file.
TO_ADD = (
    ("Import children from a CSV", Place("children", page="import")),
    ("Add a child, a new pupil", Place("children", page="add")),
)
_ABOUT_CHILDREN = ("concerns", "children")  # a vault about adults has no form for staff and no list of children


def everyday(screens: set[str], *, about_adults: bool) -> list[tuple[str, Place, str]]:
    """Those that this desk has the screens for."""
    return [
        one for one in EVERYDAY
        if one[1].screen in screens and not (about_adults and one[1].screen in _ABOUT_CHILDREN)
    ]  # fmt: skip
