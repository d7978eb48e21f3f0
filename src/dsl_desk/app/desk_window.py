"""The window over an open desk: every screen registered, search and lock connected."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer

from dsl_desk import settings as preferences
from dsl_desk.app import door_windows
from dsl_desk.app.doors import front_door
from dsl_desk.casework.look_up.lists import search
from dsl_desk.casework.opening import is_mine
from dsl_desk.domain.access import ROLE_NAMES, Act, Role, VaultKind, may
from dsl_desk.errors import KnownProblem
from dsl_desk.ui.changes import Changes
from dsl_desk.ui.context import Context, Screen
from dsl_desk.ui.doors import DangerCard, FrontDoor
from dsl_desk.ui.everyday import TO_ADD
from dsl_desk.ui.front_door import NAME as ABOUT_AN_ADULT
from dsl_desk.ui.front_door import FrontDoorSheet
from dsl_desk.ui.lock import IdleLock
from dsl_desk.ui.navigation import Navigation, Place
from dsl_desk.ui.rail import ENTRIES, ENTRIES_ABOUT_ADULTS, Identity
from dsl_desk.ui.screens.adult.screen import AdultScreen
from dsl_desk.ui.screens.adults.screen import AdultsScreen
from dsl_desk.ui.screens.child.screen import ChildScreen
from dsl_desk.ui.screens.children.screen import ChildrenScreen
from dsl_desk.ui.screens.concern.screen import ConcernScreen
from dsl_desk.ui.screens.concerns.screen import ConcernsScreen
from dsl_desk.ui.screens.contacts.screen import ContactsScreen
from dsl_desk.ui.screens.guidance.screen import GuidanceScreen
from dsl_desk.ui.screens.record.screen import RecordScreen
from dsl_desk.ui.screens.referral.screen import ReferralScreen
from dsl_desk.ui.screens.referrals.screen import ReferralsScreen
from dsl_desk.ui.screens.settings.screen import SettingsScreen
from dsl_desk.ui.screens.today.screen import TodayScreen
from dsl_desk.ui.search_box import Found
from dsl_desk.ui.shell import Shell

if TYPE_CHECKING:
    from dsl_desk.app.session import Session
    from dsl_desk.casework.desk import Desk

SCREENS = {
    "today": TodayScreen,
    "record": RecordScreen,
    "concerns": ConcernsScreen,
    "concern": ConcernScreen,
    "children": ChildrenScreen,
    "child": ChildScreen,
    "contacts": ContactsScreen,
    "referrals": ReferralsScreen,
    "referral": ReferralScreen,
    "guidance": GuidanceScreen,
    "settings": SettingsScreen,
}


PREPARE_AFTER_MS = 400  # Today comes first

_KIT = (
    "Nobody has typed the code of the recovery kit back yet, so nobody knows whether it can be read. Do it under "
    "Settings; if the kit was not printed, make a new one there. This is said once a day until it is done."
)


def desk_window(session: Session, desk: Desk, danger: DangerCard) -> Shell:
    """The shell over this desk, without a screen yet; see `begin`."""
    context = Context(
        desk, tasks=session.tasks, changes=Changes(), navigation=Navigation(), theme=session.theme,
        now=session.house.clock,
    )  # fmt: skip
    idle = IdleLock(context, session.preferences.idle_minutes, session.house.seconds)
    records = may(desk.me.role, Act.RECORD, desk.vault.kind)
    screens = {name: one for name, one in screens_of(desk).items() if records or name != "record"}
    shell = Shell(
        context, _identity(desk), screens, search=lambda text: _found(context.desk, text), danger=danger,
        calls=session.calls, check_passphrase=partial(is_mine, desk), idle=idle,
        rail=ENTRIES_ABOUT_ADULTS if desk.pack.about_adults else ENTRIES,
    )  # fmt: skip
    context.preferences = session.preferences
    context.preferences_wanted.connect(lambda values: _prefer(session, idle, values))
    _put_doors(session, shell)
    _offer_acts(shell, desk)
    shell.lock_wanted.connect(session.lock)
    shell.quit_wanted.connect(session.quit)
    shell.text_size_changed.connect(lambda percent: keep_preferences(session, text_percent=percent))
    context.setParent(shell)  # what the window knew goes with it
    context.changes.listen(shell, lambda _what: True, lambda: shell.messages.stand(desk.vault.read_only))
    return shell


def begin(session: Session, shell: Shell) -> None:
    """What the window shows first. Asked for once it is there: both at once would hold it up for twice as long."""
    shell.go(Place("today"))
    shell.messages.stand(shell.context.desk.vault.read_only)
    _say_first(session, shell.context)
    remember_council(session, shell.context.desk.school.locality)
    QTimer.singleShot(PREPARE_AFTER_MS, shell, lambda: shell.prepare("child"))


def _offer_acts(shell: Shell, desk: Desk) -> None:
    """What else Ctrl+K finds."""
    for words, step in (("Text larger", 10), ("Text smaller", -10)):
        shell.offer(words, partial(shell.change_text_size, step))
    if not desk.pack.about_adults and may(desk.me.role, Act.PEOPLE, desk.vault.kind):
        for words, place in TO_ADD:
            shell.offer(words, partial(shell.go, place))


def _put_doors(session: Session, shell: Shell) -> None:
    """The front door for a worry about an adult, and the way to another vault: lock, then its door."""

    def leads_on(sheet: FrontDoorSheet) -> None:
        sheet.open_wanted.connect(session.switch)
        sheet.make_wanted.connect(partial(door_windows.make, session))

    put_front_door(shell, front_door(session.house, lambda: session.desk), leads_on)
    if len(session.doors.vaults()) > 1:
        icon = "" if shell.context.desk.vault.kind == VaultKind.CHILDREN else "key"
        shell.offer("Open another vault", lambda: session.switch(""), icon)


def put_front_door(shell: Shell, door: FrontDoor, made: Callable[[FrontDoorSheet], None] = lambda _sheet: None) -> None:
    """The front door over an open desk: by Ctrl+K on each, on the rail of the children's. Built when first asked for,
    then given to `made`."""
    context = shell.context

    @cache
    def sheet() -> FrontDoorSheet:
        built = FrontDoorSheet(shell, door, context.tasks, context.theme, here=context.desk.vault.kind)
        built.danger_wanted.connect(shell.show_danger)
        made(built)
        return built

    def show() -> None:
        sheet().open()

    context.front_door_wanted.connect(show)
    icon = "person" if context.desk.vault.kind == VaultKind.CHILDREN else ""
    shell.offer(ABOUT_AN_ADULT, show, icon, "About an adult")


def screens_of(desk: Desk) -> dict[str, Callable[[Context], Screen]]:
    """The screens of this vault: adults where concerns are about adults. A child named in one still has a page."""
    if not desk.pack.about_adults:
        return {**SCREENS}
    kept = {name: one for name, one in SCREENS.items() if name != "children"}
    return {**kept, "adults": AdultsScreen, "adult": AdultScreen}


def _say_first(session: Session, context: Context) -> None:
    """Calls noted before the desk was open, once; else, once a day, that the recovery kit waits to be confirmed."""
    desk, calls, today = context.desk, session.calls.take_new(context.desk.vault.kind), session.house.clock().date()
    if calls:
        said = ", ".join(f"{label} at {when:%H:%M}" for label, when in calls)
        context.say(f"You noted that you rang {said}. Record a concern now, and write that call down.", "warn")
    elif _kit_waits(desk) and session.reminded.get(desk.vault.id) != today:
        session.reminded[desk.vault.id] = today
        context.say(_KIT, "warn")


def _kit_waits(desk: Desk) -> bool:
    """Its code was not typed back yet, and this person could do it here."""
    return not (desk.school.kit_confirmed or desk.vault.read_only) and may(desk.me.role, Act.SETTINGS, desk.vault.kind)


def _identity(desk: Desk) -> Identity:
    role = ROLE_NAMES[Role(desk.me.role)]
    return Identity(
        desk.school.school_name or "This school", desk.me.name, role, desk.school.practice, mark=desk.pack.rules.mark,
        seeks="an adult" if desk.pack.about_adults else "a child",
    )  # fmt: skip


def _found(desk: Desk, text: str) -> list[Found]:
    known = desk.pack.notices.values() if may(desk.me.role, Act.RECORD, desk.vault.kind) else ()
    notices = [one for one in known if text.casefold() in one.title.casefold()]
    return [Found(one.title, "go", Place("record", notice=one.id)) for one in notices] + [
        Found(hit.label, hit.note, Place({"contact": "contacts"}.get(hit.what, hit.what), **{hit.what: hit.id}))
        for hit in search(desk, text)
    ]


def _prefer(session: Session, idle: IdleLock, values: dict[str, object]) -> None:
    keep_preferences(session, **values)
    idle.minutes = session.preferences.idle_minutes
    session.theme.apply(session.preferences.theme, session.preferences.text_percent)


def remember_council(session: Session, locality: str) -> None:
    """For the doors of this computer: whose numbers they show before anybody signs in."""
    if locality and locality != session.house.locality:
        session.house.locality = locality
        keep_preferences(session, locality=locality)


def keep_preferences(session: Session, **changed: Any) -> None:
    """Remember it on this computer. Never anything about a child, and of the school its council only."""
    session.preferences = session.preferences._replace(**changed, moved=session.house.moved)
    try:
        preferences.save(session.house.folder, session.preferences)
    except KnownProblem as problem:
        session.tell(problem)
